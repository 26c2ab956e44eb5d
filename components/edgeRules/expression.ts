import { expressionProblems, type ExpressionPlace } from "../../constraints/expressions";
import { toBytes } from "../../core/expressions/bytes";
import { parseFilter, type Parsed } from "../../core/expressions/parser";
import { printCondition } from "../../core/expressions/printer";
import type { Condition, FieldOperand } from "../../core/expressions/tree";
import { canonicalHostname } from "../../core/hostnames";
import { describeValue, type Problem } from "../../core/problem";
import type { LogicalOperator } from "../../facts/cloudflare/expressionLanguage";

/** When a rule applies. Made by the functions beside it; what is wrong with it is told when it is written. */
export type RuleExpression = Parsed<Condition>;

/**
 * Applies to requests for one of several hostnames.
 * @param hostnames - The hostnames, in Unicode or Punycode, in any case. At least one.
 */
export function hostIs(...hostnames: readonly string[]): RuleExpression {
  const names = hostnames.map((name) => canonicalHostname(name));
  const wrong = names.findIndex((name) => name === undefined || !/^[^*/:\s]+$/.test(name));
  return wrong < 0
    ? isOneOf("http.host", names as readonly string[])
    : refused("name a hostname, with no scheme, port, path or asterisk", hostnames[wrong]);
}

/**
 * Applies to requests for one of several paths, exactly and in their case.
 * @param paths - The paths, each with its leading slash and with no query. At least one.
 */
export function pathIs(...paths: readonly string[]): RuleExpression {
  return pathProblem(paths) ?? isOneOf("http.request.uri.path", paths);
}

/**
 * Applies to requests for paths that begin with a text, in its case.
 * @param prefix - The text, with its leading slash: `/api/`. Without a slash at its end it begins `/apiary` too.
 */
export function pathStartsWith(prefix: string): RuleExpression {
  const given = [field("http.request.uri.path"), { kind: "text", bytes: toBytes(prefix) }] as const;
  const operand = { kind: "call", name: "starts_with", arguments: given, indexes: [] } as const;
  return pathProblem([prefix]) ?? { tree: { kind: "holds", operand } };
}

/**
 * Applies to requests of one of several methods.
 * @param methods - `GET` and the like, in upper case. At least one.
 */
export function methodIs(...methods: readonly string[]): RuleExpression {
  const wrong = methods.find((method) => !/^[A-Z]+$/.test(method));
  return wrong === undefined
    ? isOneOf("http.request.method", methods)
    : refused("name a method in upper case", wrong);
}

/**
 * Applies where all of several expressions do.
 * @param expressions - At least one.
 */
export function and(...expressions: readonly RuleExpression[]): RuleExpression {
  return joined("and", expressions);
}

/**
 * Applies where at least one of several expressions does.
 * @param expressions - At least one.
 */
export function or(...expressions: readonly RuleExpression[]): RuleExpression {
  return joined("or", expressions);
}

/**
 * Applies where an expression does not.
 * @param expression - The expression.
 */
export function not(expression: RuleExpression): RuleExpression {
  return "problem" in expression
    ? expression
    : { tree: { kind: "not", condition: expression.tree } };
}

/**
 * Takes an expression of Cloudflare's rules language as it is written: the way to whatever has no function here.
 * @param text - The expression.
 */
export function raw(text: string): RuleExpression {
  return parseFilter(text);
}

/**
 * Writes an expression for the API.
 * @param expression - The expression.
 * @param path - Where it stands.
 * @param place - In which phase of which zone it stands.
 * @returns Its text, or everything that is wrong with it.
 */
export function expressionText(
  expression: RuleExpression,
  path: string,
  place: ExpressionPlace = {},
): { readonly text: string } | { readonly problems: readonly Problem[] } {
  if ("problem" in expression) {
    return { problems: [{ ...expression.problem, path }] };
  }
  const text = printCondition(expression.tree);
  const problems = expressionProblems(text, path, place);
  return problems.length === 0 ? { text } : { problems };
}

/** A field as a whole. */
function field(name: string): FieldOperand {
  return { kind: "field", name, indexes: [] };
}

/** A field that is one of several texts. */
function isOneOf(name: string, texts: readonly string[]): RuleExpression {
  const items = texts.map((text) => ({ kind: "text", bytes: toBytes(text) }) as const);
  const [only] = items;
  if (only === undefined) {
    return refused("name at least one value", undefined);
  }
  const operand = field(name);
  return {
    tree:
      items.length === 1
        ? { kind: "comparison", operand, operator: "equal", right: only }
        : { kind: "comparison", operand, operator: "in", right: { kind: "set", items } },
  };
}

/** Several expressions as one. */
function joined(operator: LogicalOperator, expressions: readonly RuleExpression[]): RuleExpression {
  const wrong = expressions.find((expression) => "problem" in expression);
  if (wrong !== undefined) {
    return wrong;
  }
  const conditions = expressions.flatMap((each) => ("tree" in each ? [each.tree] : []));
  const [only] = conditions;
  if (only === undefined) {
    return refused("have at least one expression", undefined);
  }
  return { tree: conditions.length === 1 ? only : { kind: "logical", operator, conditions } };
}

/** A path that no request can have. */
function pathProblem(paths: readonly string[]): RuleExpression | undefined {
  const wrong = paths.find((path) => !/^\/[^?#]*$/.test(path));
  return wrong === undefined
    ? undefined
    : refused("have paths that begin with a slash, with no query", wrong);
}

/** An expression that cannot be. */
function refused(rule: string, actual: unknown): RuleExpression {
  return { problem: { path: "expression", rule, actual: describeValue(actual) } };
}
