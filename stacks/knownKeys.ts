import { z } from "zod";
import { ownEntry } from "../core/ownEntry";
import { environmentSchema } from "./environment";

/**
 * The keys that the schema knows at a path of an environment.
 * @param path - Keys and indexes from the root.
 * @returns The keys of the map there; none where any key may stand.
 */
export function knownKeysAt(path: readonly PropertyKey[]): readonly string[] {
  let schema: z.ZodType = environmentSchema;
  for (const part of path) {
    const next = childSchema(unwrapped(schema), part);
    if (next === undefined) {
      return [];
    }
    schema = next;
  }
  const last = unwrapped(schema);
  return last instanceof z.ZodObject ? Object.keys(last.shape) : [];
}

function childSchema(schema: z.ZodType, part: PropertyKey): z.ZodType | undefined {
  if (schema instanceof z.ZodObject) {
    return ownEntry(schema.shape as Readonly<Record<string, z.ZodType>>, String(part));
  }
  if (schema instanceof z.ZodRecord) {
    return schema.valueType as z.ZodType;
  }
  return schema instanceof z.ZodArray ? (schema.element as z.ZodType) : undefined;
}

function unwrapped(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional ? unwrapped(schema.unwrap() as z.ZodType) : schema;
}
