import type { PlanResource } from "../../model/plan/plan";
import { readTrafficPaths } from "../../model/traffic/path";
import type { Risk, RiskContext } from "./risk";

/**
 * Finds what is only broken by what a change takes with it at the end, and the program goes on having.
 * @param left - The resources as they are then.
 * @param find - Finds risks of a change.
 * @returns The risks of what is not broken without that.
 */
export function lateRisks(
  context: RiskContext,
  left: readonly PlanResource[],
  find: (context: RiskContext) => Risk[],
): Risk[] {
  const told = new Set(find(context).map(({ subject }) => subject));
  return find({ ...context, after: readTrafficPaths(left) }).filter(
    ({ subject }) => !told.has(subject),
  );
}

/** The resources after the plan, with some in place of those of the same key. */
export function withResources(
  { plan }: RiskContext,
  resources: readonly PlanResource[],
): readonly PlanResource[] {
  const others = new Map(resources.map((resource) => [resource.key, resource]));
  return plan.after.map((each) => others.get(each.key) ?? each);
}
