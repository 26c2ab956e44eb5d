/**
 * The phases of rulesets in which rules can answer a request in place of the origin.
 *
 * Source: Cloudflare docs, ruleset-engine/reference/phases-list.
 */
export const answeringPhases = [
  "http_request_dynamic_redirect",
  "http_request_firewall_custom",
  "http_ratelimit",
  "http_request_redirect",
] as const;

/**
 * What a request passes that can answer it in place of the origin, in the order in which Cloudflare runs it: phases of rulesets, in each
 * the rules of the account before those of the zone, and older products.
 *
 * Source: Cloudflare docs, ruleset-engine/reference/phases-list (order; waiting rooms after URL rewrites, Access between Super Bot Fight
 * Mode and Bulk Redirects, snippets after the cache rules) and about/phases, waf/tools/ip-access-rules (before custom rules),
 * waf/custom-rules/skip/options (custom rules can skip lockdowns, blocked user agents and attack mode, here `securityLevel`, so come before
 * them; the order of these three among each other is not said), rules/page-rules (rules
 * win over page rules), load-balancing/additional-options/load-balancing-rules. Workers are in no phase: they come after all of these but
 * the load balancing rules, and before the cache (Cloudflare's blog, "Traffic Sequence: Which Product Runs First?"; docs,
 * cache/concepts/interact-with-workers).
 */
export const requestSteps = [
  "http_request_dynamic_redirect",
  "http_request_transform",
  "waiting rooms",
  "IP access rules",
  "http_request_firewall_custom",
  "zoneLockdown",
  "uaBlock",
  "securityLevel",
  "http_ratelimit",
  "Access",
  "http_request_redirect",
  "page rules",
  "http_request_snippets",
  "load balancing rules",
] as const;

/** A phase or a product in which a request can be answered. */
export type RequestStep = (typeof requestSteps)[number];

/** The mode of an IP access rule that allows. Source: Cloudflare API reference, IP access rules (`mode`). */
export const allowMode = "whitelist";

/**
 * What those meet nothing of whom an IP access rule allows: other rules of its kind ("The Allow action takes precedence over the Block
 * action"), custom rules, rate limits and attack mode. Of lockdowns and blocked user agents no source says it.
 *
 * Source: Cloudflare docs, waf/tools/ip-access-rules/actions and waf/troubleshooting/phase-interactions.
 */
export const passedByAllowed: readonly RequestStep[] = [
  ...(["IP access rules", "http_request_firewall_custom", "securityLevel"] as const),
  "http_ratelimit",
];

/** The phase of origin rules. Source: that of `answeringPhases`. */
export const originPhase = "http_request_origin";

/** Where Cloud Connector sends requests to buckets, after origin rules. Source: Cloudflare docs, rules/cloud-connector. */
export const connectorPhase = "Cloud Connector";

/** The phases in which rules set how a request goes on. Source: that of `answeringPhases`. */
export const settingPhases = [originPhase, connectorPhase, "http_request_cache_settings"] as const;

/** The phase that changes paths and queries. Source: that of `answeringPhases`. */
export const rewritingPhase = "http_request_transform" satisfies RequestStep;

/**
 * The action that answers a request with an error of Cloudflare's.
 *
 * Source: Cloudflare docs, ruleset-engine/rules-language/actions.
 */
export const blockAction = "block";

/**
 * Actions that let a browser go on once it, or its user, has solved something, and hold up whatever cannot run JavaScript.
 *
 * Source: Cloudflare docs, ruleset-engine/rules-language/actions and cloudflare-challenges.
 */
export const challengeActions: readonly string[] = [
  "managed_challenge",
  "js_challenge",
  "challenge",
];

/** The status of an answer that a rule blocks where it says none. Source: Cloudflare docs, waf/custom-rules/create-dashboard. */
export const blockStatus = 403;

/** The status of an answer over a rate limit where the rule says none. Source: Cloudflare docs, waf/rate-limiting-rules/parameters. */
export const rateLimitStatus = 429;

/** The phase of rate limits. Source: that of `answeringPhases`. */
export const rateLimitPhase = "http_ratelimit" satisfies RequestStep;

/** The error code that Cloudflare shows over a rate limit. Source: Cloudflare docs, support, Error 1015. */
export const rateLimitError = 1015;

/** The characteristic that every rate limit has: each data center counts by itself. Source: that of `rateLimitStatus`. */
export const dataCenterCharacteristic = "cf.colo.id";

/**
 * How many requests one visit of a usual page makes within seconds: the page, its scripts, styles, images and calls. From memory of HTTP
 * Archive's reports (state of the web, total requests, median about 70); not looked up.
 */
export const requestsOfOnePage = 70;

/** Steps of a visit that follow each other within seconds. From experience; no source counts them. */
export const pagesOfOneVisit = 5;

/**
 * Visits that begin within a second at one data center of a site that is much asked: what lets more of them through is a guard against
 * floods. From experience; no source counts them.
 */
export const manyVisitsPerSecond = 10;

/** How many redirects browsers follow in a row before they give up. Source: WHATWG, Fetch standard, HTTP-redirect fetch (20). */
export const mostRedirects = 20;
