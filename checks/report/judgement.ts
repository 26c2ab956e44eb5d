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

/** Findings with a part that stood neither there nor elsewhere, and no milder than what stood in their place. */
function newAmong(findings: readonly Finding[], old: readonly Finding[]): Finding[] {
  const excess = new Map(old.map((finding) => [placeOf(finding), finding.excess]));
  const there = new Counted();
  old.forEach((finding) => partsOf(finding).forEach(({ here }) => there.add(here)));
  const fresh = findings.map((finding) => ({
    finding,
    parts: partsOf(finding).filter(({ here }) => !there.take(here)),
  }));
  const gone = new Counted();
  for (const { here, anywhere } of old.flatMap(partsOf)) {
    if (there.take(here)) {
      gone.add(anywhere);
    }
  }
  return fresh.flatMap(({ finding, parts }) => {
    const isNew = parts.filter(({ anywhere }) => !gone.take(anywhere)).length > 0;
    const was = excess.get(placeOf(finding));
    const isNoWorse = was !== undefined && finding.excess !== undefined && finding.excess <= was;
    return isNew && !isNoWorse ? [finding] : [];
  });
}

/** A part of a finding: what tells it from others of the same subject, and of all subjects. */
interface Part {
  readonly here: string;
  readonly anywhere: string;
}

function partsOf({ rule, subject, title, property = "", must, got, parts }: Finding): Part[] {
  // Places in lists move when something before them goes.
  const words = `${property.replace(/\[\d+\]/g, "[]")} must ${must}; got ${got}`;
  return parts === undefined
    ? [{ here: [rule, subject, words].join("\n"), anywhere: [rule, title, words].join("\n") }]
    : parts.map((part) => ({
        here: [rule, subject, part].join("\n"),
        anywhere: [rule, part].join("\n"),
      }));
}

/** Texts, each as often as it was added and not yet taken. */
class Counted {
  readonly #counts = new Map<string, number>();

  add(text: string): void {
    this.#counts.set(text, (this.#counts.get(text) ?? 0) + 1);
  }

  take(text: string): boolean {
    const count = this.#counts.get(text) ?? 0;
    this.#counts.set(text, Math.max(0, count - 1));
    return count > 0;
  }
}

function placeOf({ rule, subject, title, must }: Finding): string {
  return [rule, subject, title, must].join("\n");
}
