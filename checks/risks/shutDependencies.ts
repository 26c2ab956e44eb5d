import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { dependenciesOf, mayBeLetIn, type Dependency } from "../../model/origin/dependencies";
import type { GroupUse } from "../../model/origin/forwards";
import { groupRules } from "../../model/firewall/groupRules";
import { carrierOf, groupsOfTarget } from "../../model/origin/admission";
import { title } from "../../model/graph/title";
import type { ModelTypeName } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import type { OriginSides } from "./originSides";
import { causedRisk, changesAnyOf, type Risk } from "./risk";
import { errorOf, say } from "../words/words";

/** What a risk here may come of. */
const parts = new Set<ModelTypeName>([
  ...(["securityGroup", "securityGroupRule", "ingressRule"] as const),
  ...(["instance", "networkInterface", "launchTemplate", "scalingGroup"] as const),
  ...(["ecsService", "taskSet", "awsLoadBalancer"] as const),
]);

/** Finds what serves behind a load balancer and is no longer let in to what it asks itself: a database, a cache, another service. */
export function shutDependencyRisks(sides: OriginSides): Risk[] {
  if (!changesAnyOf(sides.context, parts)) {
    return [];
  }
  const found = new Map<string, Risk>();
  for (const use of sides.after.distinctUses) {
    for (const { serves } of sides.after.sources(use.group)) {
      const old = serves && sides.earlier(serves);
      if (serves === undefined || old === undefined) {
        continue;
      }
      for (const each of dependenciesOf(sides.before.model.inventory, old)) {
        const [risk] = shutRisk(sides, use, [old, serves], each);
        const key = `${serves.key} ${each.group.key}`;
        if (risk !== undefined && !found.has(key)) {
          found.set(key, risk);
        }
      }
    }
  }
  return [...found.values()];
}

function shutRisk(
  sides: OriginSides,
  use: GroupUse,
  [old, serves]: readonly [ModelResource, ModelResource],
  { group, ports, rule }: Dependency,
): Risk[] {
  const { before, after } = sides;
  const now = after.model.inventory.byKey(sides.nameAfter(group));
  if (now === undefined || mayBeLetIn(after.model.inventory, serves, { group: now, ports })) {
    return [];
  }
  const where = ports.first === ports.last ? say`at port ${ports.first}` : say`at all`;
  const left = groupRules(after.model.inventory, now).rules.map(({ resource }) => resource);
  const cause = sides.causes([
    ...[rule, group, now, ...left, serves, carrierOf(after.model.inventory, serves)],
    ...groupsOfTarget(before.model.inventory, old),
    ...groupsOfTarget(after.model.inventory, serves),
  ]);
  return causedRisk(serves, cause, () => ({
    ...{ id: "egress-shut", severity: "medium", about: [now.key, title(now)] },
    consequence: say`From this change on the security group ${title(now)} does not let ${title(serves)} in ${where}, where it asks what that group guards: where it needs an answer from there, ${sides.visitors(use)} get Error 500, or ${errorOf(loadBalancerErrors.overloadedTargets)}, until it is let in again.`,
    hint: say`Keep the rule that lets ${title(serves)} in, or add the one that takes its place in an update before this one.`,
  }));
}
