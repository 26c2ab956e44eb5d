import type { Certainty } from "../core/certainty";
import { unknownValue } from "../core/known";
import { apiErrors } from "../facts/cloudflare/apiErrors";
import { rateLimits } from "../facts/cloudflare/rulesetLimits";
import { entitlement, ofValue } from "./rateLimitPlans";
import type { RulesetRuleConstraint } from "./rulesetActions";
import { fieldAt, type RulesetRuleFields } from "./rulesetFields";

const characteristics = "ratelimit.characteristics";

function characteristicsIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Judges the list, of which every entry must be known. */
function ofCharacteristics(
  fields: RulesetRuleFields,
  check: (names: readonly unknown[]) => boolean,
): Certainty {
  const value = fieldAt(fields, characteristics);
  return characteristicsIn(value).includes(unknownValue)
    ? "unknown"
    : ofValue(fields, characteristics, (list) => check(characteristicsIn(list)));
}

const countedByDataCentre: RulesetRuleConstraint = {
  id: "rate-limit/counted-by-data-centre",
  property: characteristics,
  must: `have ${rateLimits.dataCentre}, by which every rate limit counts`,
  error: apiErrors.rateLimitWithoutColo,
  answer: `characteristics field is missing '${rateLimits.dataCentre}', this is required as ratelimiting counting is processed at colocation level only`,
  holds: (fields) => ofCharacteristics(fields, (names) => names.includes(rateLimits.dataCentre)),
};

const oneClient: RulesetRuleConstraint = {
  id: "rate-limit/one-client",
  property: characteristics,
  must: `not have both ${rateLimits.exclusiveCharacteristics.join(" and ")}`,
  error: apiErrors.rulesetParameterInvalid,
  answer: `characteristics ${rateLimits.exclusiveCharacteristics.join(" and ")} are incompatible`,
  holds: (fields) =>
    ofCharacteristics(
      fields,
      (names) => !rateLimits.exclusiveCharacteristics.every((name) => names.includes(name)),
    ),
};

const characteristicsEntitled: RulesetRuleConstraint = {
  id: "rate-limit/characteristics-entitled",
  property: characteristics,
  must: (_fields, view) =>
    `have none but ${[rateLimits.dataCentre, ...(entitlement(view)?.characteristics ?? [])].join(", ")} on the plan ${String(view.plan)}`,
  error: apiErrors.rulesetNotEntitled,
  answer:
    "not entitled to use the characteristics, a higher Advanced Rate Limiting plan is required",
  holds: (fields, view) => {
    const taken = entitlement(view)?.characteristics;
    return taken === undefined
      ? "unknown"
      : ofCharacteristics(fields, (names) =>
          names.every((name) => [rateLimits.dataCentre, ...taken].includes(String(name))),
        );
  },
};

/** What the API refuses of that by which a rate limit tells clients apart. */
export const characteristicConstraints: readonly RulesetRuleConstraint[] = [
  countedByDataCentre,
  oneClient,
  characteristicsEntitled,
];
