/**
 * How large the headers of an origin's answer may be, in bytes. Source: Cloudflare docs, fundamentals/reference/connection-limits; the page
 * of error 520 still has the greater figure.
 */
export const answerLimits = {
  headerBytes: 32_768,
  headerLineBytes: 16_384,
  headerBytesByErrorPage: 131_072,
} as const;

/**
 * HTTP/2 to origins: requests at the same time on a connection, and how long one that is idle is kept.
 * Source: Cloudflare docs, speed/optimization/protocol/http2-to-origin (200 streams, 100 in one place).
 */
export const originHttp2 = { streams: 200 } as const;

/**
 * Codes of an origin's answer whose body Cloudflare replaces by a page of its own. Source: measured by a third party (release v1.4.0 of
 * auroraxo/docrot-api); Cloudflare docs, error-502-504, speak of a branded page.
 */
export const replacedErrorCodes: readonly number[] = [502, 504];
