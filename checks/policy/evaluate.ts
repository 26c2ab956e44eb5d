import { describeProblem } from "../../core/problem";
import { mapEntries } from "../../core/entries";
import { ownEntry } from "../../core/ownEntry";
import { byWeight, type Breach, type Finding, type PolicyException } from "../findings/finding";
import { say } from "../words/words";
import type { PolicyConfiguration, RuleConfiguration } from "./configuration";
import { ruleContext, type JudgedPlan, type RuleContext } from "./context";
import { newViolations } from "./newViolations";
import type { LimitTable, Rule, Violation } from "./rule";
import { rules, type RuleId } from "./rules";
import { servingPathRemoved } from "./rules/servingPathRemoved";

/** Something in a state that breaks a rule. */
export type RuleFinding = Finding<RuleId> & Required<Pick<Finding, "breach">>;

/** What came of judging a plan. */
export interface PolicyResult {
  /** What breaks rules, the worst first, then by rule, title, subject and words. */
  readonly findings: readonly RuleFinding[];
  /** What breaks rules and is excused by an exception or an acknowledgement, in the same order. */
  readonly excused: readonly RuleFinding[];
}

/** How a plan is judged. */
export interface JudgeOptions {
  /** How the rules are to be applied. Defaults to all rules as they are. */
  readonly configuration?: PolicyConfiguration;
  /** The moment of the judgement. Defaults to now. */
  readonly now?: Date;
}

/**
 * Judges a plan by every rule. The same plan gives the same result, whatever the order of its resources.
 * @returns What breaks rules, and whether the plan brings it.
 */
export function judgePlan(plan: JudgedPlan, options: JudgeOptions = {}): PolicyResult {
  return judgeContext(ruleContext(plan, options.now ?? new Date()), options.configuration);
}

/**
 * Judges a plan that is prepared for the rules.
 * @param configuration - How the rules are to be applied. Defaults to all rules as they are.
 * @returns What breaks rules, and whether the plan brings it.
 */
export function judgeContext(
  context: RuleContext,
  configuration: PolicyConfiguration = {},
): PolicyResult {
  const { rules: own = {}, acknowledged } = configuration;
  const found = rules
    .flatMap((rule) => applyRule(rule, context, ownEntry(own, rule.id), acknowledged))
    .sort(byWeight);
  return {
    findings: found.filter((finding) => !finding.acknowledged),
    excused: found.filter((finding) => finding.acknowledged),
  };
}

/**
 * Judges a plan by one rule.
 * @param configuration - How the rule is to be applied. Defaults to the rule as it is.
 * @param acknowledged - What may be taken away although it serves. Defaults to nothing.
 * @returns What breaks the rule, also what is excused, in the rule's order.
 */
export function applyRule(
  rule: Rule<LimitTable, RuleId>,
  context: RuleContext,
  configuration: RuleConfiguration = {},
  acknowledged: readonly string[] = [],
): RuleFinding[] {
  if (configuration.disabled === true) {
    return [];
  }
  const limits = mapEntries(
    rule.limits,
    (limit, name) => ownEntry(configuration.limits ?? {}, name) ?? limit.default,
  );
  const excusing = rule.id === servingPathRemoved.id ? acknowledged : [];
  const judged = rule.evaluate(context, limits).map((violation) => {
    const made = exceptionsFor(violation, configuration.exceptions);
    const holds = made.some(({ expires }) => isOpen(expires, context.now));
    const isWanted = holds || excusing.some((name) => names(name, violation));
    return { violation, isWanted, expired: holds ? undefined : made[0] };
  });
  // What counts is compared first with what is gone elsewhere.
  const ordered = [false, true].flatMap((wanted) =>
    judged.flatMap(({ violation, isWanted }) => (isWanted === wanted ? violation : [])),
  );
  const fresh = newViolations(rule, context, limits, ordered);
  return judged.map(({ violation, isWanted, expired }) => ({
    id: rule.id,
    severity: configuration.severity ?? violation.severity ?? rule.severity,
    scope: "state",
    introduced: fresh.has(violation) ? "by this change" : "before",
    subject: violation.subject,
    title: violation.title,
    consequence: [rule.reason],
    cause: [],
    hint: violation.hint === undefined ? [rule.hint, "."] : say`${violation.hint}.`,
    acknowledged: isWanted,
    breach: breachOf(violation, expired),
  }));
}

function breachOf(violation: Violation, expired: PolicyException | undefined): Breach {
  const { title, property, must, actual } = violation;
  const path = property === undefined ? title : `${title}.${property}`;
  const message = describeProblem({ path, rule: must, actual });
  const own = { must, actual, ...(property === undefined ? {} : { property }) };
  return expired === undefined
    ? { message, ...own }
    : {
        ...own,
        message: `${message} (its exception "${expired.reason}" expired on ${expired.expires})`,
        expired,
      };
}

function exceptionsFor(
  violation: Violation,
  exceptions: readonly PolicyException[] = [],
): PolicyException[] {
  return exceptions.filter(({ subject }) => names(subject, violation));
}

/** Whether a name in the configuration means this: its URN, the name that findings call it by, or its logical name. */
function names(name: string, { subject, title }: Violation): boolean {
  return name === subject || name === title || subject.endsWith(`::${name}`);
}

function isOpen(expires: string, now: Date): boolean {
  return now.toISOString().slice(0, 10) <= expires;
}
