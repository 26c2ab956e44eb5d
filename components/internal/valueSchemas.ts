import { late, listOf, mapOf, ruled, text, type Schema } from "../../core/schema";
import { describeValue, type Problem } from "../../core/problem";
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

/** A region of AWS. */
export const regionSchema = ruled({ type: "string" }, (value) =>
  typeof value === "string" && regionPattern.test(value)
    ? undefined
    : { path: "", rule: "be an AWS region like eu-central-1", got: describeValue(value) },
);

/** Tags of AWS. */
export const tagsSchema = late(mapOf(late(text)));

/** Path and query of a health check. */
export const healthPathSchema = textLike(
  /^\/[\x21\x22\x24-\x7E]*$/,
  "start with / and have no spaces, no # and nothing but ASCII",
);

/**
 * Refuses the bare root as the path of a health check, where nobody accepts it.
 * @param place - Where the path stands.
 * @param path - The path.
 * @param isAccepted - Whether the user accepts it.
 * @returns The problem, or undefined.
 */
export function shallowPathProblem(
  place: string,
  path: string,
  isAccepted: boolean | undefined,
): Problem | undefined {
  return isAccepted !== true && /^\/+(\?[\x21\x22\x24-\x7E]*)?$/.test(path)
    ? {
        path: place,
        rule: "lead deeper than the root, which often answers well while the application behind it does not",
        got: describeValue(path),
        wayOut: "Give a path that fails when the site would, or say acceptShallowPath: true",
      }
    : undefined;
}

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
