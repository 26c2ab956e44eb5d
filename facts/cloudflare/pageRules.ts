import { CloudflarePlan } from "./plans";

/**
 * How many page rules a zone may have. More can be bought.
 * Source: Cloudflare docs, rules/page-rules.
 */
export const pageRulesByPlan: Readonly<Record<CloudflarePlan, number>> = {
  [CloudflarePlan.Free]: 3,
  [CloudflarePlan.Pro]: 20,
  [CloudflarePlan.Business]: 50,
  [CloudflarePlan.Enterprise]: 125,
};

/** How many asterisks the target of a page rule may have. Source: Cloudflare API reference, page_rules. */
export const mostAsterisks = 4;

/**
 * The actions of page rules, as the API writes them.
 * Source: the npm package `cloudflare` 7.3, resources/page-rules.
 */
export const pageRuleActions: readonly string[] = [
  ...["always_use_https", "automatic_https_rewrites", "browser_cache_ttl", "browser_check"],
  ...["bypass_cache_on_cookie", "cache_by_device_type", "cache_deception_armor"],
  ...["cache_key_fields", "cache_level", "cache_on_cookie", "cache_ttl_by_status"],
  ...["disable_apps", "disable_performance", "disable_security", "disable_zaraz"],
  ...["edge_cache_ttl", "email_obfuscation", "explicit_cache_control", "forwarding_url"],
  ...["host_header_override", "ip_geolocation", "mirage", "opportunistic_encryption"],
  ...["origin_error_page_pass_thru", "polish", "resolve_override", "respect_strong_etag"],
  ...["response_buffering", "rocket_loader", "security_level", "sort_query_string_for_cache"],
  ...["ssl", "true_client_ip_header", "waf"],
];

/**
 * The actions of page rules that stand there without a value.
 * Source: the npm package `cloudflare` 7.3, resources/page-rules.
 */
export const valuelessActions: readonly string[] = [
  ...["always_use_https", "disable_apps", "disable_performance", "disable_security"],
  "disable_zaraz",
];

/**
 * The action that stands alone: a rule "can redirect to another URL or override settings, but not both".
 * Source: Cloudflare API reference, page_rules.
 */
export const forwardingAction = "forwardingUrl";
