import { allOf, anyOf, certain, type Certainty } from "../core/certainty";
import { unknownValue, type Known } from "../core/known";
import { apiErrors } from "../facts/cloudflare/apiErrors";
import { planOrder, type CloudflarePlan } from "../facts/cloudflare/plans";
import {
  actionParameters,
  neededParameters,
  refusedSkipParameters,
  responseCacheSettings,
} from "../facts/cloudflare/rulesetActions";
import {
  actionPlans,
  rulesetPhases,
  type RulesetPhase,
  type RulesetPhaseName,
} from "../facts/cloudflare/rulesetPhases";
import { whenKnown, type Constraint } from "./constraint";
import { fieldAt, wireName, type RulesetRuleFields, type RulesetRuleView } from "./rulesetFields";

/** What the API refuses of one rule of a ruleset. */
export type RulesetRuleConstraint = Constraint<RulesetRuleFields, RulesetRuleView>;

const rateLimitPhase: RulesetPhaseName = "http_ratelimit";

/**
 * What is published of a phase.
 * @param phase - Its name.
 * @returns Undefined for phases that are not of HTTP, or are not known here.
 */
export function phaseFacts(phase: Known<string>): RulesetPhase | undefined {
  return typeof phase === "string" && Object.hasOwn(rulesetPhases, phase)
    ? rulesetPhases[phase as RulesetPhaseName]
    : undefined;
}

/**
 * Whether a plan is at least another one.
 * @param plan - The plan.
 * @param least - The other one; every plan is at least undefined.
 */
export function isEntitled(plan: Known<CloudflarePlan>, least: CloudflarePlan | undefined) {
  return least === undefined
    ? "yes"
    : whenKnown(plan, (one) => planOrder.indexOf(one) >= planOrder.indexOf(least));
}

/** The phase has the action. */
const actionOfPhase: RulesetRuleConstraint = {
  id: "ruleset-rule/action-of-phase",
  property: "action",
  must: (_fields, { phase }) =>
    `be ${(phaseFacts(phase)?.actions ?? []).join(" or ")} in the phase ${String(phase)}`,
  error: apiErrors.rulesetActionRefused,
  answer: ({ action }, { phase, kind }) =>
    `'${String(action)}' is not a valid value for Action because it is not possible to use the ${String(action)} action in a ruleset with phase ${String(phase)}${kind === unknownValue ? "" : ` and kind ${kind}`}`,
  holds: (fields, { phase }) => {
    const actions = phaseFacts(phase)?.actions;
    return actions === undefined
      ? "unknown"
      : whenKnown(actionOf(fields), (action) => actions.includes(action));
  },
};

/** The plan has the action. */
const actionEntitled: RulesetRuleConstraint = {
  id: "ruleset-rule/action-entitled",
  property: "action",
  must: (fields, { phase, plan }) =>
    `have a plan from ${String(planOfAction(actionOf(fields), phase))} on, not ${String(plan)}`,
  error: apiErrors.rulesetActionRefused,
  answer: ({ action }) => `not entitled to use the ${String(action)} action in ratelimiting`,
  holds: (fields, { phase, plan }) => {
    const action = actionOf(fields);
    return action === unknownValue || phase === unknownValue
      ? "unknown"
      : isEntitled(plan, planOfAction(action, phase));
  },
};

/** A parameter belongs to the action, and to the phase. */
const parametersOfAction: RulesetRuleConstraint = {
  id: "ruleset-rule/parameters-of-action",
  property: "actionParameters",
  must: (fields, view) =>
    `have none but ${takenParameters(fields, view).join(", ") || "no parameters at all"} for the action ${String(fields.action)}, and no ${foreignParameters(fields, view).join(", ")}`,
  error: apiErrors.rulesetParameterUnknown,
  answer: (fields, view) =>
    `invalid JSON: unknown field "${wireName(foreignParameters(fields, view)[0] ?? "")}"`,
  holds: (fields, view) =>
    [actionOf(fields), parametersOf(fields), view.phase].includes(unknownValue)
      ? "unknown"
      : certain(foreignParameters(fields, view).length === 0),
};

/** What `skip` skips can be skipped from the phase. */
const skipOfPhase: RulesetRuleConstraint = {
  id: "ruleset-rule/skip-of-phase",
  property: "actionParameters",
  must: (fields, { phase }) =>
    `skip nothing by ${refusedSkips(fields, phase).join(", ")} in the phase ${String(phase)}`,
  error: apiErrors.skipParameterRefused,
  answer: (fields, { phase }) =>
    `skip action parameter '${refusedSkips(fields, phase)[0]}' cannot be used in the phase ${String(phase)}`,
  holds: (fields, { phase }) =>
    allOf([
      whenKnown(phase, () => true),
      certain(refusedSkips(fields, phase).length === 0),
      whenKnown(parametersOf(fields), () => true),
    ]),
};

/** The parameters that the action needs are there. */
const parametersGiven: RulesetRuleConstraint = {
  id: "ruleset-rule/parameters-given",
  property: "actionParameters",
  must: (fields) => `have ${neededInWords(fields)} for the action ${String(fields.action)}`,
  error: apiErrors.rulesetParameterInvalid,
  answer: (fields) => `${neededInWords(fields)} required for the ${String(fields.action)} action`,
  holds: (fields) => {
    const action = actionOf(fields);
    if (action === unknownValue) {
      return "unknown";
    }
    const ways = neededParameters.get(action);
    return ways === undefined
      ? "yes"
      : anyOf(ways.map((way) => allOf(way.map((name) => isGiven(fields, name)))));
  },
};

/** What the API refuses of a rule's action, and of which parameters it has. */
export const actionConstraints: readonly RulesetRuleConstraint[] = [
  actionOfPhase,
  actionEntitled,
  parametersOfAction,
  skipOfPhase,
  parametersGiven,
];

function actionOf(fields: RulesetRuleFields): Known<string> {
  const action = fieldAt(fields, "action");
  // What is no text is the name of no action.
  return action === unknownValue || typeof action === "string" ? action : "";
}

function parametersOf(fields: RulesetRuleFields): Known<object> {
  const parameters = fieldAt(fields, "actionParameters");
  return parameters === unknownValue ? unknownValue : (parameters ?? {});
}

/** The names of the parameters that are given. */
function givenParameters(fields: RulesetRuleFields): readonly string[] {
  const parameters = parametersOf(fields);
  return parameters === unknownValue
    ? []
    : Object.entries(parameters).flatMap(([name, value]) =>
        value === undefined || value === null ? [] : [name],
      );
}

/** The parameters that an action takes in a phase. */
function takenParameters(fields: RulesetRuleFields, { phase }: RulesetRuleView): readonly string[] {
  const action = actionOf(fields);
  if (action === "set_cache_settings" && phase === "http_response_cache_settings") {
    return responseCacheSettings;
  }
  const ofResponse: readonly string[] = responseCacheSettings;
  const all = actionParameters.get(String(action)) ?? [];
  return action === "set_cache_settings" ? all.filter((name) => !ofResponse.includes(name)) : all;
}

function foreignParameters(fields: RulesetRuleFields, view: RulesetRuleView): readonly string[] {
  const taken = takenParameters(fields, view);
  return givenParameters(fields).filter((name) => !taken.includes(name));
}

function refusedSkips(fields: RulesetRuleFields, phase: Known<string>): readonly string[] {
  const refused = refusedSkipParameters.get(String(phase)) ?? [];
  return actionOf(fields) === "skip"
    ? givenParameters(fields).filter((name) => refused.includes(name))
    : [];
}

function isGiven(fields: RulesetRuleFields, name: string): Certainty {
  const parameters = parametersOf(fields);
  return parameters === unknownValue ? "unknown" : certain(givenParameters(fields).includes(name));
}

function neededInWords(fields: RulesetRuleFields): string {
  const ways = neededParameters.get(String(fields.action)) ?? [];
  return ways.map((way) => way.join(" and ")).join(", or ");
}

function planOfAction(action: Known<string>, phase: Known<string>): CloudflarePlan | undefined {
  if (action === "log") {
    return actionPlans.log;
  }
  return phase === rateLimitPhase && action !== "block"
    ? actionPlans.rateLimitChallenges
    : undefined;
}
