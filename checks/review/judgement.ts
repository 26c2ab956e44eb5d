import type { Plan } from "../model/plan";
import { ruleContext, type RuleContext } from "../policy/context";
import { applyRule, type Finding, type JudgeOptions, type PolicyResult } from "../policy/evaluate";
import { compare } from "../model/inventory";
import { severities } from "../policy/rule";
import { rules } from "../policy/rules";

/** What the policy rules say of a plan. */
export interface Judgement {
  /** The plan as the rules see it. */
  readonly rules: RuleContext;
  /** What breaks rules. */
  readonly judged: PolicyResult;
  /** The findings that the resources before do not have. Undefined where the plan shows too little of them. */
  readonly introduced: readonly Finding[] | undefined;
}

/**
 * Applies the rules to a plan, and where something breaks one, the same rule to the resources before.
 * @param plan - The plan.
 * @param options - How.
 * @returns What breaks rules, and what of it is new.
 */
export function judge(plan: Plan, options: JudgeOptions): Judgement {
  const context = ruleContext(plan, options.now ?? new Date());
  const judged = resultOf(context, options);
  if (plan.changes.length === 0) {
    return { rules: context, judged, introduced: plan.whole ? [] : undefined };
  }
  const broken = new Set(judged.findings.map(({ rule }) => rule));
  const old = resultOf({ ...context, after: context.before, changes: [] }, options, broken);
  const known = new Set([...old.findings, ...old.excused].map(identityOf));
  const introduced = judged.findings.filter((finding) => !known.has(identityOf(finding)));
  return { rules: context, judged, introduced };
}

function resultOf(
  context: RuleContext,
  { configuration = {} }: JudgeOptions,
  ids?: ReadonlySet<string>,
): PolicyResult {
  const results = rules
    .filter(({ id }) => ids?.has(id) ?? true)
    .sort((left, right) => compare(left.id, right.id))
    .map((rule) =>
      applyRule(rule, context, configuration.rules?.[rule.id], configuration.acknowledged),
    );
  return {
    findings: results.flatMap(({ findings }) => findings).sort(bySeverity),
    excused: results.flatMap(({ excused }) => excused).sort(bySeverity),
  };
}

/** A rule's own findings are sorted already, and stay so. */
function bySeverity(left: Finding, right: Finding): number {
  return severities.indexOf(left.severity) - severities.indexOf(right.severity);
}

function identityOf({ rule, subject, message }: Finding): string {
  return [rule, subject, message].join("\n");
}
