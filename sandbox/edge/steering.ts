import { getOrCreate } from "../../core/getOrCreate";
import {
  OriginSteeringPolicy,
  resolvedPoolCacheSeconds,
  SessionAffinity,
} from "../../facts/cloudflare/loadBalancing";
import type {
  DeclaredLoadBalancer,
  DeclaredOrigin,
  DeclaredPool,
} from "../../model/serving/declaredSite";
import type { OriginHealth } from "./originHealth";
import { hashed, pick } from "./chance";
import { originKey } from "./originKey";
import { PoolOrder } from "./poolOrder";
import type { Visitor } from "./visitor";
import type { Chosen, Serving, SteeringView } from "./steeringView";

/** What a load balancer resolves to, for as long as an edge keeps it. */
interface Resolved {
  readonly atSeconds: number;
  readonly serving: Serving;
}

/** Picks the pool and the origin for a request. */
export class Steering {
  readonly #resolved = new Map<string, WeakMap<DeclaredLoadBalancer, Resolved>>();
  readonly #inFlight = new Map<string, number>();
  readonly #order: PoolOrder;

  /**
   * Has resolved nothing yet.
   * @param view - Health, time and chance.
   */
  constructor(private readonly view: SteeringView) {
    this.#order = new PoolOrder(view, (key) => this.#busy(key));
  }

  /**
   * Picks an origin.
   * @param hostname - The load balancer's hostname.
   * @param balancer - The load balancer.
   * @param visitor - Who asks.
   * @returns The origin; undefined where no pool is left and the fallback pool is off.
   */
  choose(hostname: string, balancer: DeclaredLoadBalancer, visitor: Visitor): Chosen | undefined {
    const { serving } = this.#resolve(hostname, balancer);
    const pool = this.#order
      .of(balancer, visitor, serving)
      .find((each) => serving.has(each.name) && !this.#isShed(each, visitor));
    const candidates =
      pool === undefined ? takingTraffic(balancer.fallbackPool) : (serving.get(pool.name) ?? []);
    return this.#origin(candidates, visitor, balancer);
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
      return this.#origin(others, visitor, balancer);
    }
    const next = this.#order
      .of(balancer, visitor, serving)
      .find(({ name }) => name !== failed.pool.name && serving.has(name));
    return next && this.#origin(serving.get(next.name) ?? [], visitor, balancer);
  }

  /**
   * Finds an origin that a session is pinned to.
   * @param hostname - The load balancer's hostname.
   * @param balancer - The load balancer.
   * @param key - Pool and origin.
   * @param visitor - Whose session it is.
   * @param isDraining - Whether it may be one that is switched off.
   * @returns The origin; undefined where it takes no traffic, or turns this session away.
   */
  pinned(
    hostname: string,
    balancer: DeclaredLoadBalancer,
    key: string,
    visitor: Visitor,
    isDraining: boolean,
  ): Chosen | undefined {
    const { serving } = this.#resolve(hostname, balancer);
    const candidates = isDraining
      ? balancer.pools.flatMap((pool) => pool.origins.map((origin) => chosenOf(pool, origin)))
      : [...serving.values()].flat();
    const found = candidates.find((each) => each.key === key);
    const share = found?.pool.shedding?.sessionShare ?? 0;
    return share > 0 && hashed(visitor.address) < share ? undefined : found;
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
    const own = getOrCreate(this.#resolved, hostname, () => new WeakMap());
    const known = own.get(balancer);
    if (known !== undefined && clock.seconds - known.atSeconds < resolvedPoolCacheSeconds) {
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
    const resolved = { atSeconds: clock.seconds, serving: new Map(serving) };
    own.set(balancer, resolved);
    return resolved;
  }

  /** Whether a pool turns a request without a session away. */
  #isShed({ shedding }: DeclaredPool, { address }: Visitor): boolean {
    return (
      shedding !== undefined &&
      shedding.share > 0 &&
      (shedding.isByAddress ? hashed(address) : this.view.random()) < shedding.share
    );
  }

  #busy(key: string): number {
    return this.#inFlight.get(key) ?? 0;
  }

  #origin(
    candidates: readonly Chosen[],
    visitor: Visitor,
    { sessionAffinity }: DeclaredLoadBalancer,
  ): Chosen | undefined {
    const [policy] = candidates.map(({ pool }) => pool.originSteering);
    const weights = candidates.map(({ origin: { weight } }) => weight);
    // The first origin of a session by address is always the same. Source: Cloudflare docs, session-affinity.
    if (policy === OriginSteeringPolicy.Hash || sessionAffinity === SessionAffinity.IpCookie) {
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
