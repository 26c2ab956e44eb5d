import { amazonResolver } from "../../facts/aws/nameServers";
import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { unknownValue } from "../../core/known";
import { resolversOf, type Resolvers } from "../../model/network/resolvers";
import { subnetsOfTarget } from "../../model/origin/targetSubnets";
import type { GroupUse } from "../../model/origin/forwards";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import type { OriginSides } from "./originSides";
import { causedRisk, changesAnyOf, type Risk } from "./risk";
import { errorOf, names, say, type Phrase } from "../words/words";

const parts = new Set(["vpc", "dhcpOptions", "dhcpAssociation"] as const);

/** Finds networks in which what serves behind a load balancer comes to ask others for names, or nobody who answers. */
export function targetNameRisks(sides: OriginSides): Risk[] {
  if (!changesAnyOf(sides.context, parts)) {
    return [];
  }
  const { inventory } = sides.after.model;
  const found = new Map<string, Risk>();
  for (const use of sides.after.distinctUses) {
    for (const { serves } of sides.after.sources(use.group)) {
      const subnets = serves === undefined ? [] : subnetsOfTarget(inventory, serves);
      const tokens = subnets.flatMap(({ vpcTokens }) => vpcTokens);
      for (const vpc of inventory.ofType("vpc").filter(({ key }) => tokens.includes(key))) {
        const [risk] = found.has(vpc.key) ? [] : nameRisk(sides, use, vpc);
        if (risk !== undefined) {
          found.set(vpc.key, risk);
        }
      }
    }
  }
  return [...found.values()];
}

function nameRisk(sides: OriginSides, use: GroupUse, vpc: ModelResource): Risk[] {
  const old = sides.earlier(vpc);
  const was = old && resolversOf(sides.before.model.inventory, old);
  const is = resolversOf(sides.after.model.inventory, vpc);
  const what = was === undefined || !isAnswered(was) ? undefined : changed(is);
  return what === undefined
    ? []
    : causedRisk(vpc, sides.causes([...(was?.parts ?? []), ...is.parts]), () => ({
        ...{ id: "egress-shut", severity: "medium" },
        consequence: say`From this change on what serves in ${title(vpc)} ${what}: where it does not learn so where its database, its registry or other services are, ${sides.visitors(use)} get Error 500, or ${errorOf(loadBalancerErrors.overloadedTargets)}, until it does again.`,
        hint: say`Keep the resolver of AWS on, and see from a machine of the network that other name servers answer for all that it asks, before it asks them.`,
      }));
}

function isAnswered({ servers, amazonAnswers }: Resolvers): boolean {
  return servers !== unknownValue && servers.includes(amazonResolver) && amazonAnswers === "yes";
}

function changed({ servers, amazonAnswers }: Resolvers): Phrase | undefined {
  if (servers === unknownValue) {
    return undefined;
  }
  return !servers.includes(amazonResolver)
    ? say`asks ${names(servers)} for names in place of AWS's own resolver, as soon as it asks for its address anew`
    : amazonAnswers === "no"
      ? say`gets no answer from AWS's own resolver, which is switched off`
      : undefined;
}
