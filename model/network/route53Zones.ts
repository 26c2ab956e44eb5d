import type { Inventory } from "../graph/inventory";
import { readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { firstLinked } from "../graph/targets";

/**
 * Lists the hosted zones that hold records of Route 53.
 * @param inventory - The resources.
 * @param records - The records.
 * @returns Those that the records say, each as often as they say it.
 */
export function hostedZonesOf(
  inventory: Inventory,
  records: readonly ModelResource[],
): ModelResource[] {
  return records.flatMap(
    ({ properties }) => firstLinked(inventory, "route53Zone", properties.zoneId) ?? [],
  );
}

/**
 * Whether a hosted zone that is made anew has the name servers of the one before it.
 * Source: Amazon Route 53 developer guide, route-53-concepts-reusable-delegation-set.
 * @param old - The zone before.
 * @param now - The zone after; undefined where there is none.
 */
export function keepsNameServers(old: ModelResource, now: ModelResource | undefined): boolean {
  const set = readText(now?.properties.delegationSetId);
  return typeof set === "string" && set === readText(old.properties.delegationSetId);
}
