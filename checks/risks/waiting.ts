import type { PlanChange, PlanResource } from "../../model/plan/plan";
import type { RiskContext } from "./risk";

/** Dependencies that are followed from one change: more are not looked at, so that a change is taken for one that does not wait. */
const mostFollowed = 100;

/** Knows which changes wait for others. */
export class Waiting {
  #resources: ReadonlyMap<string, PlanResource> | undefined;

  /**
   * Has looked at nothing yet.
   * @param context - The plan.
   */
  constructor(private readonly context: RiskContext) {}

  /**
   * Whether a change in place comes after another one for certain, since it depends on it.
   * @param change - What may wait.
   * @param other - What it may wait for.
   * @returns False where the other is a deletion, which comes last, and where nothing orders the two.
   */
  waits(change: PlanChange, other: PlanChange): boolean {
    if (other.operation !== "update") {
      return false;
    }
    this.#resources ??= new Map(this.context.plan.after.map((each) => [each.key, each]));
    const followed = new Set([change.key]);
    for (const key of followed) {
      const next = this.#resources.get(key)?.dependencies ?? [];
      if (next.includes(other.key)) {
        return true;
      }
      for (const each of next.slice(0, mostFollowed - followed.size)) {
        followed.add(each);
      }
    }
    return false;
  }
}
