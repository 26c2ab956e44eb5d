import type * as zodPackage from "zod/v3";
import { mapEntries } from "./entries";
import { describeValue, isKnownLater, isResource, type Problem } from "./problem";
import {
  OptionalSchema,
  Schema,
  zod,
  type Fields,
  type JsonSchema,
  type ZodSchema,
} from "./lateSchema";
import { carried, kindRule, lateProblem } from "./schemaIssues";

/** A schema for every field of an interface, so that none can be forgotten; what may be left out is `optional()`. */
export type SchemaOf<T> = {
  readonly [name in keyof T]-?: undefined extends T[name] ? OptionalSchema : Schema;
};

/** What the keys of a map must be. */
export interface KeyRule {
  /** All of a key. */
  readonly pattern: RegExp;
  /** What must hold, to be read after "must": `be named by at least one character`. */
  readonly rule: string;
}

/** Says what is wrong with a value; the problem's path is put in by whoever knows where the value stands. */
export type ValueRule = (value: unknown) => Problem | undefined;

/**
 * One text, number or switch that is known at preview and must obey a rule.
 * @param json - What editors are told of it.
 * @param rule - Says what is wrong with any value, nothing included.
 * @returns Its schema.
 */
export function ruled(json: JsonSchema, rule: ValueRule): Schema {
  const make = (): ZodSchema =>
    zod()
      .unknown()
      .superRefine((value, context) => {
        const problem = isKnownLater(value) ? lateProblem(value, "a plain value") : rule(value);
        if (problem !== undefined) {
          context.addIssue(carried({ problem, isOfAnotherKind: !isOneValue(value) }));
        }
      });
  return new Schema({ kind: "one value", make, json: () => json });
}

/** A text that is known at preview, and nothing else is asked of it. */
export const text = new Schema({
  kind: "one value",
  make: () => zod().string(kindRule("be a text")),
  json: () => ({ type: "string" }),
});

/** True or false, known at preview. */
export const toggle = new Schema({
  kind: "one value",
  make: () => zod().boolean(kindRule("be true or false")),
  json: () => ({ type: "boolean" }),
});

/**
 * One text, number or switch that is known at preview and that the component's own checks judge.
 * @param json - What editors are told of it. Defaults to nothing, where its declared type says it all.
 * @returns Its schema.
 */
export function oneValue(json: JsonSchema = {}): Schema {
  return ruled(json, (value) => {
    const hint = "Give one of its outputs, such as its id";
    const problem = { path: "", rule: "be one value, no list and no map" };
    return isOneValue(value)
      ? undefined
      : { ...problem, actual: describeValue(value), ...(isResource(value) ? { hint } : {}) };
  });
}

/**
 * A list that is known at preview.
 * @param entry - Its entries.
 * @returns Its schema.
 */
export function listOf(entry: Schema): Schema {
  return new Schema({
    ...{ kind: "list", entry },
    make: () => zod().array(entry.zod, kindRule("be a list")),
    json: () => ({ type: "array", items: entry.parts.json() }),
  });
}

/**
 * A map with keys of the user's, which are known at preview. Nothing behind a key that cannot be is looked at.
 * @param entry - Its entries.
 * @param keys - What its keys must be. Defaults to any text.
 * @returns Its schema.
 */
export function mapOf(entry: Schema, keys?: KeyRule): Schema {
  const propertyNames = { type: "string", ...(keys && { pattern: keys.pattern.source }) };
  return new Schema({
    ...{ kind: "map", entry },
    make: () => {
      const map = zod().record(entry.zod, kindRule("be a map by keys of your choice"));
      return zod().preprocess(
        (given, context) => (holdsFields(given) ? withRightKeys(given, keys, context) : null),
        map,
      );
    },
    json: () => ({ type: "object", propertyNames, additionalProperties: entry.parts.json() }),
  });
}

/**
 * Fields by name; a name that nobody reads is refused, since what it should have done would not be done, silently.
 * @param fields - Their schemas.
 * @returns Its schema.
 */
export function fieldsOf(fields: Fields): Schema {
  return guarded(fields, false, (object) => object.strict());
}

/**
 * The same, where names that are not known here are left alone: what a function of a provider answers is given as it is.
 * @param fields - The schemas of the names that are read.
 * @returns Its schema.
 */
export function answerWith(fields: Fields): Schema {
  return guarded(fields, {}, (object) => object.passthrough());
}

/**
 * Fields but for some of them.
 * @param fields - Their schemas.
 * @param names - Those to leave out, each with the reason.
 * @returns The others.
 */
export function without<Of extends Fields, Names extends Readonly<Record<string, string>>>(
  fields: Of,
  names: Names,
): Omit<Of, keyof Names> {
  const others = Object.entries(fields).filter(([name]) => !Object.hasOwn(names, name));
  return Object.fromEntries(others) as unknown as Omit<Of, keyof Names>;
}

/**
 * The same, where a secret may be put in its place by mistake, so that what is found there is not shown.
 * @param schema - A map or fields.
 * @returns The schema.
 */
export function hidden(schema: Schema): Schema {
  return new Schema({ ...schema.parts, isHidden: true });
}

/**
 * The same, where it may be known later as a whole.
 * @param schema - What it must be when it is known.
 * @returns Its schema.
 */
export function late(schema: Schema): Schema {
  return new Schema({
    ...{ ...schema.parts, isLate: true },
    make: () => zod().union([zod().custom(isKnownLater), schema.zod]),
  });
}

/**
 * One text, number or switch that may be known later and that the component's own checks judge.
 * @param json - What editors are told of it. Defaults to a text.
 * @returns Its schema.
 */
export function input(json: JsonSchema = { type: "string" }): Schema {
  return late(oneValue(json));
}

/**
 * Writes the JSON Schema by which editors complete and check a file.
 * @param schema - What the file holds.
 * @returns The JSON Schema, draft 7.
 */
export function jsonSchemaOf(schema: Schema): JsonSchema {
  return { $schema: "http://json-schema.org/draft-07/schema#", ...schema.parts.json() };
}

/** Fields, as strict as is asked for. */
function guarded(
  fields: Fields,
  additionalProperties: JsonSchema | false,
  strictness: (object: zodPackage.ZodObject<zodPackage.ZodRawShape>) => ZodSchema,
): Schema {
  return new Schema({
    ...{ kind: "fields", fields },
    make: () => {
      const shape = mapEntries(fields, (field) => field.zod);
      const object = strictness(zod().object(shape, kindRule(fieldsRule(fields))));
      return zod().preprocess((given) => (holdsFields(given) ? given : null), object);
    },
    json: () => jsonOfFields(fields, additionalProperties),
  });
}

function jsonOfFields(fields: Fields, additionalProperties: JsonSchema | false): JsonSchema {
  const required = Object.entries(fields)
    .filter(([, field]) => !(field instanceof OptionalSchema))
    .map(([name]) => name);
  return {
    type: "object",
    properties: mapEntries(fields, (field) => field.parts.json()),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties,
  };
}

function fieldsRule(fields: Fields): string {
  const names = Object.keys(fields);
  const shown = names.length > 4 ? `${names.slice(0, 4).join(", ")} and so on` : names.join(", ");
  return `be a map with ${shown}`;
}

/** Leaves out the entries whose keys cannot be, and says so. */
function withRightKeys(
  map: object,
  keys: KeyRule | undefined,
  context: zodPackage.RefinementCtx,
): object {
  const isRight = ([key]: readonly [string, unknown]): boolean => keys?.pattern.test(key) !== false;
  const entries = Object.entries(map);
  for (const [key] of entries.filter((entry) => !isRight(entry))) {
    const problem = { path: "", rule: keys?.rule ?? "", actual: describeValue(key) };
    context.addIssue({ ...carried({ problem, isOfAnotherKind: true }), path: [key] });
  }
  return Object.fromEntries(entries.filter(isRight));
}

/**
 * An Output answers for every field with another Output, so that zod must not look into one; nor has a Map or Set fields by the names
 * that it holds.
 */
function holdsFields(given: unknown): given is object {
  return (
    typeof given === "object" &&
    given !== null &&
    !Array.isArray(given) &&
    !isKnownLater(given) &&
    !(given instanceof Map || given instanceof Set)
  );
}

function isOneValue(value: unknown): boolean {
  return ["string", "number", "boolean", "undefined"].includes(typeof value);
}
