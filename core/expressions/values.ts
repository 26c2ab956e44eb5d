import type { AddressRange } from "../cidrs";
import { unknownValue } from "../known";
import type { ByteString } from "./bytes";

/** What stands where nothing is: a key that a map has not, a position beyond an array's end. It is known to be absent. */
export const missingValue: unique symbol = Symbol("missing value");

/** An array, as far as it is known. */
export interface ArrayValue {
  readonly kind: "array";
  readonly items: readonly Value[];
  /** Whether there are no more than these. */
  readonly isWhole: boolean;
}

/** A map, as far as it is known. */
export interface MapValue {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, Value>;
  /** Whether there are no more than these. */
  readonly isWhole: boolean;
}

/** A value of a field or a function: text is bytes, a whole number is a bigint, an address is a range of one. */
export type KnownValue = boolean | bigint | ByteString | AddressRange | ArrayValue | MapValue;

/** A value, or that there is none, or that it is not known. */
export type Value = KnownValue | typeof missingValue | typeof unknownValue;

/**
 * Whether something is known of a value, and it is there.
 * @param value - A value.
 */
export function isKnown(value: Value): value is KnownValue {
  return value !== missingValue && value !== unknownValue;
}

/**
 * Whether a value is an array.
 * @param value - A value.
 */
export function isArray(value: Value): value is ArrayValue {
  return isKnown(value) && typeof value === "object" && "items" in value;
}

/**
 * Whether a value is a map.
 * @param value - A value.
 */
export function isMap(value: Value): value is MapValue {
  return isKnown(value) && typeof value === "object" && "entries" in value;
}

/**
 * Whether a value is an address.
 * @param value - A value.
 */
export function isAddress(value: Value): value is AddressRange {
  return isKnown(value) && typeof value === "object" && "family" in value;
}

/**
 * Makes an array of which everything is known.
 * @param items - Its elements.
 */
export function wholeArray(items: readonly Value[]): ArrayValue {
  return { kind: "array", items, isWhole: true };
}

/**
 * How many bytes a text that a function makes may have; of a longer one nothing is known. It is more than any URL that Cloudflare takes
 * has, and keeps calls inside each other, of which each doubles its text, from going on for ever.
 *
 * Source of the URL's 16 KB: Cloudflare docs, workers/platform/limits ("Request and response limits").
 */
export const longestMadeText = 16 * 1024;

/**
 * What a function makes, unless it is too long.
 * @param value - What it makes.
 */
export function withinLength(value: Value): Value {
  return typeof value === "string" && value.length > longestMadeText ? unknownValue : value;
}
