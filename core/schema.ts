import { z } from "zod";
import { describeValue, isKnownLater, type Problem } from "./problem";

/** A schema for every field of an interface, so that none can be forgotten; what may be left out is `optional()`. */
export type SchemaOf<T> = {
  readonly [name in keyof T]-?: undefined extends T[name] ? z.ZodOptional : z.ZodType;
};

/** Fields by name, each with its schema. */
export type Fields = Readonly<Record<string, z.ZodType>>;

/** A part of a JSON Schema, for editors. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Says what is wrong with a value; the problem's path is put in by whoever knows where the value stands. */
export type ValueRule = (value: unknown) => Problem | undefined;

/** How an issue of zod carries a problem. */
export interface IssueParams {
  /** The problem, without its place. */
  readonly problem: Problem;
  /** Whether the value is of another kind, so that nothing that builds on it can be checked. */
  readonly isOfAnotherKind: boolean;
}

/** What a leaf tells editors, by its schema. */
const jsonOfLeaf = z.registry<JsonSchema>();

/**
 * One text, number or switch that is known at preview and must obey a rule.
 * @param json - What editors are told of it.
 * @param rule - Says what is wrong with any value, nothing included.
 * @returns Its schema.
 */
export function ruled(json: JsonSchema, rule: ValueRule): z.ZodUnknown {
  const leaf = z.unknown().check((context) => {
    const { value } = context;
    const problem = isKnownLater(value) ? lateProblem("a plain value") : rule(value);
    if (problem !== undefined) {
      const params: IssueParams = { problem, isOfAnotherKind: !isOneValue(value) };
      context.issues.push({ code: "custom", input: value, path: [], params: { ...params } });
    }
  });
  jsonOfLeaf.add(leaf, json);
  return leaf;
}

/** A text that is known at preview, and nothing else is asked of it. */
export const text = z.string({ error: "be a text" });

/** True or false, known at preview. */
export const toggle = z.boolean({ error: "be true or false" });

/**
 * One text, number or switch that is known at preview and that the component's own checks judge.
 * @param json - What editors are told of it. Defaults to a text.
 * @returns Its schema.
 */
export function oneValue(json: JsonSchema = { type: "string" }): z.ZodUnknown {
  return ruled(json, (value) =>
    isOneValue(value)
      ? undefined
      : { path: "", rule: "be one value, no list and no map", got: describeValue(value) },
  );
}

/**
 * A list that is known at preview.
 * @param of - Its entries.
 * @returns Its schema.
 */
export function listOf<T extends z.ZodType>(of: T): z.ZodArray<T> {
  return z.array(of, { error: "be a list" });
}

/**
 * A map with keys of the user's, which are known at preview.
 * @param of - Its entries.
 * @param key - Its keys. Defaults to any text.
 * @returns Its schema.
 */
export function mapOf<T extends z.ZodType>(
  of: T,
  key: z.ZodString = z.string(),
): z.ZodRecord<z.ZodString, T> {
  return z.record(key, of, { error: "be a map by keys of your choice" });
}

/**
 * Fields by name; a name that nobody reads is refused, since what it should have done would not be done, silently.
 * @param shape - Their schemas.
 * @returns Its schema.
 */
export function fieldsOf(shape: Fields): z.ZodType {
  return guarded(z.strictObject(shape, { error: kindOfFields(shape) }));
}

/**
 * The same, where names that are not known here are left alone: what a function of a provider answers is given as it is.
 * @param shape - The schemas of the names that are read.
 * @returns Its schema.
 */
export function answerWith(shape: Fields): z.ZodType {
  return guarded(z.looseObject(shape, { error: kindOfFields(shape) }));
}

/**
 * The same, where it may be known later as a whole.
 * @param schema - What it must be when it is known.
 * @returns Its schema.
 */
export function late<T extends z.ZodType>(
  schema: T,
): z.ZodUnion<readonly [z.ZodCustom<unknown, unknown>, T]> {
  return z.union([z.custom(isKnownLater), schema]);
}

/**
 * One text, number or switch that may be known later and that the component's own checks judge.
 * @param json - What editors are told of it. Defaults to a text.
 * @returns Its schema.
 */
export function input(json?: JsonSchema): ReturnType<typeof late<z.ZodUnknown>> {
  return late(oneValue(json));
}

/**
 * The schema behind wrappers: of what must be there, be known and hold fields.
 * @param schema - Any schema.
 * @returns The object, map, list or leaf.
 */
export function unwrapped(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional) {
    return unwrapped(schema.unwrap() as z.ZodType);
  }
  if (schema instanceof z.ZodPipe) {
    return unwrapped(schema.out as z.ZodType);
  }
  return isLate(schema) ? unwrapped(schema.options[1]) : schema;
}

/**
 * Whether a value may be known later as a whole.
 * @param schema - Its schema.
 */
export function isLate(
  schema: z.ZodType,
): schema is z.ZodUnion<readonly [z.ZodCustom<unknown, unknown>, z.ZodType]> {
  return schema instanceof z.ZodUnion && schema.options[0] instanceof z.ZodCustom;
}

/**
 * Writes the JSON Schema by which editors complete and check a file. Values that are known later have no place in a file.
 * @param schema - What the file holds.
 * @returns The JSON Schema, draft 7.
 */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    target: "draft-7",
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      const known = zodSchema as unknown as z.ZodType;
      const own = jsonOfLeaf.get(unwrapped(known)) ?? (isLate(known) ? jsonSchema.anyOf?.[1] : {});
      if (own !== undefined) {
        delete jsonSchema.anyOf;
        Object.assign(jsonSchema, own);
      }
    },
  });
}

/**
 * What is said of a value that may not be known later.
 * @param plain - What to give in its place.
 * @returns The problem, without its place.
 */
export function lateProblem(plain: string): Problem {
  return { path: "", rule: "be known at preview", got: "an Output", wayOut: `Give ${plain}` };
}

/** An Output answers for every field with another Output, so that zod must not look into one. */
function guarded(schema: z.ZodType): z.ZodType {
  return z.preprocess((given) => (isKnownLater(given) ? null : given), schema);
}

function kindOfFields(shape: Fields): (issue: { readonly code?: string }) => string | undefined {
  const names = Object.keys(shape);
  const shown = names.length > 4 ? `${names.slice(0, 4).join(", ")} and so on` : names.join(", ");
  return ({ code }) => (code === "invalid_type" ? `be a map with ${shown}` : undefined);
}

function isOneValue(value: unknown): boolean {
  return ["string", "number", "boolean", "undefined"].includes(typeof value);
}
