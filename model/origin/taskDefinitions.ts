import { ecsLaunchTypes } from "../../facts/aws/ecs";
import type { Certainty } from "../../core/certainty";
import { unknownValue, type Known } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import {
  isObject,
  knownList,
  knownObjects,
  readNumber,
  readText,
  readTexts,
} from "../graph/reading";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";
import { firstLinked } from "../graph/targets";

/** What a revision of a task definition says of the tasks that it makes. */
export interface TaskDefinition {
  /** The resource it was read from. */
  readonly resource: ModelResource;
  /** The ports that each of its containers opens, by name; unknown where the plan does not say yet. */
  readonly ports: Known<ReadonlyMap<string, readonly number[]>>;
  /** The repository of the image of each of its containers, by name, without the tag; unknown where the plan does not say yet. */
  readonly repositories: Known<ReadonlyMap<string, string>>;
  /** The commands by which containers are asked whether they are well, by name; none for those not asked, or not essential. */
  readonly checks: ReadonlyMap<string, string>;
  /** Whether it may run on Fargate. */
  readonly onFargate: Certainty;
  /** CPU units of a task; undefined where it has no bound. */
  readonly cpu: Known<number> | undefined;
  /** Memory of a task in MiB; undefined where it has no bound. */
  readonly memoryMib: Known<number> | undefined;
  /** MiB that a machine must have free for a task: that bound, or what its containers reserve. Undefined where it is not known. */
  readonly reservedMib: number | undefined;
}

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
      ...{ resource, ports: portsOf(resource.properties.containerDefinitions) },
      checks: checksOf(resource.properties.containerDefinitions),
      repositories: repositoriesOf(resource.properties.containerDefinitions),
      ...{ cpu: readNumber(resource.properties.cpu), onFargate: isForFargate(resource) },
      memoryMib: readNumber(resource.properties.memory),
      reservedMib: reservedOf(resource),
    }
  );
}

/** Source: Amazon ECS API reference, RegisterTaskDefinition (requiresCompatibilities). */
function isForFargate({ properties }: ModelResource): Certainty {
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
  const text = resource.properties.containerDefinitions;
  const containers = (typeof text === "string" ? parsed(text) : undefined) ?? [];
  const said = containers.flatMap(({ command }) => {
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
function reservedOf({ properties }: ModelResource): number | undefined {
  const own = readNumber(properties.memory);
  const { containerDefinitions: text } = properties;
  const containers = typeof text === "string" ? parsed(text) : undefined;
  const reserved = containers?.map(({ memoryReservation, memory }) =>
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
  const { networkMode, containerDefinitions: text } = resource.properties;
  const containers = (typeof text === "string" ? parsed(text) : undefined) ?? [];
  return (
    (readText(networkMode) ?? "bridge") === "bridge" &&
    containers
      .filter(({ name }) => readText(name) === registered.container)
      .flatMap(({ portMappings }) => knownObjects(portMappings))
      .some(
        ({ containerPort, hostPort }) =>
          readNumber(containerPort) === registered.port && (readNumber(hostPort) ?? 0) === 0,
      )
  );
}

/** Containers stand in a text of JSON. Source: Amazon ECS API reference, ContainerDefinition (portMappings). */
function portsOf(value: ModelValue | undefined): TaskDefinition["ports"] {
  const containers = typeof value === "string" ? parsed(value) : undefined;
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

/** Source: Amazon ECS API reference, ContainerDefinition (image: repository, and a tag after a colon or a digest after an at sign). */
function repositoriesOf(value: ModelValue | undefined): TaskDefinition["repositories"] {
  const containers = typeof value === "string" ? parsed(value) : undefined;
  return containers === undefined
    ? unknownValue
    : new Map(
        containers.flatMap(({ name, image }) => {
          const text = readText(image);
          const repository = typeof text === "string" ? text.replace(/(?:@|:(?!.*\/)).*$/, "") : "";
          return repository === "" ? [] : [[String(readText(name)), repository] as const];
        }),
      );
}

/**
 * Source: Amazon ECS API reference, HealthCheck (command, whose first word is CMD, CMD-SHELL or NONE; a task is unhealthy by its essential
 * containers alone), ContainerDefinition (essential, by default true).
 */
function checksOf(value: ModelValue | undefined): TaskDefinition["checks"] {
  const containers = (typeof value === "string" ? parsed(value) : undefined) ?? [];
  return new Map(
    containers.flatMap(({ name, healthCheck, essential }) => {
      const words = isObject(healthCheck) ? (knownList(readTexts(healthCheck.command)) ?? []) : [];
      const [kind, ...command] = words.map(String);
      return kind === undefined || kind === "NONE" || essential === false
        ? []
        : [[String(readText(name)), command.join(" ")] as const];
    }),
  );
}

/**
 * Lists the containers whose own health check fails whatever they do.
 * @param definition - The definition.
 * @returns Their names.
 */
export function failingChecks({ checks }: TaskDefinition): string[] {
  return [...checks].flatMap(([container, command]) =>
    alwaysFails.test(command) ? [container] : [],
  );
}

/** A container that asks itself at a port whether it is well. */
export interface AskedPort {
  /** The container. */
  readonly container: string;
  /** The port. */
  readonly port: number;
}

/**
 * Lists the containers that name ports, and ask whether they are well at another one, which no container of the definition names. A process may
 * listen there all the same. Source: Amazon ECS API reference, ContainerDefinition (portMappings let containers be reached, and in the network
 * mode awsvpc those of a task share its ports).
 * @param definition - The definition.
 * @returns The containers and the ports; those apart of which the plan does not say.
 */
export function unnamedChecks({ ports, checks }: TaskDefinition): AskedPort[] {
  const named = ports === unknownValue ? [] : [...ports.values()].flat();
  return [...checks].flatMap(([container, command]) => {
    const port = Number(localPort.exec(command)?.[1]);
    const names = ports !== unknownValue && (ports.get(container) ?? []).length > 0;
    return names && !Number.isNaN(port) && !named.includes(port) ? [{ container, port }] : [];
  });
}

/** The port that a command asks at the container's own address; the number of a stream that goes elsewhere is none. */
const localPort = /(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0)(?::| )(\d{1,5})(?![\d>&])/;

const alwaysFails = /^\s*(?:false|exit [1-9]\d*)\s*$/;

function parsed(text: string): ModelObject[] | undefined {
  try {
    const read = JSON.parse(text) as ModelValue;
    return Array.isArray(read) ? read.filter(isObject) : undefined;
  } catch {
    return undefined;
  }
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
