import type { Certainty } from "../../core/certainty";
import { unknownValue, type Known } from "../../core/known";
import { isObject, isUnread, readNumber, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";

/** What makes a page rule keep an answer for some visitors only, or as the origin says. */
const limiting = [
  ...["bypassCacheOnCookie", "cacheOnCookie", "cacheKeyFields", "explicitCacheControl"],
] as const;

/**
 * Reads for how long a page rule keeps every answer, whatever the origin says about it and whoever asks.
 *
 * Source: Cloudflare docs, rules/page-rules/reference/settings (Cache Level, Edge Cache TTL) and cache/how-to/edge-browser-cache-ttl.
 * @param pageRule - A `PageRule`.
 * @returns Seconds; 0 for none. Undefined where it does not say so.
 */
export function pageRuleKeptSeconds(pageRule: ModelResource): Known<number> | undefined {
  const { actions } = pageRule.properties;
  if (!isObject(actions)) {
    return isUnread(actions) ? unknownValue : undefined;
  }
  const level = readText(actions.cacheLevel);
  if (level === unknownValue || level === "bypass") {
    return level === unknownValue ? level : 0;
  }
  if (level !== "cache_everything" || limiting.some((name) => (actions[name] ?? null) !== null)) {
    return undefined;
  }
  return readNumber(actions.edgeCacheTtl);
}

/**
 * Whether a page rule has the cache keep answers, or pass them by. Source: that of `pageRuleKeptSeconds`.
 * @param pageRule - A `PageRule`.
 * @returns The answer; undefined where it does not say so.
 */
export function pageRuleKeeps({ properties: { actions } }: ModelResource): Certainty | undefined {
  const level = isObject(actions) ? readText(actions.cacheLevel) : undefined;
  return level === "bypass" ? "no" : level === "cache_everything" ? "yes" : undefined;
}

/**
 * Reads by which name a page rule has the origin asked, or which name it has resolved.
 *
 * Source: Cloudflare docs, rules/page-rules/reference/settings (Host Header Override, Resolve Override).
 * @param pageRule - A `PageRule`.
 * @param action - The action.
 * @returns The name; undefined where it does not say so.
 */
export function pageRuleOverride(
  { properties: { actions } }: ModelResource,
  action: "hostHeaderOverride" | "resolveOverride",
): Known<string> | undefined {
  return isObject(actions)
    ? readText(actions[action])
    : isUnread(actions)
      ? unknownValue
      : undefined;
}
