import { callLimit } from "../../../facts/cloudflare/apiCalls";

/**
 * How many calls are left, as every answer to a request that could be read says it. It is counted and told, never enforced: a test
 * may call as often as it likes, so that one call is always left, and the fault `rateLimited` is there for what follows.
 *
 * Source: Cloudflare docs, fundamentals/api/reference/limits (the headers Ratelimit and Ratelimit-Policy).
 */
export class RateLimit {
  private calls = 0;
  private since = Date.now();

  /**
   * Counts a call.
   * @returns The headers of its answer.
   */
  headers(): Record<string, string> {
    const now = Date.now();
    if (now - this.since >= callLimit.seconds * 1000) {
      this.calls = 0;
      this.since = now;
    }
    this.calls += 1;
    const left = Math.max(1, callLimit.calls - this.calls);
    const reset = Math.ceil(callLimit.seconds - (now - this.since) / 1000);
    return {
      ratelimit: `"default";r=${left};t=${reset}`,
      "ratelimit-policy": `"default";q=${callLimit.calls};w=${callLimit.seconds}`,
    };
  }
}
