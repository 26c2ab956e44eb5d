import type { NumberRange } from "../facts/cloudflare/loadBalancing";
import { hostnameProblem } from "./hostnameRules";
import { describeValue } from "./problem";
import { numberProblem, oneOfProblem, wholeNumberProblem } from "./rules";
import { ruled } from "./schema";
import type { Schema } from "./lateSchema";

/**
 * A value of a closed set.
 * @param values - An as-const object whose values are the members.
 */
export function choice(values: Readonly<Record<string, string>>): Schema {
  const members = Object.values(values);
  return ruled({ type: "string", enum: members }, (value) => oneOfProblem("", value, members));
}

/**
 * A whole number.
 * @param range - What it may be.
 */
export function wholeNumber(range: NumberRange): Schema {
  return ruled({ type: "integer", ...bounds(range) }, (value) =>
    wholeNumberProblem("", value, range),
  );
}

/**
 * A number that may have a fraction.
 * @param range - What it may be.
 */
export function numberIn(range: NumberRange): Schema {
  return ruled({ type: "number", ...bounds(range) }, (value) => numberProblem("", value, range));
}

/**
 * A text of a certain form.
 * @param pattern - What all of it matches.
 * @param rule - What must hold, to be read after "must".
 * @param wayOut - What to do about another one. Defaults to nothing, where the rule says it all.
 */
export function textLike(pattern: RegExp, rule: string, hint?: string): Schema {
  return ruled({ type: "string", pattern: pattern.source }, (value) =>
    typeof value === "string" && pattern.test(value)
      ? undefined
      : { path: "", rule, actual: describeValue(value), ...(hint === undefined ? {} : { hint }) },
  );
}

/** A full host name. */
export const hostnameSchema = ruled({ type: "string" }, (value) => hostnameProblem("", value));

function bounds({ minimum, maximum }: NumberRange): { minimum: number; maximum?: number } {
  return maximum === Number.POSITIVE_INFINITY ? { minimum } : { minimum, maximum };
}
