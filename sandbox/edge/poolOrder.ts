import { ownEntry } from "../../core/ownEntry";
import { SteeringPolicy, weightedSteeringPolicies } from "../../facts/cloudflare/loadBalancing";
import type {
  Coordinates,
  DeclaredLoadBalancer,
  DeclaredPool,
} from "../../model/serving/declaredSite";
import { pick } from "./chance";
import type { Serving, SteeringView } from "./steeringView";
import type { Visitor } from "./visitor";

/**
 * The order in which a load balancer tries its pools.
 * Source: Cloudflare docs, load-balancing/understand-basics/traffic-steering/steering-policies; Cloudflare API reference, `steering_policy`.
 */
export class PoolOrder {
  /**
   * Knows what it goes by.
   * @param view - How long probes take, and chance.
   * @param busy - Tells how many requests an origin works on.
   */
  constructor(
    private readonly view: Pick<SteeringView, "roundTrips" | "random">,
    private readonly busy: (key: string) => number,
  ) {}

  /**
   * The pools in the order in which a request tries them.
   * @param balancer - The load balancer.
   * @param visitor - Who asks.
   * @param serving - The origins that take traffic.
   */
  of(balancer: DeclaredLoadBalancer, visitor: Visitor, serving: Serving): readonly DeclaredPool[] {
    const { steeringPolicy: policy, pools } = balancer;
    if (policy === SteeringPolicy.DynamicLatency) {
      return this.#fastestFirst(pools, visitor, serving);
    }
    const isWeighted = weightedSteeringPolicies.some((each) => each === policy);
    return isWeighted ? this.#byWeight(balancer, serving) : poolsFor(balancer, visitor);
  }

  /** One at random by the weights, of the busy ones less, and then the others. */
  #byWeight(
    { steeringPolicy: policy, pools, poolWeights }: DeclaredLoadBalancer,
    serving: Serving,
  ): readonly DeclaredPool[] {
    const candidates = pools.filter(({ name }) => serving.has(name));
    const weights = candidates.map((pool) => {
      const busy = (serving.get(pool.name) ?? []).reduce((sum, { key }) => sum + this.busy(key), 0);
      const weight = ownEntry(poolWeights ?? {}, pool.name) ?? 1;
      return policy === SteeringPolicy.Random ? weight : weight / (1 + busy);
    });
    const picked = pick(candidates, weights, this.view.random);
    return picked === undefined ? pools : [picked, ...pools.filter((each) => each !== picked)];
  }

  /** In the order of failover where nothing was measured yet of one of them. */
  #fastestFirst(
    pools: readonly DeclaredPool[],
    { region }: Visitor,
    serving: Serving,
  ): readonly DeclaredPool[] {
    const steps = new Map(
      pools.map((pool) => {
        const origins = (serving.get(pool.name) ?? []).map(({ key }) => key);
        return [pool, this.view.roundTrips.ofAll(origins, region)] as const;
      }),
    );
    const of = (pool: DeclaredPool): number => steps.get(pool) ?? 0;
    const isKnown = pools.every((pool) => !serving.has(pool.name) || steps.get(pool) !== undefined);
    return isKnown ? [...pools].sort((one, other) => of(one) - of(other)) : pools;
  }
}

/**
 * The pools of a load balancer for a visitor, in the order that its place makes; in their own where the steering policy does not go by it.
 * @param balancer - The load balancer.
 * @param visitor - Who asks.
 */
export function poolsFor(
  { steeringPolicy: policy, pools, regionPools, countryPools }: DeclaredLoadBalancer,
  visitor: Visitor,
): readonly DeclaredPool[] {
  if (policy === SteeringPolicy.Geo || policy === "") {
    const own =
      ownEntry(countryPools, visitor.country) ?? ownEntry(regionPools, visitor.region) ?? [];
    return own.length === 0 ? pools : own;
  }
  return policy === SteeringPolicy.Proximity ? nearestFirst(pools, visitor) : pools;
}

/** Pools of which it is not said where they are come last. */
function nearestFirst(pools: readonly DeclaredPool[], visitor: Visitor): readonly DeclaredPool[] {
  const far = ({ coordinates }: DeclaredPool): number =>
    coordinates === undefined ? Math.PI : angleBetween(coordinates, visitor);
  return [...pools].sort((one, other) => far(one) - far(other));
}

/** The angle between two places as seen from the middle of the earth, in radians. */
function angleBetween(one: Coordinates, other: Coordinates): number {
  const [here, there] = [one, other].map(({ latitude, longitude }) => ({
    latitude: (latitude * Math.PI) / 180,
    longitude: (longitude * Math.PI) / 180,
  })) as [Coordinates, Coordinates];
  const cosine =
    Math.sin(here.latitude) * Math.sin(there.latitude) +
    Math.cos(here.latitude) * Math.cos(there.latitude) * Math.cos(here.longitude - there.longitude);
  return Math.acos(Math.min(1, Math.max(-1, cosine)));
}
