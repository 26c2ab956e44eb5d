import type { NumberRange } from "./loadBalancing";
import { CloudflarePlan, planLimits, planOrder } from "./plans";

const { Free, Pro, Business, Enterprise } = CloudflarePlan;

const unlimited = Number.POSITIVE_INFINITY;

/**
 * The shortest time in seconds for which a cache rule may keep an answer, where it overrides what the origin says. 0 keeps nothing and is taken
 * on every plan (Cloudflare Terraform provider pull request 7210).
 *
 * Source: Cloudflare docs, plans (cache.edge_cache_ttl.minimum, cache.browser_cache_ttl.minimum_cache_rules). A page about page rules says
 * 2 minutes for browsers.
 */
export const minimumTtlSeconds = {
  edge: { [Free]: 7200, [Pro]: 3600, [Business]: 1, [Enterprise]: 1 },
  browser: { [Free]: 1, [Pro]: 1, [Business]: 1, [Enterprise]: 1 },
} as const satisfies Readonly<Record<string, Readonly<Record<CloudflarePlan, number>>>>;

/**
 * The longest time in seconds for which the edge keeps an answer: a year.
 *
 * Source: Cloudflare Terraform provider pull request 7366 (page rules: "the API maximum of 31,536,000"); of cache rules from memory.
 */
export const longestTtlSeconds = 31_536_000;

/**
 * The lowest plan that has a parameter of an action, by its path beneath `actionParameters`. Those that are not here go with all plans.
 *
 * Source: Cloudflare docs, plans (rules.origin_rules.*) and cache/how-to/cache-rules/settings ("Enterprise-only"). Of `Host` headers and SNI on
 * other plans the API says "not entitled to use the HostHeader override"; some notes in public repositories have it with Pro.
 * `response` (a custom answer to who is blocked) is Pro in ruleset-engine/rules-language/actions; one note in a public repository saw the API
 * take it on Free when it was created, so that it is not refused here.
 */
export const parameterPlans: ReadonlyMap<string, CloudflarePlan> = new Map([
  ["hostHeader", Enterprise],
  ["sni", Enterprise],
  ["origin.host", Enterprise],
  ["readTimeout", planOrder.find((plan) => planLimits[plan].proxyReadTimeout) ?? Enterprise],
  ["additionalCacheablePorts", Enterprise],
]);

/**
 * How far the parameters of actions reach.
 *
 * Source: Cloudflare docs, rules/custom-errors/reference/parameters (10 KB of content, status codes, names of assets; of the 10 KB it is not
 * said whether they are 10,000 or 10,240 bytes: here the larger) and waf/rate-limiting-rules/parameters (30 KB);
 * Cloudflare Terraform provider v5.22.0, internal/services/ruleset/schema.go (ports, read timeouts, status codes of blocks).
 */
export const parameterLimits = {
  /** Bytes of the content of a custom error. */
  errorContentBytes: 10 * 1024,
  /** The status of a custom error. */
  errorStatus: { minimum: 400, maximum: 999 },
  /** The status of an answer to who is blocked. */
  blockStatus: { minimum: 400, maximum: 499 },
  /** Bytes of an answer to who is blocked. */
  blockContentBytes: 30 * 1024,
  /** A port of an origin. */
  port: { minimum: 1, maximum: 65_535 },
  /** Seconds that Cloudflare waits between two reads from an origin. */
  readTimeoutSeconds: { minimum: 100, maximum: 6000 },
} as const satisfies Readonly<Record<string, number | NumberRange>>;

/**
 * The names of custom error assets, and how many of them a zone may have.
 *
 * Source: Cloudflare docs, rules/custom-errors/reference/parameters; plans (rules.custom_errors.num_assets).
 */
export const errorAssets = {
  name: /^[A-Za-z0-9_]{1,200}$/,
  count: { [Free]: 0, [Pro]: 25, [Business]: 50, [Enterprise]: 300 },
} as const;

/** What a plan gives of rate limits. */
export interface RateLimitEntitlement {
  /** The longest counting period, in seconds. */
  readonly longestPeriodSeconds: number;
  /** The longest time for which the action goes on, in seconds. */
  readonly longestMitigationSeconds: number;
  /** Whether requests above the rate alone may be blocked (a mitigation of 0). */
  readonly throttlesByBlock: boolean;
  /** Whether a challenge may go on for some time; else it has a mitigation of 0. */
  readonly keepsChallenging: boolean;
  /** Whether it counts by an expression of its own. */
  readonly countsByExpression: boolean;
  /** What it may tell clients apart by, beside the data centre. Undefined where an add-on gives more than can be listed. */
  readonly characteristics: readonly string[] | undefined;
  /** The fields that its expression may have. Undefined where they are not limited. */
  readonly fields: readonly string[] | undefined;
}

const verifiedBot = ["cf.client.bot", "cf.bot_management.verified_bot"];
const path = ["http.request.uri.path"];
const wholeUri = [
  "http.host",
  "http.request.uri",
  "http.request.full_uri",
  "http.request.uri.query",
];

/**
 * What each plan gives of rate limits. Enterprise stands with Advanced Rate Limiting, without which it has less: no contract is known here.
 *
 * Source: Cloudflare docs, waf/rate-limiting-rules (Availability) and its parameters. The API's refusals, quoted in public repositories,
 * agree: "not entitled to use the period 60, can only use a period among [10]", "not entitled to use a mitigation timeout different
 * from 10", "not entitled: the use of field ip.src is not allowed, an higher Advanced Rate Limiting plan is required" (all on Free). Some of
 * those repositories asked for the host on Free and were taken, others were refused; the documentation has the path alone.
 */
export const rateLimitEntitlements: Readonly<Record<CloudflarePlan, RateLimitEntitlement>> = {
  [Free]: {
    ...{ longestPeriodSeconds: 10, longestMitigationSeconds: 10 },
    ...{ throttlesByBlock: false, keepsChallenging: false, countsByExpression: false },
    ...{ characteristics: ["ip.src"], fields: [...path, ...verifiedBot] },
  },
  [Pro]: {
    ...{ longestPeriodSeconds: 60, longestMitigationSeconds: 3600 },
    ...{ throttlesByBlock: false, keepsChallenging: false, countsByExpression: false },
    ...{ characteristics: ["ip.src"], fields: [...path, ...wholeUri, ...verifiedBot] },
  },
  [Business]: {
    ...{ longestPeriodSeconds: 600, longestMitigationSeconds: 86_400 },
    ...{ throttlesByBlock: false, keepsChallenging: false, countsByExpression: true },
    characteristics: ["ip.src", "cf.unique_visitor_id"],
    fields: [
      ...[...path, ...wholeUri, ...verifiedBot, "http.request.method", "ip.src"],
      "http.user_agent",
    ],
  },
  [Enterprise]: {
    ...{ longestPeriodSeconds: 65_535, longestMitigationSeconds: unlimited },
    ...{ throttlesByBlock: true, keepsChallenging: true, countsByExpression: true },
    ...{ characteristics: undefined, fields: undefined },
  },
};

/**
 * The periods and mitigations that there are, in seconds, and what every rate limit counts by.
 *
 * Source: Cloudflare docs, waf/rate-limiting-rules (Availability, note 3: its list is longer than the one in its parameters; a mitigation of 0
 * throttles, and Enterprise may have any) and its parameters (`cf.colo.id` "mandatory"; IP and IP with NAT support are "incompatible").
 */
export const rateLimits = {
  seconds: [
    ...[10, 15, 20, 30, 40, 45, 60, 90, 120, 180, 240, 300, 480, 600, 900, 1200, 1800, 2400],
    ...[3600, 65_535, 86_400],
  ],
  dataCentre: "cf.colo.id",
  exclusiveCharacteristics: ["ip.src", "cf.unique_visitor_id"],
} as const;

/**
 * Lists of redirects and of addresses, which belong to an account. On an account with several zones the highest plan counts.
 *
 * Source: Cloudflare docs, plans (rules.bulk_redirects.*, global_configurations.lists.*), waf/tools/lists/custom-lists (prefixes of addresses);
 * the form of names from memory of waf/tools/lists/lists-api.
 */
export const accountLists = {
  name: /^[a-z0-9_]{1,50}$/,
  prefixes: { ipv4: { minimum: 8, maximum: 32 }, ipv6: { minimum: 4, maximum: 64 } },
  redirects: { [Free]: 10_000, [Pro]: 25_000, [Business]: 50_000, [Enterprise]: 1_000_000 },
  addresses: { [Free]: 10_000, [Pro]: 10_000, [Business]: 10_000, [Enterprise]: 500_000 },
} as const;

/**
 * How far an item of a Bulk Redirect List reaches.
 *
 * Source: Cloudflare docs, rules/url-forwarding/bulk-redirects/how-it-works.
 */
export const bulkRedirectLimits = {
  /** Slashes in the path that is asked for, where paths beneath count. */
  slashesBeneath: 16,
} as const;
