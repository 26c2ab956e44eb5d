import type { Certainty } from "../../core/certainty";
import { getOrCreate } from "../../core/getOrCreate";
import { modelType } from "../graph/resourceTypes";
import type { ModelResource } from "../graph/resources";
import { identity, type Target } from "../graph/targets";
import { title } from "../graph/title";
import type { LoadBalancerNode } from "./loadBalancers";
import { readMonitor, type MonitorNode } from "./monitors";
import type { PoolNode, Pools, PoolState } from "./pools";

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
  /** Whether requests that are sent to it find an origin: of the fallback pool Cloudflare ignores the health. */
  readonly serves: Certainty;
}

/** Finds the pools of load balancers and their monitors, each once. */
export class BalancedPools {
  readonly #pools = new Map<LoadBalancerNode, readonly BalancedPool[]>();
  readonly #held = new Map<LoadBalancerNode, readonly PoolNode[]>();

  /**
   * Has found nothing yet.
   * @param pools - Reads the pools.
   * @param monitors - The monitors that were read.
   */
  constructor(
    private readonly pools: Pools,
    private readonly monitors: Map<ModelResource, MonitorNode>,
  ) {}

  /**
   * Lists the pools that a load balancer may send traffic to, each once.
   * @param loadBalancer - The load balancer.
   * @returns The pools in the order of the load balancer; one that is not known at all is left out.
   */
  of(loadBalancer: LoadBalancerNode): readonly BalancedPool[] {
    return getOrCreate(this.#pools, loadBalancer, () => readPools(this.pools, loadBalancer));
  }

  /**
   * Lists the pools of a load balancer that the resources hold and that are known to be its own.
   * @param loadBalancer - The load balancer.
   * @returns The pools, each once, in the order of the load balancer.
   */
  heldBy(loadBalancer: LoadBalancerNode): readonly PoolNode[] {
    return getOrCreate(this.#held, loadBalancer, () => {
      const found = loadBalancer.targets.flatMap(({ state, resources }) =>
        state === "found" ? resources : [],
      );
      const distinct = new Map(found.map((resource) => [resource.key, resource]));
      return [...distinct.values()].map((resource) => this.pools.of(resource));
    });
  }

  /**
   * What can be said of a pool of which only a reference is known.
   * @param target - The reference.
   * @param ask - What is asked of a pool.
   * @returns The answer; `no` for a pool that is gone, `unknown` for one that is out of sight.
   */
  ask(target: Target, ask: (pool: PoolState) => Certainty): Certainty {
    return this.pools.ask(target, ask);
  }

  /**
   * Finds the monitor of a pool.
   * @param pool - The pool.
   * @returns The monitor; undefined where there is none, it is a group of monitors, or the resources do not hold it.
   */
  monitorOf({ monitor }: PoolNode): MonitorNode | undefined {
    const [resource] = monitor?.state === "found" ? monitor.resources : [];
    return resource !== undefined && modelType(resource.type) === "monitor"
      ? this.monitor(resource)
      : undefined;
  }

  /**
   * Finds the path that the monitor of a load balancer's first pool asks for.
   * @param loadBalancer - The load balancer.
   */
  monitoredPath(loadBalancer: LoadBalancerNode): string | undefined {
    return this.heldBy(loadBalancer)
      .map((pool) => this.monitorOf(pool)?.path)
      .filter((path) => typeof path === "string")
      .find((path) => path.startsWith("/"));
  }

  /**
   * Reads a monitor.
   * @param resource - A `LoadBalancerMonitor`.
   * @returns The monitor.
   */
  monitor(resource: ModelResource): MonitorNode {
    return getOrCreate(this.monitors, resource, () => readMonitor(resource));
  }
}

/**
 * Counts pools.
 * @param targets - References to pools.
 * @returns How many different pools they are; undefined where one of them is not known.
 */
export function distinctPools(targets: readonly Target[]): number | undefined {
  const known = targets.map(identity);
  return known.includes(undefined) ? undefined : new Set(known).size;
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

function readPools(pools: Pools, loadBalancer: LoadBalancerNode): BalancedPool[] {
  const { fallback, targets } = loadBalancer;
  const found = new Map<string, BalancedPool>();
  for (const target of targets) {
    for (const pool of readTarget(pools, target)) {
      // The fallback pool comes last: what a group has is found already.
      const onlyFallback = target === fallback;
      const serves = servesIn(pool.node, fallback !== undefined && identity(fallback) === pool.id);
      found.set(pool.id, found.get(pool.id) ?? { onlyFallback, serves, ...pool });
    }
  }
  return [...found.values()];
}

function servesIn(node: PoolNode | undefined, isFallback: boolean): Certainty {
  return node === undefined ? "unknown" : isFallback ? node.servesAsFallback : node.serves;
}

function readTarget(pools: Pools, target: Target): Omit<BalancedPool, "onlyFallback" | "serves">[] {
  const { id, resources } = target;
  return resources.length === 0
    ? id === undefined
      ? []
      : [{ id, title: id, node: undefined }]
    : resources.map((resource) => ({
        id: resource.key,
        title: title(resource),
        node: pools.of(resource),
      }));
}
