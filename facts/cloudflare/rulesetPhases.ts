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

/** The phase whose rules change the headers with which Cloudflare asks origins. Source: Cloudflare docs, rules/transform/request-header-modification. */
export const lateTransformPhase = "http_request_late_transform";
