import type { Socket } from "node:net";
import { createSecureContext, type SecureContext, type TLSSocket } from "node:tls";
import type { ModelledClock } from "../modelledClock";
import type { OriginNetwork } from "../network/network";
import type { EdgeAuthority, EdgeCertificate } from "./authority";
import { handshake } from "./handshake";
import { connectionFailure } from "./originFailure";
import type { OriginRoute } from "./originRoute";

/** How long the edge waits for a connection, in modelled seconds. */
export interface DialLimits {
  readonly connectSeconds: number;
  readonly handshakeSeconds: number;
}

/** Opens connections to origins. */
export class Dialler {
  /** Beneath each connection of TLS, the one of TCP. */
  readonly #beneath = new WeakMap<Socket, Socket>();
  readonly #contexts: Readonly<Record<OriginRoute["clientCertificate"], SecureContext>>;

  /**
   * Has opened none yet.
   * @param network - Between the edge and the origins.
   * @param clock - Modelled time.
   * @param authority - What is trusted, and what certifies the edge towards origins.
   */
  constructor(
    private readonly network: OriginNetwork,
    private readonly clock: ModelledClock,
    authority: EdgeAuthority,
  ) {
    const context = (client?: EdgeCertificate): SecureContext =>
      createSecureContext({
        ca: authority.certificate,
        cert: client?.certificate,
        key: client?.key,
      });
    this.#contexts = {
      none: context(),
      shared: context(authority.client("shared")),
      own: context(authority.client("own")),
    };
  }

  /**
   * Opens a connection, with TLS where the route has it.
   * @param route - Where to.
   * @param from - The address of Cloudflare's that it comes from.
   * @param limits - How long it may take.
   * @param signal - Ends the attempt.
   * @throws {OriginFailure} Where it does not come to stand.
   */
  async open(
    route: OriginRoute,
    from: string,
    limits: DialLimits,
    signal: AbortSignal,
  ): Promise<Socket | TLSSocket> {
    const socket = await this.clock.within(limits.connectSeconds, signal, (ends) =>
      this.#connect(route, from, ends),
    );
    if (!route.isEncrypted) {
      return socket;
    }
    const { host, verifies, clientCertificate, offersHttp2 } = route;
    const secureContext = this.#contexts[clientCertificate];
    const terms = { servername: host, verifies, secureContext, offersHttp2 };
    const secured = await this.clock.within(limits.handshakeSeconds, signal, (ends) =>
      handshake(socket, terms, ends),
    );
    this.#beneath.set(secured, socket);
    return secured;
  }

  /**
   * Since when packets of a connection go unanswered.
   * @param connection - The connection, as `open` gave it.
   * @returns Modelled seconds; undefined while they are answered, and where the network cannot tell.
   */
  silentSince(connection: Socket): number | undefined {
    return this.network.silentSince?.(this.#beneath.get(connection) ?? connection);
  }

  async #connect(
    { address, port }: OriginRoute,
    from: string,
    signal: AbortSignal,
  ): Promise<Socket> {
    try {
      const socket = await this.network.connect({ address, port, from, signal });
      socket.setNoDelay(true);
      // Whoever uses it listens too; an idle connection that is reset must not end the process.
      socket.on("error", () => undefined);
      return socket;
    } catch (error) {
      throw connectionFailure(error);
    }
  }
}
