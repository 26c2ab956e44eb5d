import { getOrCreate } from "../../core/getOrCreate";
import type { PlanChange, PlanResource } from "../../model/plan/plan";
import type { RiskContext } from "./risk";

/** How many indirect dependencies are followed from one change; a change with more counts as one that does not wait. */
const mostFollowed = 100;

/** Knows which changes wait for others. */
export class Waiting {
  #resources: ReadonlyMap<string, PlanResource> | undefined;
  readonly #waitsFor = new Map<string, ReadonlySet<string>>();

  /** Has looked at nothing yet. */
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
    return this.#isDependent(change, other);
  }

  /**
   * Whether a change comes after another one for certain: it depends on it, or it is a deletion and the other one is none.
   * @param change - What may follow.
   * @param other - What it may follow.
   * @returns False where nothing orders the two.
   */
  follows(change: PlanChange, other: PlanChange): boolean {
    if (change.operation === "delete" || other.operation === "delete") {
      // Deletions come last (Pulumi docs, concepts/how-pulumi-works).
      return other.operation !== "delete";
    }
    return this.#isDependent(change, other);
  }

  #isDependent(change: PlanChange, other: PlanChange): boolean {
    return getOrCreate(this.#waitsFor, change.key, () => this.#dependenciesOf(change.key)).has(
      other.key,
    );
  }

  /** Its own dependencies, and as many of theirs as are followed. */
  #dependenciesOf(key: string): ReadonlySet<string> {
    this.#resources ??= new Map(this.context.plan.after.map((each) => [each.key, each]));
    const found = new Set(this.#resources.get(key)?.dependencies);
    const most = found.size + mostFollowed;
    for (const each of found) {
      const next = this.#resources.get(each)?.dependencies ?? [];
      next.slice(0, most - found.size).forEach((further) => found.add(further));
    }
    return found;
  }
}
