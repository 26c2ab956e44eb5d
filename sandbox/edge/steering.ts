import { createHash } from "node:crypto";
import { ownEntry } from "../../core/ownEntry";
import {
  OriginSteeringPolicy,
  resolvedPoolCacheSeconds,
  SteeringPolicy,
  weightedSteeringPolicies,
} from "../../facts/cloudflare/loadBalancing";
import type {
  DeclaredLoadBalancer,
  DeclaredOrigin,
  DeclaredPool,
} from "../../model/serving/declaredSite";
import type { ModelledClock } from "../modelledClock";
import type { OriginHealth } from "./originHealth";
import { originKey } from "./originKey";
import type { Visitor } from "./visitor";

/** An origin that a request is sent to. */
export interface Chosen {
  readonly pool: DeclaredPool;
  readonly origin: DeclaredOrigin;
  /** Pool and origin. */
  readonly key: string;
}

/** What a load balancer resolves to, for as long as an edge keeps it. */
interface Resolved {
  readonly atSeconds: number;
  readonly balancer: DeclaredLoadBalancer;
  /** The origins that take traffic, by their pool; a pool that does not serve is not among them. */
  readonly serving: ReadonlyMap<string, readonly Chosen[]>;
}

/** What steering goes by, beside what is declared. */
export interface SteeringView {
  readonly health: OriginHealth;
  readonly clock: ModelledClock;
  /** Between 0 and 1. */
  readonly random: () => number;
}

/** Picks the pool and the origin for a request. */
export class Steering {
  readonly #resolved = new Map<string, Resolved>();
  readonly #inFlight = new Map<string, number>();

  /**
   * Has resolved nothing yet.
   * @param view - Health, time and chance.
   */
  constructor(private readonly view: SteeringView) {}

  /**
   * Picks an origin.
   * @param hostname - The load balancer's hostname.
   * @param balancer - The load balancer.
   * @param visitor - Who asks.
   * @returns The origin; undefined where no pool is left and the fallback pool is off.
   */
  choose(hostname: string, balancer: DeclaredLoadBalancer, visitor: Visitor): Chosen | undefined {
    const { serving } = this.#resolve(hostname, balancer);
    const pool = this.#pools(balancer, visitor, serving).find(({ name }) => serving.has(name));
    const candidates =
      pool === undefined ? takingTraffic(balancer.fallbackPool) : (serving.get(pool.name) ?? []);
    return this.#origin(candidates, visitor);
  }

  /**
   * Picks another origin for a request that failed: of the same pool first, then of another one where the load balancer says so.
   * @param hostname - The load balancer's hostname.
   * @param balancer - The load balancer.
   * @param visitor - Who asks.
   * @param failed - The origin that failed.
   * @returns The origin; undefined where no other healthy one is left.
   */
  another(
    hostname: string,
    balancer: DeclaredLoadBalancer,
    visitor: Visitor,
    failed: Chosen,
  ): Chosen | undefined {
    const { serving } = this.#resolve(hostname, balancer);
    const others = (serving.get(failed.pool.name) ?? []).filter(({ key }) => key !== failed.key);
    if (others.length > 0 || !balancer.failoverAcrossPools) {
      return this.#origin(others, visitor);
    }
    const next = this.#pools(balancer, visitor, serving).find(
      ({ name }) => name !== failed.pool.name && serving.has(name),
    );
    return next && this.#origin(serving.get(next.name) ?? [], visitor);
  }

  /**
   * Finds an origin that a session is pinned to.
   * @param hostname - The load balancer's hostname.
   * @param balancer - The load balancer.
   * @param key - Pool and origin.
   * @param isDraining - Whether it may be one that is switched off.
   * @returns The origin; undefined where it takes no traffic.
   */
  pinned(
    hostname: string,
    balancer: DeclaredLoadBalancer,
    key: string,
    isDraining: boolean,
  ): Chosen | undefined {
    const { serving } = this.#resolve(hostname, balancer);
    const candidates = isDraining
      ? balancer.pools.flatMap((pool) => pool.origins.map((origin) => chosenOf(pool, origin)))
      : [...serving.values()].flat();
    return candidates.find((each) => each.key === key);
  }

  /**
   * Counts a request that an origin works on.
   * @param chosen - The origin.
   * @returns What is called when it has ended.
   */
  begin({ key }: Chosen): () => void {
    this.#count(key, 1);
    return () => this.#count(key, -1);
  }

  #count(key: string, change: number): void {
    this.#inFlight.set(key, (this.#inFlight.get(key) ?? 0) + change);
  }

  /** Forgotten at once when something else is declared. */
  #resolve(hostname: string, balancer: DeclaredLoadBalancer): Resolved {
    const { clock, health } = this.view;
    const known = this.#resolved.get(hostname);
    const isFresh =
      known?.balancer === balancer && clock.seconds - known.atSeconds < resolvedPoolCacheSeconds;
    if (isFresh) {
      return known;
    }
    const pools = [
      ...balancer.pools,
      ...Object.values(balancer.regionPools).flat(),
      ...Object.values(balancer.countryPools).flat(),
    ];
    const serving = pools.flatMap((pool) => {
      const origins = servingOrigins(pool, health);
      return origins.length === 0 ? [] : [[pool.name, origins] as const];
    });
    const resolved = { atSeconds: clock.seconds, balancer, serving: new Map(serving) };
    this.#resolved.set(hostname, resolved);
    return resolved;
  }

  /** The pools in the order in which this request tries them. */
  #pools(
    balancer: DeclaredLoadBalancer,
    visitor: Visitor,
    serving: Resolved["serving"],
  ): readonly DeclaredPool[] {
    const { steeringPolicy: policy, pools, regionPools, countryPools } = balancer;
    if (policy === SteeringPolicy.Geo || policy === "") {
      const own =
        ownEntry(countryPools, visitor.country) ?? ownEntry(regionPools, visitor.region) ?? [];
      return own.length === 0 ? pools : own;
    }
    const isWeighted = weightedSteeringPolicies.some((each) => each === policy);
    if (!isWeighted) {
      return pools;
    }
    const candidates = pools.filter(({ name }) => serving.has(name));
    const weights = candidates.map((pool) => {
      const busy = (serving.get(pool.name) ?? []).reduce(
        (sum, { key }) => sum + this.#busy(key),
        0,
      );
      const weight = ownEntry(balancer.poolWeights ?? {}, pool.name) ?? 1;
      return policy === SteeringPolicy.Random ? weight : weight / (1 + busy);
    });
    const picked = pick(candidates, weights, this.view.random);
    return picked === undefined ? pools : [picked, ...pools.filter((each) => each !== picked)];
  }

  #busy(key: string): number {
    return this.#inFlight.get(key) ?? 0;
  }

  #origin(candidates: readonly Chosen[], visitor: Visitor): Chosen | undefined {
    const [policy] = candidates.map(({ pool }) => pool.originSteering);
    const weights = candidates.map(({ origin: { weight } }) => weight);
    if (policy === OriginSteeringPolicy.Hash) {
      return pick(candidates, weights, () => hashed(visitor.address));
    }
    if (policy === undefined || policy === OriginSteeringPolicy.Random) {
      return pick(candidates, weights, this.view.random);
    }
    const loads = candidates.map(({ key, origin }) => (1 + this.#busy(key)) / origin.weight);
    return candidates[loads.indexOf(Math.min(...loads))];
  }
}

/** Origins of a pool that Cloudflare sends traffic to: none of a pool that is off, or has fewer healthy ones than it needs. */
function servingOrigins(pool: DeclaredPool, health: OriginHealth): Chosen[] {
  const taking = takingTraffic(pool);
  if (pool.monitor === undefined) {
    return taking;
  }
  const healthy = taking.filter(({ key }) => health.isUp(key));
  return healthy.length < pool.minimumOrigins ? [] : healthy;
}

/** Those that are switched on, whatever their health; of a pool that is off, none. */
function takingTraffic(pool: DeclaredPool): Chosen[] {
  const origins = pool.enabled
    ? pool.origins.filter(({ enabled, weight }) => enabled && weight > 0)
    : [];
  return origins.map((origin) => chosenOf(pool, origin));
}

function chosenOf(pool: DeclaredPool, origin: DeclaredOrigin): Chosen {
  return { pool, origin, key: originKey(pool, origin) };
}

function pick<T>(
  list: readonly T[],
  weights: readonly number[],
  random: () => number,
): T | undefined {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let left = random() * total;
  for (const [index, each] of list.entries()) {
    left -= weights[index] ?? 0;
    if (left < 0) {
      return each;
    }
  }
  return list.at(-1);
}

function hashed(address: string): number {
  return createHash("sha256").update(address).digest().readUInt32BE(0) / 2 ** 32;
}
