/** What an entry is found in: a map, weak or not. */
interface Entries<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

/**
 * Finds an entry of a map, and makes it where there is none.
 * @param map - The map.
 * @param key - The key.
 * @param make - Makes the value.
 * @returns The value that the map now has.
 */
export function getOrCreate<K, V extends object>(map: Entries<K, V>, key: K, make: () => V): V {
  let found = map.get(key);
  if (found === undefined) {
    found = make();
    map.set(key, found);
  }
  return found;
}
