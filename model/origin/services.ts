import type {
  EcsServiceFields,
  ScalableBounds,
  ServiceTargetGroup,
} from "../../constraints/ecsServices";
import { unknownValue } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { isObject, knownObjects, readFlag, readText } from "../graph/reading";
import type { ModelObject, ModelResource } from "../graph/resources";
import { targetOf } from "../graph/targets";
import type { GroupUse } from "./forwards";
import { scalingAim } from "./scaling";

/**
 * Reads what ECS looks at in a service.
 * @param inventory - The resources.
 * @param uses - Which target groups get requests.
 * @param service - A service of ECS.
 * @returns The values, as far as they are known.
 */
export function ecsServiceFields(
  inventory: Inventory,
  uses: readonly GroupUse[],
  { properties }: ModelResource,
): EcsServiceFields {
  const { launchType, loadBalancers, networkConfiguration } = properties;
  const assigned = isObject(networkConfiguration)
    ? readFlag(networkConfiguration.assignPublicIp, "no")
    : "no";
  const groups = knownObjects(loadBalancers);
  return {
    launchType: readText(launchType),
    assignPublicIp: assigned === "unknown" ? unknownValue : assigned === "yes",
    loadBalancers: groups.map((each) => registration(inventory, uses, each)),
  };
}

/** A listener of another program can lead to a group that exists, and to none that is yet to be made. */
function registration(
  inventory: Inventory,
  uses: readonly GroupUse[],
  { targetGroupArn }: ModelObject,
): ServiceTargetGroup {
  const target = targetOf(inventory, targetGroupArn, "targetGroup");
  const group = target?.state === "found" ? target.resources[0] : undefined;
  const isLed = uses.some((use) => use.group.key === group?.key);
  return {
    targetGroupArn: typeof targetGroupArn === "string" ? targetGroupArn : (group?.name ?? ""),
    isAssociated: isLed ? "yes" : group !== undefined && group.id === undefined ? "no" : "unknown",
  };
}

/**
 * Reads what Application Auto Scaling looks at in a scalable target.
 * @param target - A scalable target.
 * @returns The bounds, as far as they are known.
 */
export function scalableBounds(target: ModelResource): ScalableBounds {
  const { minimum = unknownValue, maximum = unknownValue } = scalingAim(target);
  return { minCapacity: minimum, maxCapacity: maximum };
}
