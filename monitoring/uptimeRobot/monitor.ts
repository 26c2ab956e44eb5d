import { checkLimits } from "../../facts/monitoring/checks";
import { uptimeRobotInterval, uptimeRobotWords } from "../../facts/monitoring/uptimeRobot";
import { ownEntry } from "../../core/ownEntry";
import { fieldsOf, listOf, mapOf, text, toggle, type SchemaOf } from "../../core/schema";
import { textLike, wholeNumber } from "../../core/valueSchemas";
import type { MonitorKind } from "../monitorKind";
import { ServiceError, type Answered } from "../serviceCall";
import type { UptimeRobotApi } from "./api";
import { OwnMonitor } from "./ownMonitor";

/** A monitor of UptimeRobot that asks one URL. */
export interface MonitorInputs {
  /** Its name. */
  readonly friendlyName: string;
  /** What is asked. */
  readonly url: string;
  /** Whether a status is enough (`HTTP`), or a text is looked for too (`KEYWORD`). */
  readonly type: string;
  /** The text that must be there; empty where none is looked for. */
  readonly keyword: string;
  /** Seconds between two checks. */
  readonly intervalSeconds: number;
  /** Seconds until an answer counts as none. */
  readonly timeoutSeconds: number;
  /** Whether a redirect is followed. */
  readonly followRedirects: boolean;
  /** Whether errors of the certificate count, and its end is told beforehand. */
  readonly checkTls: boolean;
  /** Status codes that are right: `2xx`. */
  readonly statusCodes: readonly string[];
  /** Headers of the request, their names in lower case, as the API has them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Ids of the alert contacts that are told, sorted. */
  readonly alertContactIds: readonly string[];
  /** Whether it is held. */
  readonly paused: boolean;
}

const { http, keyword, alertWhenMissing, caseSensitive, paused, method } = uptimeRobotWords;

/** Monitors of UptimeRobot. */
export const monitors: MonitorKind<UptimeRobotApi, MonitorInputs> = {
  inputs: fieldsOf({
    friendlyName: text,
    url: text,
    type: textLike(new RegExp(`^(${http}|${keyword})$`), `be ${http} or ${keyword}`),
    keyword: text,
    intervalSeconds: wholeNumber(uptimeRobotInterval),
    timeoutSeconds: wholeNumber(checkLimits.timeout),
    followRedirects: toggle,
    checkTls: toggle,
    statusCodes: listOf(text),
    headers: mapOf(text),
    alertContactIds: listOf(text),
    paused: toggle,
  } satisfies SchemaOf<MonitorInputs>),
  replaces: ["type"],
  create: async (api, inputs, making) => {
    const own = new OwnMonitor(api, inputs.type, making);
    const { id, isLeftOver } = (await own.find()) ?? (await own.make(body(inputs)));
    await (isLeftOver ? monitors.update(api, id, inputs) : run(api, id, inputs.paused, false));
    return id;
  },
  read: async (api, id) => {
    const found = await api.send({ method: "GET", path: `/monitors/${id}` });
    return found && inputsOf(found);
  },
  update: async (api, id, inputs) => {
    const path = `/monitors/${id}`;
    const changed = await api.send({ method: "PATCH", path, body: body(inputs) });
    if (changed === undefined) {
      throw new ServiceError(`UptimeRobot has no monitor ${id} any more: run pulumi refresh`);
    }
    await run(api, id, inputs.paused, changed.status === paused);
  },
  delete: async (api, id) => {
    const path = `/monitors/${id}`;
    await api.send({ method: "DELETE", path });
    await api.untilGone(path);
  },
};

/** Pauses or starts it. Source: uptimerobot/terraform-provider-uptimerobot, b41c1c3, internal/client/monitor.go. */
async function run(
  api: UptimeRobotApi,
  id: string,
  pause: boolean,
  isPaused: boolean,
): Promise<void> {
  if (pause !== isPaused) {
    await api.send({
      method: "POST",
      path: `/monitors/${id}/${pause ? "pause" : "start"}`,
      body: {},
    });
  }
}

function body(inputs: MonitorInputs) {
  return {
    friendlyName: inputs.friendlyName,
    url: inputs.url,
    type: inputs.type,
    httpMethodType: method,
    interval: inputs.intervalSeconds,
    timeout: inputs.timeoutSeconds,
    followRedirections: inputs.followRedirects,
    checkSSLErrors: inputs.checkTls,
    sslExpirationReminder: inputs.checkTls,
    domainExpirationReminder: false,
    successHttpResponseCodes: inputs.statusCodes,
    customHttpHeaders: inputs.headers,
    assignedAlertContacts: inputs.alertContactIds.map((alertContactId) => ({
      alertContactId,
      threshold: 0,
      recurrence: 0,
    })),
    ...(inputs.type === keyword
      ? {
          keywordType: alertWhenMissing,
          keywordCaseType: caseSensitive,
          keywordValue: inputs.keyword,
        }
      : {}),
  };
}

function inputsOf(found: Answered): MonitorInputs {
  const headers = Object.entries((found.customHttpHeaders ?? {}) as Record<string, string>);
  const contacts = (found.assignedAlertContacts ?? []) as { alertContactId: string | number }[];
  return {
    friendlyName: plain(found.friendlyName),
    url: plain(found.url),
    type: plain(found.type),
    keyword: found.type === keyword ? plain(found.keywordValue) : "",
    intervalSeconds: found.interval as number,
    timeoutSeconds: found.timeout as number,
    followRedirects: found.followRedirections === true,
    checkTls: found.checkSSLErrors === true && found.sslExpirationReminder === true,
    statusCodes: (found.successHttpResponseCodes ?? []) as string[],
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    alertContactIds: contacts.map(({ alertContactId }) => String(alertContactId)).sort(),
    paused: found.status === paused,
  };
}

const entities: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&amp;": "&",
};

/**
 * A text as it was sent. The API may answer it escaped for HTML. Source: its Terraform provider,
 * internal/provider/monitor/monitor_compare.go.
 */
function plain(value: unknown): string {
  return typeof value === "string"
    ? value.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ownEntry(entities, entity) ?? entity)
    : "";
}
