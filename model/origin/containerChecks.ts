import { unknownValue } from "../../core/known";
import { isObject, knownList, readText, readTexts } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { containersOf } from "./containers";
import type { TaskDefinition } from "./taskDefinition";

/**
 * Reads the commands by which containers are asked whether they are well.
 * Source: Amazon ECS API reference, HealthCheck (command, whose first word is CMD, CMD-SHELL or NONE; a task is unhealthy by its essential
 * containers alone), ContainerDefinition (essential, by default true).
 * @param definition - The task definition.
 * @returns The commands by the container's name; none for those not asked, or not essential.
 */
export function checksOf(definition: ModelResource): ReadonlyMap<string, string> {
  return new Map(
    (containersOf(definition) ?? []).flatMap(({ name, healthCheck, essential }) => {
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
