import { loadBalancerPrincipal } from "../../facts/aws/loadBalancing";
import type { Inventory } from "../graph/inventory";
import { tokensAt } from "../graph/links";
import { readText } from "../graph/reading";
import { tokensOf } from "../graph/resourcesOfType";
import type { ModelResource } from "../graph/resources";

/**
 * Finds what lets a load balancer call the function behind a target group.
 * @param inventory - The resources.
 * @param group - A target group.
 * @returns The permissions that name the group or one of its functions; none where another program gives them.
 */
export function permissionsFor(inventory: Inventory, group: ModelResource): ModelResource[] {
  const functions = inventory
    .linkedTo(group, "targetGroupAttachment")
    .flatMap((attachment) => tokensAt(attachment, "targetId"));
  const names = functions.flatMap((token) => [token, token.split(":function:")[1] ?? token]);
  const tokens = new Set([...tokensOf(group), ...names]);
  return inventory
    .linkedToAny(tokens, "lambdaPermission")
    .filter(({ properties }) => readText(properties.principal) === loadBalancerPrincipal);
}
