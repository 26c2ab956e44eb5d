import { instanceMemoryMib } from "../../facts/aws/instanceMemory";
import type { Inventory } from "../graph/inventory";
import { readText } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import type { ModelResource } from "../graph/resources";
import { carrierOf } from "./admission";
import { carryingGroups } from "./hosts";
import { taskDefinitionOf } from "./taskDefinitions";

/** A service whose tasks need more memory than any of the machines has that carry them. */
export interface TooSmall {
  /** The Auto Scaling groups of the machines. */
  readonly groups: readonly ModelResource[];
  /** Their launch templates. */
  readonly templates: readonly ModelResource[];
  /** What they are, e.g. `t3.small`. */
  readonly types: readonly string[];
  /** MiB that a task reserves. */
  readonly needsMib: number;
}

/**
 * Says whether no machine can carry a task of a service. Source: Amazon ECS developer guide, service-event-messages-list (no container instance met
 * all of its requirements: insufficient memory) and memory-management (a machine registers less than it has).
 * @param inventory - The resources.
 * @param service - A service of ECS.
 * @returns What is too small; undefined where one fits, or not all is known.
 */
export function tooSmallFor(inventory: Inventory, service: ModelResource): TooSmall | undefined {
  const needsMib = taskDefinitionOf(inventory, service)?.reservedMib;
  const groups = carryingGroups(inventory, service);
  const templates = groups.flatMap((group) => carrierOf(inventory, group) ?? []);
  const types = templates.map(({ properties }) => String(readText(properties.instanceType)));
  const isMixed = groups.some(({ properties }) => Boolean(properties.mixedInstancesPolicy));
  const fits = types.some((type) => {
    const has = instanceMemoryMib(type);
    return has === undefined || needsMib === undefined || has >= needsMib;
  });
  return needsMib === undefined ||
    fits ||
    types.length < groups.length ||
    types.length === 0 ||
    isMixed
    ? undefined
    : { groups, templates, types, needsMib };
}

/** Whether a group exchanges its machines by itself when their template changes. */
export function refreshes({ type, properties }: ModelResource): boolean {
  return modelType(type) === "scalingGroup" && Boolean(properties.instanceRefresh);
}
