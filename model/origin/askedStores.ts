import { tableService } from "../../facts/aws/stores";
import { otherTypes } from "../../facts/resourceTypes";
import { getOrCreate } from "../../core/getOrCreate";
import { readNumber, readText } from "../graph/reading";
import { tokensAt } from "../graph/links";
import type { ModelResource } from "../graph/resources";
import { Applications } from "./applications";
import type { Dependency } from "./dependencies";
import { allNames } from "./namesOfThings";
import type { OriginPaths } from "./originPaths";
import { groupsOfStore, storeOf, storeTypes } from "./stores";

const known = new WeakMap<OriginPaths, ReadonlyMap<string, readonly ModelResource[]>>();

/**
 * Lists the stores of data that the program of what serves names, so that it asks them for certain.
 * @param paths - What stands behind hostnames.
 * @param serves - An instance, an Auto Scaling group or a service.
 * @returns The stores, type by type, each once; none where the program is not in the plan.
 */
export function storesAskedBy(
  paths: OriginPaths,
  { key }: ModelResource,
): readonly ModelResource[] {
  return getOrCreate(known, paths, () => storesByAsker(paths)).get(key) ?? [];
}

function storesByAsker(paths: OriginPaths): ReadonlyMap<string, readonly ModelResource[]> {
  const { inventory } = paths.model;
  const applications = Applications.of(paths);
  const found = new Map<string, ModelResource[]>();
  for (const store of storeTypes.flatMap((type) => inventory.ofType(type))) {
    for (const { serves } of applications.naming(allNames(inventory, store))) {
      getOrCreate(found, serves.key, () => []).push(store);
    }
  }
  return found;
}

/**
 * Finds a store that the program of what serves names, where nothing but one group, or others that are as shut, lets it in.
 * @param paths - What stands behind hostnames.
 * @param serves - An instance, an Auto Scaling group or a service.
 * @param dependency - The group, and the ports at which it let that in.
 * @param isShut - Whether a group is shut at these ports.
 * @returns The store; undefined where the resources do not say that it is asked there.
 */
export function storeBehind(
  paths: OriginPaths,
  serves: ModelResource,
  { group, ports }: Pick<Dependency, "group" | "ports">,
  isShut: (group: ModelResource) => boolean,
): ModelResource | undefined {
  const { inventory } = paths.model;
  return storesAskedBy(paths, serves).find((store) => {
    const groups = groupsOfStore(inventory, store);
    const named = (storeOf(store)?.groups ?? []).flatMap((path) => tokensAt(store, path));
    const port = readNumber(store.properties.port);
    return (
      groups.includes(group) &&
      groups.length === named.length &&
      groups.every(isShut) &&
      (typeof port !== "number" || (ports.first <= port && port <= ports.last))
    );
  });
}

/**
 * Whether something is the endpoint by which tables of DynamoDB are reached from a network.
 * @param resource - Any resource.
 */
export function isTableEndpoint({ type, properties }: ModelResource): boolean {
  return (
    type === otherTypes.vpcEndpoint &&
    tableService.test(String(readText(properties.serviceName) ?? ""))
  );
}
