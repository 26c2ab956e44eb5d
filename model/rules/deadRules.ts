import { partsOf } from "../../core/expressions/parts";
import type { EdgeRule } from "./edgeRules";

/** A rule that no request can meet, whatever else is true. */
export interface DeadRule {
  /** The rule. */
  readonly rule: EdgeRule;
  /** Why, as a clause without a full stop. */
  readonly because: string;
}

/** Actions after which no further rule of the same ruleset is asked. Source: Cloudflare docs, ruleset-engine/rules-language/actions. */
const endingKinds: ReadonlySet<string> = new Set(["block", "redirect"]);

/**
 * Finds rules that no request can meet: those whose expression is never true, and those behind another one that answers all of theirs.
 * @param rules - The rules of one ruleset, in order.
 * @returns The rules that are on, in the same order.
 */
export function deadRules(rules: readonly EdgeRule[]): DeadRule[] {
  const ended = new Map<string, EdgeRule>();
  let all: EdgeRule | undefined;
  return rules.flatMap((rule) => {
    const { enabled, expression, condition, action } = rule;
    if (enabled !== "yes") {
      return [];
    }
    const text = typeof expression === "string" ? expression.trim() : "";
    const because = reasonOf(rule, all, ended.get(text));
    if (endingKinds.has(action.kind)) {
      all ??= condition?.kind === "constant" && condition.value ? rule : undefined;
      ended.set(text, ended.get(text) ?? rule);
    }
    return because === undefined ? [] : [{ rule, because }];
  });
}

function reasonOf(
  { condition }: EdgeRule,
  all: EdgeRule | undefined,
  same: EdgeRule | undefined,
): string | undefined {
  if (condition?.kind === "constant" && !condition.value) {
    return "its expression is never true";
  }
  if (all !== undefined) {
    return `${all.place} answers every request before it`;
  }
  return same === undefined
    ? undefined
    : `${same.place} has the same expression and answers before it`;
}

/** Maps whose keys are in lower case. Source: Cloudflare docs, rules-language/fields/reference/http.request.headers. */
const headerMaps: readonly string[] = ["http.request.headers", "http.response.headers"];

/**
 * Lists the names of headers that an expression asks for and that no header has, since their letters are in upper case.
 * @param rule - The rule.
 * @returns The names, as written, each once.
 */
export function impossibleHeaders({ condition }: EdgeRule): string[] {
  const keys = condition === undefined ? [] : partsOf(condition).keys;
  const asked = keys.filter(({ field }) => headerMaps.includes(field)).map(({ key }) => key);
  return [...new Set(asked)].filter((key) => /[A-Z]/.test(key));
}
