import { isOnlyForgotten, isSetByAnother } from "../../model/plan/forgotten";
import { inlineTwins } from "../../model/plan/inlineTwins";
import { lostTwins } from "../../model/plan/lostTwins";
import { overwrittenGroups } from "../../model/plan/overwrittenGroups";
import type { Plan, PlanChange } from "../../model/plan/plan";

/**
 * Finds the deletions and replacements that the engine said it refuses, since what would go is protected. Where it said nothing, the
 * plan may have been made to ignore the protection.
 * @returns The changes, which will not happen.
 */
export function refusedChanges({ changes, failures }: Plan): PlanChange[] {
  const failed = new Set(failures.map(({ key }) => key));
  return changes.filter(
    ({ key, before, operation, leftover }) =>
      !leftover &&
      before?.protect === true &&
      (operation === "delete" || operation === "replace") &&
      (failed.has(key) || failed.has(before.key)),
  );
}

/**
 * Adds to the sides of a plan what stands there although Pulumi does not have it: what it only forgets goes on serving, and
 * what it takes over or looks up served before. What the engine refuses stays as it is. What a deletion takes away with what stands
 * for the same object is not there after it, nor is a tie that a list overwrites.
 * @returns The plan, in which forgetting and taking over change no traffic.
 */
export function withStanding(plan: Plan): Plan {
  const refused = new Set(refusedChanges(plan));
  const kept = plan.changes
    .filter((change) => isOnlyForgotten(change) || refused.has(change))
    .flatMap(({ before }) => before ?? [])
    .filter((each) => !isSetByAnother(each, plan.after));
  const found = plan.changes
    .filter(({ operation, before }) => adopting.has(operation) && before === undefined)
    .flatMap(({ after }) => after ?? []);
  // A protected one is not even forgotten: Pulumi refuses.
  const changes = plan.changes.filter(
    (change) =>
      !refused.has(change) && (!isOnlyForgotten(change) || change.before?.protect === true),
  );
  const instead = new Set([...refused].map(({ key }) => key));
  const lost = new Set([
    ...lostTwins({ ...plan, changes }).map(({ resource }) => resource.key),
    ...overwrittenGroups({ ...plan, changes }).map(({ attachment }) => attachment.key),
  ]);
  const left = new Map(
    inlineTwins({ ...plan, changes }).map((twin) => [twin.owner.key, twin.left]),
  );
  const after = plan.after
    .filter(({ key }) => !instead.has(key) && !lost.has(key))
    .map((each) => left.get(each.key) ?? each);
  return {
    ...plan,
    before: found.length === 0 ? plan.before : [...plan.before, ...found],
    after: kept.length + lost.size + left.size === 0 ? plan.after : [...after, ...kept],
    changes: changes.map(withoutDeletion),
  };
}

/** A replacement that keeps the old one deletes nothing, whatever the order of its steps. */
function withoutDeletion(change: PlanChange): PlanChange {
  return change.operation === "replace" && change.before?.retainOnDelete === true
    ? { ...change, deleteFirst: false }
    : change;
}

const adopting: ReadonlySet<PlanChange["operation"]> = new Set(["import", "read"]);
