import type { Inventory } from "../graph/inventory";
import { isObject, readFlag } from "../graph/reading";
import type { ModelResource, ModelValue } from "../graph/resources";
import { firstLinked } from "../graph/targets";

/**
 * Lists the buckets to which a load balancer of AWS writes what it is asked.
 * @param inventory - The resources.
 * @param machine - The load balancer.
 * @returns Those that the inventory holds.
 */
export function logBuckets(
  inventory: Inventory,
  { properties: { accessLogs, connectionLogs, healthCheckLogs } }: ModelResource,
): ModelResource[] {
  const kinds: readonly (ModelValue | undefined)[] = [accessLogs, connectionLogs, healthCheckLogs];
  return kinds.flatMap((logs) =>
    isObject(logs) && readFlag(logs.enabled, "no") === "yes"
      ? (firstLinked(inventory, "bucket", logs.bucket) ?? [])
      : [],
  );
}
