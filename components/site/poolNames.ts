import type { Problem } from "../../core/problem";
import { poolNameProblem } from "../loadBalancing/schema";
import type { SitePoolArgs } from "./args";

/** What the first pools are called where they have no name. */
const defaultNames: readonly (string | undefined)[] = ["primary", "backup"];

/** A pool of a site with its name. */
export type NamedPool<Pool = SitePoolArgs> = Pool & Required<Pick<SitePoolArgs, "name">>;

/**
 * Gives the first two pools their names where they have none.
 * @param pools - The pools in failover order.
 */
export function namedPools<Pool extends Pick<SitePoolArgs, "name">>(
  pools: readonly Pool[],
): NamedPool<Pool>[] {
  return pools.map((pool, index) => ({
    ...pool,
    name: pool.name ?? (defaultNames[index] as string),
  }));
}

/**
 * Refuses further pools without a name.
 * @param pools - The pools in failover order.
 * @returns A problem for each.
 */
export function unnamedProblems(pools: readonly SitePoolArgs[]): readonly Problem[] {
  return pools.flatMap(({ name }, index) =>
    name === undefined && index >= defaultNames.length
      ? (poolNameProblem(`pools[${index}].name`, name) ?? [])
      : [],
  );
}
