import { detectionSeconds } from "../../core/detection";
import { monitorDefaults } from "../../facts/cloudflare/monitors";
import type { HostnamePath } from "../../model/traffic/hostnamePath";
import type { MonitorNode } from "../../model/traffic/monitors";
import type { TrafficModel } from "../../model/traffic/path";
import type { TouchedHostname } from "./touched";
import type { RiskContext } from "./risk";

/**
 * How long visitors of a hostname are sent to a dead origin, at most: seconds, `never out` where nobody probes a pool,
 * `none` where there is no load balancer, `unknown` where the plan does not say.
 */
export type FailoverTime = number | "never out" | "none" | "unknown";

/** The failover time of a hostname on both sides of a plan. */
export interface FailoverChange {
  /** The hostname. */
  readonly hostname: string;
  /** The time before; undefined where the hostname is new. */
  readonly before: FailoverTime | undefined;
  /** The time after; undefined where the hostname goes. */
  readonly after: FailoverTime | undefined;
}

/**
 * Works out the failover time of hostnames before and after.
 * @returns One entry per hostname that has a load balancer before or after, sorted; those that change first.
 */
export function failoverChanges(
  context: RiskContext,
  touched: readonly TouchedHostname[],
): FailoverChange[] {
  const times = touched
    .filter(({ before, after }) => before.loadBalancer ?? after.loadBalancer)
    .map(({ hostname, before, after }) => ({
      hostname,
      before: before.answeredAt === undefined ? undefined : failoverTime(context.before, before),
      after: after.answeredAt === undefined ? undefined : failoverTime(context.after, after),
    }));
  return [
    ...times.filter(({ before, after }) => before !== after),
    ...times.filter(({ before, after }) => before === after),
  ];
}

function failoverTime(model: TrafficModel, { loadBalancer }: HostnamePath): FailoverTime {
  if (loadBalancer === undefined) {
    return "none";
  }
  const times = model.balanced
    .of(loadBalancer)
    .filter(({ onlyFallback }) => !onlyFallback)
    .map(({ node }): FailoverTime => {
      if (node === undefined) {
        return "unknown";
      }
      return node.monitor === undefined ? "never out" : timeOf(model.balanced.monitorOf(node));
    });
  if (times.includes("never out")) {
    return "never out";
  }
  const known = times.filter((time) => typeof time === "number");
  return known.length === 0 || known.length < times.length ? "unknown" : Math.max(...known);
}

function timeOf(monitor: MonitorNode | undefined): FailoverTime {
  if (monitor === undefined) {
    return "unknown";
  }
  const { intervalSeconds, timeoutSeconds, retries } = monitor;
  const consecutiveDown = monitor.consecutiveDown ?? monitorDefaults.consecutiveDown;
  const known = [intervalSeconds, timeoutSeconds, retries, consecutiveDown];
  return known.every((each) => typeof each === "number")
    ? detectionSeconds({
        intervalSeconds: Number(intervalSeconds),
        timeoutSeconds: Number(timeoutSeconds),
        retries: Number(retries),
        consecutiveDown: Number(consecutiveDown),
      })
    : "unknown";
}
