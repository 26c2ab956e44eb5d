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

/**
 * The memory, in MiB, that a task of Fargate may have for its CPU units: from the least to the most, in steps. What is not listed is not judged.
 * Source: Amazon ECS developer guide, task-cpu-memory-error (valid combinations); 256 CPU units have three, which no step gives.
 */
export const fargateMemoryMib: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, 1024, 2048]],
  [512, inSteps(1, 4, 1)],
  [1024, inSteps(2, 8, 1)],
  [2048, inSteps(4, 16, 1)],
  [4096, inSteps(8, 30, 1)],
  [8192, inSteps(16, 60, 4)],
  [16384, inSteps(32, 120, 8)],
]);

/**
 * The conditions by which a container waits until another one has ended. Source: Amazon ECS API reference, ContainerDependency (condition).
 */
export const endAwaiting: readonly string[] = ["COMPLETE", "SUCCESS"];

/** Sizes in MiB from one number of GiB to another. */
function inSteps(least: number, most: number, step: number): number[] {
  return Array.from(
    { length: (most - least) / step + 1 },
    (_, index) => 1024 * (least + index * step),
  );
}

/**
 * The ports of a machine that a container gets where its task definition names none.
 * Source: Amazon ECS API reference, PortMapping (hostPort: the default ephemeral range of the kernel of Linux, else 49153-65535).
 */
export const freeHostPorts = { first: 32768, last: 65535 } as const;
