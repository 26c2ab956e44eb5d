import { lateTransformPhase } from "../facts/cloudflare/rulesetPhases";
import type { Known } from "../core/known";
import { keyPath } from "../core/paths";
import { describeValue, type Problem } from "../core/problem";
import { fieldAt, type RulesetRuleFields } from "./rulesetFields";

/** Something that the API refuses of a header, and what it says then. */
export interface HeaderProblem {
  /** What is wrong. */
  readonly problem: Problem;
  /** What the API says; the words are this project's. */
  readonly answer: string;
}

/** One header that a rule changes. */
interface HeaderChange {
  readonly operation?: unknown;
  readonly value?: unknown;
  readonly expression?: unknown;
}

const operations: readonly unknown[] = ["set", "add", "remove"];

/**
 * Finds what the API refuses of the headers that a rule changes. No value is ever shown, since it may be a secret.
 *
 * Source: Cloudflare docs, rules/transform/request-header-modification ("Important remarks": names that Cloudflare keeps; what an operation
 * needs; that x-forwarded-for and x-forwarded-proto cannot be removed, cloudflare/cloudflare-docs issue 27811 saw refuted);
 * Cloudflare Terraform provider v5.22.0, internal/services/ruleset/schema.go (operations; a value or an expression).
 * @param fields - The rule's values.
 * @param phase - The phase of its ruleset.
 * @returns The first problem of each header; none where the headers are not known.
 */
export function headerConstraintProblems(
  fields: RulesetRuleFields,
  phase: Known<string>,
): readonly HeaderProblem[] {
  const headers = fieldAt(fields, "actionParameters.headers");
  return typeof headers !== "object" || headers === null
    ? []
    : Object.entries(headers).flatMap(([name, change]) => {
        const path = keyPath("actionParameters.headers", name);
        const operation = (change as HeaderChange | undefined)?.operation;
        const problem =
          phase === lateTransformPhase && isReserved(name.toLowerCase(), operation)
            ? reserved(path, name)
            : changeProblem(path, change as HeaderChange);
        return problem === undefined
          ? []
          : [{ problem, answer: `header '${name}' must ${problem.rule}` }];
      });
}

/** Headers that say who a visitor is or how they came: they can be taken away, if anything. Source: that of `headerConstraintProblems`. */
const ofVisitors: readonly string[] = [
  ...["x-forwarded-for", "x-forwarded-proto", "true-client-ip", "x-real-ip"],
];

function isReserved(name: string, operation: unknown): boolean {
  return name === removableAddress || ofVisitors.includes(name)
    ? operation === "set" || operation === "add"
    : /^(x-)?cf-/.test(name);
}

/** The one header of Cloudflare's own that a rule may take away. Source: that of `headerConstraintProblems`. */
const removableAddress = "cf-connecting-ip";

function reserved(path: string, name: string): Problem {
  return {
    path,
    rule: `be none that Cloudflare keeps for itself: cf- and x-cf- (${removableAddress} can be removed), ${ofVisitors.join(", ")} (none of which can be set)`,
    actual: describeValue(name),
  };
}

function changeProblem(path: string, change: unknown): Problem | undefined {
  if (typeof change !== "object" || change === null) {
    return undefined;
  }
  const { operation, value, expression } = change as HeaderChange;
  if (typeof operation === "string" && !operations.includes(operation)) {
    const rule = `be one of ${operations.join(", ")}`;
    return { path: `${path}.operation`, rule, actual: describeValue(operation) };
  }
  const given = [value, expression].filter((each) => each !== undefined && each !== null).length;
  const needed = operation === "remove" ? 0 : 1;
  return typeof operation === "string" && given !== needed
    ? {
        path,
        rule:
          needed === 0
            ? "have neither value nor expression where it is removed"
            : "have a value or an expression, and not both",
        actual: `${given} of them`,
      }
    : undefined;
}
