import type { ModelTypeName } from "../graph/resourceTypes";
import { labels, nameForPeople, type ReadType } from "./readType";

/** Which policies and schedules belong together. */
const scaledResource = ["resourceId", "scalableDimension", "serviceNamespace", "region"];

/** What else than services of ECS is scaled is not read: tables, streams, functions. */
const onlyServices = { property: "serviceNamespace", values: ["ecs"] } as const;

const paceOnly = "how soon the next step may follow; the bounds stay";

/**
 * What tracks a target is read whatever its metric: more of it for each means fewer. In steps a policy may take away what is needed, and
 * nobody reads it.
 */
const policy = (tracking: string, more: Partial<ReadType["noPart"]> = {}): ReadType => ({
  read: [
    ...[`${tracking}.targetValue`, `${tracking}.predefinedMetricSpecification`, "policyType"],
    ...[`${tracking}.customizedMetricSpecification`, "region"],
  ],
  noPart: {
    ...{ name: nameForPeople, arn: "what the API calls it" },
    [`${tracking}.disableScaleIn`]: "whether it takes capacity away when the load sinks",
    ...more,
  },
  byProperty: ["create", "replace"],
});

const ofService = policy("targetTrackingScalingPolicyConfiguration", {
  alarmArns: "what watches the metric",
  "targetTrackingScalingPolicyConfiguration.scaleInCooldown": paceOnly,
  "targetTrackingScalingPolicyConfiguration.scaleOutCooldown": paceOnly,
});
const ofGroup = policy("targetTrackingConfiguration", { estimatedInstanceWarmup: paceOnly });

/** What of the types that scale services and Auto Scaling groups the model and the risks read. */
export const scalingReadTypes: Readonly<Partial<Record<ModelTypeName, ReadType>>> = {
  // One that goes leaves as many running as there are.
  scalableTarget: {
    read: ["minCapacity", "maxCapacity", ...scaledResource],
    noPart: { ...labels, arn: "what the API calls it", roleArn: "who changes the number" },
    only: onlyServices,
    byProperty: ["create", "replace"],
  },
  scheduledAction: {
    read: ["scalableTargetAction", "schedule", "startTime", "endTime", ...scaledResource],
    noPart: {
      ...{ name: nameForPeople, arn: "what the API calls it" },
      timezone: "at which hour it is; what it sets is judged whatever the hour",
    },
    only: onlyServices,
  },
  applicationScalingPolicy: {
    ...ofService,
    read: [...ofService.read.filter((path) => path !== "region"), ...scaledResource],
    only: onlyServices,
  },
  scalingSchedule: {
    read: [
      ...["autoscalingGroupName", "minSize", "maxSize", "desiredCapacity", "region"],
      ...["recurrence", "startTime", "endTime"],
    ],
    noPart: {
      ...{ scheduledActionName: nameForPeople, arn: "what the API calls it" },
      timeZone: "at which hour it is; what it sets is judged whatever the hour",
    },
  },
  scalingPolicy: { ...ofGroup, read: [...ofGroup.read, "autoscalingGroupName"] },
};
