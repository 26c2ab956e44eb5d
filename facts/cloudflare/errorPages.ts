/**
 * Kinds of pages that a zone or an account can have in place of Cloudflare's, by their `identifier`: those of them that are no challenge.
 * Source: Cloudflare docs, rules/custom-errors/reference/error-page-types; rules/custom-errors/troubleshooting (which refusal shows which).
 */
export const ErrorPageKind = {
  ServerErrors: "500_errors",
  CloudflareErrors: "1000_errors",
  WafBlock: "waf_block",
  IpBlock: "ip_block",
  RateLimitBlock: "ratelimit_block",
} as const;

/** A kind of `ErrorPageKind`. */
export type ErrorPageKind = (typeof ErrorPageKind)[keyof typeof ErrorPageKind];

/** The word for a kind of pages that is not left to Cloudflare. Source: Cloudflare API reference, custom_pages (`state`). */
export const customizedPages = "customized";

/** Statuses that pages of the kind `500_errors` are not for. Source: Cloudflare docs, rules/custom-errors (Error Pages). */
const statusesWithoutPage: readonly number[] = [500, 501, 503, 505];

/** Codes that pages of the kind `1000_errors` are not for. Source: Cloudflare docs, rules/custom-errors/troubleshooting (1XXX errors). */
const codesWithoutPage: readonly number[] = [1001, 1003, 1018, 1023];

/**
 * The header without which requests get Cloudflare's page whatever was set up.
 * Source: Cloudflare docs, rules/custom-errors (Error Pages); it says so of these pages alone.
 */
export const headerForErrorPages = "accept-encoding";

/**
 * The kind of the page that an error has which Cloudflare shows a page for.
 * @param code - The status.
 * @param detailCode - The code of the 1xxx class; undefined for none.
 * @returns Undefined where no such page is for it.
 */
export function errorPageKind(
  code: number,
  detailCode: number | undefined,
): ErrorPageKind | undefined {
  if (detailCode !== undefined) {
    return codesWithoutPage.includes(detailCode) ? undefined : ErrorPageKind.CloudflareErrors;
  }
  return statusesWithoutPage.includes(code) ? undefined : ErrorPageKind.ServerErrors;
}
