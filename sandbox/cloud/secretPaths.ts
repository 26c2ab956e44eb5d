import { ownEntry, setEntry } from "../../core/ownEntry";
import { isObject, type Properties, type PropertyValue } from "./values";

/**
 * Finds what stands at a path.
 * @param properties - Where to look.
 * @param path - Name of a property, or where a value stands inside one, e.g. `bindings[1].text`.
 * @returns The value, or undefined where there is none.
 */
export function heldAt(properties: Properties, path: string): PropertyValue | undefined {
  let held: PropertyValue | undefined = properties;
  for (const step of stepsOf(properties, path)) {
    held = inner(held, step);
  }
  return held;
}

/**
 * Puts something else in the place of what stands at a path.
 * @param properties - Where to look.
 * @param path - Name of a property, or where a value stands inside one, e.g. `bindings[1].text`.
 * @param change - Says what is to stand there; not called where there is nothing.
 * @returns A copy; the same where there is nothing.
 */
export function changedAt(
  properties: Properties,
  path: string,
  change: (held: PropertyValue) => PropertyValue,
): Properties {
  return changed(properties, stepsOf(properties, path), change) as Properties;
}

/** Names and places of lists, from the outside inwards. */
function stepsOf(properties: Properties, path: string): string[] {
  return Object.hasOwn(properties, path)
    ? [path]
    : path.split(/[.[\]]+/).filter((step) => step !== "");
}

function inner(held: PropertyValue | undefined, step: string): PropertyValue | undefined {
  if (Array.isArray(held)) {
    return held[Number(step)];
  }
  return isObject(held) ? ownEntry(held, step) : undefined;
}

function changed(
  held: PropertyValue,
  [step, ...rest]: readonly string[],
  change: (held: PropertyValue) => PropertyValue,
): PropertyValue {
  if (step === undefined) {
    return change(held);
  }
  const value = inner(held, step);
  if (value === undefined) {
    return held;
  }
  if (Array.isArray(held)) {
    return held.map((item, index) => (index === Number(step) ? changed(item, rest, change) : item));
  }
  const copy = { ...(held as Properties) };
  setEntry(copy, step, changed(value, rest, change));
  return copy;
}
