import { onOff } from "../../facts/cloudflare/zoneSettings";
import { unknownValue, type Known } from "../../core/known";
import type { Certainty } from "../../core/certainty";
import { ModelReference, secretValue, type ModelObject, type ModelValue } from "./resources";

/**
 * Whether a value is set but its content cannot be read: unknown, a reference or a secret.
 * @param value - A property's value.
 * @returns True where something is there that the model cannot read.
 */
export function isUnread(
  value: ModelValue | undefined,
): value is typeof unknownValue | typeof secretValue | ModelReference {
  return typeof value === "object"
    ? value instanceof ModelReference
    : value === unknownValue || value === secretValue;
}

/**
 * Reads a text.
 * @param value - A property's value.
 * @returns The text (a number as text), `unknownValue`, or undefined where nothing is set or it is no text.
 */
export function readText(value: ModelValue | undefined): Known<string> | undefined {
  if (isUnread(value)) {
    return unknownValue;
  }
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/**
 * Reads a number.
 * @param value - A property's value.
 * @returns The number, `unknownValue`, or undefined where nothing is set or it is no number.
 */
export function readNumber(value: ModelValue | undefined): Known<number> | undefined {
  if (isUnread(value)) {
    return unknownValue;
  }
  const read = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof read === "number" && Number.isFinite(read) ? read : undefined;
}

/**
 * Reads a switch.
 * @param value - A property's value.
 * @param otherwise - What holds where it is not set.
 * @returns `yes`, `no`, or `unknown` where the plan does not know yet.
 */
export function readFlag(value: ModelValue | undefined, otherwise: Certainty): Certainty {
  if (isUnread(value)) {
    return "unknown";
  }
  if (value === undefined || value === null) {
    return otherwise;
  }
  return value === true || value === "true" || value === onOff.on ? "yes" : "no";
}

/**
 * Reads a list.
 * @param value - A property's value.
 * @returns The elements, empty where nothing is set, or `unknownValue`.
 */
export function readList(value: ModelValue | undefined): Known<readonly ModelValue[]> {
  if (isUnread(value)) {
    return unknownValue;
  }
  return isList(value) ? value : [];
}

/**
 * Reads an object.
 * @param value - A property's value.
 * @returns The object, empty where nothing is set, or `unknownValue`.
 */
export function readObject(value: ModelValue | undefined): Known<ModelObject> {
  if (isUnread(value)) {
    return unknownValue;
  }
  return isObject(value) ? value : {};
}

/**
 * Reads a list of texts.
 * @param value - A property's value.
 * @returns Each element's text or `unknownValue`; `unknownValue` where the list itself is unknown.
 */
export function readTexts(value: ModelValue | undefined): Known<readonly Known<string>[]> {
  const list = readList(value);
  return list === unknownValue
    ? unknownValue
    : list.map((each) => readText(each)).filter((each) => each !== undefined);
}

/**
 * A list as far as it is known.
 * @param list - A list that was read.
 * @returns The list, or undefined where the plan does not know it yet.
 */
export function knownList<T>(list: Known<readonly T[]>): readonly T[] | undefined {
  return list === unknownValue ? undefined : list;
}

/**
 * Lists the objects of a list.
 * @param value - A property's value.
 * @returns The objects; none where the list is not known, or not set.
 */
export function knownObjects(value: ModelValue | undefined): readonly ModelObject[] {
  return (knownList(readList(value)) ?? []).filter(isObject);
}

/**
 * Whether a value is a list.
 * @param value - A property's value.
 * @returns True for a list.
 */
export function isList(value: ModelValue | undefined): value is readonly ModelValue[] {
  return Array.isArray(value);
}

/**
 * Whether a value is an object with properties.
 * @param value - A property's value.
 * @returns True for an object that is neither a list nor a reference.
 */
export function isObject(value: ModelValue | undefined): value is ModelObject {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof ModelReference)
  );
}
