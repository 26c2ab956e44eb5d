import { failoverSeconds, silenceSeconds, type ProbeRhythmBothWays } from "../../core/detection";
import {
  codesNotRetried,
  resolvedPoolCacheSeconds,
  retriedCodes,
  SteeringPolicy,
  ZeroDowntimeFailover,
} from "../../facts/cloudflare/loadBalancing";
import { originConnectionLimits } from "../../facts/cloudflare/timeouts";

/** What of a monitor decides when an origin is out, and when it is back. */
export interface ProbeSettings extends ProbeRhythmBothWays {
  /** Codes of a good answer, as the monitor has them: `2xx`, or codes with commas between them. */
  readonly expectedCodes: string;
}

/** What decides how fast a load balancer fails over. */
export interface FailoverSettings extends ProbeSettings {
  /** Origins that get requests, in all serving pools together. */
  readonly servingOrigins: number;
  /** Names of the serving pools in failover order. */
  readonly servingPools: readonly string[];
  /** Names of the drained pools. */
  readonly drainedPools: readonly string[];
  /** How the pool of a request is picked. */
  readonly steeringPolicy: SteeringPolicy;
  /** What becomes of a pinned session whose origin fails; undefined where no session is pinned. */
  readonly pinnedSessions: ZeroDowntimeFailover | undefined;
}

/** How a load balancer fails over, from what Cloudflare documents. Cloudflare publishes no figures of its own. */
export interface FailoverReport {
  /** Seconds, at most, until an origin that refuses connections (521) gets no more requests. */
  deadOriginSeconds: number;
  /**
   * Seconds, at most, until an origin that accepts or drops connections and never answers (522, 524) gets no more
   * requests.
   */
  hangingOriginSeconds: number;
  /** Seconds, at most, until an origin that answers 502, or any code that is not expected, gets no more requests. */
  badAnswerSeconds: number;
  /** Seconds, at most, until an origin that is well again gets requests. */
  recoverySeconds: number;
  /** Codes on which a request is sent again at once, one time, to another origin; none where there is no other. */
  retriedCodes: number[];
  /** Codes that visitors see until the monitor has taken the origin out. */
  notRetriedCodes: number[];
  /**
   * Whether requests of a session that is pinned to a failing origin are sent again too. True where none are
   * pinned.
   */
  pinnedSessionsRetried: boolean;
  /** Why, a sentence each, with the page of Cloudflare's docs that says so. */
  reasons: string[];
}

/**
 * Works out how fast a load balancer fails over.
 *
 * An origin that fails just after a good probe is probed `consecutiveDown` times, an interval apart, before it is
 * out. Refused connections and bad answers fail a probe at once; silence fails it after `(retries + 1)` timeouts.
 * An edge may keep a resolved pool for 5 s more.
 * @param settings - What decides.
 * @returns Figures that are upper bounds, and the reasons for them.
 */
export function describeFailover(settings: FailoverSettings): FailoverReport {
  const down = Math.max(1, settings.consecutiveDown);
  const up = Math.max(1, settings.consecutiveUp);
  const silence = silenceSeconds(settings);
  const { answeredOriginSeconds, hangingOriginSeconds, recoverySeconds } =
    failoverSeconds(settings);
  const isRetried = settings.servingOrigins > 1;
  const report = {
    deadOriginSeconds: answeredOriginSeconds,
    hangingOriginSeconds,
    badAnswerSeconds: answeredOriginSeconds,
    recoverySeconds,
    retriedCodes: isRetried ? [...retriedCodes] : [],
    notRetriedCodes: [...codesNotRetried, ...(isRetried ? [] : retriedCodes)].sort(
      (one, other) => one - other,
    ),
    pinnedSessionsRetried: settings.pinnedSessions !== ZeroDowntimeFailover.None,
  };
  return {
    ...report,
    reasons: [
      ...probeReasons(settings, report, { down, up, silence }),
      ...retryReasons(settings, isRetried),
      ...poolReasons(settings),
    ],
  };
}

function probeReasons(
  { intervalSeconds, timeoutSeconds, retries, expectedCodes }: FailoverSettings,
  report: Omit<FailoverReport, "reasons">,
  { down, up, silence }: { down: number; up: number; silence: number },
): readonly string[] {
  const probes = down === 1 ? "1 failed probe" : `${down} failed probes in a row`;
  return [
    `An origin that refuses connections is out after at most ${report.deadOriginSeconds} s: ` +
      `${probes}, ${intervalSeconds} s apart, and up to ${resolvedPoolCacheSeconds} s for ` +
      `which an edge keeps a resolved pool (load-balancing/understand-basics/health-details, ` +
      `load-balancing/reference/load-balancing-faq).`,
    `An origin that never answers is out after at most ${report.hangingOriginSeconds} s: the ` +
      `same, and ${silence} s for the last probe, which waits ${timeoutSeconds} s in each of ` +
      `${retries + 1} ${retries === 0 ? "try" : "tries"} (load-balancing/monitors, Timeout and ` +
      `Retries).`,
    `An origin that answers 502 is out after at most ${report.badAnswerSeconds} s, for the ` +
      `probe expects a code of ${expectedCodes.replaceAll(",", " or ")}; a bad answer is not tried again (load-balancing/monitors, ` +
      `Expected Codes).`,
    `An origin that is well again gets requests after at most ${report.recoverySeconds} s: ` +
      `${up} good ${up === 1 ? "probe" : "probes in a row"}, ${intervalSeconds} s apart ` +
      `(load-balancing/understand-basics/health-details).`,
  ];
}

function retryReasons({ pinnedSessions }: FailoverSettings, isRetried: boolean): readonly string[] {
  const codes = retriedCodes.join(", ");
  const { connect } = originConnectionLimits;
  return [
    isRetried
      ? `Until then a request that meets ${codes} is sent again at once, one time, to another ` +
        `healthy origin, of another pool where there is none in its own ` +
        `(load-balancing/understand-basics/adaptive-routing). A connection that is dropped ` +
        `without an answer costs the request up to ${connect.seconds} s before it fails with ` +
        `${connect.code} (fundamentals/reference/connection-limits).`
      : `Until then visitors see ${codes}: there is no other origin to send a request to again.`,
    `${codesNotRetried.join(", ")} are never retried, for "no other error codes" trigger it: only ` +
      `the monitor takes such an origin out ` +
      `(load-balancing/understand-basics/adaptive-routing).`,
    ...(pinnedSessions === ZeroDowntimeFailover.None
      ? [
          `Sessions that are pinned to a failing origin are not sent to another one until the ` +
            `monitor has taken it out (load-balancing/understand-basics/session-affinity, ` +
            `Zero-Downtime Failover).`,
        ]
      : []),
  ];
}

function poolReasons({
  servingPools,
  drainedPools,
  steeringPolicy,
}: FailoverSettings): readonly string[] {
  const last = servingPools.at(-1) ?? "";
  return [
    `When no pool is healthy, or health is not known yet as right after the first ` +
      `deployment, requests go to ${last}, whatever its health ` +
      `(load-balancing/understand-basics/health-details).`,
    ...(steeringPolicy === SteeringPolicy.Geo
      ? [
          `Geo steering fails over inside the list of a place only; therefore each list goes on ` +
            `with the pools that it does not name ` +
            `(load-balancing/understand-basics/adaptive-routing, Geo-steering limitation).`,
        ]
      : []),
    ...(servingPools.length === 1
      ? [`Only ${last} serves: if it fails as a whole, there is nothing to fail over to.`]
      : []),
    ...drainedPools.map(
      (pool) => `${pool} is drained: it is probed and gets no requests until drain is taken away.`,
    ),
  ];
}
