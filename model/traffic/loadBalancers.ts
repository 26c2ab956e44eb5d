import { steeringOf } from "../../constraints/loadBalancers";
import { SteeringPolicy } from "../../facts/cloudflare/loadBalancing";
import { ownEntry } from "../../core/ownEntry";
import { allOf, anyOf, type Certainty } from "../../core/certainty";
import type { Inventory } from "../graph/inventory";
import type { Pools } from "./pools";
import { isObject, readFlag, readList, readObject, readText, readNumber } from "../graph/reading";
import { type Known, unknownValue } from "../../core/known";
import { type ModelObject, type ModelResource, type ModelValue } from "../graph/resources";
import { targetOf, targetsOf, type Target, type Targets } from "../graph/targets";

/** Pools that a load balancer tries in order for some of its traffic. */
export interface PoolGroup {
  /** Which traffic: all that nothing else takes, one region, country or data center, or a rule. */
  readonly kind: "default" | "region" | "country" | "pop" | "rule";
  /** Region, country, data center or rule; "" for the default. */
  readonly key: string;
  /** The pools. */
  readonly pools: Targets;
  /** Where this traffic goes when all of them are down; undefined where nothing is set, or known. */
  readonly fallback: Target | undefined;
  /** Whether one of the pools, or else the fallback pool, serves. */
  readonly serves: Certainty;
}

/** A load balancer. */
export interface LoadBalancerNode {
  /** The resource it was read from. */
  readonly resource: ModelResource;
  /** Its hostname; undefined where it is unknown. */
  readonly hostname: string | undefined;
  /** Whether it is switched on; one that is off leaves the name to the records beneath it. */
  readonly enabled: Certainty;
  /** Whether traffic goes through Cloudflare. */
  readonly proxied: Certainty;
  /** Whether the program itself says that it does not; it is so where nothing is said too. */
  readonly saysDnsOnly: boolean;
  /** Whether a request that fails is sent to another pool; off where nothing is said. */
  readonly failsOverAcrossPools: Certainty;
  /** Steering policy; "" for Cloudflare's choice. */
  readonly steering: Known<string>;
  /** Where traffic goes when all else is down; undefined where none is set. */
  readonly fallback: Target | undefined;
  /** Who gets which traffic, the default first. Pools that the steering never asks are left out. */
  readonly groups: readonly PoolGroup[];
  /** References to every pool that it may send traffic to, the fallback pool last; some may be to the same pool. */
  readonly targets: readonly Target[];
  /** Whether every group serves. */
  readonly serves: Certainty;
}

/**
 * Whether a load balancer takes the first pool that is well, in the order of its pools.
 * @param balancer - The load balancer.
 * @returns False also where the plan does not say how it steers.
 */
export function takesInOrder({
  steering,
  groups,
}: Pick<LoadBalancerNode, "steering" | "groups">): boolean {
  const hasRegions = groups.some(({ kind }) => kind === "region");
  return steering !== unknownValue && steeringOf(steering, hasRegions) === SteeringPolicy.Off;
}

const maps = [
  ["region", "regionPools"],
  ["country", "countryPools"],
  ["pop", "popPools"],
] as const;

/**
 * Reads a load balancer.
 * @param inventory - Where its pools are.
 * @param pools - Reads them.
 * @param resource - A `LoadBalancer`.
 * @returns The load balancer with its groups of pools.
 */
export function readLoadBalancer(
  inventory: Inventory,
  pools: Pools,
  resource: ModelResource,
): LoadBalancerNode {
  const own = resource.properties;
  const places = { inventory, pools };
  const fallback = fallbackOf(places, own);
  const groups = [
    group(places, "default", "", own.defaultPools, fallback),
    ...geoGroups(places, own, fallback),
    ...ruleGroups(places, own, fallback),
  ];
  return {
    resource,
    hostname: inventory.hostnameOf(resource),
    enabled: readFlag(own.enabled, "yes"),
    proxied: readFlag(own.proxied, "no"),
    saysDnsOnly: own.proxied === false,
    failsOverAcrossPools: failsOverAcrossPools(resource),
    steering: readText(own.steeringPolicy) ?? "",
    fallback: fallback?.target,
    groups,
    targets: [
      ...groups.flatMap(({ pools }) => pools.all),
      ...(fallback === undefined ? [] : [fallback.target]),
    ],
    serves: allOf(groups.map(({ serves }) => serves)),
  };
}

/**
 * Reads for how long resolvers keep what a load balancer answers: one that is proxied answers with addresses that stay.
 * Source: Cloudflare docs, load-balancing/load-balancers/about-dns-only (TTL, and how fast failover is).
 * @param loadBalancer - A `LoadBalancer`.
 * @returns Seconds; undefined where it is proxied, or the plan does not say.
 */
export function keptBySeconds({ properties: own }: ModelResource): number | undefined {
  const ttl = readNumber(own.ttl);
  return readFlag(own.proxied, "no") === "no" && typeof ttl === "number" ? ttl : undefined;
}

/**
 * Whether a load balancer sends a request that fails to another pool.
 * @param resource - A `LoadBalancer`.
 * @returns No where nothing is said.
 */
export function failsOverAcrossPools({ properties }: ModelResource): Certainty {
  const routing = readObject(properties.adaptiveRouting);
  return routing === unknownValue ? "unknown" : readFlag(routing.failoverAcrossPools, "no");
}

/** Where pools are, and what reads them. */
interface Places {
  readonly inventory: Inventory;
  readonly pools: Pools;
}

/** The pool of last resort, and whether it serves. */
interface Fallback {
  readonly target: Target;
  readonly serves: Certainty;
}

function fallbackOf({ inventory, pools }: Places, own: ModelObject): Fallback | undefined {
  const target = targetOf(inventory, own.fallbackPool, "pool");
  return target && { target, serves: pools.ask(target, (pool) => pool.servesAsFallback) };
}

function group(
  places: Places,
  kind: PoolGroup["kind"],
  key: string,
  value: ModelValue | undefined,
  fallback: Fallback | undefined,
): PoolGroup {
  const pools = targetsOf(places.inventory, value, "pool");
  const serves = pools.all.map((target) => places.pools.ask(target, (pool) => pool.serves));
  const ofLast = fallback?.serves ?? "no";
  return { kind, key, pools, fallback: fallback?.target, serves: anyOf([...serves, ofLast]) };
}

function geoGroups(places: Places, own: ModelObject, fallback: Fallback | undefined): PoolGroup[] {
  const steering = readText(own.steeringPolicy) ?? "";
  if (steering !== SteeringPolicy.Geo && steering !== "" && steering !== unknownValue) {
    return [];
  }
  const groups = maps.flatMap(([kind, property]) => {
    const value = readObject(own[property]);
    if (value === unknownValue) {
      return [group(places, kind, "", own[property], fallback)];
    }
    return Object.keys(value)
      .sort()
      .map((key) => group(places, kind, key, ownEntry(value, key), fallback));
  });
  return steering === unknownValue ? groups.map(atMostUnknown) : groups;
}

function ruleGroups(places: Places, own: ModelObject, fallback: Fallback | undefined): PoolGroup[] {
  const rules = readList(own.rules);
  if (rules === unknownValue) {
    return [unknownRule("")];
  }
  return rules.flatMap((rule, index) => {
    const name = isObject(rule) ? readText(rule.name) : unknownValue;
    const key = name === undefined || name === unknownValue ? `${index + 1}` : name;
    const groups = isObject(rule)
      ? ruleGroup(places, own, rule, key, fallback)
      : [unknownRule(key)];
    const off = isObject(rule) ? readFlag(rule.disabled, "no") : "unknown";
    return off === "yes" ? [] : groups.map((each) => (off === "no" ? each : atMostUnknown(each)));
  });
}

function ruleGroup(
  places: Places,
  own: ModelObject,
  rule: ModelObject,
  key: string,
  fallback: Fallback | undefined,
): PoolGroup[] {
  const overrides = readObject(rule.overrides);
  if (overrides === unknownValue) {
    return [unknownRule(key)];
  }
  const instead = fallbackOf(places, overrides) ?? fallback;
  const geo = geoGroups(places, overrides, instead).map((each) => ({
    ...each,
    kind: "rule" as const,
    key: `${key}, ${each.kind} ${each.key}`,
  }));
  const changesPools = (["defaultPools", "fallbackPool"] as const).some((each) => overrides[each]);
  const pools = overrides.defaultPools ?? own.defaultPools;
  return changesPools ? [group(places, "rule", key, pools, instead), ...geo] : geo;
}

/** A rule of which nothing is known may send visitors anywhere. */
function unknownRule(key: string): PoolGroup {
  const pools = { all: [], ordered: true };
  return { kind: "rule", key, pools, fallback: undefined, serves: "unknown" };
}

function atMostUnknown(each: PoolGroup): PoolGroup {
  return { ...each, serves: each.serves === "no" ? "unknown" : each.serves };
}
