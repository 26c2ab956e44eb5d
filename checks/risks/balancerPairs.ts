import { identity, type Target } from "../../model/graph/targets";
import { poolTitle, type BalancedPool } from "../../model/traffic/balancedPools";
import type { LoadBalancerNode } from "../../model/traffic/loadBalancers";
import type { Cause } from "../findings/finding";
import { causeOf, type RiskContext } from "./risk";

/** A load balancer that is on before and after. */
export interface BalancerPair {
  readonly context: RiskContext;
  readonly hostname: string;
  readonly old: LoadBalancerNode;
  readonly now: LoadBalancerNode;
  readonly oldPools: readonly BalancedPool[];
  readonly newPools: readonly BalancedPool[];
}

/**
 * Whether two references lead to one pool, which may have got another name in Pulumi, or be named by its id now.
 * @param pair - The load balancer.
 * @param old - What it had.
 * @param now - What it has.
 */
export function leadsToSame(pair: BalancerPair, old: Target, now: Target): boolean {
  const [was, is] = [old, now].map((target) => ({
    ...{ id: identity(target) ?? "", title: poolTitle(target) },
    object: target.id ?? target.resources[0]?.id,
  })) as [SomePool, SomePool];
  return isSame(pair, was, is);
}

/** As much of a pool as tells it from others. */
interface SomePool {
  readonly id: string;
  readonly title: string;
  /** Its id at Cloudflare. */
  readonly object?: string | undefined;
}

/** Pools of an account have different names, so two of one name are one, or the second is refused. */
function isSame(pair: BalancerPair, old: SomePool, now: SomePool): boolean {
  return (
    laterId(pair, old.id) === now.id ||
    old.title === now.title ||
    (old.object !== undefined && old.object === now.object)
  );
}

/**
 * What a pool is told by after the change.
 * @param pair - The load balancer.
 * @param id - What it was told by.
 */
export function laterId({ context }: BalancerPair, id: string): string {
  return context.renamed.get(id) ?? id;
}

/**
 * Makes causes of what changes of some resources.
 * @param pair - The load balancer.
 * @param keys - The resources.
 * @param properties - What of them. Defaults to all that differ.
 */
export function causesAmong(
  { context }: BalancerPair,
  keys: readonly string[],
  properties?: readonly string[],
): Cause[] {
  const found = new Set(keys.map((key) => context.changes.get(key)));
  return [...found].flatMap((change) => (change ? [causeOf(change, properties)] : []));
}
