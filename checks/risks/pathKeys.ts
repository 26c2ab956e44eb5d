import { getOrCreate } from "../../core/getOrCreate";
import type { HostnamePath } from "../../model/traffic/hostnamePath";
import { sortedByKey } from "../../core/order";
import type { LoadBalancerNode } from "../../model/traffic/loadBalancers";
import type { TrafficModel } from "../../model/traffic/path";
import type { PlanChange } from "../../model/plan/plan";
import type { PoolNode } from "../../model/traffic/pools";
import { knownList } from "../../model/graph/reading";
import { groupedMonitors } from "../../model/traffic/monitors";
import type { ModelResource } from "../../model/graph/resources";

/** How many changes of one path are told: the first by their keys. */
const mostChanges = 100;

/** Finds the changes on paths of one side. What many paths share is looked at once. */
export class PathChanges {
  private readonly ofPaths = new Map<HostnamePath, readonly PlanChange[]>();
  private readonly ofPools = new Map<string, readonly PlanChange[]>();
  private readonly ofBalancers = new Map<LoadBalancerNode, readonly PlanChange[]>();

  /**
   * Has looked at nothing yet.
   * @param changes - The changes by the URN of the resource.
   */
  constructor(
    private readonly model: TrafficModel,
    private readonly changes: ReadonlyMap<string, PlanChange>,
  ) {}

  /**
   * Lists what changes on the path of a hostname.
   * @param path - The hostname's path in the model.
   * @returns The changes of records, the load balancer, its pools, their monitors and what their addresses come from,
   * sorted by key; at most 100.
   */
  on(path: HostnamePath): readonly PlanChange[] {
    return getOrCreate(this.ofPaths, path, () => {
      const { records, delegatedBy, loadBalancer, next } = path;
      const found = new Set<PlanChange>();
      for (const { resource } of [...records, ...delegatedBy]) {
        this.add(resource.key, found);
      }
      if (records.length === 0 && loadBalancer === undefined && path.answeredAt === path.hostname) {
        // What gives the name no address keeps a wildcard from giving it one.
        this.model.inventory.atName(path.hostname).forEach(({ key }) => this.add(key, found));
      }
      addAll(found, loadBalancer === undefined ? [] : this.ofBalancer(loadBalancer));
      for (const each of next) {
        addAll(found, this.on(each));
      }
      return inOrder(found);
    });
  }

  private ofBalancer(loadBalancer: LoadBalancerNode): readonly PlanChange[] {
    return getOrCreate(this.ofBalancers, loadBalancer, () => {
      const found = new Set<PlanChange>();
      this.add(loadBalancer.resource.key, found);
      for (const pool of loadBalancer.targets.flatMap(({ resources }) => resources)) {
        addAll(found, this.ofPool(this.model.pool(pool)));
      }
      return inOrder(found);
    });
  }

  private ofPool({ resource, monitor, origins }: PoolNode): readonly PlanChange[] {
    return getOrCreate(this.ofPools, resource.key, () => {
      const found = new Set<PlanChange>();
      this.add(resource.key, found);
      const monitors = monitor?.resources.flatMap((each) => this.monitorsOf(each)) ?? [];
      monitors.forEach((key) => this.add(key, found));
      for (const { addressFrom } of knownList(origins) ?? []) {
        addressFrom.forEach((key) => this.add(key, found));
      }
      return inOrder(found);
    });
  }

  /** A monitor itself, or a group with its members. */
  private monitorsOf(resource: ModelResource): string[] {
    const members = groupedMonitors(this.model.inventory, resource);
    return [resource, ...members].map(({ key }) => key);
  }

  private add(key: string, found: Set<PlanChange>): void {
    const change = this.changes.get(key);
    if (change !== undefined) {
      found.add(change);
    }
  }
}

function addAll(found: Set<PlanChange>, more: readonly PlanChange[]): void {
  for (const change of more) {
    found.add(change);
  }
}

/** Most paths of a large plan have no change. */
const none: readonly PlanChange[] = [];

function inOrder(found: ReadonlySet<PlanChange>): readonly PlanChange[] {
  return found.size === 0 ? none : sortedByKey(found).slice(0, mostChanges);
}

/**
 * Puts changes in order.
 * @param changes - Changes, some of them perhaps several times.
 * @returns Each once, sorted by key; the first 100.
 */
export function firstChanges(changes: readonly PlanChange[]): readonly PlanChange[] {
  return inOrder(new Set(changes));
}
