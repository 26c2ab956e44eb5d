import type { RuleValue } from "../../../facts/resourceRules";
import { ownEntry } from "../../../core/ownEntry";
import { isAbsent, isObject, same, type Properties, type PropertyValue } from "../values";

/** A value found under a path of the tables. */
export interface Located {
  /** Where it stands, e.g. `origins[0].weight`. */
  readonly path: string;
  /** The value; never absent. */
  readonly value: PropertyValue;
}

/**
 * Finds every value under a path of the tables, through lists and objects.
 * @param properties - Where to look.
 * @param path - Names joined by dots, e.g. `origins.weight`.
 * @returns The values that are there.
 */
export function valuesAt(properties: Properties, path: string): Located[] {
  let found: Located[] = [{ path: "", value: properties }];
  for (const name of path.split(".")) {
    found = found.flatMap(({ path: at, value }) => {
      const inner = isObject(value) ? ownEntry(value, name) : undefined;
      return isAbsent(inner)
        ? []
        : spread({ path: at === "" ? name : `${at}.${name}`, value: inner });
    });
  }
  return found;
}

function spread(located: Located): Located[] {
  return Array.isArray(located.value)
    ? located.value.map((value, index) => ({ path: `${located.path}[${index}]`, value }))
    : [located];
}

/**
 * Fills in the defaults of the tables, inside nested objects only where these are given.
 * @param properties - What is given.
 * @param defaults - Values by path.
 * @returns A copy with the defaults.
 */
export function withDefaults(
  properties: Properties,
  defaults: Readonly<Record<string, RuleValue>> = {},
): Properties {
  let result = properties;
  for (const [path, value] of Object.entries(defaults)) {
    result = filled(result, path.split("."), value as PropertyValue);
  }
  return result;
}

/**
 * Leaves out what equals the defaults of the tables.
 * @param properties - What an object says about itself.
 * @param defaults - Values by path.
 * @returns A copy without these values.
 */
export function withoutDefaults(
  properties: Properties,
  defaults: Readonly<Record<string, RuleValue>> = {},
): Properties {
  let result = properties;
  for (const [path, value] of Object.entries(defaults)) {
    result = emptied(result, path.split("."), value as PropertyValue);
  }
  return result;
}

function emptied(properties: Properties, path: string[], value: PropertyValue): Properties {
  const [name = "", ...rest] = path;
  const { [name]: present, ...others } = properties;
  if (present === undefined) {
    return properties;
  }
  if (rest.length === 0) {
    return same(present, value) ? others : properties;
  }
  const inside = (item: PropertyValue) => (isObject(item) ? emptied(item, rest, value) : item);
  return { ...properties, [name]: Array.isArray(present) ? present.map(inside) : inside(present) };
}

function filled(properties: Properties, path: string[], value: PropertyValue): Properties {
  const [name = "", ...rest] = path;
  const present = ownEntry(properties, name);
  if (rest.length === 0) {
    return isAbsent(present) ? { ...properties, [name]: value } : properties;
  }
  if (Array.isArray(present)) {
    const items = present.map((item) => (isObject(item) ? filled(item, rest, value) : item));
    return { ...properties, [name]: items };
  }
  return isObject(present) ? { ...properties, [name]: filled(present, rest, value) } : properties;
}
