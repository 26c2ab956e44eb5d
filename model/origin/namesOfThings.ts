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
  const holding = getOrCreate(known, inventory, () => carriersByWord(inventory));
  const own = ownNames(resource);
  const carried = own.flatMap((name) => holding.get(name) ?? []).flatMap(ownNames);
  return [...new Set([...own, ...carried])];
}

const known = new WeakMap<Inventory, ReadonlyMap<string, readonly ModelResource[]>>();

/** The records, secrets and parameters that hold names, by the words that they mention. */
function carriersByWord(inventory: Inventory): Map<string, ModelResource[]> {
  const holding = new Map<string, ModelResource[]>();
  for (const carrier of carriers.flatMap((type) => inventory.ofType(type))) {
    mentionsOf(carrier).forEach((word) => getOrCreate(holding, word, () => []).push(carrier));
  }
  return holding;
}
