import { ZabbixSeverity, zabbixSeverities } from "../../facts/monitoring/zabbix";
import { fieldsOf, text, toggle, type SchemaOf } from "../../core/schema";
import { choice } from "../../core/valueSchemas";
import type { MonitorKind } from "../monitorKind";
import type { Answered } from "../serviceCall";
import type { ZabbixApi } from "./api";
import { deleteUnlessGone, disabledStatus, enabledStatus, textOf } from "./reading";
import { identical, makeOrTakeUp } from "./takingUp";

/** A trigger: what makes a problem of Zabbix, of which its actions tell people. */
export interface TriggerInputs {
  /** Name of the problem. */
  readonly description: string;
  /** When there is one, in Zabbix's language. */
  readonly expression: string;
  /** How bad it is, by its name in `ZabbixSeverity`. */
  readonly severity: string;
  /** Whether it is judged. */
  readonly enabled: boolean;
  /** What whoever gets it should know. */
  readonly comments: string;
}

/** Triggers of Zabbix. */
export const triggers: MonitorKind<ZabbixApi, TriggerInputs> = {
  inputs: fieldsOf({
    description: text,
    expression: text,
    severity: choice(ZabbixSeverity),
    enabled: toggle,
    comments: text,
  } satisfies SchemaOf<TriggerInputs>),
  replaces: [],
  create: (api, inputs, making) => {
    const { description } = inputs;
    const search = { method: "trigger.get", filter: { description }, idName: "triggerid" };
    return makeOrTakeUp(
      () => api.make("trigger.create", params(inputs), "triggerids"),
      () => identical(api, triggers, inputs, search, making),
    );
  },
  read: async (api, id) => {
    const found = await trigger(api, id);
    return found && inputsOf(found);
  },
  update: async (api, id, inputs) => {
    await api.call("trigger.update", { triggerid: id, ...params(inputs) });
  },
  delete: (api, id) =>
    deleteUnlessGone(api, "trigger", id, async () => (await trigger(api, id)) !== undefined),
};

function params({ description, expression, severity, enabled, comments }: TriggerInputs) {
  return {
    description,
    expression,
    priority: zabbixSeverities.indexOf(severity),
    status: enabled ? enabledStatus : disabledStatus,
    comments,
  };
}

async function trigger(api: ZabbixApi, id: string): Promise<Answered | undefined> {
  const [found] = await api.list("trigger.get", {
    triggerids: [id],
    output: ["description", "expression", "priority", "status", "comments"],
    expandExpression: true,
  });
  return found;
}

function inputsOf(found: Answered): TriggerInputs {
  const priority = textOf(found, "priority");
  return {
    description: textOf(found, "description"),
    expression: textOf(found, "expression"),
    severity: zabbixSeverities[Number(priority)] ?? priority,
    enabled: textOf(found, "status") === `${enabledStatus}`,
    comments: textOf(found, "comments"),
  };
}
