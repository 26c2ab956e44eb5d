import { evaluatorOf } from "../../core/expressions/evaluator";
import type { ExpressionRequest } from "../../core/expressions/requests";
import { unknownValue } from "../../core/known";
import { isObject, readFlag, readList, readNumber, readObject, readText } from "../graph/reading";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";
import { conditionOf } from "./edgeRules";

/** The phase of rules about what origins answered, before it is kept. */
export const cacheResponsePhase = "http_response_cache_settings";

/** Directives by which an answer is kept for longer, or for everybody. Source: RFC 9111, section 5.2.2. */
const keeping = ["maxAge", "sMaxage", "public"] as const;
/** Directives by which it is not. Source: that of `keeping`. */
const guarding = ["noCache", "noStore", "private"] as const;

/**
 * Lists the rules by which answers that differ by visitor may be kept for everybody, or reach nobody with their cookies, and those that
 * keep such answers from it. What an origin answers there, no plan says. A rule that lets expired answers be served, labels them, or is
 * about files alone is none of them: no request is kept from its origin by it.
 *
 * Source: Cloudflare docs, cache/how-to/cache-response-rules ("apply to both cached and non-cached (dynamic) responses") and its page
 * settings.
 * @param ruleset - A `Ruleset`.
 * @param requests - What visitors of its hostnames ask for, of which each gets an answer of their own.
 * @returns Places like `rules[2]`, each with the rule; none for rulesets of other phases.
 */
export function cacheResponseChanges(
  ruleset: ModelResource,
  requests: readonly ExpressionRequest[],
): { readonly loosening: Map<string, ModelObject>; readonly guarding: readonly ModelObject[] } {
  const { phase, rules } = ruleset.properties;
  const list = readText(phase) === cacheResponsePhase ? readList(rules) : [];
  if (list === unknownValue) {
    return { loosening: new Map([["rules", {}]]), guarding: [] };
  }
  const placed = list.map(
    (rule, index) => [`rules[${index}]`, isObject(rule) ? rule : {}] as const,
  );
  const meeting = placed.filter(([, rule]) => mayMeet(rule, requests));
  return {
    loosening: new Map(meeting.filter(([, rule]) => loosens(rule))),
    guarding: meeting.flatMap(([, rule]) => (guards(rule) ? [rule] : [])),
  };
}

function mayMeet(
  { enabled, expression }: ModelObject,
  requests: readonly ExpressionRequest[],
): boolean {
  const text = readText(expression);
  const condition = typeof text === "string" ? conditionOf(text) : undefined;
  return (
    readFlag(enabled, "yes") !== "no" &&
    (condition === undefined || requests.some((each) => evaluatorOf(each)(condition) !== "no"))
  );
}

function loosens({ actionParameters }: ModelObject): boolean {
  const own = readObject(actionParameters);
  return (
    own === unknownValue ||
    readFlag(own.stripSetCookie, "no") !== "no" ||
    keeping.some((name) => isDone(own[name], "set") && !isZero(own[name])) ||
    guarding.some((name) => isDone(own[name], "remove"))
  );
}

function guards({ actionParameters }: ModelObject): boolean {
  const own = readObject(actionParameters);
  return own !== unknownValue && guarding.some((name) => isDone(own[name], "set"));
}

/** Whether a rule does something to a directive, or may. */
function isDone(directive: ModelValue | undefined, operation: "set" | "remove"): boolean {
  const own = readObject(directive);
  const done = own === unknownValue ? own : readText(own.operation);
  return done === unknownValue || done === operation;
}

function isZero(directive: ModelValue | undefined): boolean {
  const own = readObject(directive);
  return own !== unknownValue && readNumber(own.value) === 0;
}
