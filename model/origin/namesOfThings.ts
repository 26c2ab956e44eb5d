import { ownEntry } from "../../core/ownEntry";
import { stores, type Store } from "../../facts/aws/stores";
import { getOrCreate } from "../../core/getOrCreate";
import type { Inventory } from "../graph/inventory";
import { tokensAt } from "../graph/links";
import { mentionsOf } from "../graph/mentions";
import { modelType, type ModelTypeName } from "../graph/resourceTypes";
import { tokensOf } from "../graph/resourcesOfType";
import type { ModelResource } from "../graph/resources";

/** Under which properties the types that keep no data are named. */
const namedBy: Readonly<Partial<Record<ModelTypeName, readonly string[]>>> = {
  route53Record: ["fqdn", "name"],
  secretVersion: ["secretId"],
  parameter: ["name"],
  logGroup: ["name"],
  imageRepository: ["repositoryUrl"],
  role: ["name"],
  instanceProfile: ["name"],
};

/** A name of one plain word may stand for something else. */
const telling = /[-_/.]/;

/**
 * Lists what a program may call something by: references, ids, ARNs, and names that tell.
 * @param resource - Any resource.
 * @returns The names, each once.
 */
export function ownNames(resource: ModelResource): string[] {
  const type = modelType(resource.type) ?? "";
  const paths = ownEntry<Store>(stores, type)?.addresses ?? ownEntry(namedBy, type) ?? [];
  const named = paths.flatMap((path) => tokensAt(resource, path));
  return [...new Set([...tokensOf(resource), ...named])].filter((name) => telling.test(name));
}

const carriers = ["route53Record", "secretVersion", "parameter"] as const;

/**
 * Lists what a program may call something by, also through a record of Route 53, a secret or a parameter that holds its name.
 * @param inventory - The resources.
 * @param resource - Any resource.
 * @returns The names, each once.
 */
export function allNames(inventory: Inventory, resource: ModelResource): string[] {
  return namesWithin(inventory)(resource);
}

/**
 * Reads once which records, secrets and parameters hold names, for many questions.
 * @param inventory - The resources.
 * @returns What gives the names of a resource, as `allNames` does.
 */
export function namesWithin(inventory: Inventory): (resource: ModelResource) => string[] {
  const holding = new Map<string, ModelResource[]>();
  for (const carrier of carriers.flatMap((type) => inventory.ofType(type))) {
    mentionsOf(carrier).forEach((word) => getOrCreate(holding, word, () => []).push(carrier));
  }
  return (resource) => {
    const own = ownNames(resource);
    const carried = own.flatMap((name) => holding.get(name) ?? []).flatMap(ownNames);
    return [...new Set([...own, ...carried])];
  };
}
