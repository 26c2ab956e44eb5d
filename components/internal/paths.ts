/**
 * Writes where a user's key stands, as code would: `records.www`, `records["*.shop"]`.
 * @param parent - The path of the map.
 * @param key - The key in it.
 * @returns The path of the entry.
 */
export function keyPath(parent: string, key: string): string {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(key)
    ? `${parent}.${key}`
    : `${parent}[${JSON.stringify(key)}]`;
}
