import { defaultHttpsPort } from "../../facts/cloudflare/ports";
import { canonicalAddress, isIpAddress } from "../internal/addresses";
import { canonicalHostname } from "../../core/hostnames";
import { keyPath } from "../../core/paths";
import { argPath, type PlacedSite } from "./sites";

/** An origin at its place in the arguments, with what is known of it now. */
export interface PlacedOrigin {
  /** Where it stands: `pools[0].origins.a`. */
  readonly path: string;
  /** Its address or host name in the API's spelling; undefined where it is known later, or none. */
  readonly address: string | undefined;
  /** Its TCP port. */
  readonly port: number;
}

/**
 * Lists the origins of a site that were made elsewhere.
 * @param site - The site.
 */
export function placedOrigins(site: PlacedSite): readonly PlacedOrigin[] {
  return (site.args.pools ?? []).flatMap((pool, index) =>
    Object.entries(pool.origins)
      .filter(([, { alb }]) => alb === undefined)
      .map(([key, origin]) => ({
        path: keyPath(argPath(site, `pools[${index}].origins`), key),
        address: spelt(origin.address),
        port: origin.port ?? defaultHttpsPort,
      })),
  );
}

function spelt(address: unknown): string | undefined {
  if (typeof address !== "string") {
    return undefined;
  }
  return isIpAddress(address) ? canonicalAddress(address) : canonicalHostname(address);
}
