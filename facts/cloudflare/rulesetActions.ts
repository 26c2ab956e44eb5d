import { SslMode } from "./zoneSettings";

/** What is published of one parameter of an action, by its Pulumi name. */
interface ActionParameters {
  /** The action. */
  readonly action: string;
  /** Its parameters. */
  readonly parameters: readonly string[];
}

const cacheDirectives = [
  ...["maxAge", "sMaxage", "staleIfError", "staleWhileRevalidate", "private", "noCache"],
  ...["mustRevalidate", "proxyRevalidate", "mustUnderstand", "noTransform", "immutable"],
  ...["noStore", "public"],
] as const;

const byAction: readonly ActionParameters[] = [
  { action: "block", parameters: ["response"] },
  { action: "compress_response", parameters: ["algorithms"] },
  { action: "execute", parameters: ["id", "matchedData", "overrides"] },
  { action: "redirect", parameters: ["fromList", "fromValue"] },
  { action: "rewrite", parameters: ["headers", "uri"] },
  { action: "route", parameters: ["hostHeader", "origin", "sni"] },
  { action: "score", parameters: ["increment"] },
  { action: "serve_error", parameters: ["assetName", "content", "contentType", "statusCode"] },
  {
    action: "set_config",
    parameters: [
      ...["automaticHttpsRewrites", "autominify", "bic", "contentConverter", "disableApps"],
      ...["disableRum", "disableZaraz", "emailObfuscation", "fonts", "hotlinkProtection", "mirage"],
      ...["opportunisticEncryption", "polish", "redirectsForAiTraining", "requestBodyBuffering"],
      ...["responseBodyBuffering", "rocketLoader", "securityLevel", "serverSideExcludes", "ssl"],
      "sxg",
    ],
  },
  { action: "skip", parameters: ["phase", "phases", "products", "rules", "ruleset", "rulesets"] },
  {
    action: "set_cache_settings",
    parameters: [
      ...["additionalCacheablePorts", "browserTtl", "cache", "cacheKey", "cacheReserve", "edgeTtl"],
      ...["originCacheControl", "originErrorPagePassthru", "originRangeRequests", "readTimeout"],
      ...["respectStrongEtags", "serveStale", "vary", "stripEtags", "stripLastModified"],
      "stripSetCookie",
    ],
  },
  {
    action: "log_custom_field",
    parameters: [
      ...["cookieFields", "rawResponseFields", "requestFields", "responseFields"],
      "transformedRequestFields",
    ],
  },
  { action: "set_cache_control", parameters: cacheDirectives },
  { action: "set_cache_tags", parameters: ["operation", "values", "expression"] },
];

/**
 * The parameters that each action takes, by their Pulumi names. Actions that are not here take none.
 *
 * Source: Cloudflare Terraform provider v5.22.0, internal/services/ruleset/schema.go (RequiresOtherStringAttributeToBe); `phase` of
 * `skip` is in waf/custom-rules/skip/options and in no argument of the provider, `originRangeRequests` in
 * cache/how-to/cache-rules/settings and in the arguments of @pulumi/cloudflare 6.22.1.
 */
export const actionParameters: ReadonlyMap<string, readonly string[]> = new Map(
  byAction.map(({ action, parameters }) => [action, parameters]),
);

/**
 * The parameters of `set_cache_settings` that act on a request, and those that act on the answer of an origin.
 *
 * Source: Cloudflare docs, cache/how-to/cache-rules/settings and cache/how-to/cache-response-rules/settings.
 */
export const responseCacheSettings = ["stripEtags", "stripLastModified", "stripSetCookie"] as const;

/**
 * Of which parameters an action needs one, or all of one of several lists. Actions that are not here need none.
 *
 * Source: Cloudflare docs: rules/url-forwarding/single-redirects/settings and bulk-redirects/reference/json-objects,
 * rules/custom-errors/reference/parameters ("either set the asset_name or set both the content_type and content parameters"),
 * rules/origin-rules/parameters; waf/custom-rules/skip/options. That the rest needs one at all is from the documentation's
 * examples, of which none is without.
 */
export const neededParameters: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ["redirect", [["fromValue"], ["fromList"]]],
  ["rewrite", [["headers"], ["uri"]]],
  ["route", [["hostHeader"], ["origin"], ["sni"]]],
  ["serve_error", [["assetName"], ["content", "contentType"]]],
  ["execute", [["id"]]],
  ["compress_response", [["algorithms"]]],
  ["skip", [["phase"], ["phases"], ["products"], ["rules"], ["ruleset"], ["rulesets"]]],
]);

/**
 * The parameters of `skip` that a phase refuses.
 *
 * Source: the API's answer "skip action parameter 'rulesets' cannot be used in the phase http_request_firewall_custom" (20117), and the same for
 * 'rules' (20118), quoted in public repositories; Cloudflare docs, waf/custom-rules/skip/options, for `phase`.
 */
export const refusedSkipParameters: ReadonlyMap<string, readonly string[]> = new Map([
  ["http_request_firewall_custom", ["rulesets", "rules"]],
  ["http_request_firewall_managed", ["phase"]],
]);

/**
 * What a rule of `http_request_firewall_custom` may skip beside other rules, as the API writes it.
 *
 * Source: Cloudflare docs, waf/custom-rules/skip/options.
 */
export const skippable = {
  phases: ["http_ratelimit", "http_request_sbfm", "http_request_firewall_managed"],
  products: ["zoneLockdown", "uaBlock", "bic", "hot", "securityLevel", "rateLimit", "waf"],
} as const;

/**
 * Values that parameters take, by their paths beneath `actionParameters`.
 *
 * Source: Cloudflare Terraform provider v5.22.0, internal/services/ruleset/schema.go (OneOf). Of `securityLevel` Cloudflare's docs
 * (rules/configuration-rules/settings) name three, the provider six, which its schema has from the setting of a zone.
 */
export const parameterValues = {
  ssl: Object.values(SslMode),
  securityLevel: ["off", "essentially_off", "low", "medium", "high", "under_attack"],
  contentType: ["application/json", "text/html", "text/plain", "text/xml"],
  polish: ["off", "lossless", "lossy", "webp"],
  ruleset: ["current"],
  "edgeTtl.mode": ["respect_origin", "bypass_by_default", "override_origin"],
  "browserTtl.mode": ["respect_origin", "bypass_by_default", "override_origin", "bypass"],
} as const;

/**
 * What a redirect may answer with: that of a rule, and that of an item of a Bulk Redirect List.
 *
 * Source: Cloudflare Terraform provider v5.22.0, internal/services/ruleset/schema.go and internal/services/list/schema.go.
 */
export const redirectStatusCodes = {
  rule: [301, 302, 303, 307, 308],
  listItem: [301, 302, 307, 308],
} as const;

/** Actions that let a request go on. Source: Cloudflare docs, ruleset-engine/rules-language/actions. */
export const passingActions: readonly string[] = [
  ...["log", "rewrite", "compress_response"],
  ...["score", "log_custom_field", "set_cache_control", "set_cache_tags", "force_connection_close"],
];

/** Actions that set something for a request, of which the last one counts that does. Source: Cloudflare docs, rules/origin-rules/faq and cache/how-to/cache-rules/order. */
export const settingActions: readonly string[] = ["set_cache_settings", "set_config", "route"];
