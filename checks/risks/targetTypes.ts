import { readTargetGroup } from "../../model/origin/targetGroups";
import { takesTarget } from "../../model/origin/targetTypes";
import type { TargetSource } from "../../model/origin/targets";
import type { OriginPaths } from "../../model/origin/originPaths";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import type { OriginSides } from "./originSides";
import { causedRisk, type Risk } from "./risk";
import { noTargetError } from "./targetGaps";
import { names, say } from "../words/words";

/** Finds target groups that come to take targets of another type than what is registered in them. */
export function targetTypeRisks(sides: OriginSides): Risk[] {
  return sides.after.distinctUses.flatMap((use): Risk[] => {
    const { group, machine } = use;
    const old = sides.earlier(group);
    const foreign = foreignTo(sides.after, group);
    const stood = old === undefined ? [] : foreignTo(sides.before, old);
    const known = new Set(stood.map(({ resource }) => sides.nameAfter(resource)));
    const coming = foreign.filter(({ resource }) => !known.has(resource.key));
    const cause = sides.causes([group, ...coming.map(({ resource }) => resource)]);
    const registering = names(coming.map(({ resource }) => title(resource)));
    return coming.length === 0
      ? []
      : causedRisk(group, cause, () => ({
          ...{ id: "target-type-refused", severity: sides.severity(use) },
          consequence: say`From this change on ${title(group)} takes targets of the type ${String(readTargetGroup(group).targetType)} alone, and ${registering} registers others: AWS refuses them, the update stops half-way, and where the load balancer leads to the new group by then, ${sides.visitors(use)} get ${noTargetError(machine)} until targets of its type are registered.`,
          hint: say`Make a group of the other type beside this one, register its targets there, lead the listener to it when they are healthy, and take this one away in a later update.`,
        }));
  });
}

function foreignTo(paths: OriginPaths, group: ModelResource): TargetSource[] {
  return paths.sources(group).filter((source) => takesTarget(source, group) === "no");
}
