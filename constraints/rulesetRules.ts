import { parseValue } from "../core/expressions/parser";
import { unknownValue } from "../core/known";
import { keyPath } from "../core/paths";
import { describeValue, type Problem } from "../core/problem";
import { apiErrors } from "../facts/cloudflare/apiErrors";
import type { ApiErrorFact } from "../facts/apiErrorFact";
import { brokenRules, written } from "./constraint";
import { expressionProblems } from "./expressions";
import { rateLimitConstraints } from "./rateLimits";
import { actionConstraints, type RulesetRuleConstraint } from "./rulesetActions";
import {
  fieldAt,
  rulesetRuleFields,
  type RulesetRuleFields,
  type RulesetRuleView,
} from "./rulesetFields";
import { headerConstraintProblems } from "./rulesetHeaders";
import { parameterConstraints } from "./rulesetParameters";

/** A rule by Pulumi's names, as deep as it goes; `unknownValue` stands for what is not known. */
export type RulesetRule = Readonly<Record<string, unknown>>;

/** One thing that the API refuses. */
export interface Refusal {
  /** What is wrong, and where: `rules[2].actionParameters.edgeTtl.default`. */
  readonly problem: Problem;
  /** How the API refuses. */
  readonly error: ApiErrorFact;
  /** What the API says then; never a secret. */
  readonly answer: string;
}

/**
 * Finds what the API refuses of one rule.
 * @param rule - The rule.
 * @param path - Where it stands; empty where its own values are the paths.
 * @param view - The phase and the kind of its ruleset, and the plan.
 * @returns One refusal for each thing that is sure to be refused.
 */
export function ruleRefusals(
  rule: RulesetRule,
  path: string,
  view: RulesetRuleView,
): readonly Refusal[] {
  const fields = rulesetRuleFields(rule);
  const at = (property: string): string => (path === "" ? property : `${path}.${property}`);
  const constraints = [...actionConstraints, ...parameterConstraints, ...rateLimitConstraints];
  const broken = brokenRules<RulesetRuleFields, RulesetRuleView, RulesetRuleConstraint>(
    constraints,
    fields,
    view,
  );
  return [
    ...broken.map(({ rule: constraint, must, actual }) => ({
      problem: { path: at(constraint.property), rule: must, actual },
      error: constraint.error,
      answer: written(constraint.answer, fields, view),
    })),
    ...headerConstraintProblems(fields, view.phase).map(({ problem, answer }) => ({
      problem: { ...problem, path: at(problem.path) },
      error: apiErrors.rulesetParameterInvalid,
      answer,
    })),
    ...expressionRefusals(fields, at, view),
  ];
}

/** Expressions that decide, by where they stand, and those that make a value. */
function expressionRefusals(
  fields: RulesetRuleFields,
  at: (property: string) => string,
  { phase, plan }: RulesetRuleView,
): readonly Refusal[] {
  const place = phase === unknownValue ? {} : { phase };
  const deciding = ["expression", "ratelimit.countingExpression"].flatMap((property) => {
    const text = fieldAt(fields, property);
    return typeof text === "string" ? [{ text, path: at(property) }] : [];
  });
  const decisive = fieldAt(fields, "expression");
  const unreadable = [
    ...(typeof decisive === "string" || decisive === unknownValue
      ? []
      : [{ path: at("expression"), rule: "be a text", actual: describeValue(decisive) }]),
    ...deciding.flatMap(({ text, path }) => expressionProblems(text, path, place)),
    ...valueExpressions(fields).flatMap(({ property, text }) => {
      const parsed = parseValue(text, at(property));
      return "problem" in parsed ? [parsed.problem] : [];
    }),
  ];
  const notEntitled =
    plan === unknownValue
      ? []
      : deciding.flatMap(({ text, path }) =>
          expressionProblems(text, path, { plan }).slice(expressionProblems(text, path).length),
        );
  return [
    ...unreadable.map((problem) => ({
      problem,
      error: apiErrors.expressionRefused,
      answer: `could not parse filter expression: must ${problem.rule}`,
    })),
    ...notEntitled.map((problem) => ({
      problem,
      error: apiErrors.rulesetNotEntitled,
      answer: `not entitled: must ${problem.rule}`,
    })),
  ];
}

const target = "actionParameters.fromValue.targetUrl.expression";

function valueExpressions(
  fields: RulesetRuleFields,
): readonly { readonly property: string; readonly text: string }[] {
  const headers = fieldAt(fields, "actionParameters.headers");
  const names = typeof headers === "object" && headers !== null ? Object.entries(headers) : [];
  const ofHeaders = names.map(([name, header]) => ({
    property: `${keyPath("actionParameters.headers", name)}.expression`,
    text: (header as { expression?: unknown } | null)?.expression,
  }));
  return [{ property: target, text: fieldAt(fields, target) }, ...ofHeaders].flatMap(
    ({ property, text }) => (typeof text === "string" ? [{ property, text }] : []),
  );
}
