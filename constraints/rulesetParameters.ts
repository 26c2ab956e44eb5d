import { allOf, anyOf, certain } from "../core/certainty";
import { unknownValue } from "../core/known";
import { ownEntry } from "../core/ownEntry";
import { apiErrors } from "../facts/cloudflare/apiErrors";
import type { NumberRange } from "../facts/cloudflare/loadBalancing";
import type { CloudflarePlan } from "../facts/cloudflare/plans";
import { parameterValues, redirectStatusCodes } from "../facts/cloudflare/rulesetActions";
import {
  errorAssets,
  longestTtlSeconds,
  minimumTtlSeconds,
  parameterLimits,
  parameterPlans,
} from "../facts/cloudflare/rulesetLimits";
import { whenKnown } from "./constraint";
import { isEntitled, type RulesetRuleConstraint } from "./rulesetActions";
import { fieldAt, wireName } from "./rulesetFields";

/** Judges one value of a rule where it is given. */
type ValueCheck = (value: unknown) => boolean;

function path(parameter: string): string {
  return `actionParameters.${parameter}`;
}

/** A value that is of a certain form where it is given. */
function formed(parameter: string, id: string, must: string, check: ValueCheck) {
  return {
    id: `ruleset-rule/${id}`,
    property: path(parameter),
    must,
    error: apiErrors.rulesetParameterInvalid,
    answer: (fields) =>
      `'${String(fieldAt(fields, path(parameter)))}' is not a valid value for ${wireName(parameter.split(".").at(-1) ?? "")}`,
    holds: (fields) => {
      const value = fieldAt(fields, path(parameter));
      return value === undefined ? "yes" : whenKnown(value, check);
    },
  } satisfies RulesetRuleConstraint;
}

/** Values of a closed set. */
const fromTheirSet = Object.entries(parameterValues).map(([parameter, values]) =>
  formed(parameter, "value-of-parameter", `be one of ${values.join(", ")}`, (value) =>
    (values as readonly unknown[]).includes(value),
  ),
);

function ranged(parameter: string, { minimum, maximum }: NumberRange): RulesetRuleConstraint {
  return formed(
    parameter,
    "number-in-range",
    `be a whole number of ${minimum} to ${maximum}`,
    (value) => Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum,
  );
}

/** Numbers in their range. */
const inTheirRange = [
  ranged("statusCode", parameterLimits.errorStatus),
  ranged("response.statusCode", parameterLimits.blockStatus),
  ranged("origin.port", parameterLimits.port),
  ranged("readTimeout", parameterLimits.readTimeoutSeconds),
];

function sized(parameter: string, most: number): RulesetRuleConstraint {
  return {
    ...formed(
      parameter,
      "content-size",
      `have at most ${most} bytes in UTF-8`,
      (value) => typeof value !== "string" || Buffer.byteLength(value, "utf8") <= most,
    ),
    answer: `content must not be larger than ${most} bytes`,
  };
}

/** The parameter goes with the plan. */
const entitled = [...parameterPlans].map(([parameter, least]): RulesetRuleConstraint => ({
  id: "ruleset-rule/parameter-entitled",
  property: path(parameter),
  must: (_fields, { plan }) => `be left out below the plan ${least}, on ${String(plan)}`,
  error: apiErrors.rulesetNotEntitled,
  answer: `not entitled to use the ${parameter === "hostHeader" ? "HostHeader" : wireName(parameter)} override`,
  holds: (fields, { plan }) => {
    const isGiven = (ownEntry(fields, path(parameter)) ?? undefined) !== undefined;
    if (isGiven || fieldAt(fields, path(parameter)) === undefined) {
      return isGiven ? isEntitled(plan, least) : "yes";
    }
    // What holds it is not known yet, and may not have it.
    return isEntitled(plan, least) === "yes" ? "yes" : "unknown";
  },
}));

function isTtl(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) <= longestTtlSeconds;
}

/** What keeps an answer for a time. */
type Keeper = "edge" | "browser";

function ttlPath(keeper: Keeper): string {
  return path(`${keeper}Ttl.default`);
}

function ttlGiven(keeper: Keeper): RulesetRuleConstraint {
  const mode = path(`${keeper}Ttl.mode`);
  const seconds = ttlPath(keeper);
  return {
    id: `ruleset-rule/${keeper}-ttl-given`,
    property: seconds,
    must: "be given where mode is override_origin, and left out elsewhere",
    error: apiErrors.rulesetParameterInvalid,
    answer: (fields) =>
      fieldAt(fields, seconds) === undefined
        ? "default is required in override_origin mode"
        : `default is useless in ${String(fieldAt(fields, mode))} mode`,
    holds: (fields) => {
      const value = fieldAt(fields, seconds);
      if (fieldAt(fields, path(`${keeper}Ttl`)) === undefined || value === unknownValue) {
        return "yes";
      }
      return whenKnown(
        fieldAt(fields, mode),
        (one) => (one === "override_origin") === (value !== undefined),
      );
    },
  };
}

function ttlInRange(keeper: Keeper): RulesetRuleConstraint {
  const seconds = ttlPath(keeper);
  const minimum = (plan: unknown) => minimumTtlSeconds[keeper][plan as CloudflarePlan];
  return {
    id: `ruleset-rule/${keeper}-ttl-in-range`,
    property: seconds,
    must: (_fields, { plan }) =>
      `be 0, or ${minimum(plan)} to ${longestTtlSeconds} seconds on the plan ${String(plan)}`,
    error: apiErrors.rulesetNotEntitled,
    answer: (fields) => `not entitled to use the TTL ${String(fieldAt(fields, seconds))}`,
    holds: (fields, { plan }) => {
      const value = fieldAt(fields, seconds);
      return value === undefined || value === 0
        ? "yes"
        : allOf([
            whenKnown(value, isTtl),
            whenKnown(plan, (one) =>
              value === unknownValue ? true : Number(value) >= minimum(one),
            ),
          ]);
    },
  };
}

const target = path("fromValue.targetUrl");

/** A redirect leads to a URL that is written, or made by an expression. */
const targetGiven: RulesetRuleConstraint = {
  id: "ruleset-rule/redirect-target",
  property: target,
  must: "have a value or an expression, and not both",
  error: apiErrors.rulesetParameterInvalid,
  answer: "exactly one of value and expression is required for target_url",
  holds: (fields) => {
    const values = ["value", "expression"].map((name) => fieldAt(fields, `${target}.${name}`));
    return fieldAt(fields, path("fromValue")) === undefined
      ? "yes"
      : fieldAt(fields, target) === unknownValue
        ? "unknown"
        : certain(values.filter((value) => value !== undefined).length === 1);
  },
};

/** A custom error has its content, or an asset that holds it. */
const oneContent: RulesetRuleConstraint = {
  id: "ruleset-rule/one-content",
  property: path("content"),
  must: "be left out beside assetName",
  error: apiErrors.rulesetParameterInvalid,
  answer: "only one of content and asset_name may be set",
  holds: (fields) =>
    fieldAt(fields, "actionParameters") === unknownValue
      ? "unknown"
      : anyOf(
          ["content", "assetName"].map((name) =>
            certain(fieldAt(fields, path(name)) === undefined),
          ),
        ),
};

/** What the API refuses of the values of an action's parameters. */
export const parameterConstraints: readonly RulesetRuleConstraint[] = [
  ...entitled,
  ...fromTheirSet,
  ...inTheirRange,
  sized("content", parameterLimits.errorContentBytes),
  sized("response.content", parameterLimits.blockContentBytes),
  formed(
    "assetName",
    "asset-name",
    "have 1 to 200 letters, digits and underscores",
    (value) => typeof value === "string" && errorAssets.name.test(value),
  ),
  formed(
    "fromValue.statusCode",
    "redirect-status",
    `be one of ${redirectStatusCodes.rule.join(", ")}`,
    (value) => (redirectStatusCodes.rule as readonly unknown[]).includes(value),
  ),
  ttlGiven("edge"),
  ttlInRange("edge"),
  ttlGiven("browser"),
  ttlInRange("browser"),
  targetGiven,
  oneContent,
];
