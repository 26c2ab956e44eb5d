import type { CauseId } from "../causes";

/**
 * What the errors that Cloudflare makes in an origin's place come from, by the number that stands in them.
 *
 * Source: Cloudflare docs, support/troubleshooting/http-status-codes/cloudflare-5xx-errors (a page for each code; 502 for gzip that is broken or of another length than is said; 526 for an incomplete
 * chain since March 2026), cloudflare-1xxx-errors (1016, 1033, 1101, 1102), load-balancing (530 with 1016 where the fallback pool is
 * disabled).
 */
export const visitorErrors: Readonly<Record<string, readonly CauseId[]>> = {
  "502": ["edge-own-error", "origin-compression-broken", "origin-truncates"],
  "504": ["edge-own-error"],
  "520": [
    ...(["origin-resets", "origin-truncates", "origin-malformed"] as const),
    ...(["origin-headers-too-large", "origin-http2-broken", "web-server-crash"] as const),
    ...(["keep-alive-too-short", "keep-alive-limit", "client-certificate-missing"] as const),
  ],
  "521": ["origin-down", "cloudflare-blocked", "encryption-mode", "dns-retired-address"],
  "522": [
    ...(["origin-unreachable", "cloudflare-blocked", "network-loss"] as const),
    ...(["dns-retired-address", "route-swallows-cloudflare"] as const),
  ],
  "523": ["origin-unreachable", "dns-retired-address", "route-swallows-cloudflare"],
  "524": ["origin-slow", "network-mtu"],
  "525": ["tls-handshake", "tls-version", "plain-http-on-tls-port", "client-certificate-missing"],
  "526": [
    ...(["certificate-expired", "certificate-wrong-name", "certificate-untrusted"] as const),
    ...(["certificate-chain-incomplete", "certificate-not-reloaded"] as const),
    ...(["stranger-among-addresses", "dns-retired-address"] as const),
  ],
  "530": ["dns-missing-record", "edge-tunnel-down", "edge-load-balancer-down"],
  "1016": ["dns-missing-record", "edge-load-balancer-down"],
  "1033": ["edge-tunnel-down"],
  "1101": ["edge-worker-error"],
  "1102": ["edge-worker-error"],
};

/**
 * Errors by which a rule of the zone, or Cloudflare itself, refuses who asks: bans, rate limits, firewall rules. What others are
 * answered they do not say. Source: Cloudflare docs, support/troubleshooting/http-status-codes/cloudflare-1xxx-errors.
 */
export const refusalErrors: ReadonlySet<string> = new Set([
  ...["1005", "1006", "1007", "1008", "1009", "1010", "1012", "1013", "1015", "1020"],
]);

/**
 * Headers of Cloudflare's answers. `mitigated` is `challenge` on a challenge. Source: Cloudflare docs, fundamentals/reference/http-headers
 * (cf-ray), support/troubleshooting/http-status-codes/cloudflare-error-headers (cf-error-type and -origin: on pages that Cloudflare
 * generated, "not on errors forwarded from your origin"), cloudflare-challenges/challenge-types/challenge-pages/detect-response.
 */
export const edgeHeaders = {
  ray: "cf-ray",
  errorType: "cf-error-type",
  errorOrigin: "cf-error-origin",
  cacheStatus: "cf-cache-status",
  mitigated: "cf-mitigated",
} as const;

/** Codes of status that Cloudflare makes, and servers do not. Source: Cloudflare docs, support/troubleshooting/http-status-codes/cloudflare-5xx-errors. */
export const edgeStatus = /^5(?:2[0-7]|30)$/;

/**
 * Errors whose page Cloudflare shows in place of an origin's own as well; the headers of generated pages are then missing. Source:
 * Cloudflare docs, support/troubleshooting/http-status-codes/cloudflare-5xx-errors/error-502 (an origin's 502 or 504 has Cloudflare's
 * branded page) and cloudflare-error-headers.
 */
export const sharedPages: ReadonlySet<string> = new Set(["502", "504"]);

/** What the page of a tunnel says that reached cloudflared, and cloudflared not the service. Source: cloudflare-docs PR 28481. */
export const tunnelSentence = "Unable to reach the origin service";

/** A page that Cloudflare answers itself, wherever a name goes through it. Source: Cloudflare docs, fundamentals/reference/cdn-cgi-endpoint. */
export const tracePath = "/cdn-cgi/trace";

/** Answers out of a cache, which say nothing of the origin. Source: Cloudflare docs, cache/concepts/cache-responses. */
export const cachedAnswers: ReadonlySet<string> = new Set(["HIT", "STALE", "UPDATING"]);
