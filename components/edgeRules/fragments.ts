import { given } from "../../core/entries";
import * as pulumi from "@pulumi/pulumi";
import { ruleRefusals } from "../../constraints/rulesetRules";
import { unknownValue } from "../../core/known";
import { describeValue, type Problem } from "../../core/problem";
import { oneOfProblem } from "../../core/rules";
import type { CloudflarePlan } from "../../facts/cloudflare/plans";
import { rulesetPhases, type RulesetPhaseName } from "../../facts/cloudflare/rulesetPhases";
import { checkedOnceKnown, isPlain, type ProblemList } from "../internal/checked";
import type { EdgeFragmentArgs, EdgeFragmentRule } from "./args";

/** A fragment whose rules have passed the checks, or are behind them. */
export interface CheckedFragment {
  /** Where it stands. */
  readonly path: string;
  /** The phase. */
  readonly phase: RulesetPhaseName;
  /** Whether its rules stand before the component's own. */
  readonly first: boolean;
  /** The rules, as `cloudflare.Ruleset` takes them. */
  readonly rules: pulumi.Input<pulumi.Input<object>[]>;
}

const zonePhases = Object.entries(rulesetPhases)
  .filter(([, { kinds }]) => (kinds as readonly string[]).includes("zone"))
  .map(([phase]) => phase);

/**
 * Checks rules that come from elsewhere: now where they are plain, else as soon as they are known.
 * @param problems - Takes what is wrong.
 * @param fragment - The rules.
 * @param path - Where they stand.
 * @param plan - The zone's plan.
 * @returns The fragment, whose rules are behind their checks.
 */
export function checkFragment(
  problems: ProblemList,
  fragment: EdgeFragmentArgs,
  path: string,
  plan: CloudflarePlan,
): CheckedFragment {
  const { key, rules, first = false } = fragment;
  const phase = fragment.phase as RulesetPhaseName;
  problems.add(phaseProblem(`${path}.phase`, fragment.phase));
  const checker: Checker = { key, phase, plan, path: `${path}.rules` };
  if (!isPlain(rules)) {
    const late = pulumi.output(rules) as unknown as pulumi.Output<EdgeFragmentRule[]>;
    const checked = checkedOnceKnown(late, (list) => lateListProblem(checker, list));
    const wired = checked.apply((list) => list.map((rule) => wire(key, list.length, rule)));
    return { path, phase, first, rules: wired };
  }
  const wired = rules.map((rule, index) =>
    checkedRule(problems, checker, rule, index, rules.length),
  );
  return { path, phase, first, rules: wired };
}

function phaseProblem(path: string, phase: string): Problem | undefined {
  return phase === "http_request_redirect"
    ? {
        path,
        rule: "be a phase that zones have",
        actual: describeValue(phase),
        hint: "Redirects of the account go into bulkRedirects",
      }
    : oneOfProblem(path, phase, zonePhases);
}

/** What rules of a fragment are judged by. */
interface Checker {
  readonly key: string;
  readonly phase: RulesetPhaseName;
  readonly plan: CloudflarePlan;
  readonly path: string;
}

function checkedRule(
  problems: ProblemList,
  checker: Checker,
  rule: pulumi.Input<EdgeFragmentRule>,
  index: number,
  count: number,
): pulumi.Input<object> {
  const { key } = checker;
  if (isPlain(rule)) {
    problems.add(...ruleProblems(checker, rule, index, count));
    if (!isLateBeyondHeaders(rule)) {
      return wire(key, count, rule);
    }
  }
  const late = pulumi.output(rule) as unknown as pulumi.Output<EdgeFragmentRule>;
  return checkedOnceKnown(late, (known) => ruleProblems(checker, known, index, count)[0]).apply(
    (known) => wire(key, count, known),
  );
}

function lateListProblem(checker: Checker, list: unknown): Problem | undefined {
  return Array.isArray(list)
    ? list.flatMap((rule: EdgeFragmentRule, index) =>
        ruleProblems(checker, rule, index, list.length),
      )[0]
    : { path: checker.path, rule: "be a list", actual: describeValue(typeof list) };
}

/** What the API refuses of a rule, as far as it is known, and what this component needs of it. */
function ruleProblems(
  { key, phase, plan, path }: Checker,
  rule: EdgeFragmentRule,
  index: number,
  count: number,
): readonly Problem[] {
  const place = `${path}[${index}]`;
  const known = knownPart(rule);
  if (typeof known !== "object" || known === null) {
    return [{ path: place, rule: "be a rule", actual: typeof known }];
  }
  const { ref, ...fields } = known as Record<string, unknown>;
  const needsRef = count > 1 && (ref === undefined || ref === null || ref === "");
  return [
    ...(needsRef
      ? [
          {
            path: `${place}.ref`,
            rule: `be given, since the fragment ${key} has several rules`,
            actual: "nothing",
          },
        ]
      : []),
    ...ruleRefusals(fields, place, { phase, kind: "zone", plan }).map(({ problem }) => problem),
  ];
}

/** A value with `unknownValue` for whatever in it is known later. */
function knownPart(value: unknown): unknown {
  if (!isPlain(value)) {
    return unknownValue;
  }
  if (Array.isArray(value)) {
    return value.map(knownPart);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, knownPart(inner)]))
    : value;
}

/** Values of headers are not looked at, so that a secret among them stays one by itself. */
function isLateBeyondHeaders(rule: EdgeFragmentRule): boolean {
  const isLate = (value: unknown, path: readonly string[]): boolean => {
    if (!isPlain(value)) {
      const isHeaderValue = path[1] === "headers" && path.length === 4 && path[3] === "value";
      return !isHeaderValue;
    }
    return (
      typeof value === "object" &&
      value !== null &&
      Object.entries(value).some(([name, inner]) => isLate(inner, [...path, name]))
    );
  };
  return isLate(rule, []);
}

/** A rule in the form in which the API says it back. */
function wire(key: string, count: number, rule: EdgeFragmentRule): object {
  const name = typeof rule.ref === "string" ? rule.ref : "";
  return given({
    ...rule,
    ref: count === 1 && name === "" ? key : `${key}-${name}`,
    description: rule.description ?? `From ${key}`,
    enabled: rule.enabled ?? true,
  });
}
