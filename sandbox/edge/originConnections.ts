import { setMaxListeners } from "node:events";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { getOrCreate } from "../../core/getOrCreate";
import { originConnectionLimits } from "../../facts/cloudflare/timeouts";
import type { ModelledClock } from "../modelledClock";
import type { Dialler, DialLimits } from "./dial";
import { askOverHttp1 } from "./http1Exchange";
import { Http2Connection } from "./http2Exchange";
import type { OriginAnswer, OriginRequest } from "./originAnswer";
import { OriginFailure } from "./originFailure";
import { routeKey, type OriginRoute } from "./originRoute";
import { Silence } from "./silence";
import { sourceAddress } from "./sourceAddresses";

/** What the edge waits for at most when visitors ask. Source: `rehearsalConstants`. */
const visitorLimits: DialLimits = {
  connectSeconds: originConnectionLimits.connect.seconds,
  handshakeSeconds: originConnectionLimits.connect.seconds,
};

/** The connections of the edge to origins, kept for the next request. */
export class OriginConnections {
  readonly #idle = new Map<string, Socket[]>();
  readonly #shared = new Map<string, Http2Connection>();
  readonly #open = new Set<Socket>();
  readonly #stopped = new AbortController();
  readonly #silence: Silence;
  #dialled = 0;

  /**
   * Has none yet.
   * @param dialler - Opens them.
   * @param clock - Modelled time.
   */
  constructor(
    private readonly dialler: Dialler,
    private readonly clock: ModelledClock,
  ) {
    this.#silence = new Silence(dialler, clock);
    // As many attempts hear of it as there are at the same time.
    setMaxListeners(0, this.#stopped.signal);
  }

  /**
   * Sends a request over a connection that is there, or a new one.
   * @param route - Where to.
   * @param request - The request.
   * @param readTimeoutSeconds - Modelled seconds until the answer must have begun.
   * @throws {OriginFailure} Where no answer comes.
   */
  async ask(
    route: OriginRoute,
    request: OriginRequest,
    readTimeoutSeconds: number,
  ): Promise<OriginAnswer> {
    const key = routeKey(route);
    const shared = this.#shared.get(key);
    if (shared?.hasRoom === true) {
      this.#silence.sent(shared.socket);
      return shared.ask(request, readTimeoutSeconds);
    }
    // The one that was used last: others may be about to be closed.
    const idle = this.#idle.get(key)?.pop();
    const socket = idle ?? (await this.#openTo(route));
    if (socket instanceof TLSSocket && socket.alpnProtocol === "h2") {
      return this.#share(key, socket).ask(request, readTimeoutSeconds);
    }
    if (idle === undefined) {
      this.#keepAfterUse(key, socket);
    }
    this.#silence.sent(socket);
    const { clock } = this;
    const wasUsed = idle !== undefined;
    return askOverHttp1({ socket, wasUsed, request, readTimeoutSeconds, clock });
  }

  /** Ends every connection. */
  stop(): void {
    this.#stopped.abort();
    this.#silence.stop();
    this.#shared.forEach((connection) => connection.end());
    this.#open.forEach((socket) => socket.destroy());
  }

  async #openTo(route: OriginRoute): Promise<Socket> {
    const from = sourceAddress(this.#dialled++, route.address);
    const socket = await this.dialler.open(route, from, visitorLimits, this.#stopped.signal);
    this.#open.add(socket);
    socket.once("close", () => this.#open.delete(socket));
    this.#silence.watch(socket, (failure) => socket.destroy(new OriginFailure(failure)));
    return socket;
  }

  #share(key: string, socket: TLSSocket): Http2Connection {
    const connection = new Http2Connection(socket, this.clock, () => {
      if (this.#shared.get(key) === connection) {
        this.#shared.delete(key);
      }
    });
    this.#shared.set(key, connection);
    this.#silence.watch(socket, (failure) => connection.end(new OriginFailure(failure)));
    return connection;
  }

  /** Whatever it needs for that it is given once, not for each request. */
  #keepAfterUse(key: string, socket: Socket): void {
    const idle = getOrCreate(this.#idle, key, (): Socket[] => []);
    const leave = (): void => {
      const place = idle.indexOf(socket);
      if (place >= 0) {
        idle.splice(place, 1);
      }
    };
    const limit = this.clock.milliseconds(originConnectionLimits.idle.seconds);
    const timer = setTimeout(() => {
      if (idle.includes(socket)) {
        socket.destroy();
      }
    }, limit);
    socket.once("end", leave).once("close", () => {
      clearTimeout(timer);
      leave();
    });
    socket.on("free", () => {
      if (this.#stopped.signal.aborted || socket.destroyed || !socket.writable) {
        socket.destroy();
        return;
      }
      timer.refresh();
      idle.push(socket);
    });
  }
}
