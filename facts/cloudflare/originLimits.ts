/** A kilobyte of the limits on headers, in bytes. The pages say KB; that they mean 1024 bytes is from memory. */
const kilobyte = 1024;

/**
 * How large the headers of an origin's answer may be, in bytes.
 *
 * Sources disagree. `documented` and `documentedEach`: Cloudflare docs, fundamentals/reference/connection-limits (32 KB together,
 * 16 KB each). `refused`: support/troubleshooting/http-status-codes/cloudflare-5xx-errors/error-520 (520 above 128 KB). Between them the
 * answer may pass or not.
 */
export const answerHeaderLimits = {
  documented: 32 * kilobyte,
  documentedEach: 16 * kilobyte,
  refused: 128 * kilobyte,
} as const;

/** What Cloudflare tells an origin of a visitor who came over HTTPS. Source: Cloudflare docs, fundamentals/reference/http-headers. */
export const forwardedProtocol = { name: "X-Forwarded-Proto", value: "https" } as const;
