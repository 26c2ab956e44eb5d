import { unknownValue } from "../../core/known";
import { isList, isObject, isUnread } from "../graph/reading";
import { ModelReference, type ModelValue } from "../graph/resources";
import { readUrn } from "../graph/urns";
import type { PlanChange } from "../plan/plan";
import type { PropertyChange } from "../plan/propertyChanges";
import type { ListedPaths } from "./readType";
import { standingOf } from "./standing";
import { placeOf, whichOf, type UnjudgedChange } from "./unjudged";

/**
 * Finds the changes of read properties whose value was known and becomes known only when the update runs. What comes from a resource
 * which the model reads and the plan changes is followed as a link to it, and is none of them.
 * @param changes - The changes of a plan.
 * @returns The changes with these properties, sorted, in the same order.
 */
export function unknownProperties(changes: readonly PlanChange[]): UnjudgedChange[] {
  const changing = new Set(changes.map(({ key }) => key));
  return changes.flatMap((change) => {
    const standing = standingOf(change.type);
    if (standing.part !== "read" || whichOf(standing.type, change) !== "read") {
      return [];
    }
    const found = change.properties
      .filter((each) => !change.leftover && becomesUnknown(each, standing.paths, changing))
      .map(({ path }) => path);
    return found.length === 0 ? [] : [{ change, properties: found.sort() }];
  });
}

function becomesUnknown(
  { path, old, new: now }: PropertyChange,
  paths: ListedPaths,
  changing: ReadonlySet<string>,
): boolean {
  return !isUnread(old) && holdsUnknown(placeOf(path), now, paths, changing);
}

function holdsUnknown(
  place: string,
  value: ModelValue | undefined,
  paths: ListedPaths,
  changing: ReadonlySet<string>,
): boolean {
  if (isList(value)) {
    return value.some((each) => holdsUnknown(place, each, paths, changing));
  }
  if (isObject(value)) {
    return Object.entries(value).some(([name, each]) =>
      holdsUnknown(`${place}.${name}`, each, paths, changing),
    );
  }
  const isUnknown =
    value === unknownValue || (value instanceof ModelReference && !isFollowed(value, changing));
  return isUnknown && paths.reads(place);
}

/** Whether what a value comes from changes in the plan and is read: what stays as it is gives the same as before, and makes nothing unknown. */
function isFollowed({ reference }: ModelReference, changing: ReadonlySet<string>): boolean {
  const sources = reference.filter((key) => changing.has(key));
  const types = sources.map((key) => standingOf(readUrn(key)?.type ?? ""));
  return types.length > 0 && types.every(({ part }) => part === "read");
}
