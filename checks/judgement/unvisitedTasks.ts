import { getOrCreate } from "../../core/getOrCreate";
import { mentionsOf } from "../../model/graph/mentions";
import { modelType } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import { isUnvisited } from "../../model/origin/unvisitedServices";
import type { Plan, PlanChange } from "../../model/plan/plan";
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
        (getOrCreate(known, plan.after, () => mentioning(plan.after)).get(key) ?? []).every(
          isUnvisited,
        );
}

const known = new WeakMap<Plan["after"], ReadonlyMap<string, readonly ModelResource[]>>();

/** What mentions the key of a task definition, by that key. */
function mentioning(resources: readonly ModelResource[]): Map<string, ModelResource[]> {
  const found = new Map(
    resources
      .filter(({ type }) => modelType(type) === "taskDefinition")
      .map(({ key }): [string, ModelResource[]] => [key, []]),
  );
  for (const resource of found.size === 0 ? [] : resources) {
    for (const word of mentionsOf(resource)) {
      if (word !== resource.key) {
        found.get(word)?.push(resource);
      }
    }
  }
  return found;
}
