import { monitorDefaults } from "../../facts/cloudflare/monitors";
import { ownEntry } from "../../core/ownEntry";
import { allOf, negated, type Certainty } from "../../core/certainty";
import type { Inventory } from "../graph/inventory";
import {
  isObject,
  knownObjects,
  readFlag,
  readList,
  readNumber,
  readObject,
  readText,
  readTexts,
} from "../graph/reading";
import { type Known, unknownValue } from "../../core/known";
import { type ModelObject, type ModelResource, type ModelValue } from "../graph/resources";
import { targetOf } from "../graph/targets";

/** A health monitor. A property that is not set has the provider's default, or is undefined where there is none. */
export interface MonitorNode {
  /** The resource it was read from. */
  readonly resource: ModelResource;
  /** `http`, `https`, `tcp` and others. */
  readonly type: Known<string>;
  /** Expected status codes; "" accepts none in particular. */
  readonly expectedCodes: Known<string>;
  /** Text that the body must hold; "" for any. */
  readonly expectedBody: Known<string>;
  /** Method that it asks with. */
  readonly method: Known<string>;
  /** The headers that it sends, the Host header among them, by their names as written; the values that are not known are unknown. */
  readonly headers: Known<ReadonlyMap<string, readonly Known<string>[]>>;
  /** Path that is asked for. */
  readonly path: Known<string>;
  /** Port; undefined for the type's own. */
  readonly port: Known<number> | undefined;
  /** Host headers sent; unknown, or undefined where none is set. */
  readonly hosts: Known<readonly Known<string>[]> | undefined;
  /** Zone that the probe simulates; "" for none. */
  readonly probeZone: Known<string>;
  /** Seconds between probes. */
  readonly intervalSeconds: Known<number>;
  /** Seconds until a probe counts as failed. */
  readonly timeoutSeconds: Known<number>;
  /** Retries after a timeout. */
  readonly retries: Known<number>;
  /** Failed probes in a row until an origin is out; undefined where it is not set. */
  readonly consecutiveDown: Known<number> | undefined;
  /** Good probes in a row until an origin is back; undefined where it is not set. */
  readonly consecutiveUp: Known<number> | undefined;
  /** Whether certificates are not verified. */
  readonly allowInsecure: Certainty;
  /** Whether redirects are followed. */
  readonly followRedirects: Certainty;
}

/**
 * Reads a health monitor.
 * @param resource - A `LoadBalancerMonitor`.
 * @returns The monitor.
 */
export function readMonitor(resource: ModelResource): MonitorNode {
  const own = resource.properties;
  return {
    resource,
    type: readText(own.type) ?? monitorDefaults.type,
    expectedCodes: readText(own.expectedCodes) ?? monitorDefaults.expectedCodes,
    expectedBody: readText(own.expectedBody) ?? "",
    method: readText(own.method) ?? monitorDefaults.method,
    headers: headersOf(own),
    path: readText(own.path) ?? monitorDefaults.path,
    port: readNumber(own.port),
    hosts: hostsOf(own),
    probeZone: readText(own.probeZone) ?? "",
    intervalSeconds: readNumber(own.interval) ?? monitorDefaults.intervalSeconds,
    timeoutSeconds: readNumber(own.timeout) ?? monitorDefaults.timeoutSeconds,
    retries: readNumber(own.retries) ?? monitorDefaults.retries,
    consecutiveDown: readNumber(own.consecutiveDown),
    consecutiveUp: readNumber(own.consecutiveUp),
    allowInsecure: readFlag(own.allowInsecure, "no"),
    followRedirects: readFlag(own.followRedirects, "no"),
  };
}

/**
 * Lists the monitors of a group.
 * @param inventory - Where they are.
 * @param group - A `LoadBalancerMonitorGroup`; another resource has none.
 * @returns The monitors that are known, or may be meant.
 */
export function groupedMonitors(inventory: Inventory, group: ModelResource): ModelResource[] {
  return knownObjects(group.properties.members).flatMap(
    ({ monitorId }) => targetOf(inventory, monitorId, "monitor")?.resources ?? [],
  );
}

/** A monitor of a group that decides whether origins are healthy. */
export interface DecidingMonitor {
  /** The monitor. */
  readonly resource: ModelResource;
  /** Whether an origin is out as soon as this one holds it unhealthy. */
  readonly mustBeHealthy: Certainty;
}

/**
 * Lists the monitors of a group that decide whether a pool is healthy: those that are on, and do not only look.
 * Source: schema of the Cloudflare provider, load_balancer_monitor_group, `members.enabled` and `members.monitoring_only`.
 * @param inventory - Where they are.
 * @param group - A `LoadBalancerMonitorGroup`.
 * @returns The monitors; undefined where it is not known which decide, or the resources do not hold one that does.
 */
export function decidingMonitors(
  inventory: Inventory,
  group: ModelResource,
): readonly DecidingMonitor[] | undefined {
  const members = readList(group.properties.members);
  const listed: readonly ModelValue[] = members === unknownValue ? [unknownValue] : members;
  const deciding = listed.filter((member) => decides(member) !== "no");
  const found = deciding
    .filter((member) => decides(member) === "yes")
    .filter(isObject)
    .flatMap(({ monitorId, mustBeHealthy }) => {
      const target = targetOf(inventory, monitorId, "monitor");
      const resources = target?.state === "found" ? target.resources : [];
      return resources.map((resource) => ({
        ...{ resource, mustBeHealthy: readFlag(mustBeHealthy, "no") },
      }));
    });
  return found.length === deciding.length ? found : undefined;
}

function decides(member: ModelValue): Certainty {
  return isObject(member)
    ? allOf([readFlag(member.enabled, "yes"), negated(readFlag(member.monitoringOnly, "no"))])
    : "unknown";
}

function headersOf({ header }: ModelObject): MonitorNode["headers"] {
  const headers = readObject(header);
  if (headers === unknownValue) {
    return unknownValue;
  }
  const read = Object.entries(headers).map(([name, value]) => {
    const values = readTexts(value);
    const known: readonly Known<string>[] = values === unknownValue ? [unknownValue] : values;
    return [name, known] as const;
  });
  return new Map(read);
}

function hostsOf({ header }: ModelObject): MonitorNode["hosts"] {
  const headers = readObject(header);
  if (headers === unknownValue) {
    return unknownValue;
  }
  const name = Object.keys(headers).find((each) => each.toLowerCase() === "host");
  return name === undefined ? undefined : readTexts(ownEntry(headers, name));
}
