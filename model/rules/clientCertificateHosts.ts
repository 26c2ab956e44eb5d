import { canonicalHostname } from "../graph/hostnames";
import type { Inventory } from "../graph/inventory";
import { zoneOf } from "../graph/links";
import { readTexts } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { unknownValue } from "../../core/known";

/** A hostname at which the edge asks for a client certificate. */
export interface AskedForCertificate {
  /** The hostname. */
  readonly hostname: string;
  /** Its zone as `zoneOf` calls it. */
  readonly zone: string;
  /** What says so. */
  readonly resource: ModelResource;
}

/**
 * Lists the hostnames at which the edge asks for client certificates.
 *
 * Source: Cloudflare docs, ssl/client-certificates/enable-mtls (only hostnames that are associated are asked).
 * @param inventory - The resources.
 * @returns The hostnames; undefined where the plan does not know all of them.
 */
export function askedForCertificates(
  inventory: Inventory,
): readonly AskedForCertificate[] | undefined {
  const all = inventory.ofType("clientCertificateHosts").map((resource) => {
    const names = readTexts(resource.properties.hostnames);
    const known = names === unknownValue ? [] : names.filter((name) => typeof name === "string");
    const isKnown = names !== unknownValue && known.length === names.length;
    return isKnown
      ? known.map((name) => ({
          ...{ hostname: canonicalHostname(name), zone: zoneOf(resource), resource },
        }))
      : undefined;
  });
  const whole = all.filter((each) => each !== undefined);
  return whole.length === all.length ? whole.flat() : undefined;
}
