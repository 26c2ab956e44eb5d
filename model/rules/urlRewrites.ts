import { fromBytes } from "../../core/expressions/bytes";
import { allOf } from "../../core/certainty";
import { evaluateValue, evaluatorOf } from "../../core/expressions/evaluator";
import type { ExpressionRequest } from "../../core/expressions/requests";
import { unknownValue, type Known } from "../../core/known";
import { rewritingPhase } from "../../facts/cloudflare/requestPhases";
import type { EdgeAction } from "./edgeActions";
import type { RewriteAction, RewrittenPart } from "./urlActions";
import type { MetRules } from "./metRules";
import type { EdgeRule } from "./edgeRules";

/** What URL rewrites make of a request. */
export interface RewrittenRequest {
  /** The request as it goes on. Undefined where its new path or query is not known. */
  readonly request: ExpressionRequest | undefined;
  /** The rules that change it, or may. */
  readonly by: readonly EdgeRule[];
}

/** What a request goes on with: its path and its query. */
type Url = Readonly<Record<"path" | "query", Known<string>>>;

/**
 * Rewrites the URL of a request.
 *
 * Source: Cloudflare docs, ruleset-engine/rules-language/fields (fields do not change while a phase runs, but for those of the
 * original URL, which stay as they were to the end), rules/transform/url-rewrite. That of several rules the last one counts is the
 * documentation's word on the other transform rules; on these it has none.
 * @param phases - The rules that the request meets.
 * @param request - The request.
 * @returns What becomes of it; undefined where no rule changes it.
 */
export function rewritten(
  phases: MetRules["phases"],
  request: ExpressionRequest,
): RewrittenRequest | undefined {
  const met = phases.get(rewritingPhase) ?? [];
  const holds = evaluatorOf(request);
  const by: EdgeRule[] = [];
  const old: Url = { path: request.path, query: request.query ?? "" };
  let url: Url = old;
  for (const rule of met.flatMap(({ rules = [] }) => rules)) {
    const { condition, enabled, action } = rule;
    const applies = allOf([enabled, condition === undefined ? "unknown" : holds(condition)]);
    const parts = partsOf(action);
    const next = applies === "no" ? url : withParts(url, parts, request);
    if (next.path !== url.path || next.query !== url.query) {
      by.push(rule);
      url = applies === "yes" ? next : either(url, next);
    }
  }
  const isVague = met.some(({ rules }) => rules === undefined);
  const isSame = url.path === old.path && url.query === old.query;
  return isSame && !isVague ? undefined : { by, request: isVague ? undefined : at(request, url) };
}

/**
 * Whether a rule asks about what URL rewrites change.
 * @param rule - The rule.
 */
export function asksUrl({ fields }: EdgeRule): boolean {
  return [...fields].some(
    (name) => name.startsWith("http.request.uri") || name === "http.request.full_uri",
  );
}

const unseen: RewrittenPart = { kind: "text", text: unknownValue };

/** What a rule sets: nothing where it lets the request go on as it is, and anything where that is not known. */
function partsOf(action: EdgeAction): Pick<RewriteAction, "path" | "query"> {
  if (action.kind === "rewrite") {
    return action;
  }
  return action.kind === "passing"
    ? { path: undefined, query: undefined }
    : { path: unseen, query: unseen };
}

function withParts(
  { path, query }: Url,
  action: Pick<RewriteAction, "path" | "query">,
  request: ExpressionRequest,
): Url {
  return {
    path: action.path === undefined ? path : valueOf(action.path, request),
    query: action.query === undefined ? query : valueOf(action.query, request),
  };
}

function valueOf(part: RewrittenPart, request: ExpressionRequest): Known<string> {
  if (part.kind === "text") {
    return part.text;
  }
  const value = evaluateValue(part.operand, request);
  return typeof value === "string" ? (fromBytes(value) ?? unknownValue) : unknownValue;
}

/** What is left where a rule may apply: what it would not change anyway. */
function either(one: Url, other: Url): Url {
  return {
    path: one.path === other.path ? one.path : unknownValue,
    query: one.query === other.query ? one.query : unknownValue,
  };
}

function at(request: ExpressionRequest, { path, query }: Url): ExpressionRequest | undefined {
  return path === unknownValue || query === unknownValue
    ? undefined
    : withUrl(request, path, query);
}

/**
 * Gives a request another URL, and keeps what was sent in the raw fields.
 * @param request - The request.
 * @param path - The new path.
 * @param query - The new query, without the `?`.
 * @returns The request as rules see it from then on.
 */
export function withUrl(
  request: ExpressionRequest,
  path: string,
  query: string,
): ExpressionRequest {
  const { scheme, host, path: old, query: asked = "" } = request;
  const uri = asked === "" ? old : `${old}?${asked}`;
  const [, extension = ""] = /[^/]\.([^./]*)$/.exec(old) ?? [];
  const raw = {
    "raw.http.request.full_uri": `${scheme}://${host}${uri}`,
    "raw.http.request.uri": uri,
    "raw.http.request.uri.path": old,
    "raw.http.request.uri.path.extension": extension.toLowerCase(),
    "raw.http.request.uri.query": asked,
  };
  return { ...request, path, query, fields: { ...raw, ...request.fields } };
}
