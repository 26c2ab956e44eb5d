import { getOrCreate } from "../../core/getOrCreate";
import type { Inventory } from "../graph/inventory";
import { tokensAt } from "../graph/links";
import { isObject, knownObjects, readFlag, readText } from "../graph/reading";
import type { ModelResource, ModelValue } from "../graph/resources";
import { firstLinked, linkedResource } from "../graph/targets";

/**
 * Lists the names by which other applications ask a service of ECS that no load balancer stands before: those of service discovery, and of Service
 * Connect as far as they have a domain. Source: AWS Cloud Map API reference, CreateService (a name within its namespace); Amazon ECS API reference,
 * ServiceConnectClientAlias (dnsName).
 * @param inventory - The resources.
 * @param service - A service of ECS.
 * @returns The names, each once.
 */
export function discoveredNames(inventory: Inventory, service: ModelResource): string[] {
  const registered = tokensAt(service, "serviceRegistries.registryArn")
    .flatMap((token) => linkedResource(inventory, "discoveryService", token) ?? [])
    .flatMap((each) => nameWithin(inventory, each));
  const connected = aliasesOf(service.properties.serviceConnectConfiguration);
  return [...new Set([...registered, ...connected])].filter((name) => name.includes("."));
}

/**
 * Lists the services of ECS that are asked by a name.
 * @param inventory - The resources.
 * @param name - The name.
 */
export function servicesDiscovered(inventory: Inventory, name: string): readonly ModelResource[] {
  const all = getOrCreate(known, inventory, () => {
    const found = new Map<string, ModelResource[]>();
    for (const service of inventory.ofType("ecsService")) {
      for (const each of discoveredNames(inventory, service)) {
        getOrCreate(found, each, () => []).push(service);
      }
    }
    return found;
  });
  return all.get(name) ?? [];
}

/** The services of an inventory by the names that they are asked by, read once. */
const known = new WeakMap<Inventory, ReadonlyMap<string, ModelResource[]>>();

function nameWithin(inventory: Inventory, { properties }: ModelResource): string[] {
  const { dnsConfig, namespaceId } = properties;
  const within = isObject(dnsConfig) ? (dnsConfig.namespaceId ?? namespaceId) : namespaceId;
  const namespace = firstLinked(inventory, "dnsNamespace", within);
  const [name, domain] = [readText(properties.name), readText(namespace?.properties.name)];
  return typeof name === "string" && typeof domain === "string" ? [`${name}.${domain}`] : [];
}

function aliasesOf(configuration: ModelValue | undefined): string[] {
  if (!isObject(configuration) || readFlag(configuration.enabled, "no") !== "yes") {
    return [];
  }
  return knownObjects(configuration.services)
    .flatMap(({ clientAlias }) => knownObjects(clientAlias))
    .map(({ dnsName }) => readText(dnsName))
    .filter((name) => typeof name === "string");
}
