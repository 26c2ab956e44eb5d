import { namedPools } from "../components/site/poolNames";
import { mapEntries } from "../core/entries";
import { describeValue, type Problem } from "../core/problem";
import { oneOfProblem, repeated } from "../core/rules";
import type { Environment } from "./environment";
import { albRegion, type EnvironmentOrigin, type EnvironmentPool } from "./sites";

/**
 * The pools of a site, without what the environment drains: a pool of a drained name, one of which every origin is in a drained region,
 * and else the origins of that region.
 * @param environment - The environment.
 * @param pools - The pools as the site has them.
 */
export function drainedPools(
  { drain = [], firewalls }: Environment,
  pools: readonly EnvironmentPool[],
): EnvironmentPool[] {
  const isDrained = (origin: EnvironmentOrigin): boolean =>
    drain.includes(regionOf(origin, firewalls) ?? "");
  const names = namedPools(pools).map(({ name }) => name);
  return pools.map((pool, index) => {
    const origins = Object.values(pool.origins);
    const isWhole = origins.length > 0 && origins.every(isDrained);
    return drain.includes(names[index] ?? "") || isWhole
      ? { ...pool, drain: true }
      : {
          ...pool,
          origins: mapEntries(pool.origins, (origin) =>
            isDrained(origin) ? { ...origin, drain: true } : origin,
          ),
        };
  });
}

/**
 * Refuses to drain what there is not, which would go unnoticed.
 * @param environment - The environment.
 * @returns Every problem.
 */
export function drainProblems({ drain = [], sites = {}, firewalls }: Environment): Problem[] {
  const known = Object.values(sites).flatMap(({ pools }) => [
    // A pool without its name, or with one of another kind, is told of elsewhere.
    ...namedPools(pools).flatMap(({ name }: { name: unknown }) =>
      typeof name === "string" ? name : [],
    ),
    ...pools.flatMap(({ origins }) =>
      Object.values(origins).flatMap((origin) => regionOf(origin, firewalls) ?? []),
    ),
  ]);
  const drainable = [...new Set(known)].sort();
  return [
    ...drain.flatMap((name, index) => oneOfProblem(`drain[${index}]`, name, drainable) ?? []),
    ...repeated(drain).map(({ entry, index }) => ({
      path: `drain[${index}]`,
      rule: "not repeat a name",
      actual: describeValue(entry),
    })),
  ];
}

/** Where an origin is; undefined where the environment does not say. */
function regionOf(
  { alb }: EnvironmentOrigin,
  firewalls: Environment["firewalls"],
): string | undefined {
  return alb && albRegion({ firewalls }, alb);
}
