import ts from "typescript";
import type { JsonSchema } from "../core/lateSchema";
import { ownProgram } from "./ownProgram";

/**
 * Puts what a type declares of its fields into the JSON Schema of its values, so that it is written once: their doc comments, and
 * which texts, numbers or switches they are, where the schema says nothing of that.
 * @param json - The JSON Schema.
 * @param file - The source file that exports the type. What it imports from packages is not looked at.
 * @param name - The type's name.
 * @returns A copy with a description of the whole and of every field, in plain text.
 * @throws An error that names a field which the schema has and the type has not.
 */
export function describedByType(json: JsonSchema, file: string, name: string): JsonSchema {
  const program = ownProgram([file]);
  const types = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && types.getSymbolAtLocation(source);
  const symbol = module && types.getExportsOfModule(module).find((one) => one.name === name);
  if (symbol === undefined) {
    throw new Error(`${file} must export ${name}; got nothing of that name`);
  }
  const type = types.getDeclaredTypeOfSymbol(symbol);
  return { description: textOf(symbol, types), ...described(json, type, types, name) };
}

/** Fields, entries and elements, each by the type that it has in the program. */
function described(
  json: JsonSchema,
  type: ts.Type,
  types: ts.TypeChecker,
  place: string,
): JsonSchema {
  const parts = type.isUnion() ? type.types : [type];
  const { properties, items, additionalProperties } = json;
  const copy: { -readonly [part in keyof JsonSchema]: JsonSchema[part] } =
    json.type === undefined ? { ...leafOf(parts), ...json } : { ...json };
  if (properties !== undefined) {
    copy.properties = Object.fromEntries(
      Object.entries(properties).map(([name, field]) => {
        const symbol = firstOf(parts, (part) => types.getPropertyOfType(part, name));
        if (symbol === undefined) {
          throw new Error(`${place} must declare ${name}, which its schema has; got no such field`);
        }
        const own = described(field, types.getTypeOfSymbol(symbol), types, `${place}.${name}`);
        return [name, { description: textOf(symbol, types), ...own }];
      }),
    );
  }
  const element = firstOf(parts, (part) => types.getIndexTypeOfType(part, ts.IndexKind.Number));
  if (element !== undefined && items !== undefined) {
    copy.items = described(items, element, types, `${place}[]`);
  }
  const entry = firstOf(parts, (part) => types.getIndexTypeOfType(part, ts.IndexKind.String));
  if (entry !== undefined && typeof additionalProperties === "object") {
    copy.additionalProperties = described(additionalProperties, entry, types, `${place}.*`);
  }
  return copy;
}

/** What is said of a text, a number or a switch. */
function leafOf(parts: readonly ts.Type[]): JsonSchema {
  const members = parts.filter((part) => part.isStringLiteral()).map(({ value }) => value);
  members.sort();
  if (members.length > 0) {
    return { type: "string", enum: members };
  }
  const is = (flag: ts.TypeFlags): boolean => parts.some((part) => (part.flags & flag) !== 0);
  if (is(ts.TypeFlags.String)) {
    return { type: "string" };
  }
  return is(ts.TypeFlags.Number) ? { type: "number" } : {};
}

/** A doc comment on one line, without the marks of code, but for quotes around what would pass for the sentence's own signs. */
function textOf(symbol: ts.Symbol, types: ts.TypeChecker): string {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(types));
  return text
    .replace(/\s+/g, " ")
    .replace(/`([^`]*)`/g, (_, code: string) => (/\w/.test(code) ? code : `"${code}"`))
    .trim();
}

function firstOf<T, U>(list: readonly T[], find: (one: T) => U | undefined): U | undefined {
  return list.map(find).find((found) => found !== undefined);
}
