import { unknownValue } from "../../../core/known";
import { nearestName } from "../../../core/nearestName";
import { describeValue, type Problem } from "../../../core/problem";
import { ownEntry } from "../../../core/ownEntry";
import { isObject, type Properties, type PropertyValue } from "../values";
import type { ObjectShape, Shape } from "./shape";

/** Finds a nested type by its name. */
export type Definitions = (name: string) => ObjectShape | undefined;

/**
 * Holds properties against their declared types: what is missing, unknown, or of the wrong type.
 * @param properties - The properties; unknown values fit everywhere.
 * @param shape - What is declared.
 * @param definitions - Finds the nested types that the shape names.
 * @param path - Path of the properties, ending in a dot, or "".
 * @returns Every problem; a wrong value's content is shown.
 */
export function checkProperties(
  properties: Properties,
  shape: ObjectShape,
  definitions: Definitions,
  path = "",
): Problem[] {
  const problems: Problem[] = [];
  for (const [name, declared] of Object.entries(shape)) {
    const value = ownEntry(properties, name) ?? null;
    if (value !== null) {
      problems.push(...checkValue(value, declared.shape, definitions, `${path}${name}`));
    } else if (declared.required) {
      problems.push({ path: `${path}${name}`, rule: "be given", actual: "nothing" });
    }
  }
  for (const name of Object.keys(properties)) {
    if (!Object.hasOwn(shape, name) && properties[name] !== null) {
      problems.push(unknownName(`${path}${name}`, name, Object.keys(shape)));
    }
  }
  return problems;
}

function checkValue(
  value: PropertyValue,
  shape: Shape,
  definitions: Definitions,
  path: string,
): Problem[] {
  if (value === unknownValue || value === null || shape.kind === "any") {
    return [];
  }
  const inside = (item: PropertyValue, declared: Shape, at: string): Problem[] =>
    checkValue(item, declared, definitions, `${path}${at}`);
  switch (shape.kind) {
    case "string":
    case "number":
    case "boolean":
      return typeof value === shape.kind ? [] : [wrongType(path, `be a ${shape.kind}`, value)];
    case "list":
      return Array.isArray(value)
        ? value.flatMap((item, index) => inside(item, shape.element, `[${index}]`))
        : [wrongType(path, "be a list", value)];
    case "map":
      return isObject(value)
        ? Object.entries(value).flatMap(([key, item]) =>
            inside(item, shape.element, `[${JSON.stringify(key)}]`),
          )
        : [wrongType(path, "be a map", value)];
    case "named": {
      const declared = definitions(shape.name);
      if (!isObject(value)) {
        return [wrongType(path, "be an object", value)];
      }
      return declared ? checkProperties(value, declared, definitions, `${path}.`) : [];
    }
    case "either": {
      const attempts = shape.members.map((member) => inside(value, member, ""));
      return attempts.sort((left, right) => left.length - right.length)[0] ?? [];
    }
  }
}

function wrongType(path: string, rule: string, value: PropertyValue): Problem {
  return { path, rule, actual: describeValue(value) };
}

function unknownName(path: string, name: string, known: string[]): Problem {
  const nearest = nearestName(name, known);
  return {
    path,
    rule: "be a property that the installed SDK declares",
    actual: "an unknown name",
    ...(nearest !== undefined ? { hint: `Did you mean ${nearest}?` } : {}),
  };
}
