import type { Plan } from "../../model/plan/plan";
import { ruleContext, type RuleContext } from "../policy/context";
import {
  judgeContext,
  type Finding,
  type JudgeOptions,
  type PolicyResult,
} from "../policy/evaluate";

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
  const judged = judgeContext(context, options);
  if (plan.changes.length === 0) {
    return { rules: context, judged, introduced: plan.whole ? [] : undefined };
  }
  const broken = new Set(judged.findings.map(({ rule }) => rule));
  const old = judgeContext({ ...context, after: context.before, changes: [] }, options, broken);
  const known = new Set([...old.findings, ...old.excused].map(identityOf));
  const introduced = judged.findings.filter((finding) => !known.has(identityOf(finding)));
  return { rules: context, judged, introduced };
}

function identityOf({ rule, subject, message }: Finding): string {
  return [rule, subject, message].join("\n");
}
