import { describeValue } from "./problem";

/**
 * The entry of a map that must have it.
 * @param subject - What the map is, for the error.
 * @param map - The map.
 * @param key - The key.
 * @throws An error that names the key and those that there are, in place of an undefined value that goes on.
 */
export function entryOf<T>(subject: string, map: Readonly<Record<string, T>>, key: string): T {
  const entry = Object.hasOwn(map, key) ? map[key] : undefined;
  if (entry === undefined) {
    const keys = Object.keys(map).sort().join(", ");
    throw new Error(
      `${subject} must have ${describeValue(key)}; got ${keys === "" ? "nothing" : keys}`,
    );
  }
  return entry;
}

/**
 * Makes a map with the same keys.
 * @param map - The map.
 * @param change - Makes an entry out of an entry and its key.
 * @returns The new map.
 */
export function mapEntries<T, U>(
  map: Readonly<Record<string, T>>,
  change: (entry: T, key: string) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(map).map(([key, entry]) => [key, change(entry, key)]));
}

/**
 * Leaves out what is undefined.
 * @param values - Values by their names.
 * @returns Those that are there.
 */
export function given<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}
