import type { NumberRange } from "../facts/cloudflare/loadBalancing";
import { nearestName } from "./nearestName";
import { describeValue, type Problem } from "./problem";

/**
 * Checks a whole number.
 * @param path - Where the value stands.
 * @param value - The value.
 * @param range - What it may be.
 * @returns The problem, or undefined.
 */
export function wholeNumberProblem(
  path: string,
  value: unknown,
  range: NumberRange,
): Problem | undefined {
  return Number.isInteger(value) && within(value, range)
    ? undefined
    : { path, rule: `be a whole number of ${inWords(range)}`, actual: describeValue(value) };
}

/**
 * Checks a number that may have a fraction.
 * @param path - Where the value stands.
 * @param value - The value.
 * @param range - What it may be.
 * @returns The problem, or undefined.
 */
export function numberProblem(
  path: string,
  value: unknown,
  range: NumberRange,
): Problem | undefined {
  return within(value, range)
    ? undefined
    : { path, rule: `be a number of ${inWords(range)}`, actual: describeValue(value) };
}

/**
 * Checks a value of a closed set.
 * @param path - Where the value stands.
 * @param value - The value.
 * @param allowed - The set.
 * @returns The problem, with the member that is nearest to a text, or undefined.
 */
export function oneOfProblem(
  path: string,
  value: unknown,
  allowed: readonly string[],
): Problem | undefined {
  if (allowed.includes(value as string)) {
    return undefined;
  }
  const nearest = typeof value === "string" ? nearestName(value, allowed) : undefined;
  return {
    path,
    rule: `be one of ${allowed.join(", ")}`,
    actual: describeValue(value),
    ...(nearest === undefined ? {} : { hint: `Did you mean ${nearest}?` }),
  };
}

/**
 * The entries of a list that stand in it before.
 * @param entries - The list.
 * @returns Each repeated entry with its index.
 */
export function repeated<T>(entries: readonly T[]): readonly { entry: T; index: number }[] {
  const seen = new Set<T>();
  return entries.flatMap((entry, index) => {
    const isRepeated = seen.has(entry);
    seen.add(entry);
    return isRepeated ? [{ entry, index }] : [];
  });
}

function within(value: unknown, { minimum, maximum }: NumberRange): value is number {
  return typeof value === "number" && value >= minimum && value <= maximum;
}

function inWords({ minimum, maximum }: NumberRange): string {
  return maximum === Number.POSITIVE_INFINITY ? `${minimum} or more` : `${minimum} to ${maximum}`;
}
