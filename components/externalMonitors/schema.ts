import { checkLimits } from "../../facts/monitoring/checks";
import { newRelicLocation, NewRelicRegion } from "../../facts/monitoring/newRelic";
import { zabbixNames, ZabbixSeverity } from "../../facts/monitoring/zabbix";
import {
  fieldsOf,
  input,
  listOf,
  mapOf,
  ruled,
  text,
  toggle,
  type SchemaOf,
} from "../../core/schema";
import { choice, textLike, wholeNumber } from "../../core/valueSchemas";
import { monitoredUrlProblem } from "./urls";
import type {
  ExternalMonitorsArgs,
  MonitoredUrlArgs,
  NewRelicArgs,
  UptimeRobotArgs,
  ZabbixArgs,
} from "./args";

const monitoredUrl = fieldsOf({
  url: ruled({ type: "string", format: "uri" }, (value) => monitoredUrlProblem("", value)),
  intervalSeconds: wholeNumber(checkLimits.interval).optional(),
  timeoutSeconds: wholeNumber(checkLimits.timeout).optional(),
  expectedBody: textLike(/^[^\r\n]{1,250}$/, "be one line of 1 to 250 characters").optional(),
  followRedirects: toggle.optional(),
  headers: mapOf(input()).optional(),
} satisfies SchemaOf<MonitoredUrlArgs>);

const zabbix = fieldsOf({
  url: input(),
  apiToken: input(),
  host: textLike(
    zabbixNames.host,
    "have 1 to 128 letters, digits, spaces, dots, hyphens and underscores, with no space at an end",
  ),
  hostGroups: listOf(textLike(/\S/, "name a host group")),
  severity: choice(ZabbixSeverity).optional(),
  consecutiveFailures: wholeNumber({ minimum: 1, maximum: 10 }).optional(),
  tags: mapOf(text).optional(),
} satisfies SchemaOf<ZabbixArgs>);

const uptimeRobot = fieldsOf({
  apiKey: input(),
  alertContactIds: mapOf(input()),
  url: input().optional(),
} satisfies SchemaOf<UptimeRobotArgs>);

const newRelic = fieldsOf({
  accountId: input(),
  apiKey: input(),
  region: choice(NewRelicRegion).optional(),
  locations: listOf(
    textLike(newRelicLocation, "be a public location such as US_EAST_1, without AWS_"),
  ),
  certificateDays: wholeNumber({ minimum: 1, maximum: 365 }).optional(),
} satisfies SchemaOf<NewRelicArgs>);

/** The arguments of `ExternalMonitors`. */
export const externalMonitorsSchema = fieldsOf({
  urls: mapOf(monitoredUrl),
  zabbix: zabbix.optional(),
  uptimeRobot: uptimeRobot.optional(),
  newRelic: newRelic.optional(),
} satisfies SchemaOf<ExternalMonitorsArgs>);
