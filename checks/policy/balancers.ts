import { getOrCreate } from "../../core/getOrCreate";
import type { LoadBalancerNode } from "../../model/traffic/loadBalancers";
import { readMonitor, type MonitorNode } from "../../model/traffic/monitors";
import type { PoolNode } from "../../model/traffic/pools";
import type { TrafficModel } from "../../model/traffic/path";
import type { Target } from "../../model/graph/targets";
import { modelType } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import type { PlanSide } from "./context";
import type { Violation } from "./rule";
import { about, identity } from "./subjects";

/**
 * Begins a violation with a load balancer, which is called by its hostname.
 * @param loadBalancer - The load balancer.
 * @param property - What of it, written like code; left out for the whole.
 * @returns Subject, title and property.
 */
export function aboutBalancer(
  { resource, hostname }: LoadBalancerNode,
  property?: string,
): Pick<Violation, "subject" | "title" | "property"> {
  const found = about(resource, property);
  return hostname === undefined ? found : { ...found, title: hostname };
}

/**
 * Lists every pool that a load balancer may send traffic to, the fallback pool last.
 * @param loadBalancer - The load balancer.
 * @returns References, some of which may be to the same pool.
 */
export function poolTargets(loadBalancer: LoadBalancerNode): readonly Target[] {
  return getOrCreate(targets, loadBalancer, () => {
    const { groups, fallback } = loadBalancer;
    const own = groups.flatMap(({ pools }) => pools.all);
    return fallback === undefined ? own : [...own, fallback];
  });
}

const targets = new WeakMap<LoadBalancerNode, readonly Target[]>();

/**
 * Counts the pools of a load balancer.
 * @param targets - References to pools.
 * @returns How many different pools they are; undefined where one of them is not known.
 */
export function distinctPools(targets: readonly Target[]): number | undefined {
  const known = targets.map(identity);
  return known.includes(undefined) ? undefined : new Set(known).size;
}

/**
 * Lists the pools of a load balancer that the plan holds.
 * @param side - The resources.
 * @param loadBalancer - The load balancer.
 * @returns The pools, each once, in the order of the load balancer.
 */
export function poolsOf(
  { traffic }: PlanSide,
  loadBalancer: LoadBalancerNode,
): readonly PoolNode[] {
  return getOrCreate(pools, loadBalancer, () => readPools(traffic, loadBalancer));
}

/** A load balancer of the model is of one side, and so are its pools. */
const pools = new WeakMap<LoadBalancerNode, readonly PoolNode[]>();

function readPools(traffic: TrafficModel, loadBalancer: LoadBalancerNode): readonly PoolNode[] {
  const found = poolTargets(loadBalancer).flatMap(({ state, resources }) =>
    state === "found" ? resources : [],
  );
  const distinct = new Map(found.map((resource) => [resource.key, resource]));
  return [...distinct.values()].map((resource) => traffic.pool(resource));
}

/**
 * Finds the monitor of a pool.
 * @param pool - The pool.
 * @returns The monitor; undefined where there is none, it is a group of monitors, or the plan does not hold it.
 */
export function monitorOf({ monitor }: PoolNode): MonitorNode | undefined {
  const [resource] = monitor?.state === "found" ? monitor.resources : [];
  return resource !== undefined && modelType(resource.type) === "monitor"
    ? getOrCreate(monitors, resource, () => readMonitor(resource))
    : undefined;
}

const monitors = new WeakMap<ModelResource, MonitorNode>();

/**
 * Lists the load balancers that are on, or not known to be off.
 * @param side - The resources.
 * @returns The load balancers, sorted by key.
 */
export function balancersOn({ traffic }: PlanSide): LoadBalancerNode[] {
  return traffic.loadBalancers.filter(({ enabled }) => enabled !== "no");
}
