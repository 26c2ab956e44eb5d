import { unknownValue } from "../../core/known";
import { certifiedServices } from "../../facts/certificateRenewals";
import { OriginPaths } from "../origin/originPaths";
import { hasOriginCa } from "../tls/certificates";
import { zoneStrictness } from "../tls/zoneTls";
import { zoneOfPath } from "../traffic/answering";
import { leadsNowhere } from "../traffic/edgeServices";
import type { HostnamePath } from "../traffic/hostnamePath";
import type { TrafficModel } from "../traffic/path";

/**
 * Whether an origin of a hostname may renew its certificate by requests for that hostname, and visitors get errors once it has expired.
 * @param model - The paths of hostnames.
 * @param hostname - The hostname.
 * @returns False where Cloudflare checks no certificate, or the plan shows that the origin's comes from elsewhere.
 */
export function mayRenewOverHttp(model: TrafficModel, hostname: string): boolean {
  const { inventory } = model;
  const path = model.pathOf(hostname);
  const zone = zoneOfPath(path);
  const isChecked = zone === undefined || zoneStrictness(inventory, zone) !== "no";
  const isBalanced = (): boolean => OriginPaths.of(model).balancersOf(hostname).length > 0;
  const addresses = addressesOf(model, path);
  const isOfService = addresses.length > 0 && addresses.every(isCertified);
  return (
    isChecked &&
    !isOfService &&
    !leadsNowhere(model, hostname) &&
    !isBalanced() &&
    !hasOriginCa(inventory, hostname)
  );
}

function addressesOf(model: TrafficModel, path: HostnamePath): string[] {
  const { balanced } = model;
  const pools = path.loadBalancer === undefined ? [] : balanced.heldBy(path.loadBalancer);
  const origins = pools.flatMap(({ origins: own }) =>
    own === unknownValue ? [] : own.map(({ address }) => address),
  );
  const own = path.records.map(({ content }) => content);
  return [...origins, ...own].filter((address) => typeof address === "string");
}

function isCertified(address: string): boolean {
  return certifiedServices.some((end) => address.toLowerCase().endsWith(end));
}
