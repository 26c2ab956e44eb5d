import * as pulumi from "@pulumi/pulumi";
import { monitorsSettings } from "../../facts/monitoring/provider";
import { uptimeRobotWords } from "../../facts/monitoring/uptimeRobot";
import { mapEntries } from "../../core/entries";
import { childName } from "../internal/names";
import type { UptimeRobotArgs } from "./args";
import type { ResolvedExternalMonitors, ResolvedUrl } from "./resolve";
import { MonitorsProvider, UptimeRobotMonitor } from "./resources";

/** What is declared in UptimeRobot. */
export interface UptimeRobotMonitors {
  /** How it is reached. */
  readonly provider: MonitorsProvider;
  /** The monitors, by the keys of the URLs. */
  readonly monitors: Readonly<Record<string, UptimeRobotMonitor>>;
}

/**
 * Declares the monitors.
 * @param name - Logical name of the component.
 * @param urls - The URLs, by key.
 * @param uptimeRobot - How it is reached, and who is told.
 * @param parent - The component.
 */
export function declareUptimeRobot(
  name: string,
  urls: ResolvedExternalMonitors["urls"],
  uptimeRobot: Required<UptimeRobotArgs>,
  parent: pulumi.Resource,
): UptimeRobotMonitors {
  const settings = {
    [monitorsSettings.uptimeRobotUrl]: uptimeRobot.url,
    [monitorsSettings.uptimeRobotApiKey]: pulumi.secret(uptimeRobot.apiKey),
  };
  const provider = new MonitorsProvider(childName(name, "uptimerobot"), settings, { parent });
  const monitors = mapEntries(urls, (url, key) => {
    const inputs = monitorInputs(key, url, uptimeRobot);
    const monitorName = childName(name, "uptimerobot-monitor", key);
    return new UptimeRobotMonitor(monitorName, inputs, { parent, provider });
  });
  return { provider, monitors };
}

function monitorInputs(
  key: string,
  url: ResolvedUrl,
  { alertContactIds }: Required<UptimeRobotArgs>,
): pulumi.Inputs {
  const headers = Object.fromEntries(
    Object.entries(url.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return {
    friendlyName: key,
    url: url.url,
    type: url.expectedBody === undefined ? uptimeRobotWords.http : uptimeRobotWords.keyword,
    keyword: url.expectedBody ?? "",
    intervalSeconds: url.intervalSeconds,
    timeoutSeconds: url.timeoutSeconds,
    followRedirects: url.followRedirects,
    checkTls: /^https:/i.test(url.url),
    statusCodes: ["2xx"],
    headers: Object.keys(headers).length > 0 ? pulumi.secret(headers) : headers,
    alertContactIds: pulumi
      .all(Object.values(alertContactIds))
      .apply((ids) => [...new Set(ids)].sort()),
    paused: url.paused,
  };
}
