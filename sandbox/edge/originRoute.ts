import { strictModes } from "../../facts/cloudflare/zoneSettings";
import type { DeclaredOrigin, DeclaredSite } from "../../model/serving/declaredSite";

/** How the edge reaches an origin for a site. */
export interface OriginRoute {
  readonly address: string;
  readonly port: number;
  readonly isEncrypted: boolean;
  /** The Host header, and the name in the handshake. */
  readonly host: string;
  /** Whether the certificate must be right. */
  readonly verifies: boolean;
  /** The client certificate that is shown. */
  readonly clientCertificate: "none" | "shared" | "own";
  /** Whether HTTP/2 is offered. */
  readonly offersHttp2: boolean;
}

/** What rules set in place of an origin's own port and address. */
export interface RouteChange {
  readonly port?: number | undefined;
  readonly address?: string | undefined;
}

/**
 * Says how the edge reaches an origin for visitors.
 * @param site - The site.
 * @param origin - Its origin.
 * @param change - What rules set in place of the origin's. Defaults to nothing.
 */
export function routeTo(
  { encryptionMode, clientCertificate, speaksHttp2 = true }: DeclaredSite,
  { address, port, isEncrypted, host }: DeclaredOrigin,
  change: RouteChange = {},
): OriginRoute {
  return {
    address: change.address ?? address,
    port: change.port ?? port,
    isEncrypted,
    host,
    verifies: strictModes.includes(encryptionMode),
    clientCertificate: isEncrypted ? clientCertificate : "none",
    offersHttp2: isEncrypted && speaksHttp2,
  };
}

/**
 * A key that connections share which may be used for each other.
 * @param route - The route.
 */
export function routeKey(route: OriginRoute): string {
  const { address, port, isEncrypted, host, verifies, clientCertificate, offersHttp2 } = route;
  return `${address} ${port} ${isEncrypted} ${host} ${verifies} ${clientCertificate} ${offersHttp2}`;
}
