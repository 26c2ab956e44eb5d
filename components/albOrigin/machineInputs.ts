import type { AttachmentArgs } from "@pulumi/aws/autoscaling/attachment";
import type { GroupArgs } from "@pulumi/aws/autoscaling/group";
import type { PolicyArgs } from "@pulumi/aws/autoscaling/policy";
import type { LaunchTemplateArgs } from "@pulumi/aws/ec2/launchTemplate";
import * as pulumi from "@pulumi/pulumi";
import type { ResolvedAlbOrigin, ScaledTargets } from "./resolve";

/**
 * What new machines are made by. A new version of it has the machines replaced.
 * @param origin - What to make.
 * @param machines - The machines.
 * @param ownGroupId - The group that lets the load balancer in.
 */
export function launchTemplateInputs(
  { region, tags }: ResolvedAlbOrigin,
  machines: ScaledTargets,
  ownGroupId: pulumi.Input<string>,
): LaunchTemplateArgs {
  const { imageId, instanceProfileArn, instanceType, securityGroupIds = [], userData } = machines;
  return {
    ...{ imageId, instanceType, region, tags },
    vpcSecurityGroupIds: pulumi
      .all([securityGroupIds, ownGroupId])
      .apply(([groups, own]) => [...groups, own]),
    iamInstanceProfile: instanceProfileArn === undefined ? undefined : { arn: instanceProfileArn },
    // Without it any request that an application can be led to make reads the machine's credentials.
    metadataOptions: { httpTokens: "required" },
    userData:
      userData === undefined
        ? undefined
        : pulumi.secret(userData).apply((text) => Buffer.from(text).toString("base64")),
  };
}

/** New machines stand and serve before old ones go, and a replacement that fails is taken back. */
const instanceRefresh = {
  strategy: "Rolling",
  preferences: {
    minHealthyPercentage: 100,
    maxHealthyPercentage: 200,
    autoRollback: true,
    skipMatching: true,
  },
};

/**
 * The Auto Scaling group.
 * @param origin - What to make.
 * @param machines - The machines.
 * @param launchTemplate - What they are made by.
 */
export function scalingGroupInputs(
  { region, tags }: ResolvedAlbOrigin,
  machines: ScaledTargets,
  launchTemplate: { readonly id: pulumi.Input<string>; readonly version: pulumi.Input<string> },
): GroupArgs {
  const { maximumInstances, minimumInstances, subnetIds, warmupSeconds } = machines;
  return {
    minSize: minimumInstances,
    maxSize: maximumInstances,
    vpcZoneIdentifiers: subnetIds,
    healthCheckType: "ELB",
    healthCheckGracePeriod: warmupSeconds,
    defaultInstanceWarmup: warmupSeconds,
    launchTemplate,
    instanceRefresh,
    tags: pulumi
      .output(tags ?? {})
      .apply((known) =>
        Object.entries(known).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
      ),
    region,
  };
}

/**
 * What registers the machines as targets.
 * @param origin - What to make.
 * @param autoscalingGroupName - Their group.
 * @param lbTargetGroupArn - Where they are registered.
 */
export function registrationInputs(
  { region }: ResolvedAlbOrigin,
  autoscalingGroupName: pulumi.Input<string>,
  lbTargetGroupArn: pulumi.Input<string>,
): AttachmentArgs {
  return { autoscalingGroupName, lbTargetGroupArn, region };
}

/**
 * What adds and takes away machines with the requests.
 * @param origin - What to make.
 * @param requestsPerInstancePerMinute - What each machine is to have.
 * @param autoscalingGroupName - The machines' group.
 * @param resourceLabel - The load balancer and its target group, as CloudWatch calls them.
 */
export function scalingPolicyInputs(
  { region }: ResolvedAlbOrigin,
  requestsPerInstancePerMinute: number,
  autoscalingGroupName: pulumi.Input<string>,
  resourceLabel: pulumi.Input<string>,
): PolicyArgs {
  return {
    autoscalingGroupName,
    policyType: "TargetTrackingScaling",
    targetTrackingConfiguration: {
      predefinedMetricSpecification: {
        predefinedMetricType: "ALBRequestCountPerTarget",
        resourceLabel,
      },
      targetValue: requestsPerInstancePerMinute,
    },
    region,
  };
}
