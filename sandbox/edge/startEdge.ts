import { createServer, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { DeclaredSite } from "../../model/serving/declaredSite";
import type { ModelledClock } from "../modelledClock";
import type { OriginNetwork } from "../network/network";
import type { EdgeAuthority } from "./authority";
import { Dialler } from "./dial";
import type { EdgeAnswered, HealthChange, RunningEdge } from "./edge";
import { Exchange } from "./exchange";
import { Monitors } from "./monitors";
import { OriginConnections } from "./originConnections";
import { OriginHealth } from "./originHealth";
import { EdgeCache } from "./edgeCache";
import { OriginSide } from "./originSide";
import { RequestPath } from "./requestPath";
import { RateLimits } from "./rateLimits";
import { WaitingRooms } from "./waitingRooms";
import { Sessions } from "./sessions";
import { Prober } from "./probe";
import { RoundTrips } from "./roundTrips";
import { Steering } from "./steering";

/** What an edge runs on. */
export interface EdgeOptions {
  readonly clock: ModelledClock;
  /** Between the edge and the origins. */
  readonly network: OriginNetwork;
  /** Certifies the edge, and is trusted by it. */
  readonly authority: EdgeAuthority;
  /** Every site. */
  readonly sites: readonly DeclaredSite[];
  /** Gives a number from 0 to 1, for what Cloudflare does at random. Defaults to `Math.random`. */
  readonly random?: () => number;
}

/**
 * Starts an edge on a free loopback port.
 * @param options - What it runs on.
 * @returns The edge. Its monitors probe at once.
 */
export async function startEdge(options: EdgeOptions): Promise<RunningEdge> {
  const edge = new Edge(options);
  await edge.listen();
  return edge;
}

class Edge implements RunningEdge {
  readonly #sites = new Map<string, DeclaredSite>();
  readonly #listeners: ((answered: EdgeAnswered) => void)[] = [];
  readonly #clock: ModelledClock;
  readonly #authority: EdgeAuthority;
  readonly #health: OriginHealth;
  readonly #monitors: Monitors;
  readonly #connections: OriginConnections;
  readonly #sessions: Sessions;
  readonly #path: RequestPath;
  readonly #server: Server;

  constructor({ clock, network, authority, sites, random = Math.random }: EdgeOptions) {
    this.#clock = clock;
    this.#authority = authority;
    const dialler = new Dialler(network, clock, authority);
    this.#health = new OriginHealth(clock);
    const roundTrips = new RoundTrips(clock);
    this.#monitors = new Monitors(new Prober(dialler, clock), this.#health, clock, roundTrips);
    this.#connections = new OriginConnections(dialler, clock);
    const steering = new Steering({ health: this.#health, roundTrips, clock, random });
    this.#sessions = new Sessions(clock);
    const parts = { connections: this.#connections, steering, sessions: this.#sessions, random };
    this.#path = new RequestPath({
      ...{ origins: new OriginSide(parts), cache: new EdgeCache(clock) },
      ...{ rooms: new WaitingRooms(clock), limits: new RateLimits(clock) },
    });
    this.#server = createServer((request, response) => {
      // A visitor who leaves in the middle of a request gets no answer, and none is counted.
      this.#answer(request, response).catch(() => response.destroy());
    });
    this.#server.keepAliveTimeout = 0;
    this.declare(sites);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get authority(): string {
    return this.#authority.certificate;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject).listen(0, "127.0.0.1", resolve);
    });
  }

  declare(sites: readonly DeclaredSite[]): void {
    const before = [...this.#sites.keys()].join();
    this.#sites.clear();
    sites.forEach((site) => this.#sites.set(site.hostname, site));
    if ([...this.#sites.keys()].join() !== before) {
      const { certificate: cert, key } = this.#authority.server([...this.#sites.keys()]);
      this.#server.setSecureContext({ cert, key });
    }
    this.#sessions.declare(sites);
    this.#monitors.declare(sites);
  }

  onAnswer(listener: (answered: EdgeAnswered) => void): void {
    this.#listeners.push(listener);
  }

  onHealth(listener: (change: HealthChange) => void): void {
    this.#health.onChange(listener);
  }

  async stop(): Promise<void> {
    this.#monitors.stop();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    this.#connections.stop();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const hostname = (request.headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
    const site = this.#sites.get(hostname);
    if (site === undefined) {
      // Nobody's hostname: Cloudflare answers 403 with error 1001 or 409; a rehearsal never asks for one.
      response.writeHead(409).end();
      return;
    }
    const cameAtSeconds = this.#clock.seconds;
    const outcome = await this.#path.serve(new Exchange(request, response, site));
    const { status, by, cause, origin, wasRetried } = outcome;
    // Written out: one is kept of every request, and copies of copies are slow.
    const answered: EdgeAnswered = {
      cameAtSeconds,
      answeredAtSeconds: this.#clock.seconds,
      hostname,
      status,
      by,
      cause,
      origin,
      wasRetried,
    };
    this.#listeners.forEach((listener) => listener(answered));
  }
}
