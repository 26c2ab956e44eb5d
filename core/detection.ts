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
