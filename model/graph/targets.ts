import { type Inventory } from "./inventory";
import { sortedByKey } from "../../core/order";
import { linkTokens } from "./links";
import { isList, isUnread } from "./reading";
import { modelType, type ModelTypeName } from "./resourceTypes";
import { ModelReference, type ModelResource, type ModelValue } from "./resources";

/** What a property refers to. */
export interface Target {
  /**
   * `found`: exactly `resources[0]`. `oneOf`: one of `resources`, the plan does not say which.
   * `gone`: an id that nothing has any more. `outside`: something that this inventory does not hold.
   */
  readonly state: "found" | "oneOf" | "gone" | "outside";
  /** The resources it is or may be, sorted by key. */
  readonly resources: readonly ModelResource[];
  /** The id as the property gives it, where it is known. */
  readonly id?: string;
}

/** What a list of references refers to. */
export interface Targets {
  /** One entry per element. */
  readonly all: readonly Target[];
  /** False where the plan says which resources the list holds but not in which order. */
  readonly ordered: boolean;
}

/**
 * Finds what a property refers to.
 * @param inventory - Where to look.
 * @param value - The property's value.
 * @param type - What it refers to.
 * @returns The target, or undefined where the property is not set.
 */
export function targetOf(
  inventory: Inventory,
  value: ModelValue | undefined,
  type: ModelTypeName,
): Target | undefined {
  if (isUnread(value)) {
    const found = value instanceof ModelReference ? candidates(inventory, value, type) : [];
    const state = found.length === 0 ? "outside" : found.length === 1 ? "found" : "oneOf";
    return { state, resources: found };
  }
  if (typeof value !== "string" || value === "") {
    return undefined;
  }
  const found = inventory.byId(type, value);
  if (found !== undefined) {
    return { state: "found", resources: [found], id: value };
  }
  return { state: inventory.complete ? "gone" : "outside", resources: [], id: value };
}

/**
 * Finds the resource that a link names.
 * @param inventory - Where to look.
 * @param type - What it is.
 * @param token - A token of a link: a key or an id.
 * @returns The resource; undefined where the inventory holds none of this type under the token.
 */
export function linkedResource(
  inventory: Inventory,
  type: ModelTypeName,
  token: string,
): ModelResource | undefined {
  const found = inventory.byKey(token) ?? inventory.byId(type, token);
  return found !== undefined && modelType(found.type) === type ? found : undefined;
}

/**
 * Finds the resource that the links of a property name.
 * @param inventory - Where to look.
 * @param type - What it must be.
 * @param value - The property's value.
 * @returns The first one; undefined where the inventory does not hold it, or the property names none.
 */
export function firstLinked(
  inventory: Inventory,
  type: ModelTypeName,
  value: ModelValue | undefined,
): ModelResource | undefined {
  return linkTokens(value)
    .map((token) => linkedResource(inventory, type, token))
    .find((each) => each !== undefined);
}

/**
 * Whether a property refers to something, wherever that is.
 * @param value - The property's value.
 * @returns True where `targetOf` finds a target.
 */
export function isReference(value: ModelValue | undefined): boolean {
  return isUnread(value) || (typeof value === "string" && value !== "");
}

/**
 * Names what a reference leads to, so that two references can be compared.
 * @param target - The reference.
 * @returns The resource's key or the id; undefined where it is not known which it is.
 */
export function identity(target: Target): string | undefined {
  return target.state === "found" ? target.resources[0]?.key : target.id;
}

/**
 * Finds what a list of references refers to. Where a plan only says of which resources the unknown elements
 * are made, and there are as many of them as elements, each is taken to be one of the elements.
 * @param inventory - Where to look.
 * @param value - The property's value: a list, or one unknown for the whole list.
 * @param type - What the elements refer to.
 * @returns One target per element; none where the property is not set.
 */
export function targetsOf(
  inventory: Inventory,
  value: ModelValue | undefined,
  type: ModelTypeName,
): Targets {
  if (!isList(value)) {
    const target = targetOf(inventory, value, type);
    return {
      all: target === undefined ? [] : [target],
      ordered: target?.state === "found" || target === undefined,
    };
  }
  // Elements that are not known yet share the one reference that says what the list is made of.
  const read = new Map<ModelValue, Target | undefined>();
  const own = value.map((each) => {
    if (typeof each === "string") {
      return targetOf(inventory, each, type);
    }
    if (!read.has(each)) {
      read.set(each, targetOf(inventory, each, type));
    }
    return read.get(each);
  });
  const known = own.filter((target) => target !== undefined);
  const vague = known.filter(({ state }) => state === "oneOf");
  return vague.length === 0
    ? { all: known, ordered: true }
    : { all: assigned(known, vague), ordered: false };
}

/** Gives each of the vague targets one of the resources that they may be, where there are not more of these. */
function assigned(known: readonly Target[], vague: readonly Target[]): Target[] {
  const found = known.filter(({ state }) => state === "found");
  const named = new Set(found.flatMap(({ resources }) => resources.map(({ key }) => key)));
  const free = distinct([...new Set(vague)].flatMap(({ resources }) => resources)).filter(
    ({ key }) => !named.has(key),
  );
  const left = [...free];
  return free.length > vague.length
    ? [...known]
    : known.map((target) => (target.state === "oneOf" ? certainly(left.shift()) : target));
}

function distinct(resources: readonly ModelResource[]): ModelResource[] {
  const found = new Map(resources.map((resource) => [resource.key, resource]));
  return sortedByKey(found.values());
}

function certainly(resource: ModelResource | undefined): Target {
  return resource === undefined
    ? { state: "outside", resources: [] }
    : { state: "found", resources: [resource] };
}

function candidates(
  inventory: Inventory,
  { reference }: ModelReference,
  type: ModelTypeName,
): ModelResource[] {
  return [...reference]
    .sort()
    .map((key) => inventory.byKey(key))
    .filter((resource) => resource !== undefined)
    .filter((resource) => modelType(resource.type) === type);
}
