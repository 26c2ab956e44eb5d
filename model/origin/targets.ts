import type { Inventory } from "../graph/inventory";
import { linkTokens, tokensAt } from "../graph/links";
import { readNumber } from "../graph/reading";
import { modelType, type ModelTypeName } from "../graph/resourceTypes";
import type { ModelResource } from "../graph/resources";
import { linkedResource } from "../graph/targets";
import { unknownValue, type Known } from "../../core/known";
import { capacityOf } from "./capacity";

/** What registers targets in a target group. */
export interface TargetSource {
  /** What says so: an attachment, an Auto Scaling group, a service or a set of tasks. */
  readonly resource: ModelResource;
  /** What the targets belong to; the same as `resource` unless another resource attaches it. Undefined where the plan does not hold it. */
  readonly serves: ModelResource | undefined;
  /** How many targets it keeps running. */
  readonly count: Known<number>;
}

/**
 * Says at which port targets are asked: their own, or that of their group. Source: Elastic Load Balancing, `RegisterTargets` (a target's
 * port overrides the group's); Amazon ECS, `LoadBalancer` (a service registers its containers' ports, which are not read here).
 * @param source - What registers targets.
 * @param groupPort - The port of the group.
 */
export function targetPort(
  { resource }: TargetSource,
  groupPort: Known<number> | undefined,
): Known<number> | undefined {
  const type = modelType(resource.type);
  return type === "targetGroupAttachment"
    ? (readNumber(resource.properties.port) ?? groupPort)
    : type === "ecsService" || type === "taskSet"
      ? unknownValue
      : groupPort;
}

const attaching = ["scalingAttachment", "trafficSource"] as const;
const registering = ["scalingGroup", "ecsService", "taskSet"] as const;

/**
 * Lists what registers targets in a group.
 * @param inventory - The resources.
 * @param group - A `TargetGroup`.
 * @returns Single targets first, then what keeps targets running by itself.
 */
export function targetSources(inventory: Inventory, group: ModelResource): TargetSource[] {
  const single = inventory
    .linkedTo(group, "targetGroupAttachment")
    .map((resource): TargetSource => {
      return { resource, serves: targetOf(inventory, resource), count: 1 };
    });
  const attached = attaching
    .flatMap((type) => inventory.linkedTo(group, type))
    .map((resource): TargetSource => {
      const serves = attachedGroup(inventory, resource);
      return { resource, serves, count: capacityOf(serves) };
    });
  const own = registering
    .flatMap((type) => inventory.linkedTo(group, type))
    .map((resource): TargetSource => {
      return { resource, serves: resource, count: capacityOf(resource) };
    });
  return [...single, ...attached, ...own];
}

/**
 * Whether nothing that registers targets in a group keeps one running, for certain.
 * @param sources - What registers targets in it.
 * @returns True for a group to which nothing registers any.
 */
export function isEmpty(sources: readonly TargetSource[]): boolean {
  return sources.every(({ count }) => count !== unknownValue && count === 0);
}

const kinds: readonly ModelTypeName[] = ["instance", "awsLoadBalancer"];

function targetOf(inventory: Inventory, { properties }: ModelResource): ModelResource | undefined {
  return linkTokens(properties.targetId)
    .flatMap((token) => kinds.map((kind) => linkedResource(inventory, kind, token)))
    .find((each) => each !== undefined);
}

function attachedGroup(
  inventory: Inventory,
  { properties }: ModelResource,
): ModelResource | undefined {
  return linkTokens(properties.autoscalingGroupName)
    .map((token) => linkedResource(inventory, "scalingGroup", token) ?? nodesOf(inventory, token))
    .find((each) => each !== undefined);
}

/** The node group of EKS that an Auto Scaling group belongs to, by the name that EKS gave that one. */
function nodesOf(inventory: Inventory, token: string): ModelResource | undefined {
  const named = inventory
    .ofType("nodeGroup")
    .find((each) => tokensAt(each, "resources.autoscalingGroups.name").includes(token));
  return named ?? linkedResource(inventory, "nodeGroup", token);
}
