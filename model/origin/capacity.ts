import { onEveryMachine } from "../../facts/aws/ecs";
import { keepingProcesses } from "../../facts/aws/scalingProcesses";
import type { NodeGroupSizes } from "../../constraints/nodeGroups";
import type { ScalingSizes } from "../../constraints/scalingGroups";
import { isObject, knownList, readNumber, readText, readTexts } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import type { ModelObject, ModelResource } from "../graph/resources";
import { unknownValue, type Known } from "../../core/known";

/**
 * How many instances or tasks something keeps running.
 * @param resource - An Auto Scaling group, a node group of EKS or a service of ECS.
 * @returns The number; unknown where the plan does not say, and for everything else.
 */
export function capacityOf(resource: ModelResource | undefined): Known<number> {
  const type = resource && modelType(resource.type);
  const properties = resource?.properties ?? {};
  if (type === "scalingGroup") {
    return groupCapacity(properties);
  }
  if (type === "nodeGroup") {
    return nodeCapacity(properties);
  }
  return type === "ecsService" ? serviceCapacity(properties) : unknownValue;
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

/**
 * Reads between which bounds a node group of EKS is kept.
 * @param group - A node group.
 * @returns The bounds and what is desired, as far as they are known.
 */
export function nodeGroupSizes({
  properties: { scalingConfig },
}: Pick<ModelResource, "properties">): NodeGroupSizes {
  const { minSize, desiredSize, maxSize } = isObject(scalingConfig) ? scalingConfig : {};
  return {
    minSize: readNumber(minSize) ?? unknownValue,
    desiredSize: readNumber(desiredSize) ?? unknownValue,
    maxSize: readNumber(maxSize) ?? unknownValue,
  };
}

/**
 * Lists the processes that an Auto Scaling group leaves out, and without which nothing is added where a machine falls or more are needed.
 * @param group - An Auto Scaling group.
 */
export function suspendedProcesses({ properties }: ModelResource): string[] {
  const named = knownList(readTexts(properties.suspendedProcesses)) ?? [];
  return keepingProcesses.filter((process) => named.includes(process));
}

/** A group holds what is desired within its bounds; its maximum binds although nothing else is known. */
function groupCapacity({ desiredCapacity, minSize, maxSize }: ModelObject): Known<number> {
  const desired = readNumber(desiredCapacity);
  const least = readNumber(minSize);
  const most = readNumber(maxSize);
  if (most === 0) {
    return 0;
  }
  return typeof desired === "number"
    ? Math.min(Math.max(desired, numberOr(least, 0)), numberOr(most, Infinity))
    : unknownValue;
}

/** A node group has an Auto Scaling group of its own, to which it gives the number. Source: AWS Terraform provider, eks/node_group.go, for the property; the rest is from memory. */
function nodeCapacity({ scalingConfig: sizes }: ModelObject): Known<number> {
  return (isObject(sizes) ? readNumber(sizes.desiredSize) : undefined) ?? unknownValue;
}

function serviceCapacity({ desiredCount, schedulingStrategy }: ModelObject): Known<number> {
  const count = readNumber(desiredCount);
  const isCounted = readText(schedulingStrategy) !== onEveryMachine;
  return isCounted && typeof count === "number" ? count : unknownValue;
}

function numberOr(value: Known<number> | undefined, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}
