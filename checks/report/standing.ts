import type { Plan, PlanChange } from "../../model/plan/plan";
import { readUrn } from "../../model/graph/urns";
import type { ModelResource } from "../../model/graph/resources";

/**
 * Adds to the sides of a plan what stands there although Pulumi does not have it: what it only forgets goes on serving, and
 * what it takes over or looks up served before.
 * @param plan - The plan.
 * @returns The plan, in which forgetting and taking over change no traffic.
 */
export function withStanding(plan: Plan): Plan {
  const isForgotten = ({ operation, before }: PlanChange): boolean =>
    operation === "delete" && before?.retainOnDelete === true;
  const kept = plan.changes.filter(isForgotten).flatMap(({ before }) => before ?? []);
  const found = plan.changes
    .filter(({ operation, before }) => adopting.has(operation) && before === undefined)
    .flatMap(({ after }) => after ?? []);
  // A protected one is not even forgotten: Pulumi refuses.
  const changes = plan.changes.filter(
    (change) => !isForgotten(change) || change.before?.protect === true,
  );
  return {
    ...plan,
    before: found.length === 0 ? plan.before : [...plan.before, ...found],
    after: kept.length === 0 ? plan.after : [...plan.after, ...kept],
    changes: changes.map(withoutDeletion),
  };
}

/** Of a replacement that keeps the old one nothing goes, whatever the order of its steps. */
function withoutDeletion(change: PlanChange): PlanChange {
  return change.operation === "replace" && change.before?.retainOnDelete === true
    ? { ...change, deleteFirst: false }
    : change;
}

const adopting: ReadonlySet<PlanChange["operation"]> = new Set(["import", "read"]);

/**
 * Calls the resources before a plan as they are called after it.
 * @param plan - The plan.
 * @returns The resources before, or undefined where no name changes.
 */
export function renamedBefore({ before, renames, changes }: Plan): ModelResource[] | undefined {
  const names = new Map([
    ...renames.map(({ from, to }) => [from, to] as const),
    ...changes.flatMap(({ renamedFrom, key }) =>
      renamedFrom === undefined ? [] : [[renamedFrom, key] as const],
    ),
  ]);
  const renamed = (resource: ModelResource): ModelResource => {
    const key = names.get(resource.key);
    return key === undefined
      ? resource
      : { ...resource, key, name: readUrn(key)?.name ?? resource.name };
  };
  return names.size === 0 ? undefined : before.map(renamed);
}
