import { isObject, knownList, readList, readText } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import type { ModelResource } from "../graph/resources";

/**
 * Whether something is a service of ECS that no load balancer and no name of service discovery leads to.
 * @param resource - Any resource.
 * @returns False too for services that something else deploys, which may register them elsewhere.
 */
export function isUnvisited({ type, properties }: ModelResource): boolean {
  const { loadBalancers, serviceRegistries, serviceConnectConfiguration } = properties;
  const { deploymentController } = properties;
  const controller = isObject(deploymentController) ? readText(deploymentController.type) : "ECS";
  return (
    modelType(type) === "ecsService" &&
    controller === "ECS" &&
    knownList(readList(loadBalancers))?.length === 0 &&
    (serviceRegistries ?? null) === null &&
    (serviceConnectConfiguration ?? null) === null
  );
}
