import { canonicalHostname } from "../../../model/graph/hostnames";
import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { isOwnHostHeader } from "../../../constraints/hostHeaders";
import { poolsOfLoadBalancer } from "../../../constraints/inUse";
import { notValid } from "../../../constraints/loadBalancers";
import { monitorConstraints } from "../../../constraints/monitors";
import { poolConstraints, type PoolFields } from "../../../constraints/pools";
import { monitorDefaults } from "../../../facts/cloudflare/monitors";
import { planLimits } from "../../../facts/cloudflare/plans";
import type { StoredObject } from "../account/account";
import { idsAt, types } from "../account/indexes";
import { refuse, refuseBroken } from "../calls/refuse";
import type { Place, ResourceHandler } from "../resources/handler";
import { list, number, object, text, texts, type Properties } from "../values";
import { accountPath, restHandler } from "./rest";
import { accountPlan, allZones } from "./zones";

/** Monitors: `/accounts/<account>/load_balancers/monitors`. */
export const monitorHandler: ResourceHandler = restHandler(
  types.monitor,
  { collection: (monitor) => `${accountPath(monitor)}/load_balancers/monitors` },
  { validate: admitMonitor },
);

/** Monitor groups: `/accounts/<account>/load_balancers/monitor_groups`. */
export const monitorGroupHandler: ResourceHandler = restHandler(
  types.monitorGroup,
  { collection: (group) => `${accountPath(group)}/load_balancers/monitor_groups` },
  {
    validate: (group, place) => {
      for (const member of list(group.members)) {
        admitReference(place, types.monitor, text(object(member).monitorId), "monitor");
      }
    },
  },
);

/** Pools: `/accounts/<account>/load_balancers/pools`. */
export const poolHandler: ResourceHandler = restHandler(
  types.pool,
  { collection: (pool) => `${accountPath(pool)}/load_balancers/pools` },
  {
    validate: admitPool,
    computeOutputs: (pool) => ({ origins: sortedOrigins(pool) }),
  },
);

function admitMonitor(monitor: Properties, place: Place, current?: StoredObject): void {
  if (!place.seed.loadBalancing) {
    withoutSubscription("interval is not in range [0, 0]");
  }
  const plan = accountPlan(place);
  const fields = {
    type: text(monitor.type),
    interval: number(monitor.interval) ?? monitorDefaults.intervalSeconds,
    port: number(monitor.port),
  };
  refuseBroken(monitorConstraints, fields, { plan });
  if (current === undefined) {
    admitQuota(place, "monitors", planLimits[plan].monitors, "monitors");
  }
}

function admitPool(pool: Properties, place: Place, current?: StoredObject): void {
  if (!place.seed.loadBalancing) {
    withoutSubscription("origin list length must be in range [1, 0]");
  }
  const plan = accountPlan(place);
  const limits = planLimits[plan];
  const origins = list(pool.origins).map(object);
  if (origins.length < 1 || origins.length > limits.endpoints) {
    invalid(`origin list length must be in range [1, ${limits.endpoints}]`);
  }
  admitOrigins(origins);
  origins.forEach((origin) => admitHostHeader(origin, place));
  const endpointsElsewhere = endpointsBeside(place, limits.endpoints, current);
  refuseBroken(poolConstraints, fieldsOf(pool), { plan, endpointsElsewhere });
  admitReference(place, types.monitor, text(pool.monitor), "monitor");
  admitReference(place, types.monitorGroup, text(pool.monitorGroup), "monitor group");
  for (const other of place.account.find(`pool-name:${text(pool.name)}`)) {
    if (other.key !== current?.key) {
      refuse(apiErrors.poolNameTaken, "pool name must be unique in the account");
    }
  }
  if (current === undefined) {
    admitQuota(place, "pools", limits.pools, "pools");
  }
}

function admitOrigins(origins: Properties[]): void {
  const unique = (values: string[]) => new Set(values).size === values.length;
  if (!unique(origins.map((origin) => text(origin.name)))) {
    invalid("origin names must be unique in a pool");
  }
  if (
    !unique(origins.map((origin) => `${text(origin.address)} ${text(origin.virtualNetworkId)}`))
  ) {
    invalid("origin addresses must be unique in a pool");
  }
  if (origins.some((origin) => texts(object(origin.header).hosts).length > 1)) {
    invalid("only one Host header is allowed per origin");
  }
}

/** Whether a name resolves to the address only the public DNS knows: such names are in the account seed. */
function admitHostHeader(origin: Properties, place: Place): void {
  const zones = allZones(place).map(({ name }) => name);
  const address = text(origin.address);
  for (const host of texts(object(origin.header).hosts)) {
    const name = canonicalHostname(host);
    const own = isOwnHostHeader(name, canonicalHostname(address), zones);
    if (!own && !place.seed.foreignHosts.has(name)) {
      const words = `Host header "${host}" not allowed for origin domain "${address}"`;
      refuse(apiErrors.hostHeaderRefused, notValid(words));
    }
  }
}

function fieldsOf(pool: Properties): PoolFields {
  return {
    origins: list(pool.origins),
    checkRegions: texts(pool.checkRegions),
    isMonitored: text(pool.monitor) !== "" || text(pool.monitorGroup) !== "",
    latitude: number(pool.latitude),
    longitude: number(pool.longitude),
  };
}

/** Endpoints of the other pools of the account; without an end to the quota nothing is counted. */
function endpointsBeside(place: Place, most: number, current?: StoredObject): number {
  const others = Number.isFinite(most) ? [...place.account.find("pools")] : [];
  return others
    .filter((pool) => pool.key !== current?.key)
    .reduce((sum, pool) => sum + list(pool.properties.origins).length, 0);
}

/** The API sorts origins by name (`listOrders`), and takes port 0 for no port. */
function sortedOrigins(pool: Properties): Properties[] {
  return list(pool.origins)
    .map(object)
    .map((origin) =>
      Object.fromEntries(
        Object.entries(origin).filter(([name, value]) => name !== "port" || value !== 0),
      ),
    )
    .sort((left, right) => (text(left.name) < text(right.name) ? -1 : 1));
}

/**
 * Refuses a reference to what does not exist.
 * @param place - Where.
 * @param type - Pulumi type token of what is referred to.
 * @param id - Its id; "" refers to nothing.
 * @param what - What it is, as the API calls it.
 * @throws {ApiError} Where there is no such object.
 */
function admitReference(place: Place, type: string, id: string, what: string): void {
  if (id !== "" && place.account.get(type, id) === undefined) {
    invalid(`${what} ${id} does not exist`);
  }
}

/**
 * Refuses one object more than the plan allows.
 * @param place - Where.
 * @param index - Index that holds the objects counted.
 * @param most - How many there may be.
 * @param what - What they are, as the API calls them.
 * @throws {ApiError} Where the account holds that many.
 */
export function admitQuota(place: Place, index: string, most: number, what: string): void {
  if (place.account.find(index).size >= most) {
    invalid(`the subscription allows ${most} ${what}`);
  }
}

/**
 * Refuses as load balancing does whatever it finds invalid.
 * @param words - What is wrong.
 * @throws {ApiError} Always.
 */
export function invalid(words: string): never {
  return refuse(apiErrors.invalid, notValid(words));
}

/**
 * Refuses as load balancing does for an account without the subscription.
 * @param words - The limit that is 0 then.
 * @throws {ApiError} Always.
 */
export function withoutSubscription(words: string): never {
  return refuse(apiErrors.loadBalancingMissing, notValid(words));
}

/**
 * Lists the pools of a load balancer that do not exist.
 * @param balancer - Its properties.
 * @param place - Where.
 * @returns Their ids.
 */
export function missingPools(balancer: Properties, place: Place): string[] {
  const ids = poolsOfLoadBalancer.properties.flatMap((path) => idsAt(balancer, path.split(".")));
  return [...new Set(ids)].filter((id) => place.account.get(types.pool, id) === undefined);
}
