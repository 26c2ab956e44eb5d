import { zabbixNames } from "../../facts/monitoring/zabbix";
import { fieldsOf, listOf, mapOf, text, toggle, type SchemaOf } from "../../core/schema";
import { textLike } from "../../core/valueSchemas";
import type { Making, MonitorKind } from "../monitorKind";
import { ServiceError } from "../serviceCall";
import type { ZabbixApi } from "./api";
import { deleteUnlessGone, disabledStatus, enabledStatus, objectsOf, textOf } from "./reading";
import { makeOrTakeUp } from "./takingUp";

/** A host of Zabbix, which holds what is watched of one site. It needs no interface, since web scenarios have none. */
export interface HostInputs {
  /** Its technical name. */
  readonly host: string;
  /** Names of the groups that it is in, sorted; they exist. */
  readonly hostGroups: readonly string[];
  /** Whether it is watched. */
  readonly enabled: boolean;
  /** Its tags, which its problems inherit. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Hosts of Zabbix. */
export const hosts: MonitorKind<ZabbixApi, HostInputs> = {
  inputs: fieldsOf({
    host: textLike(zabbixNames.host, "be a technical name of a Zabbix host"),
    hostGroups: listOf(text),
    enabled: toggle,
    tags: mapOf(text),
  } satisfies SchemaOf<HostInputs>),
  replaces: [],
  create: async (api, inputs, making) => {
    const wanted = { ...(await params(api, inputs)), description: ownerLine(making.urn) };
    return makeOrTakeUp(
      () => api.make("host.create", wanted, "hostids"),
      async () => {
        const id = await ownHost(api, inputs.host, making);
        if (id !== undefined) {
          await api.call("host.update", { hostid: id, ...wanted });
        }
        return id;
      },
    );
  },
  read: readHost,
  update: async (api, id, inputs) => {
    await api.call("host.update", { hostid: id, ...(await params(api, inputs)) });
  },
  delete: (api, id) =>
    deleteUnlessGone(api, "host", id, async () => (await readHost(api, id)) !== undefined),
};

/** What the description of a host says, by which it is known again after a run that was cut off. */
function ownerLine(urn: string): string {
  return `Made by Pulumi as ${urn}`;
}

/** The id of a host that was made for a resource and may be taken up; undefined where another has the name. */
async function ownHost(
  api: ZabbixApi,
  host: string,
  { urn, mayTakeUp }: Making,
): Promise<string | undefined> {
  const filter = { host: [host] };
  const [found] = await api.list("host.get", { filter, output: ["description"] });
  const isOwn = found !== undefined && textOf(found, "description") === ownerLine(urn);
  const id = isOwn ? textOf(found, "hostid") : undefined;
  return id !== undefined && mayTakeUp(id) ? id : undefined;
}

async function params(api: ZabbixApi, { host, hostGroups, enabled, tags }: HostInputs) {
  return {
    host,
    groups: await groupIds(api, hostGroups),
    status: enabled ? enabledStatus : disabledStatus,
    tags: Object.entries(tags).map(([tag, value]) => ({ tag, value })),
  };
}

async function groupIds(api: ZabbixApi, names: readonly string[]) {
  const filter = { name: names };
  const found = await api.list("hostgroup.get", { output: ["name"], filter });
  const missing = names.filter((name) => !found.some((group) => textOf(group, "name") === name));
  if (missing.length > 0) {
    throw new ServiceError(
      `Zabbix has no host group ${missing.join(", ")} that the token may see; make it in the frontend, or name another in zabbix.hostGroups`,
    );
  }
  return found.map((group) => ({ groupid: textOf(group, "groupid") }));
}

async function readHost(api: ZabbixApi, id: string): Promise<HostInputs | undefined> {
  const [found] = await api.list("host.get", {
    hostids: [id],
    output: ["host", "status"],
    selectGroups: ["name"],
    selectTags: ["tag", "value"],
  });
  return (
    found && {
      host: textOf(found, "host"),
      hostGroups: objectsOf(found, "groups")
        .map((group) => textOf(group, "name"))
        .sort(),
      enabled: textOf(found, "status") === `${enabledStatus}`,
      tags: Object.fromEntries(
        objectsOf(found, "tags").map((tag) => [textOf(tag, "tag"), textOf(tag, "value")]),
      ),
    }
  );
}
