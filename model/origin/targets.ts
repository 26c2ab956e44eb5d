import { trafficPort } from "../../facts/aws/loadBalancing";
import { readRange } from "../../core/cidrs";
import type { Inventory } from "../graph/inventory";
import { linkTokens, tokensAt } from "../graph/links";
import { isObject, knownList, readList, readNumber, readText } from "../graph/reading";
import { tokensOf } from "../graph/resourcesOfType";
import { modelType, type ModelTypeName } from "../graph/resourceTypes";
import type { ModelResource } from "../graph/resources";
import { linkedResource } from "../graph/targets";
import { unknownValue, type Known } from "../../core/known";
import { capacityOf } from "./capacity";
import { runningOn } from "./hosts";
import type { TargetGroupNode } from "./targetGroups";

/** What registers targets in a target group. */
export interface TargetSource {
  /** What says so: an attachment, an Auto Scaling group, a service or a set of tasks. */
  readonly resource: ModelResource;
  /** What the targets belong to; the same as `resource` unless another resource attaches it. Undefined where the plan does not hold it. */
  readonly serves: ModelResource | undefined;
  /** How many targets it keeps running. */
  readonly count: Known<number>;
}

/** The ports at which a load balancer asks a target; undefined where none is set. */
export interface TargetPorts {
  /** For what visitors want. */
  readonly traffic: Known<number> | undefined;
  /** Whether it is well. */
  readonly check: Known<number> | undefined;
}

/**
 * Says at which ports targets are asked: their own, or that of their group. Source: Elastic Load Balancing, `RegisterTargets` (a target's
 * port overrides the group's) and `CreateTargetGroup` (a check asks at the port of the traffic unless it has its own); Amazon ECS,
 * `LoadBalancer` (a service registers tasks with addresses of their own at the container's port, and others at one of their machine's).
 * @param source - What registers targets.
 * @param group - Their group.
 */
export function targetPorts(source: TargetSource, group: TargetGroupNode): TargetPorts {
  const traffic = trafficPortOf(source, group);
  const { port } = group.check;
  const isTraffic = port === undefined || port === trafficPort;
  return { traffic, check: isTraffic ? traffic : port === unknownValue ? port : Number(port) };
}

function trafficPortOf(
  { resource }: TargetSource,
  group: TargetGroupNode,
): Known<number> | undefined {
  const type = modelType(resource.type);
  if (type === "ecsService") {
    return group.targetType === "ip" ? containerPort(resource, group.resource) : unknownValue;
  }
  return type === "targetGroupAttachment"
    ? (readNumber(resource.properties.port) ?? group.port)
    : type === "taskSet"
      ? unknownValue
      : group.port;
}

function containerPort({ properties }: ModelResource, group: ModelResource): Known<number> {
  const all = knownList(readList(properties.loadBalancers))?.filter(isObject) ?? [];
  const tokens = tokensOf(group);
  const own = all.filter(({ targetGroupArn }) =>
    linkTokens(targetGroupArn).some((token) => tokens.includes(token)),
  );
  const [port, ...others] = own.map((each) => readNumber(each.containerPort) ?? unknownValue);
  return port === undefined || others.length > 0 ? unknownValue : port;
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
      return { resource, serves: resource, count: runningOn(inventory, resource) };
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

const kinds: readonly ModelTypeName[] = ["instance", "awsLoadBalancer", "lambdaFunction"];

function targetOf(inventory: Inventory, { properties }: ModelResource): ModelResource | undefined {
  const { targetId } = properties;
  return (
    linkTokens(targetId)
      .flatMap((token) => kinds.map((kind) => linkedResource(inventory, kind, token)))
      .find((each) => each !== undefined) ?? machineAt(inventory, readText(targetId))
  );
}

/** The instance that has an address in its own network. */
function machineAt(
  inventory: Inventory,
  address: Known<string> | undefined,
): ModelResource | undefined {
  return typeof address === "string" && readRange(address) !== undefined
    ? inventory
        .ofType("instance")
        .find(({ properties }) => readText(properties.privateIp) === address)
    : undefined;
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
