import type { Inventory } from "../graph/inventory";
import { knownList, readList, readText } from "../graph/reading";
import type { ModelResource, ModelValue } from "../graph/resources";
import { firstLinked } from "../graph/targets";

/**
 * Says which default security group a program takes over and leaves without rules.
 * @param inventory - Where its network is.
 * @param group - A `DefaultSecurityGroup`.
 * @returns The group's id; undefined where it has rules both ways, or the plan does not say.
 */
export function emptiedDefaultGroup(
  inventory: Inventory,
  group: ModelResource | undefined,
): string | undefined {
  const { vpcId, ingress, egress } = group?.properties ?? {};
  const id = readText(firstLinked(inventory, "vpc", vpcId)?.properties.defaultSecurityGroupId);
  const directions: readonly (ModelValue | undefined)[] = [ingress, egress];
  const isBare = directions.some((rules) => knownList(readList(rules))?.length === 0);
  return isBare && typeof id === "string" ? id : undefined;
}
