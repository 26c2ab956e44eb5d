import type { PlanChange, PlanRename } from "./plan";

/**
 * Finds what the resources of a plan are called after it, of those whose name changes in Pulumi, whatever else happens to them.
 * @param plan - Its renames and changes. Defaults to none of either.
 * @returns The new URN by the old one.
 */
export function renamedKeys({
  renames = [],
  changes = [],
}: {
  readonly renames?: readonly PlanRename[];
  readonly changes?: readonly Pick<PlanChange, "key" | "renamedFrom">[];
}): ReadonlyMap<string, string> {
  return new Map([
    ...renames.map(({ from, to }) => [from, to] as const),
    ...changes.flatMap(({ renamedFrom, key }) =>
      renamedFrom === undefined ? [] : [[renamedFrom, key] as const],
    ),
  ]);
}
