import { unknownValue, type Known } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { linkTokens } from "../graph/links";
import { isObject, readNumber, readText } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";
import { firstLinked, linkedResource } from "../graph/targets";
import { scalingBounds } from "./capacity";

/** How many targets something is set to keep running. What is left as it is, is undefined. */
export interface ScalingAim {
  /** The fewest. */
  readonly minimum: Known<number> | undefined;
  /** The most. */
  readonly maximum: Known<number> | undefined;
  /** As many as are to run at that moment. */
  readonly desired: Known<number> | undefined;
}

/** The number by which a schedule of an Auto Scaling group leaves a size as it is. Source: the package `@pulumi/aws` 7, autoscaling.Schedule. */
const leftAsItIs = -1;

/**
 * Reads what a scalable target or a schedule sets.
 * @param resource - A scalable target, or a schedule of a service or of an Auto Scaling group.
 * @returns The numbers. Of a schedule of a group each that is not given is 0, as the provider has it.
 */
export function scalingAim({ type, properties }: ModelResource): ScalingAim {
  if (modelType(type) === "scalingSchedule") {
    const { minSize, maxSize, desiredCapacity } = properties;
    return {
      ...{ minimum: scheduledSize(minSize), maximum: scheduledSize(maxSize) },
      desired: scheduledSize(desiredCapacity),
    };
  }
  const { scalableTargetAction } = properties;
  const own: ModelObject = isObject(scalableTargetAction) ? scalableTargetAction : properties;
  return {
    ...{ minimum: readNumber(own.minCapacity), maximum: readNumber(own.maxCapacity) },
    desired: undefined,
  };
}

function scheduledSize(value: ModelValue | undefined): Known<number> | undefined {
  const size = readNumber(value) ?? 0;
  return size === leftAsItIs ? undefined : size;
}

/**
 * Says how many run once what was set holds: bounds are enforced when they are set, and a schedule's at its times.
 * Source: Application Auto Scaling API reference, PutScheduledAction (ScalableTargetAction); for `RegisterScalableTarget`, the activities
 * that it lists ("minimum capacity was set to 1").
 * @param aim - What is set.
 * @param scaled - What it is set of.
 * @param running - How many of it run by then.
 * @returns The number; unknown where the plan does not say.
 */
export function runningUnder(
  { minimum, maximum, desired }: ScalingAim,
  scaled: ModelResource,
  running: Known<number>,
): Known<number> {
  const isGroup = modelType(scaled.type) === "scalingGroup";
  const least = minimum ?? (isGroup ? scalingBounds(scaled).minSize : 0);
  const wanted = desired ?? running;
  if (maximum === 0) {
    return 0;
  }
  return least === unknownValue || wanted === unknownValue || maximum === unknownValue
    ? unknownValue
    : Math.min(Math.max(wanted, least), maximum ?? Infinity);
}

/**
 * Says between which bounds something is scaled.
 * @param inventory - The resources.
 * @param thing - A service or an Auto Scaling group.
 * @returns The fewest; undefined where the inventory holds no bound of it.
 */
export function fewestOf(inventory: Inventory, thing: ModelResource): Known<number> | undefined {
  return modelType(thing.type) === "scalingGroup"
    ? scalingBounds(thing).minSize
    : inventory
        .ofType("scalableTarget")
        .filter((target) => scaledBy(inventory, target)?.key === thing.key)
        .map((target) => scalingAim(target).minimum)
        .find((minimum) => minimum !== undefined);
}

/**
 * Finds what a scalable target, a schedule or a policy scales.
 * @param inventory - The resources.
 * @param resource - The scalable target, schedule or policy.
 * @returns The service or the Auto Scaling group; undefined where the inventory does not hold it.
 */
export function scaledBy(inventory: Inventory, resource: ModelResource): ModelResource | undefined {
  const { autoscalingGroupName, resourceId } = resource.properties;
  return (
    firstLinked(inventory, "scalingGroup", autoscalingGroupName) ??
    scaledService(inventory, resourceId)
  );
}

function scaledService(
  inventory: Inventory,
  resourceId: ModelValue | undefined,
): ModelResource | undefined {
  // A policy most often takes the name from the scalable target, which has it from the service.
  const through = linkTokens(resourceId).map(
    (token): ModelValue | undefined =>
      linkedResource(inventory, "scalableTarget", token)?.properties.resourceId,
  );
  const named: readonly (ModelValue | undefined)[] = [resourceId, ...through];
  return named.map((each) => serviceNamed(inventory, each)).find((each) => each !== undefined);
}

function serviceNamed(
  inventory: Inventory,
  resourceId: ModelValue | undefined,
): ModelResource | undefined {
  return (
    firstLinked(inventory, "ecsService", resourceId) ??
    (typeof resourceId === "string" ? serviceCalled(inventory, resourceId) : undefined)
  );
}

/** A service by `service/cluster/name`. Source: Application Auto Scaling API reference, RegisterScalableTarget (ResourceId). */
function serviceCalled(inventory: Inventory, resourceId: string): ModelResource | undefined {
  const [kind, cluster, name] = resourceId.split("/");
  return kind !== "service" || name === undefined
    ? undefined
    : inventory.ofType("ecsService").find(({ properties }) => {
        const own = readText(properties.cluster);
        const isThere = own === unknownValue || own?.split("/").at(-1) === cluster;
        return isThere && readText(properties.name) === name;
      });
}
