import { ownEntry, setEntry } from "../../../core/ownEntry";
import { unknownValue } from "../../../core/known";
import { isAbsent, isKnown, isObject, same, type Properties, type PropertyValue } from "../values";
import type { ResourceShape } from "../types/shape";
import type { Place, ResourceHandler } from "../resources/handler";
import { withDefaults } from "../resources/paths";

/** What a diff goes by. */
export interface DiffRequest {
  /** Inputs at the last update. */
  readonly oldInputs: Properties;
  /** Outputs after the last update or refresh. */
  readonly state: Properties;
  /** Inputs now. */
  readonly inputs: Properties;
  /** Top-level properties whose change does not count; for paths inside them the engine sends the old inputs. */
  readonly ignored: readonly string[];
}

/** What differs. */
export interface Difference {
  /** Names of the inputs that change. */
  readonly changed: readonly string[];
  /** Those of them that replace the resource. */
  readonly replaces: readonly string[];
  /** Computed properties that become unknown in the preview of the update. */
  readonly unknown: readonly string[];
}

/**
 * Compares what a program wants with what the last update or refresh left, as a bridged provider does: an input
 * against the state, a default against the state, and an input that is gone against the inputs of before.
 * @param handler - The resource type.
 * @param shape - What its SDK declares.
 * @param request - Old and new properties.
 * @param place - Where the resource stands.
 * @returns What differs.
 */
export function difference(
  handler: ResourceHandler,
  shape: ResourceShape,
  request: DiffRequest,
  place: Place,
): Difference {
  const alike = (properties: Properties) => handler.normalize?.(properties, place) ?? properties;
  const before = alike(request.oldInputs);
  const state = alike(request.state);
  const wanted = alike(withDefaults(request.inputs, handler.rules.defaults));
  const tables = {
    sets: new Set(handler.rules.sets),
    kept: new Set(handler.rules.keptWhenRemoved),
  };
  const changed = Object.entries(shape.args)
    .filter(([name, declared]) => {
      const [want, was, is] = [wanted, before, state].map((each) => ownEntry(each, name));
      const isMap = declared.shape.kind === "map";
      return differs(name, want, was, is, tables) || (isMap && hasMoreKeys(is, want));
    })
    .map(([name]) => name)
    .filter((name) => !request.ignored.includes(name))
    .sort();
  const replaces = changed.filter((name) => handler.rules.replaces.includes(name));
  const unknown = changed.length === 0 ? [] : unknownOnUpdate(handler, shape, request.inputs);
  return { changed, replaces, unknown };
}

function differs(
  name: string,
  wanted: PropertyValue | undefined,
  before: PropertyValue | undefined,
  state: PropertyValue | undefined,
  { sets, kept }: { sets: ReadonlySet<string>; kept: ReadonlySet<string> },
): boolean {
  if (isAbsent(wanted)) {
    return !isAbsent(before) && !kept.has(name);
  }
  if (!isKnown(wanted)) {
    return true;
  }
  return !holds(name, wanted, before, state, sets);
}

/** A map is the program's own in every key; somebody else's key in it is drift. */
function hasMoreKeys(state: PropertyValue | undefined, wanted: PropertyValue | undefined): boolean {
  return (
    isObject(state) &&
    isObject(wanted) &&
    Object.keys(state).some((key) => !Object.hasOwn(wanted, key))
  );
}

/** Whether the state already is what is wanted. What only the API added to an object does not count. */
function holds(
  path: string,
  wanted: PropertyValue,
  before: PropertyValue | undefined,
  state: PropertyValue | undefined,
  sets: ReadonlySet<string>,
): boolean {
  if (isObject(wanted) && isObject(state)) {
    const formerly = isObject(before) ? Object.keys(before) : [];
    const names = new Set([...Object.keys(wanted), ...formerly]);
    return [...names].every((name) => {
      const inner = ownEntry(wanted, name);
      const last = isObject(before) ? ownEntry(before, name) : undefined;
      return isAbsent(inner)
        ? isAbsent(last)
        : holds(`${path}.${name}`, inner, last, ownEntry(state, name), sets);
    });
  }
  if (Array.isArray(wanted) && Array.isArray(state)) {
    return wanted.length === state.length && holdsList(path, wanted, before, state, sets);
  }
  return same(wanted, state);
}

function holdsList(
  path: string,
  wanted: PropertyValue[],
  before: PropertyValue | undefined,
  state: PropertyValue[],
  sets: ReadonlySet<string>,
): boolean {
  if (!sets.has(path)) {
    const last = Array.isArray(before) ? before : [];
    return wanted.every((item, index) => holds(path, item, last[index], state[index], sets));
  }
  const left = [...state];
  return wanted.every((item) => {
    const match = left.findIndex((candidate) => holds(path, item, undefined, candidate, sets));
    return match >= 0 && left.splice(match, 1).length === 1;
  });
}

/** Computed properties that nothing in the program fixes, but those that the provider carries over. */
function unknownOnUpdate(
  handler: ResourceHandler,
  shape: ResourceShape,
  inputs: Properties,
): string[] {
  const kept = handler.rules.keptOnUpdate ?? [];
  return kept === "all"
    ? []
    : computedProperties(handler, shape, inputs).filter((name) => !kept.includes(name));
}

/**
 * Lists the computed properties of a resource that its inputs and defaults leave open.
 * @param handler - The resource type.
 * @param shape - What its SDK declares.
 * @param inputs - What the program gives.
 * @returns Names of outputs that the SDK promises and only the API can fill.
 */
export function computedProperties(
  handler: ResourceHandler,
  shape: ResourceShape,
  inputs: Properties,
): string[] {
  const settled = withDefaults(inputs, handler.rules.defaults);
  return Object.entries(shape.outputs)
    .filter(([name, always]) => always && isAbsent(ownEntry(settled, name)))
    .map(([name]) => name)
    .sort();
}

/**
 * Foretells the outputs of a create or an update in a preview.
 * @param inputs - What the program gives, with defaults.
 * @param state - What is there; empty for a create.
 * @param unknown - Names of the properties that only the call itself can tell.
 * @param handler - The resource type.
 * @returns Outputs, in which these are unknown.
 */
export function previewOutputs(
  inputs: Properties,
  state: Properties,
  unknown: readonly string[],
  { computedInside = [] }: ResourceHandler,
): Properties {
  const outputs: Properties = { ...state, ...inputs };
  for (const name of unknown) {
    setEntry(outputs, name, unknownValue);
  }
  for (const [name = "", inner = ""] of computedInside.map((path) => path.split("."))) {
    const own = ownEntry(outputs, name);
    const old = ownEntry(state, name);
    if (isObject(own)) {
      const known = isObject(old) ? ownEntry(old, inner) : undefined;
      setEntry(outputs, name, { ...own, [inner]: known ?? unknownValue });
    }
  }
  return outputs;
}
