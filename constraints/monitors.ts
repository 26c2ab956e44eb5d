import { anyOf, certain } from "../core/certainty";
import type { Known } from "../core/known";
import { apiErrors } from "../facts/cloudflare/apiErrors";
import { maximumMonitorIntervalSeconds, monitorTypesWithPort } from "../facts/cloudflare/monitors";
import { planLimits, type CloudflarePlan } from "../facts/cloudflare/plans";
import { whenKnown, type Constraint } from "./constraint";
import { notValid } from "./loadBalancers";

/** What the API looks at in a monitor. */
export interface MonitorFields {
  /** What it speaks. */
  readonly type: Known<string>;
  /** Seconds between probes. */
  readonly interval: Known<number>;
  /** The port; undefined where it is left out. */
  readonly port: Known<number> | undefined;
}

/** The account around a monitor. */
export interface MonitorView {
  /** The account's plan. */
  readonly plan: CloudflarePlan;
}

type MonitorConstraint = Constraint<MonitorFields, MonitorView>;

/** Probes come no more often than the plan gives, and not too seldom. */
export const intervalInRange: MonitorConstraint = {
  id: "monitor/interval-in-range",
  property: "interval",
  must: (_fields, { plan }) =>
    `be ${planLimits[plan].monitorIntervalSeconds} to ${maximumMonitorIntervalSeconds} seconds on the plan ${plan}`,
  error: apiErrors.invalid,
  answer: (_fields, { plan }) =>
    notValid(
      `interval is not in range [${planLimits[plan].monitorIntervalSeconds}, ${maximumMonitorIntervalSeconds}]`,
    ),
  holds: ({ interval }, { plan }) =>
    whenKnown(
      interval,
      (seconds) =>
        seconds >= planLimits[plan].monitorIntervalSeconds &&
        seconds <= maximumMonitorIntervalSeconds,
    ),
};

/** What the monitor speaks is part of the plan. */
export const typeEntitled: MonitorConstraint = {
  id: "monitor/type-entitled",
  property: "type",
  must: (_fields, { plan }) =>
    `be one of ${planLimits[plan].monitorTypes.join(", ")} on the plan ${plan}`,
  error: apiErrors.invalid,
  answer: ({ type }) =>
    notValid(`monitor type ${String(type)} is not valid or not part of this subscription`),
  holds: ({ type }, { plan }) =>
    whenKnown(type, (one) => planLimits[plan].monitorTypes.includes(one)),
};

/** A monitor of a type without a port of its own has one. Source: that of `monitorTypesWithPort`. */
export const portGiven: MonitorConstraint = {
  id: "monitor/port-given",
  property: "port",
  must: ({ type }) => `be given for a ${String(type)} monitor`,
  error: apiErrors.invalid,
  answer: ({ type }) => notValid(`port is required for a ${String(type)} monitor`),
  holds: ({ type, port }) =>
    anyOf([
      certain(port !== undefined),
      whenKnown(type, (one) => !monitorTypesWithPort.includes(one)),
    ]),
};

/** What the API refuses of a monitor for its own values. */
export const monitorConstraints: readonly MonitorConstraint[] = [
  intervalInRange,
  typeEntitled,
  portGiven,
];
