import { otherTypes } from "../../facts/resourceTypes";
import { monitorTypes } from "../../facts/monitoring/provider";
import { newRelicTypes } from "../../facts/monitoring/newRelic";
import { negated, type Certainty } from "../../core/certainty";
import { canonicalHostname } from "../../core/hostnames";
import { unknownValue } from "../../core/known";
import { ownEntry } from "../../core/ownEntry";
import { isList, isObject, readFlag, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";

/** A monitor of a service outside, which asks a URL as visitors do. */
export interface OutsideMonitor {
  /** The resource it was read from. */
  readonly resource: ModelResource;
  /** The hostname that it asks; undefined where the plan does not say. */
  readonly hostname: string | undefined;
  /** The URL that it asks; undefined where the plan does not say. */
  readonly url: URL | undefined;
  /** Whether it sends no headers that a program gave it, so that all of them are known. */
  readonly hasNoOtherHeaders: boolean;
  /** Whether it asks. */
  readonly on: Certainty;
}

/**
 * Whether something of each type asks. Source: the package `@pulumi/newrelic` 5, synthetics.Monitor (`status`: ENABLED or DISABLED); this
 * package's own provider.
 */
const askedBy: Readonly<Record<string, (monitor: ModelResource) => Certainty>> = {
  [newRelicTypes.monitor]: ({ properties }) => {
    const status = readText(properties.status) ?? "ENABLED";
    return status === unknownValue ? "unknown" : status === "DISABLED" ? "no" : "yes";
  },
  [otherTypes.healthcheck]: ({ properties }) => negated(readFlag(properties.suspended, "no")),
  [monitorTypes.uptimeRobotMonitor]: ({ properties }) => negated(readFlag(properties.paused, "no")),
  [monitorTypes.zabbixWebScenario]: ({ properties }) => readFlag(properties.enabled, "yes"),
};

/** Pulumi type tokens of monitors of services outside that are read. */
export const outsideMonitorTypes: ReadonlySet<string> = new Set(Object.keys(askedBy));

/**
 * Reads the monitors of services outside: of New Relic, standalone health checks of Cloudflare, and of UptimeRobot and Zabbix as this package
 * keeps them.
 * @param resources - The resources of one side of a plan.
 * @returns The monitors, in the order of the resources.
 */
export function outsideMonitors(resources: readonly ModelResource[]): OutsideMonitor[] {
  return resources.flatMap((resource) => {
    const on = ownEntry(askedBy, resource.type)?.(resource);
    if (on === undefined) {
      return [];
    }
    const url = urlOf(resource);
    const hostname = url && canonicalHostname(url.hostname);
    return [{ resource, on, url, hostname, hasNoOtherHeaders: hasNoOtherHeaders(resource) }];
  });
}

/** A standalone health check of Cloudflare names an address alone. */
function urlOf({ properties: { url, uri, address } }: ModelResource): URL | undefined {
  const place = readText(address);
  const asked = typeof place === "string" ? `https://${place}/` : readText(url ?? uri);
  return typeof asked === "string" && URL.canParse(asked) ? new URL(asked) : undefined;
}

function hasNoOtherHeaders({ properties: { headers, customHeaders } }: ModelResource): boolean {
  const given = headers ?? customHeaders ?? [];
  return isList(given) ? given.length === 0 : isObject(given) && Object.keys(given).length === 0;
}
