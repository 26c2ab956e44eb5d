import { isDeepStrictEqual } from "node:util";
import { ownEntry } from "../core/ownEntry";
import type { Properties } from "./properties";

/**
 * Compares what a program wants with what was last made or read.
 * @param before - The inputs of before; after a refresh, what the service said.
 * @param now - The inputs of now; what is not known yet differs.
 * @param ignored - Names of inputs whose change does not count.
 * @returns Names of the inputs that differ, sorted.
 */
export function changedInputs(
  before: Properties,
  now: Properties,
  ignored: readonly string[],
): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names]
    .filter(
      (name) =>
        !ignored.includes(name) && !isDeepStrictEqual(ownEntry(before, name), ownEntry(now, name)),
    )
    .sort();
}
