import { compare } from "../../core/order";
import type { RuleContext } from "./context";
import type { LimitValues, LimitTable, Rule, Violation } from "./rule";

/**
 * Finds what breaks a rule and did not before: neither there, nor elsewhere, nor as badly in other words.
 * @param rule - The rule.
 * @param context - The plan.
 * @param limits - The values of the rule's limits.
 * @param violations - What breaks the rule after the plan.
 * @returns Those of them that the plan brings; none where it changes nothing.
 */
export function newViolations(
  rule: Rule,
  context: RuleContext,
  limits: LimitValues<LimitTable>,
  violations: readonly Violation[],
): ReadonlySet<Violation> {
  if (violations.length === 0 || context.changes.length === 0) {
    return new Set();
  }
  const before = context.renamed;
  const old = rule.evaluate({ ...context, after: before, before, changes: [] }, limits);
  const found = newAmong([...violations].sort(byPlace), old);
  const standing = found.length === 0 ? undefined : rule.standing?.({ ...context, before });
  return new Set(found.filter(({ subject }) => standing?.has(subject) !== true));
}

/** Violations with a part that stood neither there nor elsewhere, and no milder than what stood in their place. */
function newAmong(violations: readonly Violation[], old: readonly Violation[]): Violation[] {
  const excess = new Map(old.map((violation) => [placeOf(violation), violation.excess]));
  const there = new Counted();
  const were = old.flatMap(partsOf);
  were.forEach(({ here }) => there.add(here));
  const fresh = violations.map((violation) => ({
    violation,
    parts: partsOf(violation).filter(({ here }) => !there.take(here)),
  }));
  const gone = new Counted();
  were.filter(({ here }) => there.take(here)).forEach(({ anywhere }) => gone.add(anywhere));
  return fresh.flatMap(({ violation, parts }) => {
    const isNew = parts.filter(({ anywhere }) => !gone.take(anywhere)).length > 0;
    const was = excess.get(placeOf(violation));
    const isNoWorse =
      was !== undefined && violation.excess !== undefined && violation.excess <= was;
    return isNew && !isNoWorse ? [violation] : [];
  });
}

/** A part of a violation: what tells it from others of the same subject, and of all subjects. */
interface Part {
  readonly here: string;
  readonly anywhere: string;
}

function partsOf({ subject, title, property = "", must, got, parts }: Violation): Part[] {
  // Places in lists move when something before them goes.
  const words = `${property.replace(/\[\d+\]/g, "[]")} must ${must}; got ${got}`;
  return parts === undefined
    ? [{ here: `${subject}\n${words}`, anywhere: `${title}\n${words}` }]
    : parts.map((part) => ({ here: `${subject}\n${part}`, anywhere: part }));
}

/** Texts, each as often as it was added and not yet taken. */
class Counted {
  readonly #counts = new Map<string, number>();

  add(text: string): void {
    this.#counts.set(text, (this.#counts.get(text) ?? 0) + 1);
  }

  take(text: string): boolean {
    const count = this.#counts.get(text) ?? 0;
    this.#counts.set(text, Math.max(0, count - 1));
    return count > 0;
  }
}

function placeOf({ subject, title, must }: Violation): string {
  return [subject, title, must].join("\n");
}

function byPlace(left: Violation, right: Violation): number {
  return compare(placeOf(left), placeOf(right)) || compare(left.got, right.got);
}
