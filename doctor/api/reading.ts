import { parentHostnames } from "../../core/hostnames";
import { rulesetPhases } from "../../facts/cloudflare/rulesetPhases";
import { originPullsSetting, tlsSettings } from "../../facts/cloudflare/zoneSettings";
import type { ModelResource } from "../../model/graph/resources";
import { fromApiAnswer } from "../../model/plan/apiAnswer";
import { mostListed, type AccountReader } from "./reader";

/** The zone of a name, and what the account holds of it. */
export interface ReadZone {
  readonly id: string;
  readonly name: string;
  readonly accountId: string;
  /** `active`, or what keeps it from being so. */
  readonly status: string;
  readonly resources: readonly ModelResource[];
  /** Whether nothing of it was left unread. */
  readonly isWhole: boolean;
  /** Whether all of its rules were read. */
  readonly hasAllRules: boolean;
}

/** Records that one call gives. */
const recordsPerCall = 1000;

const settings = [
  ...[tlsSettings.sslMode.id, tlsSettings.automaticSsl.id, originPullsSetting],
  tlsSettings.originMaximumHttpVersion.id,
] as const;

/**
 * Reads the zone of a name: its settings, records, load balancers, pools and rules.
 * @param reader - Reads.
 * @param hostname - The name.
 * @returns The zone; undefined where the token sees none.
 */
export async function readZone(
  reader: AccountReader,
  hostname: string,
): Promise<ReadZone | undefined> {
  const zone = await findZone(reader, hostname);
  if (zone === undefined) {
    return undefined;
  }
  const { id: zoneId, account } = zone;
  const [records, balancing, rules, ...others] = await Promise.all([
    recordsOf(reader, zoneId),
    balancingOf(reader, zoneId, account.id ?? ""),
    rulesetsOf(reader, zoneId),
    settingsOf(reader, zoneId),
    originPullsOf(reader, zoneId),
  ]);
  return {
    ...{ id: zoneId, name: zone.name, accountId: account.id ?? "" },
    status: zone.status ?? "unknown",
    resources: [
      fromApiAnswer({ type: "zone", id: zoneId, answer: zone }),
      ...[records ?? [], balancing ?? [], ...others].flat(),
      ...rules.filter((each) => each !== undefined),
    ],
    isWhole: records !== undefined && records.length < mostListed && balancing !== undefined,
    hasAllRules: !rules.includes(undefined),
  };
}

async function findZone(reader: AccountReader, hostname: string) {
  for (const name of [hostname, ...parentHostnames(hostname)].filter((each) =>
    each.includes("."),
  )) {
    const page = await reader.read(`zone ${name}`, ({ zones }, options) =>
      zones.list({ name }, options),
    );
    // What refuses one name refuses all.
    if (page === undefined || page.result[0] !== undefined) {
      return page?.result[0];
    }
  }
  return undefined;
}

async function recordsOf(
  reader: AccountReader,
  zoneId: string,
): Promise<ModelResource[] | undefined> {
  const records = await reader.list("DNS records", ({ dns }, options) =>
    dns.records.list({ zone_id: zoneId, per_page: recordsPerCall }, options),
  );
  return records?.map((answer) =>
    fromApiAnswer({ type: "dnsRecord", id: answer.id, answer, beside: { zoneId } }),
  );
}

/** An account without load balancing has none of it; undefined is what could not be read. */
async function balancingOf(
  reader: AccountReader,
  zoneId: string,
  accountId: string,
): Promise<ModelResource[] | undefined> {
  const balancers = await reader.list("load balancers", ({ loadBalancers }, options) =>
    loadBalancers.list({ zone_id: zoneId }, options),
  );
  if (balancers === undefined || balancers.length === 0) {
    return balancers && [];
  }
  const pools = await reader.list("pools", ({ loadBalancers }, options) =>
    loadBalancers.pools.list({ account_id: accountId }, options),
  );
  return (
    pools && [
      ...balancers.map((answer) =>
        fromApiAnswer({ type: "loadBalancer", id: answer.id ?? "", answer, beside: { zoneId } }),
      ),
      ...pools.map((answer) =>
        fromApiAnswer({ type: "pool", id: answer.id ?? "", answer, beside: { accountId } }),
      ),
    ]
  );
}

async function settingsOf(reader: AccountReader, zoneId: string): Promise<ModelResource[]> {
  const read = await Promise.all(
    settings.map(async (id) => {
      const answer = await reader.read(`setting ${id}`, ({ zones }, options) =>
        zones.settings.get(id, { zone_id: zoneId }, options),
      );
      const beside = { zoneId, settingId: id };
      return answer === undefined
        ? []
        : [fromApiAnswer({ type: "zoneSetting", id: `${zoneId}/${id}`, answer, beside })];
    }),
  );
  return read.flat();
}

/** Undefined stands for what could not be read. */
async function rulesetsOf(
  reader: AccountReader,
  zoneId: string,
): Promise<(ModelResource | undefined)[]> {
  const all = await reader.list("rulesets", ({ rulesets }, options) =>
    rulesets.list({ zone_id: zoneId }, options),
  );
  if (all === undefined) {
    return [undefined];
  }
  const own = all.filter(
    ({ kind, phase }) => kind === "zone" && Object.hasOwn(rulesetPhases, phase),
  );
  return Promise.all(
    own.map(async ({ id, phase }) => {
      const answer = await reader.read(`rules of ${phase}`, ({ rulesets }, options) =>
        rulesets.get(id, { zone_id: zoneId }, options),
      );
      return answer && fromApiAnswer({ type: "ruleset", id, answer, beside: { zoneId } });
    }),
  );
}

async function originPullsOf(reader: AccountReader, zoneId: string): Promise<ModelResource[]> {
  const answer = await reader.read("Authenticated Origin Pulls", (client, options) =>
    client.originTLSClientAuth.settings.get({ zone_id: zoneId }, options),
  );
  return answer == null
    ? []
    : [fromApiAnswer({ type: "originPulls", id: zoneId, answer, beside: { zoneId } })];
}
