import type { DeclaredLoadBalancer, DeclaredPool } from "../../model/serving/declaredSite";

/**
 * Changes the pools of a load balancer wherever they stand: in the order of failover, by place, and as the fallback.
 * @param balancer - The load balancer.
 * @param change - What becomes of a pool.
 * @returns The load balancer with the changed pools.
 */
export function eachPool(
  balancer: DeclaredLoadBalancer,
  change: (pool: DeclaredPool) => DeclaredPool,
): DeclaredLoadBalancer {
  const placed = (
    own: Readonly<Record<string, readonly DeclaredPool[]>>,
  ): Record<string, readonly DeclaredPool[]> =>
    Object.fromEntries(Object.entries(own).map(([place, pools]) => [place, pools.map(change)]));
  return {
    ...balancer,
    pools: balancer.pools.map(change),
    regionPools: placed(balancer.regionPools),
    countryPools: placed(balancer.countryPools),
    fallbackPool: change(balancer.fallbackPool),
  };
}
