import type { z } from "zod";
import { ruled } from "../../core/schema";
import type { NumberRange } from "../../facts/cloudflare/loadBalancing";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import { numberProblem, oneOfProblem, wholeNumberProblem } from "./rules";

/**
 * A value of a closed set.
 * @param values - An as-const object whose values are the members.
 */
export function choice(values: Readonly<Record<string, string>>): z.ZodUnknown {
  const members = Object.values(values);
  return ruled({ type: "string", enum: members }, (value) => oneOfProblem("", value, members));
}

/**
 * A whole number.
 * @param range - What it may be.
 */
export function wholeNumber(range: NumberRange): z.ZodUnknown {
  return ruled({ type: "integer", ...bounds(range) }, (value) =>
    wholeNumberProblem("", value, range),
  );
}

/**
 * A number that may have a fraction.
 * @param range - What it may be.
 */
export function numberIn(range: NumberRange): z.ZodUnknown {
  return ruled({ type: "number", ...bounds(range) }, (value) => numberProblem("", value, range));
}

/** A zone's plan. */
export const planSchema = choice(CloudflarePlan);

function bounds({ minimum, maximum }: NumberRange): { minimum: number; maximum?: number } {
  return maximum === Number.POSITIVE_INFINITY ? { minimum } : { minimum, maximum };
}
