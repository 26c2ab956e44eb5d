import { parseValue } from "../../core/expressions/parser";
import type { Operand } from "../../core/expressions/tree";
import { unknownValue, type Known } from "../../core/known";
import { methodKeepingStatuses } from "../../facts/httpStatus";
import { isObject, readFlag, readNumber, readObject, readText } from "../graph/reading";
import type { ModelObject, ModelValue } from "../graph/resources";

/** Where a redirect leads: a URL as it is written, or what an expression makes of the request. */
export type RedirectTarget =
  /** `$1` and the like in the URL stand for what the asterisks of the pattern match. */
  | { readonly kind: "pattern"; readonly pattern: string; readonly url: string }
  | { readonly kind: "url"; readonly url: Known<string> }
  | { readonly kind: "expression"; readonly operand: Operand };

/** An answer that sends the visitor elsewhere. */
export interface RedirectAction {
  readonly kind: "redirect";
  /** Where to. */
  readonly target: RedirectTarget;
  /** Whether the query goes along. */
  readonly keepsQuery: boolean;
  /** Whether clients send there what they sent here, or may. Absent for no: they ask by GET, without it. */
  readonly mayKeepMethod?: true;
}

/** Part of a URL that a rule changes: to a text as it is written, or to what an expression makes of the request. */
export type RewrittenPart =
  | { readonly kind: "text"; readonly text: Known<string> }
  | { readonly kind: "expression"; readonly operand: Operand };

/** A change of the path or the query, of which visitors see nothing. */
export interface RewriteAction {
  /** The request goes on with another URL. */
  readonly kind: "rewrite";
  /** The new path. Undefined where the rule leaves it as it is. */
  readonly path: RewrittenPart | undefined;
  /** The new query. Undefined where the rule leaves it as it is. */
  readonly query: RewrittenPart | undefined;
}

/** What a rule that redirects does. */
export type UrlAction =
  | RedirectAction
  /** It redirects what a list of redirects has. */
  | { readonly kind: "redirects"; readonly list: Known<string> }
  /** What becomes of a request is not read. */
  | { readonly kind: "unread" };

/**
 * Reads where a rule redirects to.
 * @param parameters - The parameters of its action.
 * @returns What it does; `unread` where that is not known.
 */
export function redirectOf({ fromValue, fromList }: ModelObject): UrlAction {
  if (isObject(fromList)) {
    return { kind: "redirects", list: readText(fromList.name) ?? unknownValue };
  }
  if (!isObject(fromValue) || !isObject(fromValue.targetUrl)) {
    return { kind: "unread" };
  }
  const target = targetOf(fromValue.targetUrl);
  const keepsQuery = readFlag(fromValue.preserveQueryString, "no") === "yes";
  return target === undefined
    ? { kind: "unread" }
    : { kind: "redirect", target, keepsQuery, ...methodOf(fromValue) };
}

/**
 * Reads whether clients send to the target of a redirect what they sent to its source.
 * @param redirect - A redirect, as a rule or a list holds it.
 */
export function methodOf({ statusCode }: ModelObject): Pick<RedirectAction, "mayKeepMethod"> {
  const status = readNumber(statusCode);
  const mayKeep = status === unknownValue || methodKeepingStatuses.includes(status ?? 0);
  return mayKeep ? { mayKeepMethod: true } : {};
}

/**
 * Reads what a rule makes of a URL.
 * @param uri - The parameter of its action.
 */
export function rewriteOf(uri: ModelValue | undefined): RewriteAction {
  const own = uri === undefined ? unknownValue : readObject(uri);
  const unseen: RewrittenPart = { kind: "text", text: unknownValue };
  return own === unknownValue
    ? { kind: "rewrite", path: unseen, query: unseen }
    : { kind: "rewrite", path: partOf(own.path), query: partOf(own.query) };
}

function partOf(part: ModelValue | undefined): RewrittenPart | undefined {
  if ((part ?? undefined) === undefined) {
    return undefined;
  }
  const { value, expression } = isObject(part) ? part : {};
  const text = readText(expression);
  const read = typeof text === "string" ? parseValue(text) : undefined;
  return read !== undefined && "tree" in read
    ? { kind: "expression", operand: read.tree.node }
    : { kind: "text", text: readText(value) ?? unknownValue };
}

function targetOf({ value, expression }: ModelObject): RedirectTarget | undefined {
  const url = readText(value);
  if (url !== undefined) {
    return { kind: "url", url };
  }
  return expressionTarget(expression);
}

function expressionTarget(expression: ModelValue | undefined): RedirectTarget | undefined {
  const text = readText(expression);
  const read = typeof text === "string" ? parseValue(text) : undefined;
  return read !== undefined && "tree" in read
    ? { kind: "expression", operand: read.tree.node }
    : undefined;
}
