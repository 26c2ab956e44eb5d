import { mentionsOf } from "../../model/graph/mentions";
import { isObject, knownList, readList, readText } from "../../model/graph/reading";
import type { ModelResource } from "../../model/graph/resources";
import { modelType } from "../../model/graph/resourceTypes";
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

function isUnvisited({ type, properties }: ModelResource): boolean {
  const { loadBalancers, serviceRegistries, serviceConnectConfiguration } = properties;
  const { deploymentController } = properties;
  const controller = isObject(deploymentController) ? readText(deploymentController.type) : "ECS";
  return (
    modelType(type) === "ecsService" &&
    controller === "ECS" &&
    knownList(readList(loadBalancers))?.length === 0 &&
    (serviceRegistries ?? null) === null &&
    (serviceConnectConfiguration ?? null) === null
  );
}
