import { isIP } from "node:net";
import { RangeTable } from "../../core/rangeTable";
import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import { originConnectionLimits } from "../../facts/cloudflare/timeouts";

/** How long a look at an origin waits, in seconds. */
export interface Patience {
  /** For a connection. */
  readonly connectSeconds: number;
  /** For a handshake, and for each answer. */
  readonly answerSeconds: number;
  /** For the origin to close a connection that nothing is asked on. */
  readonly idleSeconds: number;
}

/** One address of an origin, and what is asked there. */
export interface OriginTarget {
  /** The name that visitors ask for: SNI and Host. */
  readonly hostname: string;
  /** The address: IPv4 or IPv6. */
  readonly address: string;
  /** The path that is asked for, with its query. */
  readonly path: string;
  /** The port of TLS. */
  readonly httpsPort: number;
  /** The port of plain HTTP. */
  readonly httpPort: number;
  /**
   * The roots that the zone has in its Custom Origin Trust Store, as PEM: Cloudflare then trusts these in place of the public ones.
   * Defaults to the public ones that Node knows.
   */
  readonly trusted?: readonly string[];
  readonly patience: Patience;
}

/** Waits that end soon: the idle wait is a second over the five of Apache and Node. */
export const shortPatience: Patience = {
  connectSeconds: originConnectionLimits.connect.seconds,
  answerSeconds: 10,
  idleSeconds: 6,
};

/** Waits as long as Cloudflare's own. */
export const fullPatience: Patience = {
  connectSeconds: originConnectionLimits.connect.seconds,
  answerSeconds: originConnectionLimits.read.seconds,
  idleSeconds: originConnectionLimits.idle.seconds,
};

/** The ports that Cloudflare asks an origin at where a visitor uses those of HTTPS and HTTP. */
export const usualPorts = { httpsPort: defaultHttpsPort, httpPort: defaultHttpPort } as const;

const ownRanges = new RangeTable(
  [...cloudflareRanges.ipv4, ...cloudflareRanges.ipv6],
  (range) => range,
);

/**
 * Finds the range of Cloudflare's that an address lies in: what answers there is Cloudflare, no origin.
 * @param address - An IP address.
 * @returns The range; undefined for all others.
 */
export function cloudflareRangeOf(address: string): string | undefined {
  return ownRanges.find(address);
}

/**
 * Writes an address with a port.
 * @param address - IPv4 or IPv6.
 * @param port - The port.
 */
export function placeText(address: string, port: number): string {
  return isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`;
}

/** What requests are made over: TLS, or in clear. */
export type Transport = "tls" | "clear";

/**
 * Writes where requests are made.
 * @param target - The address.
 * @param transport - Over TLS, or in clear.
 */
export function placeOf(target: OriginTarget, transport: Transport): string {
  return placeText(target.address, transport === "tls" ? target.httpsPort : target.httpPort);
}
