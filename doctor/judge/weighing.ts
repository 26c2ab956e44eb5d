import type { CauseId } from "../../facts/causes";
import type { Evidence, Weight } from "../evidence";

/** What weighs more, counts more than all of what weighs less together could. */
const points: Readonly<Record<Weight, number>> = { experiment: 10_000, log: 100, setting: 1 };

/**
 * Compares weights.
 * @param one - A weight.
 * @param other - A weight.
 * @returns Below zero where the first is the weightier.
 */
export function byWeight(one: Weight, other: Weight): number {
  return points[other] - points[one];
}

/**
 * What speaks for a cause, in points: each check once, however often and wherever it saw it.
 * @param cause - The cause.
 * @param fails - Fails of all checks.
 */
export function support(cause: CauseId, fails: readonly Evidence[]): number {
  const checks = new Map<string, number>();
  for (const { step, check, weight, speaksFor } of fails) {
    if (speaksFor.includes(cause)) {
      const key = `${step} ${check}`;
      checks.set(key, Math.max(checks.get(key) ?? 0, points[weight]));
    }
  }
  return [...checks.values()].reduce((sum, value) => sum + value, 0);
}

/**
 * What rules a cause out against a witness for it: what weighs more does. Of the same weight it does against a witness that names
 * several causes, not against one that names it alone: that one saw it at its own place and moment.
 * @param cause - The cause.
 * @param witness - The evidence that speaks for it.
 * @param all - All evidence.
 */
export function isRuledOut(cause: CauseId, witness: Evidence, all: readonly Evidence[]): boolean {
  return rulingOut(cause, witness, all).some(({ weight }) => {
    const order = byWeight(weight, witness.weight);
    return order < 0 || (order === 0 && witness.speaksFor.length > 1);
  });
}

/**
 * Evidence against a cause, where it may speak of the same thing as a witness: what one address does says nothing of another.
 * @param cause - The cause.
 * @param witness - The evidence that speaks for it.
 * @param all - All evidence.
 */
export function rulingOut(
  cause: CauseId,
  witness: Evidence,
  all: readonly Evidence[],
): readonly Evidence[] {
  return all.filter(
    ({ rulesOut, step, at }) =>
      rulesOut.includes(cause) && (step !== witness.step || placeOf(at) === placeOf(witness.at)),
  );
}

/** A place without its port. */
function placeOf(at: string): string {
  return at.replace(/:\d+$/, "");
}
