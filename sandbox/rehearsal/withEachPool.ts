import type { DeclaredLoadBalancer, DeclaredPool } from "../../model/serving/declaredSite";

/**
 * A load balancer with each of its pools changed, wherever it has it: a pool can be for a place, and the last resort as well.
 * @param balancer - The load balancer.
 * @param change - Changes a pool.
 */
export function withEachPool(
  balancer: DeclaredLoadBalancer,
  change: (pool: DeclaredPool) => DeclaredPool,
): DeclaredLoadBalancer {
  const { pools, regionPools, countryPools, fallbackPool } = balancer;
  const placed = (all: DeclaredLoadBalancer["regionPools"]): DeclaredLoadBalancer["regionPools"] =>
    Object.fromEntries(Object.entries(all).map(([place, own]) => [place, own.map(change)]));
  return {
    ...{ ...balancer, pools: pools.map(change), fallbackPool: change(fallbackPool) },
    ...{ regionPools: placed(regionPools), countryPools: placed(countryPools) },
  };
}
