import { ownEntry, setEntry } from "../../../core/ownEntry";
import { isAbsent, isObject, type Properties, type PropertyValue } from "../values";

/**
 * Lays properties that were sent over what the API says.
 * @param base - What the API says.
 * @param sent - What was sent; what is absent of it changes nothing.
 * @returns Both together.
 */
export function laidOver(base: Properties, sent: Properties): Properties {
  const given = Object.entries(sent).filter(([, value]) => !isAbsent(value));
  return merged(base, Object.fromEntries(given)) as Properties;
}

/** Inside objects the API adds to what was sent; lists and scalars are as they were sent. */
function merged(base: PropertyValue | undefined, value: PropertyValue): PropertyValue {
  if (!isObject(base) || !isObject(value)) {
    return value;
  }
  const result: Properties = { ...base };
  for (const [name, inner] of Object.entries(value)) {
    setEntry(result, name, merged(ownEntry(result, name), inner));
  }
  return result;
}
