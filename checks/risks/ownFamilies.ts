import { getOrCreate } from "../../core/getOrCreate";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import type { Exposure } from "../../model/firewall/exposure";
import type { ProtectedEndpoint } from "../../model/firewall/protectedEndpoints";
import { accessOf } from "../../model/firewall/access";
import { knownList } from "../../model/graph/reading";
import type { TrafficModel } from "../../model/traffic/path";
import type { RiskContext } from "./risk";

/**
 * Leaves out what decides nothing: what an origin lets in of a family of which it has no address, or that nothing names.
 * @param endpoint - What the groups guard after the change.
 * @returns Takes those ranges from what is missing of Cloudflare.
 */
export function ofFamilies(
  { after }: RiskContext,
  { attachedTo }: ProtectedEndpoint,
): (exposure: Exposure) => Exposure {
  const found = after.publicEndpoints.find(({ resource }) => resource === attachedTo);
  const isAsked = found !== undefined || after.hostnames.length === 0 || namesIpv6(after);
  const idle = new Set((found?.lacking ?? []).flatMap((family) => cloudflareRanges[family]));
  const ipv6 = new Set(cloudflareRanges.ipv6);
  return (exposure) => {
    // Of a family that nobody names, all may be left out, as `accessOf` has it.
    const isLeftOut = !isAsked && accessOf(exposure).cloudflare === "all";
    const isIdle = (range: string): boolean => idle.has(range) || (isLeftOut && ipv6.has(range));
    return { ...exposure, missing: exposure.missing.filter((range) => !isIdle(range)) };
  };
}

/** It is the same for every endpoint of a plan. */
const naming = new WeakMap<TrafficModel, { readonly ipv6: boolean }>();

/** Whether a record or a pool leads to an IPv6 address. */
function namesIpv6(model: TrafficModel): boolean {
  const { ipv6 } = getOrCreate(naming, model, () => ({
    ipv6:
      model.records.some(({ type }) => type === "AAAA") ||
      model.pools
        .flatMap(({ origins }) => knownList(origins) ?? [])
        .some(({ address }) => typeof address === "string" && address.includes(":")),
  }));
  return ipv6;
}
