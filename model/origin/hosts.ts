import { getOrCreate } from "../../core/getOrCreate";
import { unknownValue, type Known } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { linkTokens, tokensAt } from "../graph/links";
import { readText } from "../graph/reading";
import { tokensOf } from "../graph/resourcesOfType";
import { modelType } from "../graph/resourceTypes";
import type { ModelResource } from "../graph/resources";
import { linkedResource } from "../graph/targets";
import { carrierOf } from "./admission";
import { capacityOf } from "./capacity";
import { userDataOf } from "./userData";

/**
 * Lists the Auto Scaling groups whose machines carry the tasks of a service, where its capacity providers, or those of its cluster, say so.
 * Source: Amazon ECS developer guide, cluster-capacity-providers (a strategy of the service goes before that of the cluster).
 * @param inventory - The resources.
 * @param serves - A service of ECS.
 * @returns The groups; none where one of its providers is not held, as those of Fargate are, and for everything else.
 */
export function hostsOf(inventory: Inventory, serves: ModelResource): ModelResource[] {
  if (modelType(serves.type) !== "ecsService" || !inventory.has("capacityProvider")) {
    return [];
  }
  const groups = providersOf(inventory, serves).map((token) => groupOf(inventory, token));
  const held = groups.filter((group) => group !== undefined);
  return held.length === groups.length ? held : [];
}

/**
 * Lists the capacity providers that carry the tasks of a service, as far as it or its cluster says so.
 * @param inventory - The resources.
 * @param serves - A service of ECS.
 * @returns What each is called there.
 */
export function providersOf(inventory: Inventory, serves: ModelResource): string[] {
  const own = tokensAt(serves, "capacityProviderStrategies.capacityProvider");
  return own.length > 0 || serves.properties.launchType ? own : ofCluster(inventory, serves);
}

/**
 * Lists the Auto Scaling groups whose machines carry the tasks of a service: those of its capacity providers, else those whose machines join its
 * cluster when they begin. Source: that of `hostsOf`; Amazon ECS developer guide, ecs-agent-config (`ECS_CLUSTER`).
 * @param inventory - The resources.
 * @param service - A service of ECS.
 * @returns The groups that the inventory holds.
 */
export function carryingGroups(inventory: Inventory, service: ModelResource): ModelResource[] {
  const groups = hostsOf(inventory, service);
  return groups.length > 0 ? groups : joiningGroups(inventory, service);
}

function joiningGroups(inventory: Inventory, { properties }: ModelResource): ModelResource[] {
  const kind = readText(properties.launchType);
  const names = linkTokens(properties.cluster).map((token) => token.split(/:cluster\/|::/).at(-1));
  const all = getOrCreate(knownJoining, inventory, () => groupsByCluster(inventory));
  const joining = names.flatMap((name = "") => all.get(name) ?? []);
  return kind === undefined || kind === unknownValue || kind === "EC2" ? joining : [];
}

/** The groups of an inventory by the cluster that their machines join, read once. */
const knownJoining = new WeakMap<Inventory, ReadonlyMap<string, ModelResource[]>>();

function groupsByCluster(inventory: Inventory): ReadonlyMap<string, ModelResource[]> {
  const found = new Map<string, ModelResource[]>();
  for (const group of inventory.ofType("scalingGroup")) {
    const template = carrierOf(inventory, group);
    const text = template === undefined ? "" : userDataOf(template).join("\n");
    const [, cluster] = /ECS_CLUSTER=["']?([\w-]+)/.exec(text) ?? [];
    if (cluster !== undefined) {
      getOrCreate(found, cluster, () => []).push(group);
    }
  }
  return found;
}

/**
 * How many something keeps running, on its own machines too.
 * @param inventory - The resources.
 * @param serves - An Auto Scaling group, a node group or a service of ECS.
 * @returns The number, as of `capacityOf`; 0 for a service whose machines are kept at none.
 */
export function runningOn(inventory: Inventory, serves: ModelResource): Known<number> {
  const hosts = hostsOf(inventory, serves);
  const isBare = hosts.length > 0 && hosts.every((host) => capacityOf(host) === 0);
  return isBare ? 0 : capacityOf(serves);
}

function ofCluster(inventory: Inventory, { properties }: ModelResource): string[] {
  const cluster = new Set(linkTokens(properties.cluster).flatMap(spellings));
  return inventory
    .ofType("clusterProviders")
    .filter((each) => tokensAt(each, "clusterName").some((token) => cluster.has(token)))
    .flatMap((each) => tokensAt(each, "defaultCapacityProviderStrategies.capacityProvider"));
}

/** A cluster is named by its ARN or by its name alone. */
function spellings(cluster: string): string[] {
  return [cluster, cluster.split(":cluster/").at(-1) ?? cluster];
}

function groupOf(inventory: Inventory, token: string): ModelResource | undefined {
  const provider = inventory
    .ofType("capacityProvider")
    .find((each) => [...tokensOf(each), each.properties.name].includes(token));
  return (provider === undefined ? [] : tokensAt(provider, groupPath))
    .map((group) => linkedResource(inventory, "scalingGroup", group))
    .find((group) => group !== undefined);
}

const groupPath = "autoScalingGroupProvider.autoScalingGroupArn";
