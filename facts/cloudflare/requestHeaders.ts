/**
 * Headers of requests that browsers, other programs or Cloudflare itself send, in lower case: origins and what runs on them read these,
 * whether anybody declares it or not.
 *
 * Source: RFC 9110, sections 7.2, 7.8, 8.3 to 8.8, 10.1, 12.5, 13.1 and 14.2; RFC 6265, section 5.4; RFC 6454, section 7;
 * Cloudflare docs, fundamentals/reference/http-headers.
 */
export const sentHeaders: readonly string[] = [
  ...["accept", "accept-encoding", "accept-language", "authorization", "cache-control"],
  ...["connection", "content-encoding", "content-language", "content-length", "content-type"],
  ...["cookie", "expect", "host", "if-match", "if-modified-since", "if-none-match", "if-range"],
  ...["if-unmodified-since", "origin", "range", "referer", "te", "transfer-encoding", "upgrade"],
  ...["user-agent", "cdn-loop", "cf-connecting-ip", "cf-connecting-ipv6", "cf-ew-via"],
  ...["cf-ipcountry", "cf-pseudo-ipv4", "cf-ray", "cf-visitor", "cf-worker", "true-client-ip"],
  ...["x-forwarded-for", "x-forwarded-proto"],
];
