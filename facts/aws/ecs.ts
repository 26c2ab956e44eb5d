/**
 * What a service of ECS runs its tasks on, as `launchType` of `aws.ecs.Service` names it; that of machines outside of AWS is left out.
 * Source: Amazon ECS API reference, CreateService, launchType.
 */
export const ecsLaunchTypes = { fargate: "FARGATE", ec2: "EC2" } as const;

/**
 * What Application Auto Scaling calls the tasks of a service.
 * Source: Application Auto Scaling API reference, RegisterScalableTarget.
 */
export const serviceScaling = {
  namespace: "ecs",
  dimension: "ecs:service:DesiredCount",
  metric: "ALBRequestCountPerTarget",
} as const;

/** The strategy by which every machine of a cluster runs one task, whatever the count. Source: Amazon ECS API reference, CreateService. */
export const onEveryMachine = "DAEMON";
