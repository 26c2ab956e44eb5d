import type { Inventory } from "../graph/inventory";
import type { ModelResource } from "../graph/resources";
import { groupRules, type RuleDirection } from "./groupRules";
import { groupsOn } from "./protectedEndpoints";

/**
 * Lists what decides what gets through to something, or out of it.
 * @param inventory - The resources.
 * @param carrier - What carries security groups.
 * @param direction - Which way.
 * @returns The carrier, its groups and their rules.
 */
export function guardsOf(
  inventory: Inventory,
  carrier: ModelResource,
  direction: RuleDirection,
): ModelResource[] {
  const groups = groupsOn(inventory, carrier);
  const rules = groups.flatMap((group) => groupRules(inventory, group, direction).rules);
  return [carrier, ...groups, ...rules.map(({ resource }) => resource)];
}
