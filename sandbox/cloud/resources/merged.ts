import { ownEntry, setEntry } from "../../../core/ownEntry";
import { isObject, type Properties, type PropertyValue } from "../values";

/**
 * Lays what was sent over what the API adds inside objects.
 * @param base - What the API says.
 * @param value - What was sent.
 * @returns Both together; lists and scalars are as they were sent.
 */
export function merged(base: PropertyValue | undefined, value: PropertyValue): PropertyValue {
  if (!isObject(base) || !isObject(value)) {
    return value;
  }
  const result: Properties = { ...base };
  for (const [name, inner] of Object.entries(value)) {
    setEntry(result, name, merged(ownEntry(result, name), inner));
  }
  return result;
}
