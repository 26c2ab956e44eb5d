import { CloudflarePlan } from "./plans";

/** How many rules one entry point may have on each plan. */
export type RulesByPlan = Readonly<Record<CloudflarePlan, number>>;

/** Where the rules of a phase begin: at a zone, or at an account ("root" in the API's words). */
export type EntryPointKind = "zone" | "root";

/** What is published of one phase in which rules act on requests or responses of HTTP. */
export interface RulesetPhase {
  /** The product that keeps its rules there. */
  readonly product: string;
  /** Where its entry points may be. */
  readonly kinds: readonly EntryPointKind[];
  /** The actions that rules of an entry point of a zone may have; of an account's where it has no other. Absent where no list is published. */
  readonly actions?: readonly string[];
  /** How many rules the entry point may have. Absent where no number is published. */
  readonly rules?: RulesByPlan;
}

const { Free, Pro, Business, Enterprise } = CloudflarePlan;

function byPlan(free: number, pro: number, business: number, enterprise: number): RulesByPlan {
  return { [Free]: free, [Pro]: pro, [Business]: business, [Enterprise]: enterprise };
}

const both = ["zone", "root"] as const;
const usual = byPlan(10, 25, 50, 300);

/**
 * The phases of requests and responses of HTTP, in the order in which they run.
 *
 * Source of the phases and their order: Cloudflare docs, ruleset-engine/reference/phases-list; `http_response_cache_settings`
 * is in cache/how-to/cache-response-rules ("runs after Cloudflare receives the origin response"), and stands here before the others of the
 * response. Of entry points of an account: ruleset-engine/about/phases ("only available in Enterprise plans", which Bulk Redirects are not),
 * rules/url-forwarding (Bulk Redirects "at the account level"), rules/custom-errors.
 *
 * Source of the actions: ruleset-engine/rules-language/actions ("Only available for ..."), waf/custom-rules, waf/rate-limiting-rules/parameters,
 * cache/how-to/cache-response-rules/settings, the last three for the phases with several.
 *
 * Source of the numbers: plans (src/content/plans/index.json: rules.*, cache.cache_rules, security.waf_c_custom_rules,
 * security.rate_limiting); the refusals quoted in public repositories have the same ones (10 of redirects, 5 of custom rules, 1 of rate
 * limits on Free). Whether the three transform phases share "Active Transform Rules" is not said: here each has them. Of rate limits on
 * Enterprise that table says 5, and waf/rate-limiting-rules 100 "depending on the contract": here it is the larger one, above which nobody
 * is. Custom rules of Pro+ are 40, which no plan here is.
 */
export const rulesetPhases = {
  http_request_sanitize: { product: "URL normalization", kinds: ["zone"] },
  http_request_dynamic_redirect: {
    ...{ product: "Single Redirects", kinds: both },
    ...{ actions: ["redirect"], rules: usual },
  },
  http_request_transform: {
    ...{ product: "URL Rewrite Rules", kinds: both },
    ...{ actions: ["rewrite"], rules: usual },
  },
  http_config_settings: {
    ...{ product: "Configuration Rules", kinds: both },
    ...{ actions: ["set_config"], rules: usual },
  },
  http_request_origin: {
    ...{ product: "Origin Rules", kinds: both },
    ...{ actions: ["route"], rules: usual },
  },
  ddos_l7: { product: "HTTP DDoS Attack Protection", kinds: both },
  http_request_firewall_custom: {
    ...{ product: "WAF custom rules", kinds: both },
    actions: [
      ...["block", "challenge", "js_challenge", "managed_challenge", "log", "skip", "execute"],
      ...["rewrite", "score"],
    ],
    rules: byPlan(5, 20, 100, 1000),
  },
  http_ratelimit: {
    ...{ product: "rate limiting rules", kinds: both },
    actions: ["block", "challenge", "js_challenge", "managed_challenge", "log", "execute"],
    rules: byPlan(1, 2, 5, 100),
  },
  http_request_firewall_managed: { product: "WAF Managed Rules", kinds: both },
  http_request_sbfm: { product: "Super Bot Fight Mode", kinds: ["zone"] },
  http_request_redirect: {
    ...{ product: "Bulk Redirects", kinds: ["root"] },
    ...{ actions: ["redirect"], rules: byPlan(15, 15, 15, 50) },
  },
  http_request_late_transform: {
    ...{ product: "Request Header Transform Rules", kinds: both },
    ...{ actions: ["rewrite"], rules: usual },
  },
  http_request_cache_settings: {
    ...{ product: "Cache Rules", kinds: both },
    ...{ actions: ["set_cache_settings"], rules: usual },
  },
  http_response_cache_settings: {
    ...{ product: "Cache Response Rules", kinds: both },
    actions: ["set_cache_settings", "set_cache_control", "set_cache_tags"],
    rules: usual,
  },
  http_custom_errors: {
    ...{ product: "Custom Error Rules", kinds: both },
    ...{ actions: ["serve_error"], rules: byPlan(0, 25, 50, 300) },
  },
  http_response_headers_transform: {
    ...{ product: "Response Header Transform Rules", kinds: both },
    ...{ actions: ["rewrite"], rules: usual },
  },
  http_response_compression: {
    ...{ product: "Compression Rules", kinds: both },
    ...{ actions: ["compress_response"], rules: usual },
  },
  http_response_firewall_managed: { product: "Sensitive Data Detection", kinds: both },
  http_log_custom_fields: {
    ...{ product: "Logpush custom fields", kinds: ["zone"] },
    actions: ["log_custom_field"],
  },
} as const satisfies Readonly<Record<string, RulesetPhase>>;

/** A phase of requests or responses of HTTP. */
export type RulesetPhaseName = keyof typeof rulesetPhases;

/**
 * The phases of packets, of which nothing here is about.
 *
 * Source: that of `rulesetPhases`.
 */
export const networkPhases = [
  ...["ddos_l4", "magic_transit", "magic_transit_managed", "magic_transit_ratelimit"],
  "magic_transit_ids_managed",
] as const;

/**
 * The phases of "Transform Rules", as the documentation calls them together.
 *
 * Source: Cloudflare docs, ruleset-engine/reference/phases-list.
 */
export const transformPhases = [
  "http_request_transform",
  "http_request_late_transform",
  "http_response_headers_transform",
] as const;

/**
 * The action that only some plans have in every phase, and those that rate limits need a plan for.
 *
 * Source: Cloudflare docs, ruleset-engine/rules-language/actions (Log: "Only available on Enterprise plans") and plans
 * (security.waf_c_custom_rules); that rate limits on Free only block is told by the API ("not entitled to use the managed_challenge action in
 * ratelimiting", quoted in public repositories), and by no page of the documentation.
 */
export const actionPlans = {
  log: Enterprise,
  rateLimitChallenges: Pro,
} as const;

/** The phase whose rules change the headers with which Cloudflare asks origins. Source: Cloudflare docs, rules/transform/request-header-modification. */
export const lateTransformPhase = "http_request_late_transform";
