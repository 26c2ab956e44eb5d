import { zabbixNames, zabbixSeconds } from "../../facts/monitoring/zabbix";
import { fieldsOf, mapOf, text, toggle, type SchemaOf } from "../../core/schema";
import { textLike, wholeNumber } from "../../core/valueSchemas";
import type { MonitorKind } from "../monitorKind";
import type { Answered } from "../serviceCall";
import type { ZabbixApi } from "./api";
import {
  deleteUnlessGone,
  disabledStatus,
  enabledStatus,
  flag,
  objectsOf,
  secondsOf,
  textOf,
} from "./reading";
import { identical, makeOrTakeUp } from "./takingUp";

/** A web scenario of one step, which asks one URL. */
export interface WebScenarioInputs {
  /** The host that it belongs to. */
  readonly hostId: string;
  /** Its name, one of its kind on the host. */
  readonly name: string;
  /** Whether it runs. */
  readonly enabled: boolean;
  /** Seconds between two checks. */
  readonly intervalSeconds: number;
  /** How often a check is tried before it counts as failed. */
  readonly attempts: number;
  /** What is asked. */
  readonly url: string;
  /** Status codes that are right, as Zabbix writes them: `200-299`. */
  readonly statusCodes: string;
  /** A regular expression (PCRE) that must be in the answer; empty for none. */
  readonly required: string;
  /** Seconds until an answer counts as none. */
  readonly timeoutSeconds: number;
  /** Whether a redirect is followed. */
  readonly followRedirects: boolean;
  /** Whether the certificate must be right, in its chain and its name. */
  readonly verifyTls: boolean;
  /** Headers of the request. */
  readonly headers: Readonly<Record<string, string>>;
}

const stepName = "get";

/** The most attempts. Source: Zabbix manual, API reference, web scenario, `retries`. */
const attempts = { minimum: 1, maximum: 10 };

/** Web scenarios of Zabbix. */
export const webScenarios: MonitorKind<ZabbixApi, WebScenarioInputs> = {
  inputs: fieldsOf({
    hostId: text,
    name: textLike(new RegExp(`^.{1,${zabbixNames.longestScenario}}$`), "have 1 to 64 characters"),
    enabled: toggle,
    intervalSeconds: wholeNumber(zabbixSeconds.interval),
    attempts: wholeNumber(attempts),
    url: text,
    statusCodes: text,
    required: text,
    timeoutSeconds: wholeNumber(zabbixSeconds.timeout),
    followRedirects: toggle,
    verifyTls: toggle,
    headers: mapOf(text),
  } satisfies SchemaOf<WebScenarioInputs>),
  replaces: ["hostId"],
  create: (api, inputs, making) => {
    const { hostId: hostid, name } = inputs;
    const wanted = { hostid, ...params(inputs, {}) };
    const search = { method: "httptest.get", filter: { hostid, name }, idName: "httptestid" };
    return makeOrTakeUp(
      () => api.make("httptest.create", wanted, "httptestids"),
      () => identical(api, webScenarios, inputs, search, making),
    );
  },
  read: async (api, id) => {
    const found = await scenario(api, id);
    return found && inputsOf(found);
  },
  update: async (api, id, inputs) => {
    const found = await scenario(api, id);
    const [step] = found === undefined ? [] : objectsOf(found, "steps");
    // A step without its id would be another one, without its history.
    const known = step === undefined ? {} : { httpstepid: textOf(step, "httpstepid") };
    await api.call("httptest.update", { httptestid: id, ...params(inputs, known) });
  },
  delete: (api, id) =>
    deleteUnlessGone(api, "httptest", id, async () => (await scenario(api, id)) !== undefined),
};

function params(inputs: Omit<WebScenarioInputs, "hostId">, knownStep: { httpstepid?: string }) {
  return {
    name: inputs.name,
    status: inputs.enabled ? enabledStatus : disabledStatus,
    delay: `${inputs.intervalSeconds}s`,
    retries: inputs.attempts,
    headers: Object.entries(inputs.headers).map(([name, value]) => ({ name, value })),
    verify_peer: flag(inputs.verifyTls),
    verify_host: flag(inputs.verifyTls),
    steps: [
      {
        ...knownStep,
        no: 1,
        name: stepName,
        url: inputs.url,
        status_codes: inputs.statusCodes,
        required: inputs.required,
        timeout: `${inputs.timeoutSeconds}s`,
        follow_redirects: flag(inputs.followRedirects),
      },
    ],
  };
}

async function scenario(api: ZabbixApi, id: string): Promise<Answered | undefined> {
  const [found] = await api.list("httptest.get", {
    httptestids: [id],
    output: "extend",
    selectSteps: "extend",
  });
  return found;
}

/** What is not as it may be written, such as an interval by a macro, is given as Zabbix has it: it differs from every input. */
function inputsOf(found: Answered): WebScenarioInputs {
  const [step = {}, ...others] = objectsOf(found, "steps");
  const isOn = (object: Answered, name: string): boolean => textOf(object, name) === "1";
  return {
    hostId: textOf(found, "hostid"),
    name: textOf(found, "name"),
    enabled: textOf(found, "status") === `${enabledStatus}`,
    intervalSeconds: secondsOf(textOf(found, "delay")) as number,
    attempts: Number(textOf(found, "retries")),
    url: textOf(step, "url"),
    statusCodes: textOf(step, "status_codes"),
    required: textOf(step, "required"),
    timeoutSeconds: secondsOf(textOf(step, "timeout")) as number,
    followRedirects: isOn(step, "follow_redirects"),
    verifyTls: isOn(found, "verify_peer") && isOn(found, "verify_host"),
    headers: Object.fromEntries(
      objectsOf(found, "headers").map((each) => [textOf(each, "name"), textOf(each, "value")]),
    ),
    ...(others.length === 0 ? {} : { stepsBesides: others.length }),
  };
}
