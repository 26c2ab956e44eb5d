import { late, listOf, mapOf, ruled, text } from "../../core/schema";
import { describeValue, type Problem } from "../../core/problem";
import { choice, textLike } from "../../core/valueSchemas";
import { regionPattern } from "../../facts/aws/regions";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import { retiredProblem } from "./addresses";
import { zoneNameProblem } from "../../core/hostnameRules";

/** A zone's plan. */
export const planSchema = choice(CloudflarePlan);

/** A region of AWS. */
export const regionSchema = ruled({ type: "string" }, (value) =>
  typeof value === "string" && regionPattern.test(value)
    ? undefined
    : { path: "", rule: "be an AWS region like eu-central-1", actual: describeValue(value) },
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
        actual: describeValue(path),
        hint: "Give a path that fails when the site would, or say acceptShallowPath: true",
      }
    : undefined;
}

/** The name of a zone. */
export const zoneNameSchema = ruled({ type: "string" }, (value) => zoneNameProblem("", value));

/** Addresses and CIDRs that were given back. */
export const retiredAddressesSchema = listOf(
  ruled({ type: "string" }, (value) => retiredProblem("", value)),
);
