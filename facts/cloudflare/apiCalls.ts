/**
 * How many calls Cloudflare's API takes from one user in a span of time.
 * Source: Cloudflare docs, fundamentals/api/reference/limits.
 */
export const callLimit = { calls: 1200, seconds: 300 } as const;

/**
 * How the provider tries again after 429, a 5xx status and a broken connection: ten times, after 1, 2, 4, 8, 16 and then
 * 30 seconds, or after what a Retry-After header says.
 *
 * Source: measured with pulumi-cloudflare 6.17.0; eleven calls in about 10 s with `Retry-After: 1`, about 3 minutes
 * without the header. The Go client beneath it calls again after 408 and 409 as well (cloudflare-go,
 * internal/requestconfig, shouldRetry), with neither of which the API answers in these tables.
 */
export const providerRetries = { retries: 10, firstSeconds: 1, longestSeconds: 30 } as const;

/**
 * After how many seconds without an answer a stand-in gives a call up and tries again. A choice of this project:
 * the providers' own limit is not published.
 */
export const hangSeconds = 60;
