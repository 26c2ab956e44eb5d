import { codesHold } from "../../core/expectedCodes";
import { edgeFailures } from "../../facts/cloudflare/edgeFailures";
import { originConnectionLimits } from "../../facts/cloudflare/timeouts";
import { resolvedPoolCacheSeconds, retriedCodes } from "../../facts/cloudflare/loadBalancing";
import { lowestServerErrorStatus } from "../../facts/httpStatus";
import { firstOut, hasFailed } from "../../model/rehearsal/failures";
import type { Measured, Verdict } from "../../model/rehearsal/rehearsal";
import type { DeclaredOrigin, DeclaredSite } from "../../model/serving/declaredSite";
import { originKey } from "../edge/originKey";
import { monitorsOf, silences } from "./bound";
import type { Unhealthy } from "./scene";
import { visitedPools } from "./struck";

/** What a verdict goes by. */
export interface Judged {
  readonly site: DeclaredSite;
  readonly measured: Measured;
  /** Seconds after which a visitor may see no more errors; null without monitors. */
  readonly boundSeconds: number | null;
  /** Modelled seconds that the fault took to come about. */
  readonly beginningSeconds: number;
  /** The most modelled seconds by which requests were sent late. */
  readonly lateSeconds: number;
  /** Connections, on defaults too, that were given up although nothing kept them from an origin. */
  readonly lateConnections: number;
  /** Origins that no monitor held healthy before the fault began. */
  readonly unhealthy: readonly Unhealthy[];
  /** Origins that the fault may keep from answering. */
  readonly struck: readonly DeclaredOrigin[];
}

/**
 * Modelled seconds late from which nothing is told of a site: what is slow then is the machine that it is rehearsed on. As long as an
 * edge keeps using a pool that it resolved.
 */
const lateFromSeconds = resolvedPoolCacheSeconds;

/**
 * What a fault showed of a site.
 * @param judged - What was measured.
 */
export function verdictsOf(judged: Judged): Verdict[] {
  const { lateSeconds, lateConnections, measured, unhealthy } = judged;
  const { unanswered } = measured;
  if (lateSeconds >= lateFromSeconds || unanswered > 0) {
    const sentence = `This machine did not keep up: requests were sent up to ${lateSeconds} modelled seconds late, and ${unanswered} had no answer in the end`;
    return [verdict("not-judged", null, sentence, "Ask for less with --speed or --rate")];
  }
  if (lateConnections > 0) {
    const sentence = `This machine did not keep up: ${lateConnections} connections to origins that answer did not come to stand in time`;
    return [verdict("not-judged", null, sentence, slower)];
  }
  const silent = unhealthy.filter(({ reason }) => silences.includes(reason));
  if (silent.length > 0) {
    const sentence = `Probes of ${namesOf(silent)} were not answered in time before the fault began: it cannot be told whether that is the site or this machine`;
    return [verdict("not-judged", null, sentence, slower)];
  }
  return [...before(judged), ...visitorsVerdicts(judged), ...takenOut(judged)];
}

const slower = "Ask for a lower --speed";

/** What was amiss before anything broke: no bound counts from there. */
function before({ unhealthy }: Judged): Verdict[] {
  const reasons = [...new Set(unhealthy.map(({ reason }) => reason))].join(", ");
  const sentence = `Monitors did not hold ${namesOf(unhealthy)} healthy before the fault began (${reasons})`;
  return unhealthy.length === 0 ? [] : [verdict("unhealthy-before", false, sentence, probedWell)];
}

function namesOf(unhealthy: readonly Unhealthy[]): string {
  return unhealthy.map(({ origin }) => origin).join(" and ");
}

const probedWell =
  "Let the monitor ask for what the origin serves: its port, path, host and expected codes";

function visitorsVerdicts(judged: Judged): Verdict[] {
  const { measured, boundSeconds, beginningSeconds } = judged;
  const { failed, detectedSeconds, lastFailureSeconds } = measured;
  if (failed === 0) {
    return [verdict("no-errors", true, `No visitor saw an error${waited(measured)}`)];
  }
  const failures = `${failed} ${failed === 1 ? "request" : "requests"} failed (${causes(measured)})`;
  if (lastFailureSeconds === null) {
    return [verdict("failed-before", false, `${failures}, all of them before the fault began`)];
  }
  const last = lastFailureSeconds;
  const seen = `${failures}, the last one ${last} s after the fault began${waited(measured)}`;
  if (boundSeconds !== null && last <= boundSeconds + beginningSeconds) {
    return [
      verdict("within-bound", true, `${seen}: within the ${boundSeconds} s that are computed`),
    ];
  }
  if (detectedSeconds === null) {
    return [verdict("unseen", false, `${seen}, and no monitor took an origin out`, wayOut(judged))];
  }
  const untouched = silencedElsewhere(judged);
  if (untouched.length > 0) {
    const sentence = `${seen}, and probes of ${untouched.join(" and ")}, which the fault does not touch, were not answered in time: this machine did not keep up`;
    return [verdict("not-judged", null, sentence, slower)];
  }
  return hadNowhereElse(judged)
    ? [verdict("nowhere-else", false, `${seen}, since no healthy pool was left`, elsewhere)]
    : [
        verdict(
          "over-bound",
          false,
          `${seen}, although an origin was out after ${detectedSeconds} s, and ${boundSeconds ?? 0} s are computed`,
          stillBroken,
        ),
      ];
}

const elsewhere =
  "Declare a pool that does not share what broke, or what visitors get meanwhile: stale answers of the cache, or an error page";

const stillBroken =
  "The origins that took over, or those that came back too soon, fail as well: see which in the changes of health, and ask for more good probes with consecutiveUp";

/** Origins that serve well are out: what monitors meet is not what visitors meet. */
function takenOut({ measured }: Judged): Verdict[] {
  const { failed, detectedSeconds, health } = measured;
  const out = firstOut(health);
  const isHealthy = failed === 0 && detectedSeconds !== null && probesAlone(out?.reason);
  return out === undefined || !isHealthy
    ? []
    : [
        verdict(
          "healthy-taken-out",
          true,
          `Monitors took ${out.origin} out (${out.reason}); visitors met nothing of it`,
          "Nothing, where the fault reaches visitors too; else let monitors through, and let the path that they ask for fail only where the site does",
        ),
      ];
}

/** Without TLS or TCP that fails, the answer alone was wrong. */
function probesAlone(reason = ""): boolean {
  return /^Response/.test(reason);
}

/** Why no monitor could see what visitors met, and what to do. */
function wayOut({ site, measured }: Judged): string {
  const monitors = monitorsOf(site);
  const statuses = failedStatuses(measured);
  if (
    measured.answers
      .filter(hasFailed)
      .every(({ cause }) => cause === edgeFailures.reusedConnection.cause)
  ) {
    const { seconds } = originConnectionLimits.idle;
    return `Probes open a connection each and cannot see this: let origins keep idle connections for longer than Cloudflare's ${seconds} s, and close none after a count of requests`;
  }
  const passed = statuses.filter(
    (status) => status >= lowestServerErrorStatus && status < edgeStatus,
  );
  const blind = monitors.find(({ expectedCodes }) =>
    passed.some((status) => codesHold(expectedCodes, status)),
  );
  if (site.loadBalancer === undefined) {
    return "No load balancer stands before the origin: put it into a pool, with a monitor and a second pool";
  }
  if (monitors.length === 0) {
    return "No pool has a monitor, so every origin counts as healthy: give them one that asks for expectedCodes 2xx";
  }
  if (monitors.every(({ type }) => !/^https?$/.test(type))) {
    return `The monitor cannot see this: its type ${monitors[0]?.type} opens a connection and asks nothing. Use https with expectedCodes 2xx`;
  }
  if (blind !== undefined) {
    const { expectedCodes } = blind;
    const accepts = expectedCodes === "" ? "empty, which accepts any code" : `\`${expectedCodes}\``;
    return `The monitor cannot see this: \`expectedCodes\` is ${accepts}, with ${passed.join(" and ")} among them. Set it to 2xx`;
  }
  if (statuses.every((status) => status < lowestServerErrorStatus)) {
    return "The monitor cannot see this: answers begin well and break off. Let it ask for a page that is as large as the site's, and for its last words with expectedBody";
  }
  return statuses.some((status) => retriedCodes.includes(status))
    ? "Some connections fail, and probes get through: let Cloudflare send requests again with failover across pools, and look at the network"
    : `The monitor cannot see this: ${pathOf(site)} answers well while visitors get errors. Let it fail where what visitors ask for fails`;
}

/** Statuses from here on are of Cloudflare's own. Source: Cloudflare docs, http-status-codes/cloudflare-5xx-errors (520 to 530). */
const edgeStatus = 520;

function failedStatuses({ answers }: Measured): number[] {
  const failed = answers.filter(hasFailed);
  return [...new Set(failed.map(({ status }) => status))].sort((one, other) => one - other);
}

function pathOf(site: DeclaredSite): string {
  return [...new Set(monitorsOf(site).map(({ path }) => path))].join(" and ");
}

/** Waits that visitors notice. Source: a choice; Cloudflare retries a connection at 19 s, and many clients give up before 30. */
const noticedSeconds = 10;

function waited({ longestWaitSeconds }: Measured): string {
  return longestWaitSeconds === null || longestWaitSeconds < noticedSeconds
    ? ""
    : `; the longest wait for a good answer was ${longestWaitSeconds} s`;
}

function causes({ answers }: Measured): string {
  const failed = answers.filter(hasFailed);
  return failed.map(({ status, cause }) => `${status}: ${cause ?? "the origin's own"}`).join("; ");
}

/** Origins that monitors took out since they were silent, although nothing keeps them from answering. */
function silencedElsewhere({ site, measured, struck }: Judged): string[] {
  const touched = new Set(
    visitedPools(site).flatMap((pool) =>
      pool.origins
        .filter(({ address, port }) =>
          struck.some((each) => each.address === address && each.port === port),
        )
        .map((origin) => originKey(pool, origin)),
    ),
  );
  const silent = measured.health.filter(
    ({ healthy, reason }) => !healthy && silences.includes(reason),
  );
  return [...new Set(silent.map(({ origin }) => origin))].filter((origin) => !touched.has(origin));
}

/** Whether every monitored origin of the pools that answer was out at the same time, by the last thing that was said of each. */
function hadNowhereElse({ site, measured }: Judged): boolean {
  const healthy = new Map<string, boolean>();
  const monitored = visitedPools(site).flatMap((pool) =>
    pool.monitor === undefined ? [] : pool.origins.map((origin) => originKey(pool, origin)),
  );
  monitored.forEach((key) => healthy.set(key, true));
  return measured.health.some((change) => {
    healthy.set(change.origin, change.healthy);
    return monitored.every((key) => healthy.get(key) === false);
  });
}

function verdict(
  id: Verdict["id"],
  holds: boolean | null,
  sentence: string,
  hint: string | null = null,
): Verdict {
  return { id, holds, sentence, hint };
}
