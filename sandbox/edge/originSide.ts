import { retriedCodes, ZeroDowntimeFailover } from "../../facts/cloudflare/loadBalancing";
import { edgeFailures, type EdgeFailureName } from "../../facts/cloudflare/edgeFailures";
import type {
  DeclaredLoadBalancer,
  DeclaredOrigin,
  DeclaredSite,
} from "../../model/serving/declaredSite";
import { asExpression } from "./asExpression";
import type { Exchange } from "./exchange";
import type { OriginAnswer } from "./originAnswer";
import type { OriginConnections } from "./originConnections";
import { OriginFailure } from "./originFailure";
import { routeTo, type RouteChange } from "./originRoute";
import { overridden } from "./overridden";
import { leavesItsOrigin, type Sessions } from "./sessions";
import type { Steering } from "./steering";
import type { Chosen } from "./steeringView";
import { throughTunnel, tunnelAnswer } from "./tunnelAnswer";

/** What came of asking origins. */
export interface Asked {
  /** The answer, or the failure. */
  readonly result: OriginAnswer | EdgeFailureName;
  /** Pool and origin that were asked last; undefined where none was, or it is of no pool. */
  readonly origin: string | undefined;
  readonly wasRetried: boolean;
}

/** What the origin side is made of. */
export interface OriginSideParts {
  readonly connections: OriginConnections;
  readonly steering: Steering;
  readonly sessions: Sessions;
  /** Between 0 and 1. */
  readonly random: () => number;
}

/** Sends requests on to origins, once more where Cloudflare does. */
export class OriginSide {
  /**
   * Has sent nothing yet.
   * @param parts - What it is made of.
   */
  constructor(private readonly parts: OriginSideParts) {}

  /**
   * Sends a request to an origin, and to another one where it fails and Cloudflare does so.
   * @param exchange - The request.
   * @param change - What rules change of the way to the origin.
   */
  async ask(exchange: Exchange, change: RouteChange): Promise<Asked> {
    const body = await exchange.body();
    const { loadBalancer } = exchange.site;
    if (loadBalancer !== undefined) {
      const balancer = overridden(loadBalancer, () => asExpression(exchange));
      return this.#balanced({ exchange, body, change }, balancer);
    }
    const origin = this.#address(exchange.site);
    const result =
      origin === undefined ? "unresolved" : await this.#send({ exchange, body, change }, origin);
    return { result, origin: undefined, wasRetried: false };
  }

  async #balanced(sending: Sending, balancer: DeclaredLoadBalancer): Promise<Asked> {
    const { steering } = this.parts;
    const { site, visitor } = sending.exchange;
    const pinned = this.#pinned(sending, balancer);
    const first = pinned ?? steering.choose(site.hostname, balancer, visitor);
    if (first === undefined) {
      return { result: "noPool", origin: undefined, wasRetried: false };
    }
    const result = await this.#counted(sending, first);
    const mayLeave = pinned === undefined || leavesItsOrigin(balancer);
    const second =
      mayLeave && isRetried(result)
        ? steering.another(site.hostname, balancer, visitor, first)
        : undefined;
    if (second === undefined) {
      if (pinned === undefined) {
        this.#pin(sending, balancer, first);
      }
      return { result, origin: first.key, wasRetried: false };
    }
    if (pinned === undefined || balancer.zeroDowntimeFailover === ZeroDowntimeFailover.Sticky) {
      this.#pin(sending, balancer, second);
    }
    return { result: await this.#counted(sending, second), origin: second.key, wasRetried: true };
  }

  #pinned({ exchange }: Sending, balancer: DeclaredLoadBalancer): Chosen | undefined {
    const { sessions, steering } = this.parts;
    const { hostname } = exchange.site;
    const key = sessions.pinnedTo(hostname, balancer, exchange);
    return key === undefined
      ? undefined
      : steering.pinned(
          ...([hostname, balancer, key, exchange.visitor] as const),
          sessions.isDraining(key, balancer),
        );
  }

  #pin({ exchange }: Sending, balancer: DeclaredLoadBalancer, chosen: Chosen): void {
    const { hostname } = exchange.site;
    const cookie = this.parts.sessions.pin(hostname, balancer, exchange, chosen);
    if (cookie !== undefined) {
      exchange.setCookie(cookie);
    }
  }

  /** An origin works on a request until its answer has ended. */
  async #counted(sending: Sending, chosen: Chosen): Promise<Asked["result"]> {
    const ended = this.parts.steering.begin(chosen);
    const result = await this.#send(sending, chosen.origin);
    if (typeof result === "string") {
      ended();
    } else {
      result.body.once("close", ended);
    }
    return result;
  }

  async #send(
    { exchange, body, change }: Sending,
    origin: DeclaredOrigin,
  ): Promise<Asked["result"]> {
    const { site } = exchange;
    const { tunnel } = origin;
    if (tunnel?.status !== undefined) {
      return tunnelAnswer(tunnel.status);
    }
    const route = routeTo(site, origin, change);
    const request = exchange.toOrigin(route.host, body);
    try {
      return await this.parts.connections.ask(route, request, site.readTimeoutSeconds);
    } catch (error) {
      if (error instanceof OriginFailure) {
        return tunnel === undefined ? error.kind : throughTunnel(error.kind);
      }
      throw error;
    }
  }

  /** One of the records' addresses, at random. */
  #address({ addresses }: DeclaredSite): DeclaredOrigin | undefined {
    return addresses[Math.floor(this.parts.random() * addresses.length)];
  }
}

/** A request that is sent to one origin or two. */
interface Sending {
  readonly exchange: Exchange;
  readonly body: Buffer | undefined;
  readonly change: RouteChange;
}

function isRetried(result: Asked["result"]): boolean {
  return typeof result === "string" && retriedCodes.includes(edgeFailures[result].code);
}
