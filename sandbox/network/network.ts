import type { Socket } from "node:net";

/** A connection that the edge wants. */
export interface Dialling {
  /** The origin's address, as it is declared. */
  readonly address: string;
  readonly port: number;
  /** The address of Cloudflare's that the connection comes from. */
  readonly from: string;
  /** Ends the attempt. */
  readonly signal: AbortSignal;
}

/** The network between Cloudflare and the origins, in user space: the kernel's own timers do not run faster. */
export interface OriginNetwork {
  /**
   * Opens a TCP connection to an origin.
   * @param dialling - Where to, and where from.
   * @returns The connection, once it stands. It stays open until one of the two sides, or a fault, ends it.
   * @throws {Error} With `code` `ECONNREFUSED` where the origin refuses it, `EHOSTUNREACH` where no way leads there, `ENOTFOUND`
   *   where the name leads nowhere, and `ABORT_ERR` where the signal ended it: a packet that nobody answers is never refused.
   */
  connect(dialling: Dialling): Promise<Socket>;
  /**
   * Since when packets of a connection that stands go unanswered. A network that cannot tell has no such method.
   * @param connection - The connection, as `connect` gave it.
   * @returns Modelled seconds; undefined while they are answered.
   */
  silentSince?(connection: Socket): number | undefined;
}
