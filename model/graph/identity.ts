import { compare } from "../../core/order";
import { ownEntry } from "../../core/ownEntry";
import { linkTokens, unknownLink } from "./links";
import { isObject, isUnread } from "./reading";
import type { ModelResource, ModelValue } from "./resources";

/**
 * Gives the name of an object as it is written.
 * @param resource - The resource.
 * @returns The value; null where there is none.
 */
export function writtenName(resource: ModelResource | undefined): ModelValue {
  return resource?.properties.name ?? null;
}

/**
 * Says what makes an object the same as another one.
 * @param names - Properties in which such objects agree.
 * @param resource - The resource.
 * @returns A text that only the same objects share; undefined where not all of it is known.
 */
export function identityBy(
  names: readonly string[],
  { properties }: ModelResource,
): string | undefined {
  const texts = names.map((name) => {
    const value = ownEntry(properties, name) ?? null;
    const tokens = name.endsWith("Id") ? linkTokens(value) : undefined;
    const known = tokens?.sort() ?? (isReadable(value) ? sortedByName(value) : undefined);
    return known === undefined || tokens?.includes(unknownLink) ? undefined : JSON.stringify(known);
  });
  return texts.includes(undefined) ? undefined : texts.join("\n");
}

function isReadable(value: ModelValue): boolean {
  return isObject(value) ? Object.values(value).every(isReadable) : !isUnread(value);
}

function sortedByName(value: ModelValue): unknown {
  return isObject(value)
    ? Object.entries(value).sort(([left], [right]) => compare(left, right))
    : value;
}
