import { readRange } from "../../core/cidrs";

/** A value of a rule that can be set. */
export interface Limit<Value> {
  /** The value where none is set. */
  readonly default: Value;
  /** What it is, with its unit. */
  readonly description: string;
  /** What a value must be, to be read after "must". */
  readonly must: string;
  /** The same as a JSON Schema, for tools. */
  readonly schema: LimitSchema;
  /**
   * Whether a value can be used.
   * @param value - Anything.
   * @returns True for a value of the limit's type and range.
   */
  accepts(value: unknown): boolean;
}

/** The part of JSON Schema that limits need. */
export interface LimitSchema {
  /** Type of the value. */
  readonly type: "integer" | "string" | "array";
  /** Least value. */
  readonly minimum?: number;
  /** The values there are. */
  readonly enum?: string[];
  /** What the elements are. */
  readonly items?: { readonly type: "string" };
}

/**
 * A limit that is a whole number.
 * @param description - What it is, with its unit.
 * @param minimum - The least.
 */
export function wholeNumber(value: number, description: string, minimum = 0): Limit<number> {
  return {
    default: value,
    description,
    must: `be a whole number of at least ${minimum}`,
    schema: { type: "integer", minimum },
    accepts: (given) => Number.isSafeInteger(given) && (given as number) >= minimum,
  };
}

/**
 * A limit that is one of several words.
 * @param description - What it is.
 */
export function oneWordOf<Word extends string>(
  value: Word,
  description: string,
  words: readonly Word[],
): Limit<Word> {
  return {
    default: value,
    description,
    must: `be one of ${words.join(", ")}`,
    schema: { type: "string", enum: [...words] },
    accepts: (given) => words.includes(given as Word),
  };
}

/**
 * A limit that is a list of addresses and ranges.
 * @param description - What they are.
 * @returns The limit, empty by default.
 */
export function addressList(description: string): Limit<readonly string[]> {
  return {
    default: [],
    description,
    must: "be a list of IP addresses and CIDRs",
    schema: { type: "array", items: { type: "string" } },
    accepts: (given) =>
      Array.isArray(given) &&
      given.every((each) => typeof each === "string" && readRange(each) !== undefined),
  };
}
