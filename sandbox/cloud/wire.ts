import { ListValue, NullValue, Struct, Value } from "google-protobuf/google/protobuf/struct_pb";

import { setEntry } from "../../core/ownEntry";
import { unknownValue } from "../../core/known";
import type { Properties, PropertyValue } from "./values";

/** What the engine writes in place of a value it does not know yet, one text per kind of value. */
const unknownMarks = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);
const unknownMark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** Properties that came over the wire: plain values, and which of them hold a secret anywhere inside. */
export interface Decoded {
  /** The values, secrets unwrapped, unknown ones as `unknownValue`. */
  readonly properties: Properties;
  /** Names of the top-level properties that hold a secret. */
  readonly secrets: ReadonlySet<string>;
  /** Names of the properties that a check filled in, as bridged providers note them in the inputs. */
  readonly filledIn: readonly string[];
}

/** Where bridged providers note which inputs they filled in. */
export const filledInName = "__defaults";

/**
 * Reads properties as the engine sends them.
 * @param struct - The message; nothing counts as an empty one.
 * @returns Plain values, and the names of the secret ones. Names that the engine keeps to itself are left out.
 */
export function decode(struct: Struct | undefined): Decoded {
  const properties: Properties = {};
  const secrets = new Set<string>();
  for (const [name, value] of struct?.getFieldsMap().entries() ?? []) {
    if (!name.startsWith("__")) {
      setEntry(
        properties,
        name,
        decodeValue(value, () => secrets.add(name)),
      );
    }
  }
  const noted = struct?.getFieldsMap().get(filledInName)?.getListValue()?.getValuesList() ?? [];
  return { properties, secrets, filledIn: noted.map((name) => name.getStringValue()) };
}

function decodeValue(value: Value, onSecret: () => void): PropertyValue {
  switch (value.getKindCase()) {
    case Value.KindCase.BOOL_VALUE:
      return value.getBoolValue();
    case Value.KindCase.NUMBER_VALUE:
      return value.getNumberValue();
    case Value.KindCase.STRING_VALUE:
      return unknownMarks.has(value.getStringValue()) ? unknownValue : value.getStringValue();
    case Value.KindCase.LIST_VALUE:
      return (value.getListValue()?.getValuesList() ?? []).map((item) =>
        decodeValue(item, onSecret),
      );
    case Value.KindCase.STRUCT_VALUE:
      return decodeStruct(value.getStructValue() ?? new Struct(), onSecret);
    case Value.KindCase.NULL_VALUE:
    case Value.KindCase.KIND_NOT_SET:
      return null;
  }
}

function decodeStruct(struct: Struct, onSecret: () => void): PropertyValue {
  const fields = struct.getFieldsMap();
  const signature = fields.get(signatureKey)?.getStringValue();
  if (signature === secretSignature || signature === outputSignature) {
    if (signature === secretSignature || fields.get("secret")?.getBoolValue() === true) {
      onSecret();
    }
    const inner = fields.get("value");
    return inner === undefined ? unknownValue : decodeValue(inner, onSecret);
  }
  const result: Properties = {};
  for (const [name, value] of fields.entries()) {
    setEntry(result, name, decodeValue(value, onSecret));
  }
  return result;
}

/**
 * Writes properties as the engine expects them.
 * @param properties - Plain values; `unknownValue` becomes the engine's mark for it.
 * @param secrets - Names of the top-level properties to wrap as secrets.
 * @returns The message.
 */
export function encode(properties: Properties, secrets: ReadonlySet<string> = new Set()): Struct {
  const struct = new Struct();
  const fields = struct.getFieldsMap();
  for (const [name, value] of Object.entries(properties)) {
    const encoded = encodeValue(value);
    fields.set(name, secrets.has(name) ? wrapSecret(encoded) : encoded);
  }
  return struct;
}

function encodeValue(value: PropertyValue): Value {
  const message = new Value();
  if (value === unknownValue) {
    message.setStringValue(unknownMark);
  } else if (value === null) {
    message.setNullValue(NullValue.NULL_VALUE);
  } else if (typeof value === "boolean") {
    message.setBoolValue(value);
  } else if (typeof value === "number") {
    message.setNumberValue(value);
  } else if (typeof value === "string") {
    message.setStringValue(value);
  } else if (Array.isArray(value)) {
    const items = new ListValue();
    items.setValuesList(value.map(encodeValue));
    message.setListValue(items);
  } else {
    message.setStructValue(encode(value));
  }
  return message;
}

function wrapSecret(value: Value): Value {
  const struct = new Struct();
  const signature = new Value();
  signature.setStringValue(secretSignature);
  struct.getFieldsMap().set(signatureKey, signature);
  struct.getFieldsMap().set("value", value);
  const message = new Value();
  message.setStructValue(struct);
  return message;
}
