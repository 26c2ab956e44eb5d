import type { PoolArgs } from "../loadBalancing";
import type { SitePoolArgs } from "./args";

/** What the first pools are called where they have no name. */
const defaultNames: readonly (string | undefined)[] = ["primary", "backup"];

/**
 * Gives the first two pools their names where they have none; the load balancer refuses further ones without.
 * @param pools - The pools in failover order.
 */
export function namedPools(pools: readonly SitePoolArgs[]): PoolArgs[] {
  return pools.map((pool, index) => ({
    ...pool,
    name: pool.name ?? (defaultNames[index] as string),
  }));
}
