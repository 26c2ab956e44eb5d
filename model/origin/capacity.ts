import type { ScalingSizes } from "../../constraints/scalingGroups";
import { isObject, readNumber, readText } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import type { ModelResource } from "../graph/resources";
import { unknownValue, type Known } from "../../core/known";

/** The strategy by which every machine of a cluster runs one task, whatever the count. Source: Amazon ECS API reference, CreateService. */
const onEveryMachine = "DAEMON";

/**
 * How many instances or tasks something keeps running.
 * @param resource - An Auto Scaling group, a node group of EKS or a service of ECS.
 * @returns The number; unknown where the plan does not say, and for everything else.
 */
export function capacityOf(resource: ModelResource | undefined): Known<number> {
  const type = resource && modelType(resource.type);
  if (type === "scalingGroup") {
    return groupCapacity(resource);
  }
  if (type === "nodeGroup") {
    return nodeCapacity(resource);
  }
  return type === "ecsService" ? serviceCapacity(resource) : unknownValue;
}

/**
 * Reads between which bounds an Auto Scaling group is kept. What is desired is left out: a plan does not say whether the program
 * wants it or the group has it, and bounds alone take it with them.
 * @param group - An Auto Scaling group.
 * @returns The bounds, as far as they are known.
 */
export function scalingBounds({ properties }: ModelResource): ScalingSizes {
  return {
    minSize: readNumber(properties.minSize) ?? unknownValue,
    maxSize: readNumber(properties.maxSize) ?? unknownValue,
    desiredCapacity: undefined,
  };
}

/** A group holds what is desired within its bounds; its maximum binds although nothing else is known. */
function groupCapacity(resource: ModelResource | undefined): Known<number> {
  const own = resource?.properties;
  const desired = readNumber(own?.desiredCapacity);
  const least = readNumber(own?.minSize);
  const most = readNumber(own?.maxSize);
  if (most === 0) {
    return 0;
  }
  return typeof desired === "number"
    ? Math.min(Math.max(desired, numberOr(least, 0)), numberOr(most, Infinity))
    : unknownValue;
}

/** A node group has an Auto Scaling group of its own, to which it gives the number. Source: Amazon EKS API reference, NodegroupScalingConfig. */
function nodeCapacity(resource: ModelResource | undefined): Known<number> {
  const sizes = resource?.properties.scalingConfig;
  return (isObject(sizes) ? readNumber(sizes.desiredSize) : undefined) ?? unknownValue;
}

function serviceCapacity(resource: ModelResource | undefined): Known<number> {
  const own = resource?.properties;
  const count = readNumber(own?.desiredCount);
  const isCounted = readText(own?.schedulingStrategy) !== onEveryMachine;
  return isCounted && typeof count === "number" ? count : unknownValue;
}

function numberOr(value: Known<number> | undefined, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}
