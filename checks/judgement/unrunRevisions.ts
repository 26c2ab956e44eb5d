import { mentionsOf } from "../../model/graph/mentions";
import { modelType } from "../../model/graph/resourceTypes";
import type { PlanChange } from "../../model/plan/plan";
import type { RiskContext } from "../risks/risk";

/**
 * Whether a change makes another revision of a task definition that nothing of the plan comes to run, as where services go on with the one that
 * something else deploys. Source: Amazon ECS developer guide, deregister-task-definition-v2 (services that run an inactive revision go on, and may
 * be scaled).
 * @param change - A change.
 */
export function isUnrunRevision(
  { plan }: RiskContext,
  { operation, type, key }: PlanChange,
): boolean {
  return (
    (operation === "create" || operation === "replace") &&
    modelType(type) === "taskDefinition" &&
    !plan.after.some((resource) => resource.key !== key && mentionsOf(resource).has(key))
  );
}
