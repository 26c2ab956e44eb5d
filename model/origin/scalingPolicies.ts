import { getOrCreate } from "../../core/getOrCreate";
import type { Known } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { isObject, knownObjects, readNumber, readText } from "../graph/reading";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";
import { scaledBy } from "./scaling";

/** Types of what changes how many of something run by what is measured. */
export const policyTypes = ["applicationScalingPolicy", "scalingPolicy"] as const;

/**
 * Lists the policies that scale something.
 * @param inventory - The resources.
 * @param thing - A service or an Auto Scaling group.
 */
export function policiesOf(inventory: Inventory, thing: ModelResource): readonly ModelResource[] {
  const all = getOrCreate(known, inventory, () => {
    const found = new Map<string, ModelResource[]>();
    for (const policy of policyTypes.flatMap((type) => inventory.ofType(type))) {
      const scaled = scaledBy(inventory, policy);
      if (scaled !== undefined) {
        getOrCreate(found, scaled.key, () => []).push(policy);
      }
    }
    return found;
  });
  return all.get(thing.key) ?? [];
}

/** The policies of an inventory by the key of what they scale, read once. */
const known = new WeakMap<Inventory, ReadonlyMap<string, ModelResource[]>>();

/**
 * Reads the value of its metric to which a policy that tracks one scales.
 * @param policy - A scaling policy of a service or of an Auto Scaling group.
 * @returns The value; undefined for a policy that tracks none.
 */
export function trackedValue(policy: ModelResource): Known<number> | undefined {
  return readNumber(trackingOf(policy)?.targetValue);
}

/**
 * Names the metric that a policy tracks, so that two can be compared.
 * @param policy - A scaling policy of a service or of an Auto Scaling group.
 * @returns The name; undefined for a policy that tracks none, and where the plan does not say it.
 */
export function trackedMetric(policy: ModelResource): string | undefined {
  const { predefinedMetricSpecification, customizedMetricSpecification } = trackingOf(policy) ?? {};
  const given: readonly (ModelValue | undefined)[] = [
    predefinedMetricSpecification,
    customizedMetricSpecification,
  ];
  const names = given
    .filter(isObject)
    .map(({ predefinedMetricType, metricName }) => readText(predefinedMetricType ?? metricName));
  return names.find((name) => typeof name === "string");
}

/** The target group whose requests a policy counts. */
export interface CountedGroup {
  /** How the policy names it, with its load balancer. */
  readonly label: string;
  /** The group; undefined where the inventory does not hold it. */
  readonly group: ModelResource | undefined;
}

/**
 * Finds the target group whose requests for each target a policy counts.
 * Source: Application Auto Scaling API reference, PredefinedMetricSpecification (ResourceLabel: the ends of the ARNs of load balancer and group).
 * @param inventory - The resources.
 * @param policy - A scaling policy of a service or of an Auto Scaling group.
 * @returns The group; undefined for a policy that counts something else, and where the plan does not say it yet.
 */
export function countedGroup(
  inventory: Inventory,
  policy: ModelResource,
): CountedGroup | undefined {
  const { predefinedMetricSpecification: metric } = trackingOf(policy) ?? {};
  const label = isObject(metric) ? readText(metric.resourceLabel) : undefined;
  if (typeof label !== "string") {
    return undefined;
  }
  const [suffix] = /targetgroup\/.+$/.exec(label) ?? [label];
  const groups = getOrCreate(knownGroups, inventory, () => {
    const own = inventory.ofType("targetGroup");
    return new Map(own.map((group) => [suffixOf(group), group] as const));
  });
  return { label, group: groups.get(suffix) };
}

/** The target groups of an inventory by the ends of their ARNs, read once. */
const knownGroups = new WeakMap<Inventory, ReadonlyMap<string | undefined, ModelResource>>();

function suffixOf({ properties }: ModelResource): string | undefined {
  const [own, arn] = [readText(properties.arnSuffix), readText(properties.arn)];
  return typeof own === "string"
    ? own
    : typeof arn === "string"
      ? /targetgroup\/.+$/.exec(arn)?.[0]
      : undefined;
}

function trackingOf({ properties }: ModelResource): ModelObject | undefined {
  const { targetTrackingScalingPolicyConfiguration, targetTrackingConfiguration } = properties;
  const tracking = targetTrackingScalingPolicyConfiguration ?? targetTrackingConfiguration;
  return isObject(tracking) ? tracking : undefined;
}

/**
 * Whether a policy of steps takes away all that runs, where the bounds let it.
 * Source: Amazon EC2 Auto Scaling user guide, as-scaling-simple-step (ExactCapacity, PercentChangeInCapacity); Application Auto Scaling API
 * reference, StepScalingPolicyConfiguration.
 * @param policy - A scaling policy of a service or of an Auto Scaling group.
 * @returns True where one of its steps does.
 */
export function takesAll(policy: ModelResource): boolean {
  const type = readText(stepping(policy).adjustmentType);
  return adjustmentsOf(policy).some((adjustment) =>
    type === "ExactCapacity"
      ? adjustment <= 0
      : type === "PercentChangeInCapacity" && adjustment <= -100,
  );
}

/**
 * Whether a policy adds in steps, which something else has to set off.
 * @param policy - A scaling policy of a service or of an Auto Scaling group.
 * @returns False for one that tracks a metric, and for one that only takes away.
 */
export function isStepped(policy: ModelResource): boolean {
  return adjustmentsOf(policy).some((adjustment) => adjustment > 0);
}

/** What says by how much a policy of steps changes what runs. */
function stepping({ properties }: ModelResource): ModelObject {
  const { stepScalingPolicyConfiguration } = properties;
  return isObject(stepScalingPolicyConfiguration) ? stepScalingPolicyConfiguration : properties;
}

function adjustmentsOf(policy: ModelResource): number[] {
  const own = stepping(policy);
  return [own, ...knownObjects(own.stepAdjustments)]
    .map(({ scalingAdjustment }) => readNumber(scalingAdjustment))
    .filter((adjustment) => typeof adjustment === "number");
}
