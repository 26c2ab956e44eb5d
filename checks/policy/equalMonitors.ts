import { isDeepStrictEqual } from "node:util";
import type { MonitorNode } from "../../model/traffic/monitors";
import type { RuleContext } from "./context";

/**
 * Finds the new monitors that take the place of equal ones: every pool that they probe was there, and was probed by a monitor with the same
 * settings.
 * @returns Their keys.
 */
export function equalMonitors({ before, after }: RuleContext): ReadonlySet<string> {
  const equal = new Map<string, boolean>();
  const pools = new Map(before.traffic.pools.map((pool) => [pool.resource.key, pool]));
  for (const pool of after.traffic.pools) {
    const monitor = after.traffic.balanced.monitorOf(pool);
    if (monitor === undefined || before.traffic.inventory.byKey(monitor.resource.key)) {
      continue;
    }
    const was = pools.get(pool.resource.key);
    const old = was && before.traffic.balanced.monitorOf(was);
    const { key } = monitor.resource;
    equal.set(key, equal.get(key) !== false && old !== undefined && isSame(old, monitor));
  }
  return new Set([...equal].flatMap(([key, isEqual]) => (isEqual ? [key] : [])));
}

function isSame(old: MonitorNode, now: MonitorNode): boolean {
  return isDeepStrictEqual({ ...old, resource: undefined }, { ...now, resource: undefined });
}
