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
import { storesAskedBy } from "../../model/origin/askedStores";
import { askedStore } from "./askedStores";
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
        const known = found.get(vpc.key);
        const [risk] = known?.severity === "high" ? [] : nameRisk(sides, use, vpc, serves);
        if (risk !== undefined && (known === undefined || risk.severity === "high")) {
          found.set(vpc.key, risk);
        }
      }
    }
  }
  return [...found.values()];
}

function nameRisk(
  sides: OriginSides,
  use: GroupUse,
  vpc: ModelResource,
  serving: ModelResource | undefined,
): Risk[] {
  const old = sides.earlier(vpc);
  const was = old && resolversOf(sides.before.model.inventory, old);
  const is = resolversOf(sides.after.model.inventory, vpc);
  const what = was === undefined || !isAnswered(was) ? undefined : changed(is);
  if (what === undefined) {
    return [];
  }
  const [store] = serving !== undefined && isSilent(is) ? storesAskedBy(sides.after, serving) : [];
  const where =
    store === undefined
      ? say`where it does not learn so where its database, its registry or other services are`
      : say`as soon as ${title(serving)} asks for the address of ${askedStore(store)}, anew`;
  return causedRisk(vpc, sides.causes([...(was?.parts ?? []), ...is.parts]), () => ({
    ...{ id: "egress-shut", severity: store === undefined ? "medium" : sides.severity(use) },
    consequence: say`From this change on what serves in ${title(vpc)} ${what}: ${where}, ${sides.visitors(use)} get ${errorOf(loadBalancerErrors.lostDependency)} until it does again.`,
    hint: say`Keep the resolver of AWS on, and see from a machine of the network that other name servers answer for all that it asks, before it asks them.`,
  }));
}

function isAnswered({ servers, amazonAnswers }: Resolvers): boolean {
  return servers !== unknownValue && servers.includes(amazonResolver) && amazonAnswers === "yes";
}

/** Whether nobody answers for names: the resolver of AWS is switched off, and no other one is asked. */
function isSilent({ servers, amazonAnswers }: Resolvers): boolean {
  return (
    servers !== unknownValue &&
    servers.every((server) => server === amazonResolver) &&
    amazonAnswers === "no"
  );
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
