import type * as zodPackage from "zod/v3";

/** What zod judges a value by. */
export type ZodSchema = zodPackage.ZodType<unknown, zodPackage.ZodTypeDef, unknown>;

/** A part of a JSON Schema, draft 7, for editors. */
export interface JsonSchema {
  /** What is said of its fields. */
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  /** What is said of its elements. */
  readonly items?: JsonSchema;
  /** What is said of its entries; false where it has none beside its fields. */
  readonly additionalProperties?: JsonSchema | false;
  /** What else is said: its type, its limits. */
  readonly [keyword: string]: unknown;
}

/** What a value is, as far as it says where the values in it stand. */
export interface SchemaParts {
  /** Makes it of zod. */
  readonly make: () => ZodSchema;
  /** What editors are told of it. Values that are known later have no place in a file. */
  readonly json: () => JsonSchema;
  /** What it is made of. */
  readonly kind: "one value" | "list" | "map" | "fields";
  /** The fields that are known, by name; absent where it has none. */
  readonly fields?: Fields;
  /** The entries of a list or map; absent where it has none. */
  readonly entry?: Schema;
  /** Whether it may be known later as a whole. Defaults to false. */
  readonly isLate?: boolean;
  /** Whether a secret may stand in its place by mistake, so that what is found there must not be shown. Defaults to false. */
  readonly isHidden?: boolean;
}

/**
 * What a value must be. It is made of zod when the first value is judged, and of zod's interface 3, which the package of zod 4 brings
 * along: that of zod 4 loads its sixty languages too, and with them takes six times as long, which every run of a program would pay.
 */
export class Schema {
  /** What it is. */
  readonly parts: SchemaParts;
  #zod: ZodSchema | undefined;

  /**
   * Makes nothing of zod yet.
   * @param parts - What it is.
   */
  constructor(parts: SchemaParts) {
    this.parts = parts;
  }

  /** The schema as zod has it. */
  get zod(): ZodSchema {
    return (this.#zod ??= this.parts.make());
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
   * Makes nothing of zod yet.
   * @param required - What it must be.
   */
  constructor(required: Schema) {
    // What is left out costs no schema.
    super({
      ...required.parts,
      make: () =>
        zod()
          .lazy(() => required.zod)
          .optional(),
    });
    this.required = required;
  }
}

/** Fields by name, each with its schema. */
export type Fields = Readonly<Record<string, Schema>>;

/** zod itself, loaded by whoever asks first. */
export function zod(): typeof zodPackage {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the only way to load it late that bundlers follow as well
  return require("zod/v3") as typeof zodPackage;
}
