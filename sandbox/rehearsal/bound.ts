import { failoverSeconds, type FailoverSeconds } from "../../core/detection";
import { probeFailures } from "../../facts/cloudflare/edgeFailures";
import { firstOut } from "../../model/rehearsal/failures";
import type { Measured } from "../../model/rehearsal/rehearsal";
import type { DeclaredMonitor, DeclaredSite } from "../../model/serving/declaredSite";
import { visitedPools } from "./struck";

/**
 * The monitors of the pools of a site that visitors are sent to.
 * @param site - The site.
 */
export function monitorsOf(site: DeclaredSite): DeclaredMonitor[] {
  return visitedPools(site).flatMap(
    ({ monitor, monitorGroup }) =>
      monitorGroup?.map((each) => each.monitor) ?? (monitor === undefined ? [] : [monitor]),
  );
}

/**
 * How long failovers of a site take at most: of its slowest monitor, where they differ.
 * @param site - The site.
 * @returns Undefined where no monitor looks at its origins.
 */
export function slowestFailover(site: DeclaredSite): FailoverSeconds | undefined {
  const all = monitorsOf(site).map(failoverSeconds);
  const slowest = (of: (each: FailoverSeconds) => number): number => Math.max(...all.map(of));
  return all.length === 0
    ? undefined
    : {
        answeredOriginSeconds: slowest((each) => each.answeredOriginSeconds),
        hangingOriginSeconds: slowest((each) => each.hangingOriginSeconds),
        recoverySeconds: slowest((each) => each.recoverySeconds),
      };
}

/** The words for probes that were not answered in time. */
export const silences: readonly string[] = [probeFailures.connectTimeout, probeFailures.timeout];

/**
 * The seconds after which a visitor may see no more errors of a fault: the shorter figure where probes were answered, the longer one
 * where they met silence, or nothing at all.
 * @param site - The site.
 * @param measured - What was measured.
 * @returns Null where no monitor looks at its origins.
 */
export function boundSeconds(site: DeclaredSite, { health }: Measured): number | null {
  const failover = slowestFailover(site);
  const out = firstOut(health);
  return failover === undefined
    ? null
    : out === undefined || silences.includes(out.reason)
      ? failover.hangingOriginSeconds
      : failover.answeredOriginSeconds;
}
