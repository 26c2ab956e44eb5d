import { toBytes } from "../../core/expressions/bytes";
import { parseFilter } from "../../core/expressions/parser";
import { printCondition } from "../../core/expressions/printer";
import type { Condition, FieldOperand } from "../../core/expressions/tree";
import { canonicalHostname } from "../../core/hostnames";
import { describeValue } from "../../core/problem";
import type { LogicalOperator } from "../../facts/cloudflare/expressionLanguage";
import { problemsError } from "../internal/checked";

/**
 * Applies to requests for one of several hostnames.
 * @param hostnames - The hostnames, in Unicode or Punycode, in any case. At least one.
 * @returns The expression.
 * @throws An error that names the value that is no hostname.
 */
export function hostIs(...hostnames: readonly string[]): string {
  const names = hostnames.map((name) => canonicalHostname(`${name}`));
  const wrong = names.findIndex((name) => name === undefined || !/^[^*/:\s]+$/.test(name));
  return wrong < 0
    ? isOneOf("http.host", names as readonly string[])
    : refused(
        "hostIs",
        "name a hostname, with no scheme, port, path or asterisk",
        hostnames[wrong],
      );
}

/**
 * Applies to requests for one of several paths, exactly and in their case.
 * @param paths - The paths, each with its leading slash and with no query. At least one.
 * @returns The expression.
 * @throws An error that names the value that is no path.
 */
export function pathIs(...paths: readonly string[]): string {
  checkPaths("pathIs", paths);
  return isOneOf("http.request.uri.path", paths);
}

/**
 * Applies to requests for paths that begin with a text, in its case.
 * @param prefix - The text, with its leading slash: `/api/`. Without a slash at its end it begins `/apiary` too.
 * @returns The expression.
 * @throws An error that names the value that begins no path.
 */
export function pathStartsWith(prefix: string): string {
  checkPaths("pathStartsWith", [prefix]);
  const given = [field("http.request.uri.path"), { kind: "text", bytes: toBytes(prefix) }] as const;
  const operand = { kind: "call", name: "starts_with", arguments: given, indexes: [] } as const;
  return printCondition({ kind: "holds", operand });
}

/**
 * Applies to requests for files by the endings of their names.
 * @param extensions - `css` and the like, without the dot. At least one.
 * @returns The expression.
 * @throws An error that names the value that is no ending.
 */
export function extensionIs(...extensions: readonly string[]): string {
  const lower = extensions.map((extension) => `${extension}`.toLowerCase());
  const wrong = lower.find((extension) => !/^[a-z0-9]+$/.test(extension));
  return wrong === undefined
    ? isOneOf("http.request.uri.path.extension", lower)
    : refused("extensionIs", "name an ending of letters and digits, without the dot", wrong);
}

/**
 * Applies to requests of one of several methods.
 * @param methods - `GET` and the like, in upper case. At least one.
 * @returns The expression.
 * @throws An error that names the value that is no method.
 */
export function methodIs(...methods: readonly string[]): string {
  const wrong = methods.find((method) => !/^[A-Z]+$/.test(method));
  return wrong === undefined
    ? isOneOf("http.request.method", methods)
    : refused("methodIs", "name a method in upper case", wrong);
}

/**
 * Applies to requests that bring a cookie of one of several names, or of a name that ends with one of them.
 * @param names - The names. At least one.
 * @returns The expression.
 * @throws An error that names the value that is no name of a cookie.
 */
export function hasCookie(...names: readonly string[]): string {
  // RFC 6265, section 4.1.1: a name is a token.
  const wrong = names.find((name) => !/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name));
  return wrong === undefined && names.length > 0
    ? or(...names.map((name) => contains("http.cookie", `${name}=`)))
    : refused("hasCookie", "name at least one cookie, by its name alone", wrong);
}

/**
 * Applies where all of several expressions do.
 * @param expressions - At least one.
 * @returns The expression.
 * @throws An error that says where an expression cannot be read.
 */
export function and(...expressions: readonly string[]): string {
  return joined("and", expressions);
}

/**
 * Applies where at least one of several expressions does.
 * @param expressions - At least one.
 * @returns The expression.
 * @throws An error that says where an expression cannot be read.
 */
export function or(...expressions: readonly string[]): string {
  return joined("or", expressions);
}

/**
 * Applies where an expression does not.
 * @param expression - The expression.
 * @returns The expression.
 * @throws An error that says where the expression cannot be read.
 */
export function not(expression: string): string {
  return printCondition({ kind: "not", condition: treeOf("not", expression) });
}

/**
 * Takes an expression of Cloudflare's rules language as it is written: the way to whatever has no function here.
 * @param text - The expression.
 * @returns The expression, as the functions here write it.
 * @throws An error that says where the expression cannot be read.
 */
export function raw(text: string): string {
  return printCondition(treeOf("raw", text));
}

/** A field as a whole. */
function field(name: string): FieldOperand {
  return { kind: "field", name, indexes: [] };
}

function contains(name: string, text: string): string {
  const right = { kind: "text", bytes: toBytes(text) } as const;
  return printCondition({
    kind: "comparison",
    operand: field(name),
    operator: "contains",
    right,
  });
}

/** A field that is one of several texts. */
function isOneOf(name: string, texts: readonly string[]): string {
  const items = texts.map((text) => ({ kind: "text", bytes: toBytes(text) }) as const);
  const [only] = items;
  if (only === undefined) {
    return refused(name, "be asked for at least one value", undefined);
  }
  const operand = field(name);
  return printCondition(
    items.length === 1
      ? { kind: "comparison", operand, operator: "equal", right: only }
      : { kind: "comparison", operand, operator: "in", right: { kind: "set", items } },
  );
}

/** Several expressions as one. */
function joined(operator: LogicalOperator, expressions: readonly string[]): string {
  const conditions = expressions.map((expression) => treeOf(operator, expression));
  const [only] = conditions;
  if (only === undefined) {
    return refused(operator, "have at least one expression", undefined);
  }
  return printCondition(conditions.length === 1 ? only : { kind: "logical", operator, conditions });
}

function treeOf(path: string, text: string): Condition {
  const parsed = parseFilter(`${text}`, path);
  if ("problem" in parsed) {
    throw problemsError("expression", [parsed.problem]);
  }
  return parsed.tree;
}

function checkPaths(path: string, paths: readonly string[]): void {
  const wrong = paths.find((each) => !/^\/[^?#]*$/.test(each));
  if (wrong !== undefined) {
    refused(path, "have paths that begin with a slash, with no query", wrong);
  }
}

/** An expression that cannot be. */
function refused(path: string, rule: string, actual: unknown): never {
  throw problemsError("expression", [{ path, rule, actual: describeValue(actual) }]);
}
