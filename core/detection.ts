import { resolvedPoolCacheSeconds } from "../facts/cloudflare/loadBalancing";

/** What of a monitor decides how fast it takes an origin out. */
export interface ProbeRhythm {
  /** Seconds from probe to probe. */
  readonly intervalSeconds: number;
  /** Seconds until an unanswered probe has failed. */
  readonly timeoutSeconds: number;
  /** Tries after a probe that was not answered in time. */
  readonly retries: number;
  /** Failed probes in a row that take an origin out; 0 is taken as 1, as Cloudflare does. */
  readonly consecutiveDown: number;
}

/**
 * How long a probe waits for an origin that stays silent, over all its tries.
 * Source: Cloudflare docs, load-balancing/monitors (Timeout and Retries).
 * @param rhythm - The monitor's settings.
 * @returns Seconds.
 */
export function silenceSeconds({
  retries,
  timeoutSeconds,
}: Pick<ProbeRhythm, "retries" | "timeoutSeconds">): number {
  return (retries + 1) * timeoutSeconds;
}

/**
 * How long visitors may be sent to an origin that does not answer, at most: it fails just after a good probe, is
 * probed as often as it must fail, the last probe waits for all its tries, and an edge keeps the resolved pool.
 *
 * Source: worked out from Cloudflare docs, load-balancing/monitors (Interval, Timeout, Retries, Consecutive down),
 * load-balancing/understand-basics/health-details and load-balancing/reference/load-balancing-faq; Cloudflare publishes no
 * formula.
 * @param rhythm - The monitor's settings.
 * @returns Seconds.
 */
export function detectionSeconds(rhythm: ProbeRhythm): number {
  const { intervalSeconds, consecutiveDown } = rhythm;
  const failedProbes = intervalSeconds * Math.max(1, consecutiveDown);
  return failedProbes + silenceSeconds(rhythm) + resolvedPoolCacheSeconds;
}

/** What of a monitor decides when an origin is out, and when it is back. */
export interface ProbeRhythmBothWays extends ProbeRhythm {
  /** Good probes in a row that bring an origin back; 0 is taken as 1. */
  readonly consecutiveUp: number;
}

/** How long a failover takes at most, in seconds. */
export interface FailoverSeconds {
  /** Until an origin that refuses connections, or answers with a code that is not expected, gets no more requests. */
  readonly answeredOriginSeconds: number;
  /** Until an origin that stays silent gets no more requests. */
  readonly hangingOriginSeconds: number;
  /** Until an origin that is well again gets requests. */
  readonly recoverySeconds: number;
}

/**
 * How long a failover takes at most: what the output `failover` says, and what a rehearsal is measured against.
 * Source: as that of `detectionSeconds`.
 * @param rhythm - The monitor's settings.
 */
export function failoverSeconds(rhythm: ProbeRhythmBothWays): FailoverSeconds {
  const hangingOriginSeconds = detectionSeconds(rhythm);
  return {
    answeredOriginSeconds: hangingOriginSeconds - silenceSeconds(rhythm),
    hangingOriginSeconds,
    recoverySeconds:
      rhythm.intervalSeconds * Math.max(1, rhythm.consecutiveUp) + resolvedPoolCacheSeconds,
  };
}
