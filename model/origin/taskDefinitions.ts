import type { TaskDefinitionFields } from "../../constraints/taskDefinitions";
import { ecsLaunchTypes } from "../../facts/aws/ecs";
import type { Certainty } from "../../core/certainty";
import { unknownValue, type Known } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import {
  knownList,
  knownObjects,
  readFlag,
  readNumber,
  readText,
  readTexts,
} from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { firstLinked } from "../graph/targets";
import { checksOf } from "./containerChecks";
import { containersOf, repositoryOf } from "./containers";
import type { TaskDefinition } from "./taskDefinition";

/** A container and its port in which a target group registers the tasks of a service. */
export interface RegisteredPort {
  /** The container. */
  readonly container: Known<string>;
  /** Its port. */
  readonly port: Known<number>;
}

/**
 * Finds the task definition that a service runs.
 * @param inventory - The resources.
 * @param service - A service of ECS.
 * @returns The definition; undefined where the inventory does not hold that revision.
 */
export function taskDefinitionOf(
  inventory: Inventory,
  { properties }: ModelResource,
): TaskDefinition | undefined {
  const resource = firstLinked(inventory, "taskDefinition", properties.taskDefinition);
  return (
    resource && {
      ...{ resource, ports: portsOf(resource), checks: checksOf(resource) },
      repositories: repositoriesOf(resource),
      ...{ cpu: readNumber(resource.properties.cpu), onFargate: isForFargate(resource) },
      memoryMib: readNumber(resource.properties.memory),
      reservedMib: reservedOf(resource),
    }
  );
}

/**
 * Reads what ECS looks at in a task definition. Source: Amazon ECS API reference, ContainerDefinition (dependsOn).
 * @param definition - The task definition.
 * @returns Its size and containers, as far as they are known.
 */
export function taskDefinitionFields(
  definition: Pick<ModelResource, "properties">,
): TaskDefinitionFields {
  return {
    onFargate: isForFargate(definition),
    cpu: readNumber(definition.properties.cpu),
    memory: readNumber(definition.properties.memory),
    containerDefinitions:
      containersOf(definition)?.map(({ name, essential, dependsOn }) => ({
        ...{ name: String(readText(name)), essential: readFlag(essential, "yes") },
        awaited: knownObjects(dependsOn).map(({ containerName, condition }) => ({
          container: String(readText(containerName)),
          condition: String(readText(condition)),
        })),
      })) ?? unknownValue,
  };
}

/** Source: Amazon ECS API reference, RegisterTaskDefinition (requiresCompatibilities). */
function isForFargate({ properties }: Pick<ModelResource, "properties">): Certainty {
  const listed = readTexts(properties.requiresCompatibilities);
  const isNamed = listed !== unknownValue && listed.includes(ecsLaunchTypes.fargate);
  return isNamed ? "yes" : listed === unknownValue ? "unknown" : "no";
}

/**
 * Reads for how long the servers in a task's containers keep idle connections, as their commands say.
 * Source: Gunicorn documentation, settings (keep-alive), and Uvicorn documentation, settings (timeout-keep-alive).
 * @param definition - The definition.
 * @returns The least of them, in seconds; undefined where no command says it.
 */
export function keepAliveSeconds({ resource }: TaskDefinition): number | undefined {
  const said = (containersOf(resource) ?? []).flatMap(({ command }) => {
    const words = (knownList(readTexts(command)) ?? []).map(String).join(" ");
    const [, seconds] = /--(?:timeout-)?keep-alive[= ](\d+)\b/.exec(words) ?? [];
    return seconds === undefined ? [] : [Number(seconds)];
  });
  return said.length === 0 ? undefined : Math.min(...said);
}

/**
 * Lists where a service registers its tasks.
 * @param service - A service of ECS.
 * @returns The ports, one for each target group.
 */
export function registeredPorts({ properties }: ModelResource): RegisteredPort[] {
  return knownObjects(properties.loadBalancers).map((each) => ({
    container: readText(each.containerName) ?? unknownValue,
    port: readNumber(each.containerPort) ?? unknownValue,
  }));
}

/** Source: Amazon ECS API reference, ContainerDefinition (memoryReservation, else memory) and TaskDefinition (memory). */
function reservedOf(definition: ModelResource): number | undefined {
  const own = readNumber(definition.properties.memory);
  const reserved = containersOf(definition)?.map(({ memoryReservation, memory }) =>
    Number(readNumber(memoryReservation ?? memory) ?? 0),
  );
  return own === undefined
    ? reserved?.reduce((sum, each) => sum + each, 0)
    : own === unknownValue
      ? undefined
      : own;
}

/**
 * Says whether a container's port gets whatever port of its machine is free, so that several tasks may run there.
 * Source: Amazon ECS API reference, PortMapping (hostPort left out, or 0, in the network mode bridge, which is the default on Linux).
 * @param definition - The definition.
 * @param registered - The container and its port.
 * @returns False for other network modes, and where the plan does not say.
 */
export function hasAnyHostPort({ resource }: TaskDefinition, registered: RegisteredPort): boolean {
  return (
    (readText(resource.properties.networkMode) ?? "bridge") === "bridge" &&
    (containersOf(resource) ?? [])
      .filter(({ name }) => readText(name) === registered.container)
      .flatMap(({ portMappings }) => knownObjects(portMappings))
      .some(
        ({ containerPort, hostPort }) =>
          readNumber(containerPort) === registered.port && (readNumber(hostPort) ?? 0) === 0,
      )
  );
}

/** Source: Amazon ECS API reference, ContainerDefinition (portMappings). */
function portsOf(definition: ModelResource): TaskDefinition["ports"] {
  const containers = containersOf(definition);
  return containers === undefined
    ? unknownValue
    : new Map(
        containers.map(({ name, portMappings }) => {
          const mapped = knownObjects(portMappings);
          const ports = mapped.map(({ containerPort }) => readNumber(containerPort));
          return [String(readText(name)), ports.filter((port) => typeof port === "number")];
        }),
      );
}

/** Source: that of `repositoryOf`. */
function repositoriesOf(definition: ModelResource): TaskDefinition["repositories"] {
  const containers = containersOf(definition);
  return containers === undefined
    ? unknownValue
    : new Map(
        containers.flatMap(({ name, image }) => {
          const repository = repositoryOf(image);
          return repository === "" ? [] : [[String(readText(name)), repository] as const];
        }),
      );
}

/**
 * Whether a task definition has a container with a port.
 * @param definition - The definition.
 * @param registered - The container and the port.
 * @returns True also where the plan does not say.
 */
export function mayHavePort(
  { ports }: TaskDefinition,
  { container, port }: RegisteredPort,
): boolean {
  return (
    ports === unknownValue ||
    container === unknownValue ||
    port === unknownValue ||
    ports.get(container)?.includes(port) === true
  );
}
