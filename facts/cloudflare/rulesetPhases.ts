/**
 * Phases of a zone's rules in which an action's value may be an expression, as the documentation groups them.
 *
 * Source: Cloudflare docs, ruleset-engine/reference/phases-list.
 */
export const transformPhases = [
  "http_request_transform",
  "http_request_late_transform",
  "http_response_headers_transform",
] as const;

/**
 * Phases that run when there is a response already.
 *
 * Source: Cloudflare docs, ruleset-engine/reference/phases-list, "Response phases". `http_ratelimit` stands in both tables: it runs
 * there when a rule uses information of the response.
 */
export const responsePhases = [
  "http_custom_errors",
  "http_response_headers_transform",
  "http_ratelimit",
  "http_response_compression",
  "http_response_firewall_managed",
  "http_log_custom_fields",
] as const;
