import type { Inventory } from "../graph/inventory";
import { linkTokens } from "../graph/links";
import { knownObjects, readText } from "../graph/reading";
import { tokensOf } from "../graph/resourcesOfType";
import type { ModelResource } from "../graph/resources";
import { taskDefinitionOf } from "./taskDefinitions";
import { unknownValue } from "../../core/known";

/**
 * Finds what runs in the container by which a service of ECS serves in a target group.
 * @param inventory - The resources.
 * @param service - The service.
 * @param group - The target group.
 * @returns The repository of its image; undefined where the inventory does not say.
 */
export function registeredRepository(
  inventory: Inventory,
  service: ModelResource,
  group: ModelResource,
): string | undefined {
  const tokens = tokensOf(group);
  const repositories = taskDefinitionOf(inventory, service)?.repositories ?? unknownValue;
  const [container] = knownObjects(service.properties.loadBalancers)
    .filter(({ targetGroupArn }) =>
      linkTokens(targetGroupArn).some((each) => tokens.includes(each)),
    )
    .map(({ containerName }) => readText(containerName));
  return repositories === unknownValue || typeof container !== "string"
    ? undefined
    : repositories.get(container);
}
