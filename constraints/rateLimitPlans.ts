import type { Certainty } from "../core/certainty";
import { unknownValue } from "../core/known";
import {
  rateLimitEntitlements,
  type RateLimitEntitlement,
} from "../facts/cloudflare/rulesetLimits";
import type { RulesetPhaseName } from "../facts/cloudflare/rulesetPhases";
import { whenKnown } from "./constraint";
import { fieldAt, type RulesetRuleFields, type RulesetRuleView } from "./rulesetFields";

/** The phase of rate limits. */
export const phaseOfLimits: RulesetPhaseName = "http_ratelimit";

/**
 * What a plan gives of rate limits.
 * @param view - The plan.
 * @returns Undefined where the plan is not known.
 */
export function entitlement({ plan }: RulesetRuleView): RateLimitEntitlement | undefined {
  return plan === unknownValue ? undefined : rateLimitEntitlements[plan];
}

/**
 * Judges a value where it is given.
 * @param fields - The rule's values.
 * @param path - Where the value stands.
 * @param check - Whether it is taken.
 */
export function ofValue(
  fields: RulesetRuleFields,
  path: string,
  check: (value: unknown) => boolean,
): Certainty {
  const value = fieldAt(fields, path);
  return value === undefined ? "yes" : whenKnown(value, check);
}

/**
 * Judges a value by the plan, where both are known.
 * @param fields - The rule's values.
 * @param view - The plan.
 * @param path - Where the value stands.
 * @param check - Whether the plan takes it.
 */
export function byPlan(
  fields: RulesetRuleFields,
  view: RulesetRuleView,
  path: string,
  check: (value: unknown, given: RateLimitEntitlement) => boolean,
): Certainty {
  const given = entitlement(view);
  return given === undefined
    ? fieldAt(fields, path) === undefined
      ? "yes"
      : "unknown"
    : ofValue(fields, path, (value) => check(value, given));
}
