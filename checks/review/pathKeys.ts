import type { HostnamePath } from "../model/hostnamePath";
import type { LoadBalancerNode } from "../model/loadBalancers";
import type { TrafficModel } from "../model/path";
import { readPool, type PoolNode } from "../model/pools";
import { unknownValue } from "../model/resources";
import { title } from "../model/reasons";
import type { Target } from "../model/targets";
import { identity } from "../policy/subjects";
import { poolTargets } from "../policy/balancers";

/** A pool of a load balancer, as far as a plan knows it. */
export interface BalancedPool {
  /** What tells it from others: its key or its id. */
  readonly id: string;
  /** What it is called. */
  readonly title: string;
  /** The pool; undefined where the plan does not hold it. */
  readonly node: PoolNode | undefined;
  /** Whether it is only the fallback pool. */
  readonly onlyFallback: boolean;
}

/**
 * Lists the pools that a load balancer may send traffic to, each once.
 * @param model - The path of traffic.
 * @param loadBalancer - The load balancer.
 * @returns The pools in the order of the load balancer; one that is not known at all is left out.
 */
export function poolsIn(model: TrafficModel, loadBalancer: LoadBalancerNode): BalancedPool[] {
  const { fallback, groups } = loadBalancer;
  const own = new Set(groups.flatMap(({ pools }) => pools.all.map((each) => identity(each))));
  const found = new Map<string, BalancedPool>();
  for (const target of poolTargets(loadBalancer)) {
    for (const pool of readTarget(model, target)) {
      const onlyFallback = target === fallback && !own.has(pool.id);
      found.set(pool.id, found.get(pool.id) ?? { ...pool, onlyFallback });
    }
  }
  return [...found.values()];
}

function readTarget(model: TrafficModel, target: Target): Omit<BalancedPool, "onlyFallback">[] {
  const { id, resources } = target;
  return resources.length === 0
    ? id === undefined
      ? []
      : [{ id, title: id, node: undefined }]
    : resources.map((resource) => ({
        id: resource.key,
        title: title(resource),
        node: readPool(model.inventory, resource),
      }));
}

/**
 * Names the pool that a reference leads to.
 * @param target - The reference.
 * @returns The pool's name, or its id where the plan does not hold it.
 */
export function poolTitle(target: Target | undefined): string {
  return target?.resources[0] === undefined
    ? (target?.id ?? "a pool outside this plan")
    : title(target.resources[0]);
}

/**
 * Lists the resources that the path of a hostname is made of.
 * @param model - The path of traffic.
 * @param path - The hostname's path in it.
 * @returns Their keys.
 */
export function keysOnPath(model: TrafficModel, path: HostnamePath): Set<string> {
  const keys = new Set(path.records.map(({ resource }) => resource.key));
  if (path.loadBalancer !== undefined) {
    keys.add(path.loadBalancer.resource.key);
    for (const { node } of poolsIn(model, path.loadBalancer)) {
      for (const key of node === undefined ? [] : keysOfPool(node)) {
        keys.add(key);
      }
    }
  }
  for (const next of path.next) {
    keysOnPath(model, next).forEach((key) => keys.add(key));
  }
  return keys;
}

function keysOfPool({ resource, monitor, origins }: PoolNode): string[] {
  const addresses =
    origins === unknownValue ? [] : origins.flatMap(({ addressFrom }) => addressFrom);
  return [resource.key, ...(monitor?.resources.map(({ key }) => key) ?? []), ...addresses];
}
