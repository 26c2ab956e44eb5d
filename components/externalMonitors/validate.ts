import type * as pulumi from "@pulumi/pulumi";
import { mapEntries } from "../../core/entries";
import { keyPath, keyProblem } from "../../core/paths";
import { describeValue, type Problem } from "../../core/problem";
import { repeated, wholeNumberProblem } from "../../core/rules";
import { checkLimits } from "../../facts/monitoring/checks";
import { uptimeRobotInterval } from "../../facts/monitoring/uptimeRobot";
import type { ProblemList } from "../internal/checked";
import { validateArgs, type Validated } from "../internal/validation";
import type { ExternalMonitorsArgs, MonitoredUrlArgs, UptimeRobotArgs, ZabbixArgs } from "./args";
import { checkedNewRelic } from "./validateNewRelic";
import { resolveExternalMonitors, type ResolvedExternalMonitors } from "./resolve";
import { externalMonitorsSchema } from "./schema";
import { credentialProblem, serviceUrlProblem } from "./urls";

/** Name and value of a header of HTTP. Source: RFC 9110, sections 5.1 and 5.5. */
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}$/;
const headerValue = /^[\x20-\x7E\t]*$/;

/**
 * Validates the arguments of an `ExternalMonitors`.
 * @param args - The arguments.
 * @param path - Where they stand; empty for a component's own.
 * @returns All problems at once, or what to watch, with late values behind their checks.
 */
export function validateExternalMonitors(
  args: ExternalMonitorsArgs,
  path: string,
): Validated<ResolvedExternalMonitors> {
  return validateArgs(externalMonitorsSchema, args, path, (problems) => {
    problems.add(
      Object.keys(args.urls).length === 0 ? nothingToWatch : undefined,
      [args.zabbix, args.uptimeRobot, args.newRelic].every((service) => service === undefined)
        ? nobodyWatches
        : undefined,
    );
    const headers = mapEntries(args.urls, (url, key) => checkedUrl(problems, key, url));
    const zabbix = args.zabbix && checkedZabbix(problems, args.zabbix);
    const uptimeRobot = args.uptimeRobot && checkedUptimeRobot(problems, args.uptimeRobot);
    // What is no interval is refused by the schema.
    const asked = Object.fromEntries(
      Object.entries(args.urls).filter(
        ([, { intervalSeconds = checkLimits.interval.minimum }]) =>
          wholeNumberProblem("", intervalSeconds, checkLimits.interval) === undefined,
      ),
    );
    if (args.uptimeRobot !== undefined) {
      problems.add(...intervalProblems(asked));
    }
    const newRelic = args.newRelic && checkedNewRelic(problems, args.newRelic, asked);
    return () => resolveExternalMonitors(args.urls, { headers, zabbix, uptimeRobot, newRelic });
  });
}

const nothingToWatch: Problem = {
  path: "urls",
  rule: "name at least one URL",
  actual: "{}",
};

const nobodyWatches: Problem = {
  path: "zabbix",
  rule: "be given, or uptimeRobot or newRelic, since without a service nobody watches",
  actual: "nothing",
};

/** Checks what the schema cannot, and puts the headers behind their checks. */
function checkedUrl(
  problems: ProblemList,
  key: string,
  { headers = {} }: MonitoredUrlArgs,
): Readonly<Record<string, pulumi.Input<string>>> {
  const path = keyPath("urls", key);
  problems.add(keyProblem(path, key));
  return mapEntries(headers, (value, name) => {
    const place = keyPath(`${path}.headers`, name);
    if (!headerName.test(name)) {
      problems.add({ path: place, rule: "have the name of a header", actual: describeValue(name) });
    }
    return problems.checked(value, (known) =>
      typeof known === "string" && headerValue.test(known)
        ? undefined
        : { path: place, rule: "be one line of ASCII", actual: "something else" },
    );
  });
}

function checkedZabbix(problems: ProblemList, zabbix: ZabbixArgs): ZabbixArgs {
  const { hostGroups } = zabbix;
  const path = "zabbix.hostGroups";
  if (hostGroups.length === 0) {
    problems.add({ path, rule: "name at least one host group, as Zabbix wants", actual: "[]" });
  }
  for (const { index } of repeated(hostGroups)) {
    const actual = describeValue(hostGroups[index]);
    problems.add({ path: `${path}[${index}]`, rule: "not repeat a host group", actual });
  }
  return {
    ...zabbix,
    url: problems.checked(zabbix.url, (url) => serviceUrlProblem("zabbix.url", url)),
    apiToken: problems.checked(zabbix.apiToken, (token) =>
      credentialProblem("zabbix.apiToken", token, "an API token"),
    ),
  };
}

function checkedUptimeRobot(problems: ProblemList, uptimeRobot: UptimeRobotArgs): UptimeRobotArgs {
  const { apiKey, alertContactIds, url } = uptimeRobot;
  const path = "uptimeRobot.alertContactIds";
  if (Object.keys(alertContactIds).length === 0) {
    problems.add({ path, rule: "name at least one alert contact, who is told", actual: "{}" });
  }
  return {
    ...(url === undefined
      ? {}
      : { url: problems.checked(url, (known) => serviceUrlProblem("uptimeRobot.url", known)) }),
    apiKey: problems.checked(apiKey, (key) =>
      credentialProblem("uptimeRobot.apiKey", key, "the main API key"),
    ),
    alertContactIds: mapEntries(alertContactIds, (id, key) =>
      problems.checked(id, (known) => contactProblem(keyPath(path, key), known)),
    ),
  };
}

function contactProblem(path: string, id: unknown): Problem | undefined {
  return typeof id === "string" && /^\d{1,19}$/.test(id)
    ? undefined
    : { path, rule: "be the id of an alert contact, a number as text", actual: describeValue(id) };
}

function intervalProblems(urls: ExternalMonitorsArgs["urls"]): (Problem | undefined)[] {
  return Object.entries(urls).map(([key, { intervalSeconds }]) =>
    intervalSeconds === undefined
      ? undefined
      : wholeNumberProblem(
          `${keyPath("urls", key)}.intervalSeconds`,
          intervalSeconds,
          uptimeRobotInterval,
        ),
  );
}
