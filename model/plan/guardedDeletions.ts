import { deletionGuards, type DeletionGuard } from "../../facts/aws/deletionGuards";
import { ownEntry } from "../../core/ownEntry";
import { oneToken } from "../../facts/oneToken";
import type { Plan, PlanChange } from "./plan";

/** A deletion that AWS refuses. */
export interface GuardedDeletion {
  /** The deletion, or the replacement that ends with it. */
  readonly change: PlanChange;
  /** What AWS refuses it by. */
  readonly guard: DeletionGuard;
}

/**
 * Finds what a plan deletes although it guards itself against that.
 * @param plan - The plan.
 * @returns Each deletion, in the order of the plan.
 */
export function guardedDeletions({ changes }: Plan): GuardedDeletion[] {
  return changes.filter(isDeleting).flatMap((change) => {
    const { type, properties = {} } = change.before ?? {};
    const guard = deletionGuards.find((each) => each.type === oneToken(type ?? ""));
    const isOn = (name = ""): boolean => ownEntry(properties, name) === true;
    return guard !== undefined && isOn(guard.property) && !isOn(guard.lifted)
      ? [{ change, guard }]
      : [];
  });
}

function isDeleting({ operation, before, leftover }: PlanChange): boolean {
  return (
    !leftover &&
    before?.retainOnDelete !== true &&
    (operation === "delete" || operation === "replace")
  );
}
