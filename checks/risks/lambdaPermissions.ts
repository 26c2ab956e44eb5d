import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { title } from "../../model/graph/title";
import { permissionsFor } from "../../model/origin/lambdaTargets";
import { readTargetGroup } from "../../model/origin/targetGroups";
import { errorOf, say } from "../words/words";
import type { OriginSides } from "./originSides";
import { causedRisk, type Risk } from "./risk";

/** Finds functions behind a load balancer that it may no longer call. */
export function lambdaPermissionRisks(sides: OriginSides): Risk[] {
  if (!sides.before.model.inventory.has("lambdaPermission")) {
    return [];
  }
  return sides.after.distinctUses.flatMap((use): Risk[] => {
    const { group } = use;
    const old = sides.earlier(group);
    const isLambda = readTargetGroup(group).targetType === "lambda";
    const was =
      old === undefined || !isLambda ? [] : permissionsFor(sides.before.model.inventory, old);
    const isLost =
      was.length > 0 && permissionsFor(sides.after.model.inventory, group).length === 0;
    const cause = isLost ? sides.causes([...was, group]) : [];
    return causedRisk(group, cause, () => ({
      ...{ id: "lambda-permission-lost", severity: sides.severity(use) },
      consequence: say`From this change on nothing lets the load balancer call the function behind ${title(group)}: ${sides.visitors(use)} get ${errorOf(loadBalancerErrors.refusedFunction)} from the load balancer until something does, as far as nothing outside this plan lets it.`,
      hint: say`Keep the permission, or give the new one in an update before this one.`,
    }));
  });
}
