import type * as pulumi from "@pulumi/pulumi";
import { given, mapEntries } from "../../core/entries";
import { ownEntry } from "../../core/ownEntry";
import { ZabbixSeverity } from "../../facts/monitoring/zabbix";
import { uptimeRobotApi } from "../../facts/monitoring/uptimeRobot";
import { NewRelicRegion } from "../../facts/monitoring/newRelic";
import type { MonitoredUrlArgs, NewRelicArgs, UptimeRobotArgs, ZabbixArgs } from "./args";

/** A URL with nothing left open; late values are behind their checks. */
export type ResolvedUrl = Required<Omit<MonitoredUrlArgs, "expectedBody">> &
  Pick<MonitoredUrlArgs, "expectedBody">;

/** What to watch from outside, and by whom, with nothing left open. */
export interface ResolvedExternalMonitors {
  /** The URLs, by key. */
  readonly urls: Readonly<Record<string, ResolvedUrl>>;
  /** The Zabbix that watches them; undefined for none. */
  readonly zabbix: Required<ZabbixArgs> | undefined;
  /** UptimeRobot; undefined where it does not watch. */
  readonly uptimeRobot: Required<UptimeRobotArgs> | undefined;
  /** The account of New Relic that watches them; undefined for none. */
  readonly newRelic: Required<NewRelicArgs> | undefined;
}

/**
 * Fills in the defaults of arguments that have passed the checks.
 * @param urls - The URLs, by key.
 * @param checked - The inputs that the checks gate.
 * @returns What to watch.
 */
export function resolveExternalMonitors(
  urls: Readonly<Record<string, MonitoredUrlArgs>>,
  checked: {
    readonly headers: Readonly<Record<string, Readonly<Record<string, pulumi.Input<string>>>>>;
    readonly zabbix: ZabbixArgs | undefined;
    readonly uptimeRobot: UptimeRobotArgs | undefined;
    readonly newRelic: NewRelicArgs | undefined;
  },
): ResolvedExternalMonitors {
  const { headers, zabbix, uptimeRobot, newRelic } = checked;
  return {
    urls: mapEntries(urls, (url, key) => ({
      ...{ intervalSeconds: 60, timeoutSeconds: 15, followRedirects: false, paused: false },
      ...given(url),
      headers: ownEntry(headers, key) ?? {},
    })),
    zabbix: zabbix && {
      ...{ severity: ZabbixSeverity.High, consecutiveFailures: 2, tags: {} },
      ...given(zabbix),
      hostGroups: [...zabbix.hostGroups].sort(),
    },
    uptimeRobot: uptimeRobot && { url: uptimeRobotApi.url, ...given(uptimeRobot) },
    newRelic: newRelic && {
      ...{ region: NewRelicRegion.Us, certificateDays: 14 },
      ...given(newRelic),
      locations: [...newRelic.locations].sort(),
    },
  };
}
