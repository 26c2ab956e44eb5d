/** The phase whose rules change the headers of responses. Source: Cloudflare docs, rules/transform/response-header-modification. */
export const responseTransformPhase = "http_response_headers_transform";

/** The header by which browsers come to insist on HTTPS, in lower case. Source: RFC 6797, section 6.1. */
export const strictTransportHeader = "strict-transport-security";

/**
 * What makes browsers insist on HTTPS for names that Cloudflare may not answer for, in lower case. For the hostname alone it takes nothing
 * away from a site whose every answer is HTTPS already. Source: RFC 6797, section 6.1.2.
 */
export const includesSubdomains = "includesubdomains";

/** What of a Content-Security-Policy says from where pages load, or where forms go: others of its directives leave that alone. Source: CSP Level 3, sections 6.1 and 6.4.1. */
export const fetchDirectives =
  /\b(?:default|script|style|img|connect|font|frame|child|worker|media|manifest|object)-src\b|\bform-action\b/i;

/**
 * Headers of responses by which browsers go elsewhere, or do not show, load or keep what they were given, in lower case. What becomes of a
 * visitor who gets another one, or none, no plan says. All others are words for people and programs that read them.
 *
 * Source: RFC 9110, sections 8.3, 8.4, 8.6, 10.2.2 and 11.6.1; RFC 9112, section 6.1; RFC 7838, section 3; RFC 6265, section 4.1; HTML
 * ("Refresh"); W3C Clear Site Data; CSP Level 3; Fetch ("HTTP CORS protocol", "Cross-Origin-Resource-Policy").
 */
export const steeringHeaders: readonly string[] = [
  ...["location", "refresh", "alt-svc", "www-authenticate", strictTransportHeader],
  ...["content-type", "content-encoding", "content-length", "transfer-encoding"],
  ...["content-disposition", "set-cookie", "clear-site-data", "content-security-policy"],
  ...["access-control-allow-origin", "access-control-allow-credentials"],
  ...["access-control-allow-headers", "access-control-allow-methods"],
  ...["cross-origin-resource-policy", "cross-origin-embedder-policy"],
  "cross-origin-opener-policy",
];
