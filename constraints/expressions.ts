import { partsOf, type ExpressionParts } from "../core/expressions/parts";
import { parseFilter } from "../core/expressions/parser";
import type { Problem } from "../core/problem";
import { expressionFields } from "../facts/cloudflare/expressionFields";
import { expressionFunctions } from "../facts/cloudflare/expressionFunctions";
import { expressionLimits, regexPlan } from "../facts/cloudflare/expressionLanguage";
import { planOrder, type CloudflarePlan } from "../facts/cloudflare/plans";

/** Where an expression stands. What is left out is not judged. */
export interface ExpressionPlace {
  /** The phase of the ruleset: `http_request_firewall_custom` and the like. */
  readonly phase?: string;
  /** The zone's plan. */
  readonly plan?: CloudflarePlan;
}

/**
 * Finds what the API refuses of a rule's expression, as the documentation has it. It tells no error code for any of this.
 * @param text - The expression.
 * @param path - Where it stands.
 * @param place - In which phase of which zone it stands.
 * @returns The problems; of an expression that cannot be read, the one place.
 */
export function expressionProblems(
  text: string,
  path: string,
  place: ExpressionPlace = {},
): Problem[] {
  const length = [...text].length;
  if (length > expressionLimits.lengthCharacters) {
    const rule = `have at most ${expressionLimits.lengthCharacters} characters`;
    const hint = "Split the rule, or put addresses and hostnames into a list";
    return [{ path, rule, actual: String(length), hint }];
  }
  const parsed = parseFilter(text, path);
  if ("problem" in parsed) {
    return [parsed.problem];
  }
  const parts = partsOf(parsed.tree);
  return [
    ...countProblems(path, parts),
    ...phaseProblems(path, parts, place),
    ...planProblems(path, parts, place),
  ];
}

/** How often something may stand in one expression. */
function countProblems(path: string, { comparisons, functions }: ExpressionParts): Problem[] {
  const regexes = comparisons.filter(({ operator }) => operator === "matches").length;
  const most = expressionLimits.regularExpressions;
  const tooMany: Problem[] =
    regexes > most
      ? [{ path, rule: `have at most ${most} regular expressions`, actual: String(regexes) }]
      : [];
  const repeated = [...new Set(functions)].flatMap((name): Problem[] => {
    const atMost = expressionFunctions.get(name)?.atMost ?? Infinity;
    const count = functions.filter((each) => each === name).length;
    const rule = `call ${name}() at most ${atMost === 1 ? "once" : `${atMost} times`}`;
    return count > atMost ? [{ path, rule, actual: `${count} calls` }] : [];
  });
  return [...tooMany, ...repeated];
}

/** Fields and functions that other phases have. */
function phaseProblems(
  path: string,
  { fields, functions }: ExpressionParts,
  { phase }: ExpressionPlace,
): Problem[] {
  const limited = [
    ...fields.map((name) => [name, expressionFields.get(name)?.phases] as const),
    ...functions.map((name) => [`${name}()`, expressionFunctions.get(name)?.phases] as const),
  ];
  return [...new Map(limited)].flatMap(([name, phases]) => {
    const isThere = phase === undefined || phases === undefined || phases.includes(phase);
    const rule = `have ${name} in ${phases?.join(", ")} only`;
    return isThere ? [] : [{ path, rule, actual: String(phase) }];
  });
}

/** Fields, functions and operators that a higher plan has. */
function planProblems(
  path: string,
  { fields, functions, comparisons }: ExpressionParts,
  { plan }: ExpressionPlace,
): Problem[] {
  if (plan === undefined) {
    return [];
  }
  const gated = [
    ...fields.map((name) => [name, expressionFields.get(name)?.plan] as const),
    ...functions.map((name) => [`${name}()`, expressionFunctions.get(name)?.plan] as const),
    ...comparisons
      .filter(({ operator }) => operator === "matches")
      .map(({ operator }) => [operator, regexPlan] as const),
  ];
  return [...new Map(gated)].flatMap(([name, least]) => {
    const isEntitled = least === undefined || planOrder.indexOf(plan) >= planOrder.indexOf(least);
    const rule = `have ${name} on the plan ${least} or above only`;
    return isEntitled ? [] : [{ path, rule, actual: plan }];
  });
}
