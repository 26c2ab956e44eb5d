import { listOf, ruled, type Schema } from "../../core/schema";
import { describeValue } from "../../core/problem";
import { regionPattern } from "../../facts/aws/regions";
import type { NumberRange } from "../../facts/cloudflare/loadBalancing";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import { retiredProblem } from "./addresses";
import { hostnameProblem, zoneNameProblem } from "./hostnames";
import { numberProblem, oneOfProblem, wholeNumberProblem } from "./rules";

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
export function textLike(pattern: RegExp, rule: string, wayOut?: string): Schema {
  return ruled({ type: "string", pattern: pattern.source }, (value) =>
    typeof value === "string" && pattern.test(value)
      ? undefined
      : { path: "", rule, got: describeValue(value), ...(wayOut === undefined ? {} : { wayOut }) },
  );
}

/** A zone's plan. */
export const planSchema = choice(CloudflarePlan);

/** An AWS region. */
export const regionSchema = ruled({ type: "string" }, (value) =>
  typeof value === "string" && regionPattern.test(value)
    ? undefined
    : { path: "", rule: "be an AWS region like eu-central-1", got: describeValue(value) },
);

/** A full host name. */
export const hostnameSchema = ruled({ type: "string" }, (value) => hostnameProblem("", value));

/** The name of a zone. */
export const zoneNameSchema = ruled({ type: "string" }, (value) => zoneNameProblem("", value));

/** Addresses and CIDRs that were given back. */
export const retiredAddressesSchema = listOf(
  ruled({ type: "string" }, (value) => retiredProblem("", value)),
);

function bounds({ minimum, maximum }: NumberRange): { minimum: number; maximum?: number } {
  return maximum === Number.POSITIVE_INFINITY ? { minimum } : { minimum, maximum };
}
