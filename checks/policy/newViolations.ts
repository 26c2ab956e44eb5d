import type { RuleContext } from "./context";
import type { LimitValues, LimitTable, Rule, Violation } from "./rule";

/**
 * Finds what breaks a rule and did not before: neither there, nor elsewhere, nor as badly in other words.
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
  const found = newAmong(violations, old);
  const standing = found.length === 0 ? undefined : rule.standing?.({ ...context, before });
  return new Set(found.filter(({ subject }) => standing?.has(subject) !== true));
}

/** Violations with a part that stood neither there nor elsewhere, and no milder than what stood in their place. */
function newAmong(violations: readonly Violation[], old: readonly Violation[]): Violation[] {
  const there = new Counted();
  const were = old.flatMap(partsOf);
  were.forEach((part) => there.add(hereOf(part)));
  const fresh = violations.flatMap(partsOf).filter((part) => !there.take(hereOf(part)));
  if (fresh.length === 0) {
    return [];
  }
  const gone = new Counted();
  const left = were.filter((part) => there.take(hereOf(part)));
  left.forEach((part) => gone.add(anywhereOf(part)));
  const found = new Set(
    fresh.filter((part) => !gone.take(anywhereOf(part))).map(({ violation }) => violation),
  );
  const excess = new Map(old.map((violation) => [placeOf(violation), violation.excess]));
  return [...found].filter((violation) => {
    const was = excess.get(placeOf(violation));
    return was === undefined || violation.excess === undefined || violation.excess > was;
  });
}

/** A part of a violation, with the words that tell it from others of the same place. */
interface Part {
  readonly violation: Violation;
  readonly words: string;
}

function partsOf(violation: Violation): Part[] {
  const { property = "", must, actual, parts } = violation;
  // Places in lists move when something before them goes.
  const words = parts ?? [`${property.replace(/\[\d+\]/g, "[]")} must ${must}; got ${actual}`];
  return words.map((each) => ({ violation, words: each }));
}

function hereOf({ violation, words }: Part): string {
  return `${violation.subject}\n${words}`;
}

/** Parts that a rule names tell all; other words need the title. */
function anywhereOf({ violation: { title, parts }, words }: Part): string {
  return parts === undefined ? `${title}\n${words}` : words;
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
  return `${subject}\n${title}\n${must}`;
}
