import { ownEntry } from "../../core/ownEntry";
import { isList, isObject, readText } from "../graph/reading";
import type { ModelObject, ModelValue } from "../graph/resources";
import { isOnlyForgotten } from "../plan/forgotten";
import type { PlanChange } from "../plan/plan";
import type { ListedPaths, ReadType } from "./readType";
import { standingOf } from "./standing";

/** A change that nobody read, or of which something was not. */
export interface UnjudgedChange {
  /** The change. */
  readonly change: PlanChange;
  /** The properties that nobody read, sorted; empty where the whole change was not. */
  readonly properties: readonly string[];
}

/**
 * Finds the changes of which nobody read what they do: of types that no table of the model holds, and of properties that it does
 * not read. What changes nothing at all is none of them.
 * @param changes - The changes of a plan.
 * @returns The changes, in the same order.
 */
export function unjudgedChanges(changes: readonly PlanChange[]): UnjudgedChange[] {
  return changes.flatMap((change) => {
    const properties = unjudgedProperties(change);
    return properties === undefined ? [] : [{ change, properties }];
  });
}

/**
 * Leaves out properties of which something else says all that there is to say.
 * @param unjudged - A change.
 * @param names - Their paths.
 * @returns What is left; nothing where they were all of it.
 */
export function withoutProperties(
  unjudged: UnjudgedChange,
  names: readonly string[],
): UnjudgedChange[] {
  const properties = unjudged.properties.filter((path) => !names.includes(path));
  return properties.length === 0 ? [] : [{ ...unjudged, properties }];
}

/**
 * Says what of a change nobody read.
 * @param change - The change.
 * @returns The properties, sorted; none where the whole change was not read, undefined where all of it was.
 */
function unjudgedProperties(change: PlanChange): readonly string[] | undefined {
  return doesNothing(change) ? undefined : unreadOf(change);
}

/** What is read, adopted as it is, or only forgotten. */
function doesNothing(change: PlanChange): boolean {
  return (
    change.operation === "read" ||
    (change.operation === "import" && !change.importReplacement) ||
    isOnlyForgotten(change)
  );
}

function unreadOf(change: PlanChange): readonly string[] | undefined {
  const standing = standingOf(change.type);
  if (standing.part === "none") {
    return undefined;
  }
  if (standing.part === "not judged") {
    const isEmpty = change.operation === "create" && standing.whenNew !== undefined;
    return isEmpty ? undefined : [];
  }
  const { type, paths } = standing;
  const which = whichOf(type, change);
  if (which !== "read") {
    return which === "none" ? undefined : [];
  }
  if (type.unread?.includes(change.operation) === true) {
    return [];
  }
  return change.operation === "update" && change.properties.length === 0
    ? []
    : unreadProperties(type, paths, change);
}

/**
 * Whether the resource is one of those of its type that are read.
 * @param type - What the tables say of its type.
 * @param change - A change of it.
 * @returns Whether it is read, has no part in the path of traffic, or neither is known.
 */
export function whichOf(
  { only }: ReadType,
  { before, after }: PlanChange,
): "read" | "none" | "unread" {
  if (only === undefined) {
    return "read";
  }
  const said = [before, after].flatMap((side) =>
    side === undefined ? [] : [readText(ownEntry(side.properties, only.property))],
  );
  if (said.every((value) => typeof value === "string" && only.values.includes(value))) {
    return "read";
  }
  const without = only.noPart ?? {};
  return said.every((value) => typeof value === "string" && Object.hasOwn(without, value))
    ? "none"
    : "unread";
}

function unreadProperties(
  type: ReadType,
  paths: ListedPaths,
  change: PlanChange,
): readonly string[] | undefined {
  const { operation, before, after } = change;
  const isOwn = type.byProperty?.includes(operation) === true;
  // The provider's id stands among what it answers, and nobody sets it.
  const { id: _id, ...own } = (after ?? before)?.properties ?? {};
  const found = isOwn
    ? unreadIn(paths, "", own)
    : change.properties.flatMap(({ path, old, new: now }) => {
        const place = placeOf(path);
        return unreadAt(paths, place, now ?? old).map((each) => (each === place ? path : each));
      });
  return found.length === 0 ? undefined : [...new Set(found)].sort();
}

/**
 * Takes the places in lists out of the path of a property.
 * @param path - The path as a change names it.
 * @returns The path as the tables write it.
 */
export function placeOf(path: string): string {
  return path.replace(/\[[^\]]*\]/g, "");
}

function unreadIn(paths: ListedPaths, path: string, value: ModelObject): string[] {
  return Object.entries(value).flatMap(([name, each]) =>
    each === null ? [] : unreadAt(paths, path === "" ? name : `${path}.${name}`, each),
  );
}

/** The places at or beneath a path that no table of the type lists. */
function unreadAt(paths: ListedPaths, path: string, value: ModelValue | undefined): string[] {
  if (paths.covers(path)) {
    return [];
  }
  const isAbove = paths.reachBeneath(path);
  if (isAbove && isObject(value)) {
    return unreadIn(paths, path, value);
  }
  if (isAbove && isList(value) && value.every(isObject)) {
    return value.flatMap((each) => unreadIn(paths, path, each));
  }
  return [path];
}
