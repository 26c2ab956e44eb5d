import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { title } from "../../model/graph/title";
import { privateWays, type PrivateWay } from "../../model/origin/privateWays";
import type { TargetSource } from "../../model/origin/targets";
import type { GroupUse } from "../../model/origin/forwards";
import type { OriginPaths } from "../../model/origin/originPaths";
import { errorOf, say } from "../words/words";
import type { OriginSides } from "./originSides";
import { causedRisk, type Risk } from "./risk";

/** Finds targets in another network, registered by their addresses, to which a route of a load balancer led, or from which one led back, and no longer does. */
export function targetWayRisks(sides: OriginSides): Risk[] {
  return sides.after.distinctUses.flatMap((use): Risk[] => {
    const old = sides.earlier(use.group);
    const was = old && sides.before.uses.find(({ group }) => group === old);
    const now = sides.after.sources(use.group);
    if (
      was === undefined ||
      now.length === 0 ||
      !now.every((each) => isCut(sides, was, use, each))
    ) {
      return [];
    }
    const all = [
      ...now.flatMap((source) => waysOf(sides.after, use, source)),
      ...sides.before.sources(was.group).flatMap((source) => waysOf(sides.before, was, source)),
    ];
    const cause = sides.causes(all.flatMap(({ parts }) => parts));
    return causedRisk(use.group, cause, () => ({
      ...{ id: "targets-shut", severity: sides.severity(use) },
      consequence: say`From this change on no route leads between ${title(use.machine)} and the addresses that are registered in ${title(use.group)}, which lie in another network: requests and health checks end in nothing, and ${sides.visitors(use)} get ${errorOf(loadBalancerErrors.unreachableTargets)} until one does.`,
      hint: say`Keep the routes and what they lead to until nothing behind ${title(use.group)} lies there any more.`,
    }));
  });
}

/** Whether a way that led to a target, or back, leads nowhere for certain. */
function isCut(sides: OriginSides, was: GroupUse, use: GroupUse, source: TargetSource): boolean {
  const earlier = sides.earlier(source.resource);
  const old = sides.before.sources(was.group).find(({ resource }) => resource === earlier);
  const before = old === undefined ? [] : waysOf(sides.before, was, old);
  const after = waysOf(sides.after, use, source);
  return (
    before.length === after.length &&
    before.some(({ routes }, at) => {
      const now = after[at];
      return routes.length > 0 && now?.routes.length === 0 && !now.maybeMore;
    })
  );
}

function waysOf({ model }: OriginPaths, { machine }: GroupUse, source: TargetSource): PrivateWay[] {
  return machine === undefined ? [] : privateWays(model.inventory, machine, source);
}
