import { mentionsOf } from "../../model/graph/mentions";
import { modelType } from "../../model/graph/resourceTypes";
import { isUnvisited } from "../../model/origin/unvisitedServices";
import type { PlanChange } from "../../model/plan/plan";
import type { RiskContext } from "../risks/risk";

/**
 * Whether a change is of tasks that no visitor meets: of a service that no load balancer and no name of service discovery leads to, or another
 * revision that nothing but such services comes to run, as where services go on with the one that something else deploys.
 * Source: Amazon ECS developer guide, deregister-task-definition-v2 (services that run an inactive revision go on, and may be scaled).
 * @param change - A change.
 */
export function isOfUnvisitedTasks(
  { plan }: RiskContext,
  { operation, type, key, before, after }: PlanChange,
): boolean {
  const [isNew, kind] = [operation === "create" || operation === "replace", modelType(type)];
  const isSeen = kind === "ecsService" && before !== undefined && after !== undefined;
  return isSeen
    ? isUnvisited(before) && isUnvisited(after)
    : isNew &&
        kind === "taskDefinition" &&
        plan.after
          .filter((resource) => resource.key !== key && mentionsOf(resource).has(key))
          .every(isUnvisited);
}
