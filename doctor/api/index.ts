import { dayMilliseconds } from "../../core/days";
import { setMaxListeners } from "node:events";
import { isIP } from "node:net";
import type { HostnamePath } from "../../model/traffic/hostnamePath";
import type { PoolNode } from "../../model/traffic/pools";
import { readTrafficPaths, type TrafficModel } from "../../model/traffic/path";
import type { Evidence } from "../evidence";
import { witness } from "../witness";
import { judgeRecords, judgeZone, originsOf } from "./judged";
import { judgePoolEvents } from "./poolEvents";
import { judgePoolHealth } from "./poolHealth";
import { AccountReader } from "./reader";
import { readZone, type ReadZone } from "./reading";
import { examineServices } from "./services";
import type { AccountTarget } from "./target";

/** What the account says of a name. */
export interface AccountReading {
  readonly evidence: readonly Evidence[];
  /** The addresses and names that Cloudflare asks for it; none where that was not read. */
  readonly origins: readonly string[];
}

/**
 * Reads what Cloudflare is told to do with a name, by its API. Nothing is changed.
 * @param target - The name.
 * @param signal - The deadline.
 * @returns What was read, and what could not be. Never rejects for what the API answers.
 */
export async function examineAccount(
  target: AccountTarget,
  signal: AbortSignal,
): Promise<AccountReading> {
  const { unknown } = witness("edge", "account", "Cloudflare's API", "setting");
  if (target.access === undefined) {
    const why = "CLOUDFLARE_API_TOKEN is not set: settings, records, pools and rules were not read";
    return { evidence: [unknown(why)], origins: [] };
  }
  setMaxListeners(0, signal);
  const reader = await AccountReader.open(target.access, signal);
  const zone = await readZone(reader, target.hostname);
  if (zone === undefined) {
    const none = unknown(`the token sees no zone of ${target.hostname}`);
    return { evidence: reader.unread.length > 0 ? reader.unread : [none], origins: [] };
  }
  const model = readTrafficPaths(zone.resources, { complete: zone.isWhole });
  const path = model.pathOf(target.hostname);
  const origins = originsOf(model, path);
  const [health, services] = await Promise.all([
    healthOf(reader, zone, model, path),
    path.proxied === "no" ? [] : examineServices(reader, zone, target, origins),
  ]);
  return {
    evidence: [
      ...judgeZone(zone, model, path),
      ...judgeRecords(
        target.hostname,
        origins.filter((origin) => isIP(origin) !== 0),
        target,
      ),
      ...[...health, ...services],
      ...reader.unread,
    ],
    origins,
  };
}

async function healthOf(
  reader: AccountReader,
  { accountId }: ReadZone,
  model: TrafficModel,
  { loadBalancer }: HostnamePath,
): Promise<Evidence[]> {
  const pools = loadBalancer === undefined ? [] : model.balanced.heldBy(loadBalancer);
  const [events, ...health] = await Promise.all([
    pools.length === 0 ? [] : eventsOf(reader, pools),
    ...pools.map(async ({ resource: { id = "", name } }) => {
      const answer = await reader.read(`health of pool ${name}`, ({ loadBalancers }, options) =>
        loadBalancers.pools.health.get(id, { account_id: accountId }, options),
      );
      return answer === undefined ? [] : [judgePoolHealth(name, answer)];
    }),
  ]);
  return [...health.flat(), ...events];
}

/** Of the last day. The client has no method of its own for them. Source: Cloudflare API reference, load balancer healthcheck events. */
async function eventsOf(reader: AccountReader, pools: readonly PoolNode[]): Promise<Evidence[]> {
  const since = new Date(Date.now() - dayMilliseconds).toISOString();
  const answer = await reader.read("events of load balancers", (client, options) =>
    client.get<{ readonly result?: unknown }>("/user/load_balancing_analytics/events", {
      ...options,
      query: { since },
    }),
  );
  return answer === undefined
    ? []
    : pools.map(({ resource: { id = "", name } }) => judgePoolEvents({ name, id }, answer.result));
}

export type { ApiAccess } from "./reader";
export type { AccountTarget } from "./target";
