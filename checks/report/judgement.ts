import { getOrCreate } from "../../core/getOrCreate";
import type { Plan } from "../../model/plan/plan";
import { ruleContext, type RuleContext } from "../policy/context";
import {
  judgeContext,
  type Finding,
  type JudgeOptions,
  type PolicyResult,
} from "../policy/evaluate";
import { ruleOf } from "../policy/rules";
import { renamedBefore } from "./standing";

/** What the policy rules say of a plan. */
export interface Judgement {
  /** The plan as the rules see it. */
  readonly rules: RuleContext;
  /** What breaks rules. */
  readonly judged: PolicyResult;
  /** The findings that the resources before do not have: neither those, nor ones that are as bad and told otherwise. */
  readonly introduced: readonly Finding[];
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
  return { rules: context, judged, introduced: newFindings(plan, context, judged, options) };
}

function newFindings(
  plan: Plan,
  context: RuleContext,
  { findings }: PolicyResult,
  options: JudgeOptions,
): readonly Finding[] {
  if (plan.changes.length === 0) {
    return [];
  }
  const named = renamedBefore(plan);
  const { before } =
    named === undefined
      ? context
      : ruleContext({ before: named, after: [], whole: plan.whole }, context.now);
  const broken = new Set(findings.map(({ rule }) => rule));
  const old = judgeContext({ ...context, after: before, changes: [] }, options, broken);
  const found = newAmong(findings, [...old.findings, ...old.excused]);
  const standing = new Map(
    [...new Set(found.map(({ rule }) => rule))].map(
      (id) => [id, ruleOf(id)?.standing?.({ ...context, before })] as const,
    ),
  );
  return found.filter(({ rule, subject }) => standing.get(rule)?.has(subject) !== true);
}

/** Findings that are not among the old ones, nor milder than one of these, nor one of these that went to another resource. */
function newAmong(findings: readonly Finding[], old: readonly Finding[]): Finding[] {
  const known = new Set(old.map(identityOf));
  const there = new Set(findings.map(identityOf));
  const excess = new Map(old.map((finding) => [placeOf(finding), finding.excess]));
  const left = new Map<string, Finding[]>();
  for (const finding of old.filter((each) => !there.has(identityOf(each)))) {
    getOrCreate(left, wordsOf(finding), () => []).push(finding);
  }
  return findings.filter((finding) => {
    const was = excess.get(placeOf(finding));
    const isNoWorse = was !== undefined && finding.excess !== undefined && finding.excess <= was;
    return (
      !known.has(identityOf(finding)) &&
      !isNoWorse &&
      left.get(wordsOf(finding))?.pop() === undefined
    );
  });
}

function identityOf({ rule, subject, message }: Finding): string {
  return [rule, subject, message].join("\n");
}

function placeOf({ rule, subject, title }: Finding): string {
  return [rule, subject, title].join("\n");
}

function wordsOf({ rule, title, message }: Finding): string {
  return [rule, title, message].join("\n");
}
