import { isDeepStrictEqual } from "node:util";

import { unknownValue } from "../../core/known";

/** A property as it crosses the wire, secrets unwrapped; `unknownValue` where a plan does not know it yet. */
export type PropertyValue =
  null | boolean | number | string | typeof unknownValue | PropertyValue[] | Properties;

/** The properties of one resource, by their Pulumi names. */
export interface Properties {
  [name: string]: PropertyValue;
}

/**
 * Tells whether a value is a plain object with properties.
 * @param value - Any property value, or nothing.
 * @returns True for an object, false for a list, a scalar, an unknown and nothing.
 */
export function isObject(value: PropertyValue | undefined): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Tells whether a value is known through and through.
 * @param value - Any property value, or nothing.
 * @returns False where the value, or anything inside it, is unknown.
 */
export function isKnown(value: PropertyValue | undefined): boolean {
  if (Array.isArray(value)) {
    return value.every(isKnown);
  }
  return isObject(value) ? Object.values(value).every(isKnown) : value !== unknownValue;
}

/**
 * Tells whether a property holds nothing: absent or null.
 * @param value - Any property value, or nothing.
 * @returns True for undefined and null.
 */
export function isAbsent(value: PropertyValue | undefined): value is undefined | null {
  return value === undefined || value === null;
}

/**
 * Reads a property as text.
 * @param value - Any property value, or nothing.
 * @returns The text, or "" where it is not text.
 */
export function text(value: PropertyValue | undefined): string {
  return typeof value === "string" ? value : "";
}

/**
 * Reads a property as a number.
 * @param value - Any property value, or nothing.
 * @returns The number, or undefined where it is not one.
 */
export function number(value: PropertyValue | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/**
 * Reads a property as a list.
 * @param value - Any property value, or nothing.
 * @returns The list; empty where it is not one.
 */
export function list(value: PropertyValue | undefined): PropertyValue[] {
  return Array.isArray(value) ? value : [];
}

/**
 * Reads a property as a list of texts.
 * @param value - Any property value, or nothing.
 * @returns The texts of the list; what is not text is left out.
 */
export function texts(value: PropertyValue | undefined): string[] {
  return list(value).filter((item): item is string => typeof item === "string");
}

/**
 * Reads a property as an object.
 * @param value - Any property value, or nothing.
 * @returns The object; empty where it is not one.
 */
export function object(value: PropertyValue | undefined): Properties {
  return isObject(value) ? value : {};
}

/**
 * Compares two property values by what they hold.
 * @param left - One value.
 * @param right - The other.
 * @returns True where both are equal; absent and null are the same.
 */
export function same(left: PropertyValue | undefined, right: PropertyValue | undefined): boolean {
  return isDeepStrictEqual(left ?? null, right ?? null);
}
