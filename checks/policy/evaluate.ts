import { describeProblem } from "../../core/problem";
import { ownEntry } from "../../core/ownEntry";
import { compare } from "../../core/order";
import type { PolicyConfiguration, PolicyException, RuleConfiguration } from "./configuration";
import { ruleContext, type JudgedPlan, type RuleContext } from "./context";
import { severities, type Rule, type Severity, type Violation } from "./rule";
import { rules } from "./rules";
import { servingPathRemoved } from "./rules/servingPathRemoved";

/** Something in a plan that breaks a rule. */
export interface Finding {
  /** The rule's name. */
  readonly rule: string;
  /** How bad it is. */
  readonly severity: Severity;
  /** Key of the resource (its URN), or a hostname. */
  readonly subject: string;
  /** What the subject is called before a reader. */
  readonly title: string;
  /** The property that is wrong, written like code. Absent where it is the subject as a whole. */
  readonly property?: string;
  /** What must hold, to be read after "must". */
  readonly must: string;
  /** What was found, as text; never a secret. */
  readonly got: string;
  /** What is wrong: `title.property must rule; got value`, with no full stop at its end. Never holds a secret. */
  readonly message: string;
  /** What to do, as one sentence without a full stop. */
  readonly wayOut: string;
  /** How far it is from what must hold, in the rule's own measure: the more, the worse. Absent where it has none. */
  readonly excess?: number;
  /** What breaks the rule, one by one. Absent where property and words say it. */
  readonly parts?: readonly string[];
  /** An exception that was made for it and is over. Absent where there was none. */
  readonly expired?: PolicyException;
}

/** What came of judging a plan. */
export interface PolicyResult {
  /** What breaks rules, the worst first, then by rule, subject and words. */
  readonly findings: readonly Finding[];
  /** What breaks rules and is excused by an exception or an acknowledgement, in the same order. */
  readonly excused: readonly Finding[];
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
 * @param plan - The plan.
 * @param options - How.
 * @returns What breaks rules.
 */
export function judgePlan(plan: JudgedPlan, options: JudgeOptions = {}): PolicyResult {
  return judgeContext(ruleContext(plan, options.now ?? new Date()), options);
}

/**
 * Judges a plan that is prepared for the rules.
 * @param context - The plan.
 * @param options - How; the moment is that of the context.
 * @param ids - The rules to judge it by. Defaults to all.
 * @returns What breaks rules.
 */
export function judgeContext(
  context: RuleContext,
  { configuration = {} }: JudgeOptions,
  ids?: ReadonlySet<string>,
): PolicyResult {
  const results = rules
    .filter(({ id }) => ids?.has(id) ?? true)
    .map((rule) =>
      applyRule(
        rule,
        context,
        ownEntry(configuration.rules ?? {}, rule.id),
        configuration.acknowledged,
      ),
    );
  return {
    findings: results.flatMap(({ findings }) => findings).sort(byWeight),
    excused: results.flatMap(({ excused }) => excused).sort(byWeight),
  };
}

/**
 * Judges a plan by one rule.
 * @param rule - The rule.
 * @param context - The plan.
 * @param configuration - How the rule is to be applied. Defaults to the rule as it is.
 * @param acknowledged - What may be taken away although it serves. Defaults to nothing.
 * @returns What breaks the rule.
 */
export function applyRule(
  rule: Rule,
  context: RuleContext,
  configuration: RuleConfiguration = {},
  acknowledged: readonly string[] = [],
): PolicyResult {
  if (configuration.disabled === true) {
    return { findings: [], excused: [] };
  }
  const limits = Object.fromEntries(
    Object.entries(rule.limits).map(([name, limit]) => [
      name,
      ownEntry(configuration.limits ?? {}, name) ?? limit.default,
    ]),
  );
  const isAcknowledged = (violation: Violation): boolean =>
    rule.id === servingPathRemoved.id && acknowledged.some((name) => names(name, violation));
  const findings: Finding[] = [];
  const excused: Finding[] = [];
  for (const violation of rule.evaluate(context, limits)) {
    const exceptions = (configuration.exceptions ?? []).filter(({ subject }) =>
      names(subject, violation),
    );
    const holds = exceptions.some(({ expires }) => isOpen(expires, context.now));
    const severity = configuration.severity ?? violation.severity ?? rule.severity;
    const finding = findingOf(rule, severity, violation, holds ? undefined : exceptions[0]);
    (holds || isAcknowledged(violation) ? excused : findings).push(finding);
  }
  return { findings: findings.sort(byWeight), excused: excused.sort(byWeight) };
}

function findingOf(
  rule: Rule,
  severity: Severity,
  violation: Violation,
  expired: PolicyException | undefined,
): Finding {
  const { subject, title, property, must, got, wayOut = rule.wayOut, excess, parts } = violation;
  const path = property === undefined ? title : `${title}.${property}`;
  const message = describeProblem({ path, rule: must, got });
  const over =
    expired === undefined
      ? ""
      : ` (its exception "${expired.reason}" expired on ${expired.expires})`;
  return {
    ...{ rule: rule.id, severity, subject, title, message: `${message}${over}`, wayOut },
    ...(excess === undefined ? {} : { excess }),
    ...(parts === undefined ? {} : { parts }),
    ...(property === undefined ? {} : { property }),
    ...{ must, got },
    ...(expired === undefined ? {} : { expired }),
  };
}

/** Whether a name in the configuration means this: its URN, the name that findings call it by, or its logical name. */
function names(name: string, { subject, title }: Violation): boolean {
  return name === subject || name === title || subject.endsWith(`::${name}`);
}

function isOpen(expires: string, now: Date): boolean {
  return now.toISOString().slice(0, 10) <= expires;
}

function byWeight(left: Finding, right: Finding): number {
  return (
    severities.indexOf(left.severity) - severities.indexOf(right.severity) ||
    compare(left.rule, right.rule) ||
    compare(left.subject, right.subject) ||
    compare(left.message, right.message)
  );
}
