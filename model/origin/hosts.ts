import type { Known } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { linkTokens, tokensAt } from "../graph/links";
import { tokensOf } from "../graph/resourcesOfType";
import { modelType } from "../graph/resourceTypes";
import type { ModelResource } from "../graph/resources";
import { linkedResource } from "../graph/targets";
import { capacityOf } from "./capacity";

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
  const own = tokensAt(serves, "capacityProviderStrategies.capacityProvider");
  const named = own.length > 0 || serves.properties.launchType ? own : ofCluster(inventory, serves);
  const groups = named.map((token) => groupOf(inventory, token));
  const held = groups.filter((group) => group !== undefined);
  return held.length === groups.length ? held : [];
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
