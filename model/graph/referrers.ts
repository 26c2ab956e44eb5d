import type { Reference } from "../../constraints/inUse";
import type { Inventory } from "./inventory";
import { tokensAt } from "./links";
import { modelType } from "./resourceTypes";
import type { ModelResource } from "./resources";

/**
 * Lists what refers to an object in one of the ways that keep it from being deleted.
 * @param inventory - The resources.
 * @param tokens - The object's ids, ARN or key.
 * @param reference - How a resource refers to it.
 * @returns The resources, sorted by key, the object itself and what belongs to it left out; none of a type that the model does not read.
 */
export function referrers(
  inventory: Inventory,
  tokens: readonly string[],
  { type, properties, owner }: Reference,
): ModelResource[] {
  const user = modelType(type);
  const names = (found: readonly string[]) => found.some((token) => tokens.includes(token));
  const linked = user === undefined ? [] : inventory.linkedToAny(tokens, user);
  return linked.filter(
    (resource) =>
      !names([resource.key, ...(resource.id === undefined ? [] : [resource.id])]) &&
      !(owner !== undefined && names(tokensAt(resource, owner))) &&
      properties.some((path) => names(tokensAt(resource, path))),
  );
}
