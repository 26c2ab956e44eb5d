import { ownEntry } from "../../core/ownEntry";
import { compare } from "../../core/order";
import { isList, isObject } from "../graph/reading";
import {
  ModelReference,
  secretValue,
  type ModelObject,
  type ModelResource,
  type ModelValue,
} from "../graph/resources";
import { holdsSecret } from "./wireValues";

/** A property that differs. */
export interface PropertyChange {
  /** Where it stands, written like code: `origins[0].address`. */
  readonly path: string;
  /** The old value, secrets as marks. Undefined where it was not set. */
  readonly old: ModelValue | undefined;
  /** The new value, secrets as marks. Undefined where it is no longer set. */
  readonly new: ModelValue | undefined;
}

/**
 * Compares two sets of properties, deeply. Lists of objects are compared place by place, or name by name where each has one
 * and they are others or in another order; other lists as a whole.
 * Two secrets are taken to be equal, since nobody can see whether they are; null and not set are the same.
 * @param old - The properties before.
 * @param now - The properties after.
 * @returns What differs, sorted by path.
 */
export function propertyChanges(old: ModelObject, now: ModelObject): PropertyChange[] {
  const found: PropertyChange[] = [];
  compareObjects("", old, now, found);
  return found.sort((left, right) => compare(left.path, right.path));
}

/**
 * Compares the properties of two resources, as `propertyChanges` does.
 * @param old - A resource.
 * @param now - Another one of its type, or the same at another time.
 * @returns What differs, sorted by path.
 */
export function differencesOf(old: ModelResource, now: ModelResource): PropertyChange[] {
  return propertyChanges(old.properties, now.properties);
}

/**
 * Lists the properties in which live and wanted state differ, of those that the program sets: what an update repairs
 * whose inputs stayed the same. A property that the provider never gives back counts only where no other differs.
 * @param live - Outputs as the provider read them; empty where they are not known.
 * @param wanted - Inputs of the program.
 * @returns What differs, sorted by path.
 */
export function repairedProperties(live: ModelObject, wanted: ModelObject): PropertyChange[] {
  if (Object.keys(live).length === 0) {
    return [];
  }
  const all = propertyChanges(narrowed(live, wanted) as ModelObject, wanted);
  const visible = all.filter(({ old }) => old !== undefined);
  return visible.length > 0 ? visible : all;
}

/**
 * Lists the secrets that two sets of properties share, for an update that nothing visible explains.
 * @param old - The properties before.
 * @param now - The properties after.
 * @returns One entry per top-level property that holds a secret before and after.
 */
export function sharedSecrets(old: ModelObject, now: ModelObject): PropertyChange[] {
  return Object.keys(now)
    .sort()
    .filter((name) => holdsSecret(ownEntry(old, name)) && holdsSecret(ownEntry(now, name)))
    .map((path) => ({ path, old: secretValue, new: secretValue }));
}

/**
 * Whether two values are equal; null and not set are, and so are two secrets.
 * @param left - One value.
 * @param right - The other.
 * @returns True where nothing differs.
 */
export function sameValue(left: ModelValue | undefined, right: ModelValue | undefined): boolean {
  const one = left ?? undefined;
  const other = right ?? undefined;
  if (one instanceof ModelReference || other instanceof ModelReference) {
    return (
      one instanceof ModelReference &&
      other instanceof ModelReference &&
      one.reference.join() === other.reference.join()
    );
  }
  if (isList(one) && isList(other)) {
    return one.length === other.length && one.every((each, index) => sameValue(each, other[index]));
  }
  if (isObject(one) && isObject(other)) {
    return keysOf(one, other).every((name) =>
      sameValue(ownEntry(one, name), ownEntry(other, name)),
    );
  }
  return one === other;
}

function compareObjects(
  path: string,
  old: ModelObject,
  now: ModelObject,
  found: PropertyChange[],
): void {
  for (const name of keysOf(old, now)) {
    compareValues(joined(path, name), ownEntry(old, name), ownEntry(now, name), found);
  }
}

function compareValues(
  path: string,
  old: ModelValue | undefined,
  now: ModelValue | undefined,
  found: PropertyChange[],
): void {
  if (sameValue(old, now)) {
    return;
  }
  if (isObject(old) && isObject(now)) {
    compareObjects(path, old, now, found);
  } else if (isList(old) && isList(now) && [...old, ...now].every(isObject)) {
    compareEntries(path, old, now, found);
  } else {
    found.push({ path, old: old ?? undefined, new: now ?? undefined });
  }
}

/** Compares lists of objects place by place, or where they have other names or another order than before, name by name. */
function compareEntries(
  path: string,
  old: readonly ModelValue[],
  now: readonly ModelValue[],
  found: PropertyChange[],
): void {
  const [was, is] = [byName(old), byName(now)];
  const [earlier, later] = [[...(was?.keys() ?? [])], [...(is?.keys() ?? [])]];
  if (was === undefined || is === undefined || isBeginning(earlier, later)) {
    const places = Math.max(old.length, now.length);
    for (let index = 0; index < places; index += 1) {
      compareValues(`${path}[${index}]`, old[index], now[index], found);
    }
    return;
  }
  const order = [earlier.filter((name) => is.has(name)), later.filter((name) => was.has(name))];
  if (order[0]?.join("\n") !== order[1]?.join("\n")) {
    found.push({ path, old: order[0], new: order[1] });
  }
  for (const name of [...new Set([...earlier, ...later])].sort()) {
    compareValues(`${path}[${JSON.stringify(name)}]`, was.get(name), is.get(name), found);
  }
}

/** Whether one of two lists only goes on after the other. */
function isBeginning(left: readonly string[], right: readonly string[]): boolean {
  const common = Math.min(left.length, right.length);
  return left.slice(0, common).join("\n") === right.slice(0, common).join("\n");
}

/** The entries of a list by their names; undefined where one has none, or two have the same. */
function byName(list: readonly ModelValue[]): Map<string, ModelValue> | undefined {
  const found = new Map<string, ModelValue>();
  for (const each of list) {
    const name = isObject(each) ? each.name : undefined;
    if (typeof name !== "string" || found.has(name)) {
      return undefined;
    }
    found.set(name, each);
  }
  return found;
}

/** The part of a live value that a wanted value speaks of. */
function narrowed(live: ModelValue | undefined, wanted: ModelValue): ModelValue {
  if (isObject(live) && isObject(wanted)) {
    const kept = Object.entries(wanted).filter(([name]) => Object.hasOwn(live, name));
    return Object.fromEntries(
      kept.map(([name, value]) => [name, narrowed(ownEntry(live, name), value)]),
    );
  }
  if (isList(live) && isList(wanted)) {
    return live.map((each, index) => narrowed(each, wanted[index] ?? each));
  }
  return live ?? null;
}

function keysOf(left: ModelObject, right: ModelObject): string[] {
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
}

function joined(path: string, name: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) {
    return `${path}[${JSON.stringify(name)}]`;
  }
  return path === "" ? name : `${path}.${name}`;
}
