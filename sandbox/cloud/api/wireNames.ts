import { wireNames } from "../../../facts/cloudflare/wireNames";
import { ownEntry, setEntry } from "../../../core/ownEntry";
import { snakeCase } from "../../../core/snakeCase";
import type { Definitions } from "../types/checkTypes";
import type { ObjectShape, ResourceShape, Shape } from "../types/shape";
import { isObject, type Properties, type PropertyValue } from "../values";

/** The declared properties of an object, and what its type is called. */
interface Declared {
  readonly name: string;
  readonly shape: ObjectShape;
}

/**
 * Writes a resource as Cloudflare's API does: declared names in snake case, the keys of maps and of values of any type as they are.
 * @param properties - What the account holds, by Pulumi's names.
 * @param shape - What the SDK declares of the type; names that it does not declare are left out.
 * @param definitions - Finds nested types.
 * @returns The object on the wire.
 */
export function toWire(
  properties: Properties,
  shape: ResourceShape,
  definitions: Definitions,
): Properties {
  const computed = Object.entries(shape.computed).map(
    ([name, one]): [string, { shape: Shape; required: boolean }] => [
      name,
      { shape: one, required: false },
    ],
  );
  const declared = { ...shape.args, ...Object.fromEntries(computed) };
  return objectToWire(properties, { name: "", shape: declared }, definitions);
}

/**
 * Reads a resource as a client of Cloudflare's API writes it.
 * @param body - What was sent.
 * @param shape - What the SDK lets a program give; the API passes over other names, and so does this.
 * @param definitions - Finds nested types.
 * @returns What was sent, by Pulumi's names; a null stays one.
 */
export function fromWire(
  body: Properties,
  shape: ResourceShape,
  definitions: Definitions,
): Properties {
  return objectFromWire(body, { name: "", shape: shape.args }, definitions);
}

function wireName(type: string, property: string): string {
  return ownEntry(ownEntry(wireNames, type) ?? {}, property) ?? snakeCase(property);
}

function objectToWire(
  properties: Properties,
  { name: type, shape }: Declared,
  definitions: Definitions,
): Properties {
  const written: Properties = {};
  for (const [name, { shape: inner }] of Object.entries(shape)) {
    const value = ownEntry(properties, name);
    if (value !== undefined) {
      setEntry(written, wireName(type, name), converted(value, inner, definitions, objectToWire));
    }
  }
  return written;
}

function objectFromWire(
  body: Properties,
  { name: type, shape }: Declared,
  definitions: Definitions,
): Properties {
  const read: Properties = {};
  for (const [name, { shape: inner }] of Object.entries(shape)) {
    const value = ownEntry(body, wireName(type, name));
    if (value !== undefined) {
      setEntry(read, name, converted(value, inner, definitions, objectFromWire));
    }
  }
  return read;
}

/** A value of another kind than its type declares goes through as it is. */
function converted(
  value: PropertyValue,
  shape: Shape,
  definitions: Definitions,
  convert: typeof objectToWire,
): PropertyValue {
  if (shape.kind === "list" && Array.isArray(value)) {
    return value.map((item) => converted(item, shape.element, definitions, convert));
  }
  if (shape.kind === "map" && isObject(value)) {
    const items: Properties = {};
    for (const [key, item] of Object.entries(value)) {
      setEntry(items, key, converted(item, shape.element, definitions, convert));
    }
    return items;
  }
  const declared = shape.kind === "named" ? definitions(shape.name) : undefined;
  return shape.kind === "named" && declared !== undefined && isObject(value)
    ? convert(value, { name: shape.name, shape: declared }, definitions)
    : value;
}
