import { anyOf, certain, type Certainty } from "../../core/certainty";
import { isObject, isUnread, readFlag, readNumber, readText } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";
import { unknownValue, type Known } from "../../core/known";
import { instanceRefresh as refreshFacts } from "../../facts/aws/instanceRefresh";
import { capacityOf } from "./capacity";

/** What a roll-out leaves running. */
export interface Deployment {
  /** The least share that keeps serving while instances or tasks are replaced, in percent; undefined where it is not known. */
  readonly keptPercent: number | undefined;
  /** The properties whose change replaces them. */
  readonly startedBy: readonly string[];
}

/** Of a policy of a group, that it has none. Source: Amazon EC2 Auto Scaling API reference, InstanceMaintenancePolicy. */
const noShare = -1;

const none: Deployment = { keptPercent: undefined, startedBy: [] };

/**
 * Reads how something replaces its instances or tasks.
 * @param resource - An Auto Scaling group or a service of ECS.
 * @returns How; nothing for other resources, and for a group that does not replace its instances by itself.
 * Source: Amazon ECS developer guide, deployment-type-ecs; Amazon EC2 Auto Scaling user guide, asg-instance-refresh.
 */
export function readDeployment(resource: ModelResource): Deployment {
  const { deploymentMinimumHealthyPercent, instanceRefresh, instanceMaintenancePolicy } =
    resource.properties;
  const type = modelType(resource.type);
  if (type === "ecsService") {
    return {
      keptPercent: knownOr(readNumber(deploymentMinimumHealthyPercent)),
      startedBy: ["taskDefinition", "forceNewDeployment", "triggers", "networkConfiguration"],
    };
  }
  if (type !== "scalingGroup" || !isObject(instanceRefresh)) {
    return none;
  }
  return {
    keptPercent: knownOr(refreshShare(instanceRefresh, instanceMaintenancePolicy)),
    startedBy: ["launchTemplate", "launchConfiguration", "mixedInstancesPolicy"],
  };
}

/** What a refresh itself says counts, its default too, else what the group says. Source: that of the fact. */
function refreshShare(
  { preferences }: ModelObject,
  policy: ModelValue | undefined,
): Known<number> | undefined {
  const own = isObject(preferences) ? preferences : undefined;
  const usual = isObject(policy) ? policy : undefined;
  if (isUnread(preferences) || (own === undefined && isUnread(policy))) {
    return unknownValue;
  }
  const share = readNumber((own ?? usual)?.minHealthyPercentage);
  return share === undefined || share === noShare ? refreshFacts.keptPercent : share;
}

/**
 * Whether a roll-out may leave less than half of what serves. Shares are rounded up. Source: that of `readDeployment`.
 * @param resource - An Auto Scaling group or a service of ECS.
 * @returns How many of how many it keeps; undefined where at least half stay, none does, or it is not known.
 */
export function fewKept(
  resource: ModelResource,
): { readonly kept: number; readonly of: number } | undefined {
  const { keptPercent } = readDeployment(resource);
  const count = capacityOf(resource);
  const kept =
    keptPercent === undefined || count === unknownValue
      ? undefined
      : Math.ceil((count * keptPercent) / 100);
  return typeof count !== "number" || kept === undefined || kept === 0 || kept * 2 >= count
    ? undefined
    : { kept, of: count };
}

/**
 * Whether the only machine of a group ends before a new one has begun, when it is exchanged. Source: that of the fact.
 * @param group - An Auto Scaling group.
 * @returns False for one that exchanges nothing by itself, and where it is not known.
 */
export function endsOnlyOne(group: ModelResource): boolean {
  const { keptPercent } = readDeployment(group);
  return (
    modelType(group.type) === "scalingGroup" &&
    capacityOf(group) === 1 &&
    keptPercent !== undefined &&
    keptPercent < refreshFacts.beginsFirstPercent
  );
}

/**
 * Whether a service of ECS can be deployed anew for certain not: no task may go before another one is there, and none may come.
 * Source: Amazon ECS developer guide, deployment-type-ecs (the least is rounded up, the most down; 100 and 200 percent where nothing is said).
 * @param service - The service.
 */
export function isStuck({ properties }: ModelResource): boolean {
  const count = readNumber(properties.desiredCount);
  const least = readNumber(properties.deploymentMinimumHealthyPercent) ?? 100;
  const most = readNumber(properties.deploymentMaximumPercent) ?? 200;
  return (
    typeof count === "number" &&
    count > 0 &&
    typeof least === "number" &&
    Math.ceil((count * least) / 100) >= count &&
    typeof most === "number" &&
    Math.floor((count * most) / 100) <= count
  );
}

function knownOr(value: ReturnType<typeof readNumber>): number | undefined {
  return value === unknownValue ? undefined : value;
}

/**
 * Whether what keeps targets running is done being made only once its load balancer finds them well.
 * Source: the package `@pulumi/aws` 7, autoscaling.Group (`waitForElbCapacity`, `minElbCapacity`, and `waitForCapacityTimeout`, which
 * "0" makes wait for nothing) and ecs.Service (`waitForSteadyState`).
 * @param resource - An Auto Scaling group or a service of ECS.
 * @returns `no` where nothing waits; `unknown` where the plan does not say yet.
 */
export function waitsUntilHealthy(resource: ModelResource): Certainty {
  const { type, properties } = resource;
  if (modelType(type) === "ecsService") {
    return readFlag(properties.waitForSteadyState, "no");
  }
  if (skipsCapacityWait(resource)) {
    return "no";
  }
  const { waitForElbCapacity, minElbCapacity } = properties;
  const wished = [readNumber(waitForElbCapacity), readNumber(minElbCapacity)];
  return anyOf(
    wished.map((each = 0) => (typeof each === "number" ? certain(each > 0) : "unknown")),
  );
}

/**
 * Whether an Auto Scaling group is done being made before a machine of it runs: by default its provider waits ten minutes for as many
 * as are desired, and with a timeout of nothing it does not.
 * Source: the package `@pulumi/aws` 7, autoscaling.Group (`waitForCapacityTimeout`, Waiting for Capacity); hashicorp/terraform pull
 * request 1839 (why it waits).
 * @param group - The group.
 * @returns True where it is known to wait for nothing.
 */
export function skipsCapacityWait(group: ModelResource): boolean {
  const timeout = readText(group.properties.waitForCapacityTimeout);
  return typeof timeout === "string" && /^0[a-z]*$/.test(timeout);
}
