import type { PolicyArgs } from "@pulumi/aws/appautoscaling/policy";
import type { TargetArgs } from "@pulumi/aws/appautoscaling/target";
import type { ServiceArgs } from "@pulumi/aws/ecs/service";
import type { ListenerRuleArgs } from "@pulumi/aws/lb/listenerRule";
import * as pulumi from "@pulumi/pulumi";
import { serviceScaling } from "../../facts/aws/ecs";
import type { AlbServiceScalingArgs } from "./args";
import type { ResolvedAlbOrigin, ServiceTargets } from "./resolve";

/** Where the listener stands that only associates: the port of the discard protocol, which Cloudflare never asks. Source: IANA, service names and port numbers. */
export const associationPort = 9;

/** Nobody's address, from which no connection comes. Source: RFC 5737, TEST-NET-1. */
const nobody = "192.0.2.0/32";

/**
 * The rule that associates the target group with the load balancer, which ECS demands before the service is made, and that takes no
 * request.
 * @param origin - What to make.
 * @param listenerArn - The listener that only associates.
 * @param targetGroupArn - The target group.
 */
export function associationRuleInputs(
  { region, tags }: ResolvedAlbOrigin,
  listenerArn: pulumi.Input<string>,
  targetGroupArn: pulumi.Input<string>,
): ListenerRuleArgs {
  return {
    listenerArn,
    priority: 1,
    conditions: [{ sourceIp: { values: [nobody] } }],
    actions: [{ type: "forward", targetGroupArn }],
    ...{ region, tags },
  };
}

/**
 * The service. New tasks are healthy before old ones go, and a deployment whose tasks never get healthy is taken back.
 * @param origin - What to make.
 * @param service - The service.
 * @param ownGroupId - The group that lets the load balancer in.
 * @param targetGroupArn - Where its tasks are registered.
 */
export function serviceInputs(
  { application, region, tags }: ResolvedAlbOrigin,
  service: ServiceTargets,
  ownGroupId: pulumi.Input<string>,
  targetGroupArn: pulumi.Input<string>,
): ServiceArgs {
  const { assignPublicIp, containerName, securityGroupIds = [], subnetIds } = service;
  return {
    cluster: service.clusterArn,
    taskDefinition: service.taskDefinitionArn,
    launchType: service.launchType,
    desiredCount: service.desiredCount,
    deploymentMinimumHealthyPercent: 100,
    deploymentMaximumPercent: service.deploymentMaximumPercent,
    deploymentCircuitBreaker: { enable: true, rollback: true },
    healthCheckGracePeriodSeconds: service.healthCheckGracePeriodSeconds,
    availabilityZoneRebalancing: "ENABLED",
    waitForSteadyState: true,
    networkConfiguration: {
      subnets: subnetIds,
      securityGroups: pulumi
        .all([securityGroupIds, ownGroupId])
        .apply(([groups, own]) => [...groups, own]),
      assignPublicIp,
    },
    loadBalancers: [{ targetGroupArn, containerName, containerPort: application.port }],
    ...{ region, tags },
  };
}

/**
 * Between how many tasks the service is kept.
 * @param origin - What to make.
 * @param service - The service.
 * @param scaling - How it scales.
 * @param serviceName - The service's name.
 */
export function scalableTargetInputs(
  { region, tags }: ResolvedAlbOrigin,
  { clusterArn, desiredCount }: ServiceTargets,
  { maximumTasks }: AlbServiceScalingArgs,
  serviceName: pulumi.Input<string>,
): TargetArgs {
  const clusterName = pulumi.output(clusterArn).apply((arn) => arn.split("/").at(-1) ?? "");
  return {
    serviceNamespace: serviceScaling.namespace,
    scalableDimension: serviceScaling.dimension,
    resourceId: pulumi.interpolate`service/${clusterName}/${serviceName}`,
    ...{ minCapacity: desiredCount, maxCapacity: maximumTasks },
    ...{ region, tags },
  };
}

/**
 * What adds and takes away tasks with the requests.
 * @param origin - What to make.
 * @param scaling - What each task is to have.
 * @param resourceId - The service, as Application Auto Scaling calls it.
 * @param resourceLabel - The load balancer and its target group, as CloudWatch calls them.
 */
export function taskScalingInputs(
  { region }: ResolvedAlbOrigin,
  { requestsPerTaskPerMinute }: AlbServiceScalingArgs,
  resourceId: pulumi.Input<string>,
  resourceLabel: pulumi.Input<string>,
): PolicyArgs {
  return {
    policyType: "TargetTrackingScaling",
    serviceNamespace: serviceScaling.namespace,
    scalableDimension: serviceScaling.dimension,
    resourceId,
    targetTrackingScalingPolicyConfiguration: {
      predefinedMetricSpecification: {
        predefinedMetricType: serviceScaling.metric,
        resourceLabel,
      },
      targetValue: requestsPerTaskPerMinute,
    },
    region,
  };
}
