import type * as zodPackage from "zod";
import type { z } from "zod";
import { mapEntries } from "./entries";
import { describeValue, isKnownLater, type Problem } from "./problem";

/** What a value must be. It is made of zod when the first value is judged: to load zod takes nearly as long as all else of this library. */
export class Schema {
  /** Makes it of zod, anew each time. */
  readonly make: () => z.ZodType;
  #made: z.ZodType | undefined;

  /**
   * Makes nothing yet.
   * @param make - Makes it of zod.
   */
  constructor(make: () => z.ZodType) {
    this.make = make;
  }

  /** The schema as zod has it. */
  get zod(): z.ZodType {
    return (this.#made ??= this.make());
  }

  /** The same, where it may be left out. */
  optional(): OptionalSchema {
    return new OptionalSchema(this);
  }
}

/** What a value must be where it is not left out. */
export class OptionalSchema extends Schema {
  /** The same, where it must be there. */
  readonly required: Schema;

  /**
   * Makes nothing yet.
   * @param required - What it must be.
   */
  constructor(required: Schema) {
    super(() => required.zod.optional());
    this.required = required;
  }
}

/** A schema for every field of an interface, so that none can be forgotten; what may be left out is `optional()`. */
export type SchemaOf<T> = {
  readonly [name in keyof T]-?: undefined extends T[name] ? OptionalSchema : Schema;
};

/** Fields by name, each with its schema. */
export type Fields = Readonly<Record<string, Schema>>;

/** What the keys of a map must be. */
export interface KeyRule {
  /** All of a key. */
  readonly pattern: RegExp;
  /** What must hold, to be read after "must": `be named by at least one character`. */
  readonly rule: string;
}

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
const jsonOfLeaf = new WeakMap<z.ZodType, JsonSchema>();

/** The schemas in whose place a secret may stand by mistake. */
const hiding = new WeakSet<z.ZodType>();

/** Stands for the key `__proto__`, over which zod passes in a map without a look at its entry. */
const protoAlias = "\u0000__proto__";

/**
 * One text, number or switch that is known at preview and must obey a rule.
 * @param json - What editors are told of it.
 * @param rule - Says what is wrong with any value, nothing included.
 * @returns Its schema.
 */
export function ruled(json: JsonSchema, rule: ValueRule): Schema {
  return new Schema(() => {
    const leaf = zod()
      .unknown()
      .check((context) => {
        const { value } = context;
        const problem = isKnownLater(value) ? lateProblem(value, "a plain value") : rule(value);
        if (problem !== undefined) {
          const params: IssueParams = { problem, isOfAnotherKind: !isOneValue(value) };
          context.issues.push({ code: "custom", input: value, path: [], params: { ...params } });
        }
      });
    jsonOfLeaf.set(leaf, json);
    return leaf;
  });
}

/** A text that is known at preview, and nothing else is asked of it. */
export const text = new Schema(() => zod().string({ error: "be a text" }));

/** True or false, known at preview. */
export const toggle = new Schema(() => zod().boolean({ error: "be true or false" }));

/**
 * One text, number or switch that is known at preview and that the component's own checks judge.
 * @param json - What editors are told of it. Defaults to nothing, where its declared type says it all.
 * @returns Its schema.
 */
export function oneValue(json: JsonSchema = {}): Schema {
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
export function listOf(of: Schema): Schema {
  return new Schema(() => zod().array(of.zod, { error: "be a list" }));
}

/**
 * A map with keys of the user's, which are known at preview.
 * @param of - Its entries.
 * @param keys - What its keys must be. Defaults to any text.
 * @returns Its schema.
 */
export function mapOf(of: Schema, keys?: KeyRule): Schema {
  return new Schema(() => {
    const name = zod().string();
    const key = keys === undefined ? name : name.regex(keys.pattern, keys.rule);
    const map = zod().record(key, of.zod, { error: "be a map by keys of your choice" });
    return zod().preprocess((given) => (holdsFields(given) ? withAlias(given) : null), map);
  });
}

/**
 * Fields by name; a name that nobody reads is refused, since what it should have done would not be done, silently.
 * @param shape - Their schemas.
 * @returns Its schema.
 */
export function fieldsOf(shape: Fields): Schema {
  return guarded(() => zod().strictObject(zodShape(shape), { error: kindOfFields(shape) }));
}

/**
 * The same, where names that are not known here are left alone: what a function of a provider answers is given as it is.
 * @param shape - The schemas of the names that are read.
 * @returns Its schema.
 */
export function answerWith(shape: Fields): Schema {
  return guarded(() => zod().looseObject(zodShape(shape), { error: kindOfFields(shape) }));
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
  return new Schema(() => {
    const made = schema.make();
    hiding.add(unwrapped(made));
    return made;
  });
}

/**
 * Whether what is found in the place of a schema must not be shown.
 * @param schema - The schema without its wrappers.
 */
export function isHidden(schema: z.ZodType): boolean {
  return hiding.has(schema);
}

/**
 * The same, where it may be known later as a whole.
 * @param schema - What it must be when it is known.
 * @returns Its schema.
 */
export function late(schema: Schema): Schema {
  return new Schema(() => zod().union([zod().custom(isKnownLater), schema.zod]));
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
 * The schema behind wrappers: of what must be there, be known and hold fields.
 * @param schema - Any schema.
 * @returns The object, map, list or leaf.
 */
export function unwrapped(schema: z.ZodType): z.ZodType {
  if (isOf(schema, "optional")) {
    return unwrapped(schema.unwrap() as z.ZodType);
  }
  if (isOf(schema, "pipe")) {
    return unwrapped(schema.out as z.ZodType);
  }
  return isLate(schema) ? unwrapped(schema.options[1]) : schema;
}

/** The kinds of schemas that are told apart. */
export interface ZodKinds {
  /** A list. */
  readonly array: z.ZodArray;
  /** Fields by name. */
  readonly object: z.ZodObject;
  /** What may be left out. */
  readonly optional: z.ZodOptional;
  /** What is looked at before zod looks into it. */
  readonly pipe: z.ZodPipe;
  /** A map. */
  readonly record: z.ZodRecord;
  /** What may be known later. */
  readonly union: z.ZodUnion<readonly [z.ZodType, z.ZodType]>;
}

/**
 * Whether a schema is of a kind.
 * @param schema - Any schema, or none.
 * @param kind - The kind.
 */
export function isOf<Kind extends keyof ZodKinds>(
  schema: z.ZodType | undefined,
  kind: Kind,
): schema is ZodKinds[Kind] {
  return schema?.def.type === kind;
}

/**
 * Whether a value may be known later as a whole.
 * @param schema - Its schema.
 */
export function isLate(schema: z.ZodType): schema is ZodKinds["union"] {
  return isOf(schema, "union");
}

/**
 * Writes the JSON Schema by which editors complete and check a file. Values that are known later have no place in a file.
 * @param schema - What the file holds.
 * @returns The JSON Schema, draft 7.
 */
export function jsonSchemaOf(schema: Schema): JsonSchema {
  return zod().toJSONSchema(schema.zod, {
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
 * @param given - The value.
 * @param plain - What to give in its place.
 * @returns The problem, without its place.
 */
export function lateProblem(given: unknown, plain: string): Problem {
  const rule = "be known at preview";
  return { path: "", rule, got: describeValue(given), wayOut: `Give ${plain}` };
}

/** zod itself, loaded by whoever asks first. */
function zod(): typeof z {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the only way to load it late that bundlers follow as well
  return (require("zod") as typeof zodPackage).z;
}

function zodShape(shape: Fields): Record<string, z.ZodType> {
  return mapEntries(shape, (field) => field.zod);
}

/**
 * Where an issue of zod stands.
 * @param path - The path as zod has it.
 * @returns The path with the user's own keys.
 */
export function userPath(path: readonly PropertyKey[]): readonly PropertyKey[] {
  return path.map((part) => (part === protoAlias ? "__proto__" : part));
}

function withAlias(map: object): object {
  const entries = Object.entries(map);
  return Object.fromEntries(
    entries.map(([key, part]) => [key === "__proto__" ? protoAlias : key, part as unknown]),
  );
}

function guarded(make: () => z.ZodType): Schema {
  return new Schema(() => zod().preprocess((given) => (holdsFields(given) ? given : null), make()));
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

function kindOfFields(shape: Fields): (issue: { readonly code?: string }) => string | undefined {
  const names = Object.keys(shape);
  const shown = names.length > 4 ? `${names.slice(0, 4).join(", ")} and so on` : names.join(", ");
  return ({ code }) => (code === "invalid_type" ? `be a map with ${shown}` : undefined);
}

function isOneValue(value: unknown): boolean {
  return ["string", "number", "boolean", "undefined"].includes(typeof value);
}
