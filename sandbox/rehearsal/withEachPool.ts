import type { DeclaredLoadBalancer, DeclaredPool } from "../../model/serving/declaredSite";

/**
 * A load balancer with each of its pools changed, wherever it has it: a pool can be for a place, the last resort, and what a rule says.
 * @param balancer - The load balancer.
 * @param change - Changes a pool.
 */
export function withEachPool(
  balancer: DeclaredLoadBalancer,
  change: (pool: DeclaredPool) => DeclaredPool,
): DeclaredLoadBalancer {
  const { overrides } = balancer;
  return {
    ...balancer,
    ...changed(balancer, change),
    ...(overrides && {
      overrides: overrides.map((rule) => ({
        ...rule,
        balancer: { ...rule.balancer, ...changed(rule.balancer, change) },
      })),
    }),
  };
}

function changed(
  { pools, regionPools, countryPools, fallbackPool }: Partial<DeclaredLoadBalancer>,
  change: (pool: DeclaredPool) => DeclaredPool,
): Partial<DeclaredLoadBalancer> {
  const placed = (all: DeclaredLoadBalancer["regionPools"]): DeclaredLoadBalancer["regionPools"] =>
    Object.fromEntries(Object.entries(all).map(([place, own]) => [place, own.map(change)]));
  return {
    ...(pools && { pools: pools.map(change) }),
    ...(regionPools && { regionPools: placed(regionPools) }),
    ...(countryPools && { countryPools: placed(countryPools) }),
    ...(fallbackPool && { fallbackPool: change(fallbackPool) }),
  };
}
