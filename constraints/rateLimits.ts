import { allOf, anyOf, certain } from "../core/certainty";
import { partsOf } from "../core/expressions/parts";
import { parseFilter } from "../core/expressions/parser";
import { unknownValue } from "../core/known";
import { apiErrors } from "../facts/cloudflare/apiErrors";
import {
  rateLimitEntitlements,
  rateLimits,
  type RateLimitEntitlement,
} from "../facts/cloudflare/rulesetLimits";
import { whenKnown } from "./constraint";
import { characteristicConstraints } from "./rateLimitCharacteristics";
import { byPlan, entitlement, ofValue, phaseOfLimits } from "./rateLimitPlans";
import type { RulesetRuleConstraint } from "./rulesetActions";
import { fieldAt, type RulesetRuleFields, type RulesetRuleView } from "./rulesetFields";

/** Rules of the phase count, unless they run other rules; those of other phases do not. */
const countsInItsPhase: RulesetRuleConstraint = {
  id: "rate-limit/in-its-phase",
  property: "ratelimit",
  must: `be given in the phase ${phaseOfLimits} alone, and there for every action but execute`,
  error: apiErrors.rulesetParameterInvalid,
  answer: (fields) =>
    fieldAt(fields, "ratelimit") === undefined
      ? "ratelimit is required"
      : 'invalid JSON: unknown field "ratelimit"',
  holds: (fields, { phase }) => {
    const isGiven = whenKnown(fieldAt(fields, "ratelimit"), (value) => value !== undefined);
    const isLimit = allOf([
      whenKnown(phase, (one) => one === phaseOfLimits),
      whenKnown(fieldAt(fields, "action"), (action) => action !== "execute"),
    ]);
    return [isGiven, isLimit].includes("unknown") ? "unknown" : certain(isGiven === isLimit);
  },
};

/** The periods that a plan has. */
function periodsOf({ longestPeriodSeconds }: RateLimitEntitlement): readonly number[] {
  return rateLimits.seconds.filter((seconds) => seconds <= longestPeriodSeconds);
}

const periodEntitled: RulesetRuleConstraint = {
  id: "rate-limit/period-entitled",
  property: "ratelimit.period",
  must: (_fields, view) =>
    `be one of ${periodsOf(entitlement(view) ?? rateLimitEntitlements.enterprise).join(", ")} seconds on the plan ${String(view.plan)}`,
  error: apiErrors.rulesetNotEntitled,
  answer: (fields, view) =>
    `not entitled to use the period ${String(fieldAt(fields, "ratelimit.period"))}, can only use a period among [${periodsOf(entitlement(view) ?? rateLimitEntitlements.enterprise).join(", ")}]`,
  holds: (fields, view) =>
    byPlan(fields, view, "ratelimit.period", (period, given) =>
      periodsOf(given).includes(Number(period)),
    ),
};

/** The mitigations that a plan has for an action, in words. */
function mitigationsInWords(fields: RulesetRuleFields, view: RulesetRuleView): string {
  const given = entitlement(view) ?? rateLimitEntitlements.enterprise;
  const isBlock = fieldAt(fields, "action") === "block" || fieldAt(fields, "action") === "log";
  if (given.longestMitigationSeconds === Number.POSITIVE_INFINITY) {
    return "be 0 or more seconds";
  }
  const some = rateLimits.seconds.filter((seconds) => seconds <= given.longestMitigationSeconds);
  return isBlock
    ? `be ${some.length === 1 ? `${some[0]}` : `one of ${some.join(", ")}`} seconds for the action block on the plan ${String(view.plan)}`
    : `be 0 for a challenge on the plan ${String(view.plan)}`;
}

function isMitigation(value: unknown, action: unknown, given: RateLimitEntitlement): boolean {
  const seconds = Number(value);
  if (given.longestMitigationSeconds === Number.POSITIVE_INFINITY) {
    return Number.isInteger(value) && seconds >= 0;
  }
  const isChallenge = String(action).endsWith("challenge");
  return isChallenge && !given.keepsChallenging
    ? seconds === 0
    : (seconds === 0 && given.throttlesByBlock) ||
        (rateLimits.seconds.some((one) => one === seconds) &&
          seconds <= given.longestMitigationSeconds);
}

const mitigationEntitled: RulesetRuleConstraint = {
  id: "rate-limit/mitigation-entitled",
  property: "ratelimit.mitigationTimeout",
  must: mitigationsInWords,
  error: apiErrors.rulesetNotEntitled,
  answer: (_fields, view) =>
    `not entitled to use a mitigation timeout different from ${entitlement(view)?.longestMitigationSeconds}`,
  holds: (fields, view) => {
    const action = fieldAt(fields, "action");
    return action === unknownValue
      ? "unknown"
      : byPlan(fields, view, "ratelimit.mitigationTimeout", (value, given) =>
          isMitigation(value, action, given),
        );
  },
};

const thresholdGiven: RulesetRuleConstraint = {
  id: "rate-limit/threshold-given",
  property: "ratelimit.requestsPerPeriod",
  must: "be a whole number of 1 or more, where scorePerPeriod is left out",
  error: apiErrors.rulesetParameterInvalid,
  answer: "requests_per_period must be greater than 0",
  holds: (fields) => {
    const [requests, score, limit] = ["requestsPerPeriod", "scorePerPeriod"]
      .map((name) => fieldAt(fields, `ratelimit.${name}`))
      .concat([fieldAt(fields, "ratelimit")]);
    return limit === undefined
      ? "yes"
      : anyOf([
          whenKnown(requests, (value) => Number.isInteger(value) && Number(value) >= 1),
          allOf([
            whenKnown(score, (value) => value !== undefined),
            certain(requests === undefined),
          ]),
        ]);
  },
};

const countingEntitled: RulesetRuleConstraint = {
  id: "rate-limit/counting-entitled",
  property: "ratelimit.countingExpression",
  must: (_fields, { plan }) =>
    `be left out on the plan ${String(plan)}, or be the expression itself`,
  error: apiErrors.rulesetNotEntitled,
  answer: "not entitled to use a custom counting expression",
  holds: (fields, view) => {
    const expression = fieldAt(fields, "expression");
    return byPlan(
      fields,
      view,
      "ratelimit.countingExpression",
      (value, given) => given.countsByExpression || value === "" || value === expression,
    );
  },
};

/** The fields of the expression that the plan does not have in a rate limit. */
function foreignFields(fields: RulesetRuleFields, view: RulesetRuleView): readonly string[] {
  const taken = entitlement(view)?.fields;
  const expression = fieldAt(fields, "expression");
  const parsed = typeof expression === "string" ? parseFilter(expression) : undefined;
  return taken === undefined || parsed === undefined || "problem" in parsed
    ? []
    : [...new Set(partsOf(parsed.tree).fields)].filter((name) => !taken.includes(name));
}

const fieldsEntitled: RulesetRuleConstraint = {
  id: "rate-limit/fields-entitled",
  property: "expression",
  must: (fields, view) =>
    `ask for none but ${entitlement(view)?.fields?.join(", ")} on the plan ${String(view.plan)}, not for ${foreignFields(fields, view).join(", ")}`,
  error: apiErrors.rulesetNotEntitled,
  answer: (fields, view) =>
    `not entitled: the use of field ${foreignFields(fields, view)[0]} is not allowed, an higher Advanced Rate Limiting plan is required`,
  holds: (fields, view) => {
    const isKnown =
      entitlement(view) !== undefined && fieldAt(fields, "expression") !== unknownValue;
    return allOf([
      whenKnown(view.phase, () => true),
      view.phase !== phaseOfLimits
        ? "yes"
        : isKnown
          ? certain(foreignFields(fields, view).length === 0)
          : "unknown",
    ]);
  },
};

/** Whether an expression asks for a list of the account. */
function asksList(expression: unknown): boolean {
  const parsed = typeof expression === "string" ? parseFilter(expression) : undefined;
  return (
    parsed !== undefined &&
    "tree" in parsed &&
    partsOf(parsed.tree).comparisons.some(({ right }) => right.kind === "list")
  );
}

const cachedWithList: RulesetRuleConstraint = {
  id: "rate-limit/cached-with-list",
  property: "ratelimit.requestsToOrigin",
  must: "be false where the expression asks for a list",
  error: apiErrors.rulesetParameterInvalid,
  answer: "requests_to_origin must be false where the expression includes a custom list",
  holds: (fields) =>
    anyOf([
      ofValue(fields, "ratelimit.requestsToOrigin", (value) => value !== true),
      whenKnown(fieldAt(fields, "expression"), (expression) => !asksList(expression)),
    ]),
};

/** What the API refuses of a rate limit. */
export const rateLimitConstraints: readonly RulesetRuleConstraint[] = [
  countsInItsPhase,
  ...characteristicConstraints,
  periodEntitled,
  mitigationEntitled,
  thresholdGiven,
  countingEntitled,
  fieldsEntitled,
  cachedWithList,
];
