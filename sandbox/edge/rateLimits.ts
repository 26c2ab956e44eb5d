import type { RuledLimit } from "../../model/serving/ruled";
import type { ModelledClock } from "../modelledClock";

/** What was counted under one key of a limit. */
interface Counted {
  /** Modelled seconds when the period began, with its first request. */
  beganAt: number;
  requests: number;
  /** Modelled seconds until which requests are refused. */
  refusedUntil: number;
}

/** A limit that refuses a request. */
export interface Refused {
  readonly limit: RuledLimit;
  /** Modelled seconds for which it goes on refusing. */
  readonly leftSeconds: number;
}

/**
 * The counters of rate limits, of one data center.
 * Source: Cloudflare docs, waf/rate-limiting-rules/request-rate and parameters; `rateLimitPeriod` of `rehearsalConstants`.
 */
export class RateLimits {
  readonly #counted = new Map<string, Counted>();

  /**
   * Has counted nothing yet.
   * @param clock - Modelled time.
   */
  constructor(private readonly clock: ModelledClock) {}

  /**
   * Counts a request.
   * @param limits - The limits that count it.
   * @returns The first that refuses it; undefined where it goes on.
   */
  count(limits: readonly RuledLimit[]): Refused | undefined {
    for (const limit of limits) {
      const left = this.#count(limit) - this.clock.seconds;
      if (left > 0) {
        return { limit, leftSeconds: left };
      }
    }
    return undefined;
  }

  /** Modelled seconds until which it refuses what is counted under the key. */
  #count({ key, requests, periodSeconds, refusedSeconds }: RuledLimit): number {
    const now = this.clock.seconds;
    const before = this.#counted.get(key);
    if (before !== undefined && now < before.refusedUntil) {
      return before.refusedUntil;
    }
    const isOver =
      before === undefined || now - before.beganAt >= periodSeconds || before.refusedUntil > 0;
    const counted = isOver ? { beganAt: now, requests: 0, refusedUntil: 0 } : before;
    counted.requests += 1;
    if (counted.requests > requests) {
      counted.refusedUntil =
        refusedSeconds > 0 ? now + refusedSeconds : counted.beganAt + periodSeconds;
    }
    this.#counted.set(key, counted);
    return counted.refusedUntil;
  }
}
