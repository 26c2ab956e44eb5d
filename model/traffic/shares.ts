import { enoughOfWeight, weightRange } from "../../facts/cloudflare/loadBalancing";
import { unknownValue } from "../../core/known";
import type { ModelResource } from "../graph/resources";
import type { BalancedPool } from "./balancedPools";
import { takingOrigins, type OriginNode, type PoolState } from "./pools";
import { readPoolWeights } from "./sessions";

/** What each of several places has of something, by its name: weights, of which only the proportions count. */
export type Shares = ReadonlyMap<string, number>;

/** A place that gets much more than it had. */
export interface HeavierShare {
  /** The place. */
  readonly name: string;
  /** What of all it had, in percent. */
  readonly before: number;
  /** What of all it gets, in percent. */
  readonly after: number;
}

/**
 * Reads the weights of a pool's origins; those that the plan does not know yet count as the usual one.
 * @param pool - The pool.
 * @param names - What its origins are called that take traffic, or may, in their order.
 */
export function originShares(pool: PoolState, names: readonly string[]): Shares {
  const weights = takingOrigins(pool).map(weightOf);
  return new Map(names.map((name, place) => [name, weights[place] ?? 0]));
}

/**
 * Reads the weights of a load balancer's pools, by which those are spread that no place, rule or session sends elsewhere.
 * @param resource - The load balancer.
 * @param pools - Its pools.
 * @returns The weights by what tells pools from others; undefined where the plan does not say them.
 */
export function poolShares(
  resource: ModelResource,
  pools: readonly BalancedPool[],
): Shares | undefined {
  const { usual, of } = readPoolWeights(resource);
  const shares = pools
    .filter(({ onlyFallback }) => !onlyFallback)
    .map(({ id, node }) => [id, of(node?.resource.id ?? id) ?? usual] as const);
  const known = shares.filter((each): each is [string, number] => typeof each[1] === "number");
  return known.length < shares.length ? undefined : new Map(known);
}

/**
 * Adds up the weights of a pool's origins that take traffic, or may.
 * @param pool - The pool.
 */
export function totalWeight(pool: PoolState): number {
  return takingOrigins(pool).reduce((sum, origin) => sum + weightOf(origin), 0);
}

function weightOf({ weight }: OriginNode): number {
  return weight === unknownValue ? weightRange.default : weight;
}

/**
 * Finds the place that comes to get most of what there is, and so much more than it had that it may not bear it: what remains of a pool
 * that bears a loss gets no more either.
 * @param before - The weights until now.
 * @param after - The weights from now on.
 * @returns The place; undefined where all of them bear it.
 */
export function heavierShare(before: Shares, after: Shares): HeavierShare | undefined {
  const [had, has] = [before, after].map(sumOf) as [number, number];
  return [...after]
    .map(([name, weight]) => ({
      name,
      before: had === 0 ? 0 : (before.get(name) ?? 0) / had,
      after: has === 0 ? 0 : weight / has,
    }))
    .filter((each) => each.after > 1 / 2 && each.after * enoughOfWeight > each.before)
    .map((each) => ({ ...each, before: inPercent(each.before), after: inPercent(each.after) }))[0];
}

function sumOf(shares: Shares): number {
  return [...shares.values()].reduce((sum, weight) => sum + weight, 0);
}

function inPercent(share: number): number {
  return Math.round(share * 100);
}
