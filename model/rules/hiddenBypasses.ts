import { implies } from "../../core/expressions/implication";
import { unknownValue, type Known } from "../../core/known";
import { modelType } from "../graph/resourceTypes";
import type { MetRules } from "./metRules";
import { conditionOf, type EdgeRule } from "./edgeRules";
import { quotedText } from "./quotedText";
import { pageRuleKeptSeconds } from "./pageRuleCaching";

/**
 * Finds rules that keep something out of the cache, and of which another one takes all requests and keeps them.
 *
 * Source: Cloudflare docs, cache/how-to/cache-rules/order (of cache rules the last one that applies counts) and rules/page-rules (of page
 * rules the one of the highest priority).
 * @param met - The rules of a zone.
 * @param host - A hostname, for whose pages that are asked for it is. Answers to other methods are never kept.
 * @returns What is hidden, by the rule that hides it.
 */
export function hiddenBypasses(
  { phases }: MetRules,
  host: string,
): ReadonlyMap<EdgeRule, readonly EdgeRule[]> {
  const rulesOf = (phase: string): EdgeRule[] =>
    (phases.get(phase) ?? [])
      .flatMap(({ rules = [] }) => rules)
      .filter(({ enabled }) => enabled === "yes");
  const inOrder = [rulesOf("http_request_cache_settings").reverse(), rulesOf("page rules")];
  const hidden = new Map<EdgeRule, EdgeRule[]>();
  for (const rules of inOrder) {
    rules.forEach((rule, place) => {
      const hider = rules.slice(0, place).find((before) => hides(before, rule, host));
      if (hider !== undefined && keptSeconds(rule) === 0) {
        hidden.set(hider, [...(hidden.get(hider) ?? []), rule]);
      }
    });
  }
  return hidden;
}

function hides(hider: EdgeRule, { expression }: EdgeRule, host: string): boolean {
  const condition =
    typeof expression === "string"
      ? conditionOf(`(${expression}) and http.host eq ${quotedText(host)} and ${asked}`)
      : undefined;
  const seconds = keptSeconds(hider);
  const keeps = seconds !== undefined && seconds !== unknownValue && seconds > 0;
  return (
    keeps &&
    condition !== undefined &&
    hider.condition !== undefined &&
    implies(condition, hider.condition)
  );
}

/** Requests whose answers are kept. Source: Cloudflare docs, cache/concepts/default-cache-behavior (GET; HEAD is asked as GET). */
const asked = 'http.request.method eq "GET"';

function keptSeconds({ action, resource }: EdgeRule): Known<number> | undefined {
  return modelType(resource.type) === "pageRule"
    ? pageRuleKeptSeconds(resource)
    : action.kind === "cache"
      ? action.keptSeconds
      : undefined;
}
