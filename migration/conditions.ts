import { toBytes } from "../core/expressions/bytes";
import { printCondition } from "../core/expressions/printer";
import type {
  Argument,
  CallOperand,
  Comparison,
  Condition,
  FieldOperand,
} from "../core/expressions/tree";
import { edgePortField } from "../facts/cloudflare/expressionFields";
import { requestSchemes, type LogicalOperator } from "../facts/cloudflare/expressionLanguage";
import { cachedByDefault } from "../facts/cloudflare/pageRules";
import { withQueries, wholeUrls, type UrlPattern } from "./urlPattern";

/**
 * A field as a whole.
 * @param name - `http.host` and the like.
 */
export function field(name: string): FieldOperand {
  return { kind: "field", name, indexes: [] };
}

/**
 * A call of a function.
 * @param name - `concat` and the like.
 * @param given - What it is given; texts as they are.
 */
export function call(name: string, ...given: readonly (Argument | string)[]): CallOperand {
  const literals = given.map((each) => (typeof each === "string" ? textOf(each) : each));
  return { kind: "call", name, arguments: literals, indexes: [] };
}

/**
 * A comparison of a field with a text.
 * @param name - The field.
 * @param operator - The operator.
 * @param text - The text.
 */
export function compared(name: string, operator: Comparison["operator"], text: string): Comparison {
  return { kind: "comparison", operand: field(name), operator, right: textOf(text) };
}

/**
 * What holds where all of several conditions do.
 * @param conditions - At least one.
 */
export function allOf(conditions: readonly Condition[]): Condition {
  return joined("and", conditions);
}

/**
 * What holds where one of several conditions does.
 * @param conditions - At least one.
 */
export function oneOf(conditions: readonly Condition[]): Condition {
  return joined("or", conditions);
}

/**
 * What holds where a condition does not.
 * @param condition - The condition.
 */
export function not(condition: Condition): Condition {
  return { kind: "not", condition };
}

/** The requests that are asked for by TLS. */
export const isEncrypted: Condition = { kind: "holds", operand: field("ssl") };

/** The requests for what the edge keeps without being told to. */
export const isCachedByDefault: Condition = oneOf([
  {
    kind: "comparison",
    operand: field("http.request.uri.path.extension"),
    operator: "in",
    right: { kind: "set", items: cachedByDefault.extensions.map(textOf) },
  },
  compared("http.request.uri.path", "equal", cachedByDefault.path),
]);

/**
 * The requests that meet the pattern of a page rule. Page rules do not tell upper and lower case apart (Cloudflare docs,
 * rules/page-rules/reference/additional-reference), and neither does `wildcard`.
 * @param pattern - The pattern.
 * @param uris - The paths and queries of it. Defaults to the pattern's own, with any query where it names none.
 */
export function isMet(pattern: UrlPattern, uris = withQueries(pattern.uri)): Condition {
  const { host, port, schemes } = pattern;
  const [first, second] = schemes;
  const ofPort = port === undefined ? [] : [portIs(port)];
  if (host.includes("*")) {
    // An asterisk there may stand for a path too, so that only the whole URL can be asked.
    const urls = wholeUrls(pattern, uris).map((url) => wildcard("http.request.full_uri", url));
    return allOf([oneOf(urls), ...ofPort]);
  }
  const ofScheme =
    first === undefined || second !== undefined
      ? []
      : [requestSchemes[first].isEncrypted ? isEncrypted : not(isEncrypted)];
  return allOf([wildcard("http.host", host), ...uriConditions(uris), ...ofScheme, ...ofPort]);
}

/** The requests for a path and a query; nothing where every request has them. */
function uriConditions(uris: readonly string[]): readonly Condition[] {
  const [first = "", second] = uris;
  if (/^\/\*+$/.test(first)) {
    return [];
  }
  return second !== undefined && !first.includes("*")
    ? [wildcard("http.request.uri.path", first)]
    : [oneOf(uris.map((uri) => wildcard("http.request.uri", uri)))];
}

function portIs(port: number): Condition {
  return {
    kind: "comparison",
    operand: field(edgePortField),
    operator: "equal",
    right: { kind: "integer", value: BigInt(port) },
  };
}

function wildcard(name: string, text: string): Condition {
  return compared(name, "wildcard", wildcardText(text));
}

/**
 * Writes a pattern of page rules as one of the Rules language, in which a backslash escapes and two asterisks must not meet.
 * @param text - The pattern.
 */
export function wildcardText(text: string): string {
  return text.replaceAll("\\", "\\\\").replace(/\*+/g, "*");
}

function textOf(text: string): { readonly kind: "text"; readonly bytes: string } {
  return { kind: "text", bytes: toBytes(text) };
}

/** Conditions as one, each once, in the form in which they are parsed. */
function joined(operator: LogicalOperator, conditions: readonly Condition[]): Condition {
  const all = conditions.flatMap((each) =>
    each.kind === "logical" && each.operator === operator ? each.conditions : [each],
  );
  const flat = [...new Map(all.map((each) => [printCondition(each), each])).values()];
  const [only] = flat;
  return flat.length === 1 && only !== undefined
    ? only
    : { kind: "logical", operator, conditions: flat };
}
