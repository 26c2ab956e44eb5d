import { edgeFailures } from "../../facts/cloudflare/edgeFailures";
import { addressFamilies, type AddressFamily } from "../../core/cidrs";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import { exposureOf } from "../../model/firewall/exposure";
import { groupsOn } from "../../model/firewall/protectedEndpoints";
import type { ModelTypeName } from "../../model/graph/resourceTypes";
import { title } from "../../model/graph/title";
import { usualPorts } from "../../model/traffic/originUse";
import { say } from "../words/words";
import { causesAmong, publicOrigins, type PublicOrigin } from "./publicOrigins";
import { causedRisk, type Risk, type RiskContext } from "./risk";

const parts: ReadonlySet<ModelTypeName> = new Set(["awsLoadBalancer"]);
const words = { ipv4: "IPv4", ipv6: "IPv6" } as const satisfies Record<AddressFamily, string>;

/** Finds load balancers of AWS that come to be asked by IPv6, or by it alone, where their security groups let nothing of it in. */
export function addressFamilyRisks(context: RiskContext): Risk[] {
  return publicOrigins(context, parts).flatMap((origin): Risk[] => {
    const { before, after, visitors } = origin;
    const [was, is] = [before, after].map(({ families }) => new Set<AddressFamily>(families));
    const coming = addressFamilies.filter((family) => is?.has(family) && !was?.has(family));
    const isNarrowed = addressFamilies.some((family) => was?.has(family) && !is?.has(family));
    const shut = after.families.filter(
      (family) => (coming.includes(family) || isNarrowed) && isShut(context, origin, family),
    );
    const cause = causesAmong(context, [after.resource]);
    const [family] = shut;
    const isAll = shut.length === after.families.length;
    return family === undefined
      ? []
      : causedRisk(after.resource, cause, () => ({
          ...{ id: "origin-shut", severity: isAll ? "high" : "medium" },
          consequence: say`From this change on ${title(after.resource)} has addresses of ${words[family]}${isAll ? [" alone"] : []}, as soon as resolvers have forgotten the old answer, and its security groups let in nothing of Cloudflare by it: ${visitors}${isAll ? [] : say`, where Cloudflare asks by ${words[family]},`} get Error ${edgeFailures.connectTimeout.code} until they do${isAll ? [", and every monitor finds it down"] : []}.`,
          hint: say`Let in Cloudflare's ranges of ${words[family]} in an update before this one.`,
        }));
  });
}

function isShut(
  { after: { inventory } }: RiskContext,
  { after }: PublicOrigin,
  family: AddressFamily,
): boolean {
  const groups = groupsOn(inventory, after.resource);
  return (
    groups.length > 0 &&
    usualPorts.every((port) => {
      const { reachable, missing } = exposureOf(inventory, groups, port);
      return (
        reachable[family] === "no" &&
        cloudflareRanges[family].every((range) => missing.includes(range))
      );
    })
  );
}
