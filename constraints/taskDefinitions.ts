import { certain, type Certainty } from "../core/certainty";
import { unknownValue, type Known } from "../core/known";
import { apiErrors } from "../facts/aws/apiErrors";
import { endAwaiting, fargateMemoryMib } from "../facts/aws/ecs";
import type { Constraint } from "./constraint";

/** What ECS looks at in a container of a task definition. */
export interface TaskContainer {
  /** Its name. */
  readonly name: string;
  /** Whether the task ends with it. */
  readonly essential: Certainty;
  /** The containers for which it waits before it begins, and what of them. */
  readonly awaited: readonly { readonly container: string; readonly condition: string }[];
}

/** What ECS looks at in a task definition. */
export interface TaskDefinitionFields {
  /** Whether it may run on Fargate. */
  readonly onFargate: Certainty;
  /** CPU units of a task; undefined where it has no bound. */
  readonly cpu: Known<number> | undefined;
  /** Memory of a task in MiB; undefined where it has no bound. */
  readonly memory: Known<number> | undefined;
  /** Its containers. */
  readonly containerDefinitions: Known<readonly TaskContainer[]>;
}

/** A task of Fargate has one of the sizes that there are. */
export const fargateSize: Constraint<TaskDefinitionFields> = {
  id: "ecs-task-definition/fargate-size",
  property: "memory",
  must: ({ cpu }) =>
    `be one of ${(typeof cpu === "number" ? (fargateMemoryMib.get(cpu) ?? []) : []).join(", ")} MiB for ${String(cpu)} CPU units`,
  error: apiErrors.fargateSize,
  answer: "No Fargate configuration exists for given values.",
  holds: ({ onFargate, cpu, memory }) => {
    const sizes = typeof cpu === "number" ? fargateMemoryMib.get(cpu) : undefined;
    return onFargate !== "yes" || sizes === undefined || typeof memory !== "number"
      ? "unknown"
      : certain(sizes.includes(memory));
  },
};

/** Nothing waits for the end of a container with which the task ends. */
const awaitedMayEnd: Constraint<TaskDefinitionFields> = {
  id: "ecs-task-definition/awaited-may-end",
  property: "containerDefinitions",
  must: "let no container wait for the end of an essential one",
  error: apiErrors.essentialAwaited,
  answer:
    "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container",
  holds: ({ containerDefinitions: containers }) => {
    if (containers === unknownValue) {
      return "unknown";
    }
    const awaited = containers
      .flatMap((each) => each.awaited)
      .filter(({ condition }) => endAwaiting.includes(condition));
    return certain(
      !containers.some(
        ({ name, essential }) =>
          essential === "yes" && awaited.some(({ container }) => container === name),
      ),
    );
  },
};

/** What ECS refuses of a task definition, in the order in which it looks. */
export const taskDefinitionConstraints: readonly Constraint<TaskDefinitionFields>[] = [
  fargateSize,
  awaitedMayEnd,
];
