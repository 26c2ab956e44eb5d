import { unknownValue } from "../../core/known";
import { instanceMemoryMib } from "../../facts/aws/instanceMemory";
import type { Inventory } from "../graph/inventory";
import { linkTokens } from "../graph/links";
import { readText } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import type { ModelResource } from "../graph/resources";
import { carrierOf } from "./admission";
import { hostsOf } from "./hosts";
import { taskDefinitionOf } from "./taskDefinitions";
import { userDataOf } from "./userData";

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
  const groups = hostsOf(inventory, service);
  const all = groups.length > 0 ? groups : byUserData(inventory, service);
  const templates = all.flatMap((group) => carrierOf(inventory, group) ?? []);
  const types = templates.map(({ properties }) => String(readText(properties.instanceType)));
  const isMixed = all.some(({ properties }) => Boolean(properties.mixedInstancesPolicy));
  const fits = types.some((type) => {
    const has = instanceMemoryMib(type);
    return has === undefined || needsMib === undefined || has >= needsMib;
  });
  return needsMib === undefined ||
    fits ||
    types.length < all.length ||
    types.length === 0 ||
    isMixed
    ? undefined
    : { groups: all, templates, types, needsMib };
}

/** The groups whose machines join the cluster of a service when they begin. Source: Amazon ECS developer guide, ecs-agent-config (`ECS_CLUSTER`). */
function byUserData(inventory: Inventory, { properties }: ModelResource): ModelResource[] {
  const kind = readText(properties.launchType);
  const names = linkTokens(properties.cluster).map((token) => token.split(/:cluster\/|::/).at(-1));
  const joining = inventory.ofType("scalingGroup").filter((group) => {
    const template = carrierOf(inventory, group);
    const text = template === undefined ? "" : userDataOf(template).join("\n");
    const [, cluster] = /ECS_CLUSTER=["']?([\w-]+)/.exec(text) ?? [];
    return cluster !== undefined && names.includes(cluster);
  });
  return kind === undefined || kind === unknownValue || kind === "EC2" ? joining : [];
}

/** Whether a group exchanges its machines by itself when their template changes. */
export function refreshes({ type, properties }: ModelResource): boolean {
  return modelType(type) === "scalingGroup" && Boolean(properties.instanceRefresh);
}
