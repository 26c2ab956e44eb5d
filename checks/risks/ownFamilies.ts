import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import type { Exposure } from "../../model/firewall/exposure";
import type { ProtectedEndpoint } from "../../model/firewall/protectedEndpoints";
import { modelType } from "../../model/graph/resourceTypes";
import type { RiskContext } from "./risk";

/**
 * Leaves out what decides nothing: what a load balancer of AWS lets in of a family of which it has no address.
 * @param endpoint - What the groups guard after the change.
 * @returns Takes those ranges from what is missing of Cloudflare.
 */
export function ofFamilies(
  { after }: RiskContext,
  { attachedTo }: ProtectedEndpoint,
): (exposure: Exposure) => Exposure {
  const isBalancer = attachedTo !== undefined && modelType(attachedTo.type) === "awsLoadBalancer";
  const found = after.publicEndpoints.find(({ resource }) => resource === attachedTo);
  const lacking = isBalancer ? (found?.lacking ?? []) : [];
  const idle = new Set(lacking.flatMap((family) => cloudflareRanges[family]));
  return (exposure) =>
    idle.size === 0
      ? exposure
      : { ...exposure, missing: exposure.missing.filter((range) => !idle.has(range)) };
}
