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

/** The arguments of a URL that is watched, by name. */
export const monitoredUrlFields = {
  url: ruled({ type: "string", format: "uri" }, (value) => monitoredUrlProblem("", value)),
  intervalSeconds: wholeNumber(checkLimits.interval).optional(),
  timeoutSeconds: wholeNumber(checkLimits.timeout).optional(),
  expectedBody: textLike(/^[^\r\n]{1,250}$/, "be one line of 1 to 250 characters").optional(),
  followRedirects: toggle.optional(),
  headers: mapOf(input()).optional(),
  paused: toggle.optional(),
} satisfies SchemaOf<MonitoredUrlArgs>;

/** The arguments of a Zabbix, by name. */
export const zabbixFields = {
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
} satisfies SchemaOf<ZabbixArgs>;

/** The arguments of UptimeRobot, by name. */
export const uptimeRobotFields = {
  apiKey: input(),
  alertContactIds: mapOf(input()),
  url: input().optional(),
} satisfies SchemaOf<UptimeRobotArgs>;

/** The arguments of New Relic, by name. */
export const newRelicFields = {
  accountId: input(),
  apiKey: input(),
  region: choice(NewRelicRegion).optional(),
  locations: listOf(
    textLike(newRelicLocation, "be a public location such as US_EAST_1, without AWS_"),
  ),
  certificateDays: wholeNumber({ minimum: 1, maximum: 365 }).optional(),
} satisfies SchemaOf<NewRelicArgs>;

/** The arguments of `ExternalMonitors`. */
export const externalMonitorsSchema = fieldsOf({
  urls: mapOf(fieldsOf(monitoredUrlFields)),
  zabbix: fieldsOf(zabbixFields).optional(),
  uptimeRobot: fieldsOf(uptimeRobotFields).optional(),
  newRelic: fieldsOf(newRelicFields).optional(),
} satisfies SchemaOf<ExternalMonitorsArgs>);
