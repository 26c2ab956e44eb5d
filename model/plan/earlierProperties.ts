import { ownEntry } from "../../core/ownEntry";
import type { PlanChange, PlanResource } from "./plan";

/**
 * Gives a resource some properties back that a change takes from it, or gives it others.
 * @param change - An update.
 * @param names - Top-level properties.
 * @returns The resource after the change, with these as they were before; nothing for what comes or goes.
 */
export function withEarlierProperties(
  { before, after }: PlanChange,
  names: readonly string[],
): PlanResource[] {
  if (before === undefined || after === undefined) {
    return [];
  }
  const given = names.flatMap((name) => {
    const value = ownEntry(before.properties, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const others = Object.entries(after.properties).filter(([name]) => !names.includes(name));
  return [{ ...after, properties: Object.fromEntries([...others, ...given]) }];
}
