/**
 * Writes a path as the provider below Pulumi names it.
 * @param path - A path of Pulumi names, e.g. `sessionAffinityAttributes.zeroDowntimeFailover`.
 * @returns The same in snake case.
 */
export function snakeCase(path: string): string {
  return path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
