import { addressBits } from "../../facts/addresses";
import { parseCidr, type AddressRange } from "../cidrs";
import { unknownValue } from "../known";
import { lowerBytes, upperBytes, type ByteString } from "./bytes";
import { regexReplace, wildcardReplace } from "./replacing";
import { urlDecode } from "./urlDecoding";
import {
  isAddress,
  isArray,
  isKnown,
  isMap,
  missingValue,
  wholeArray,
  withinLength,
  type Value,
} from "./values";

/** What a function makes of its arguments, all of which are known and there. */
type Implementation = (given: readonly Value[]) => Value;

/** What a function makes of text. */
function ofText(make: (...texts: readonly ByteString[]) => Value): Implementation {
  return (given) =>
    given.every((value) => typeof value === "string") ? make(...given) : unknownValue;
}

/**
 * What the functions do of which it can be told here. Of the others (tokens, hashes with keys, JSON of bodies, random numbers) nothing
 * is known.
 *
 * Source: Cloudflare docs, ruleset-engine/rules-language/functions.
 */
const implementations: ReadonlyMap<string, Implementation> = new Map(
  Object.entries<Implementation>({
    cidr: ([address, ipv4Bits, ipv6Bits]) => network(address, ipv4Bits, ipv6Bits),
    cidr6: ([address, ipv6Bits]) => network(address, BigInt(addressBits.ipv4), ipv6Bits),
    decode_base64: ofText((text = "") => decodeBase64(text)),
    encode_base64: ofText((text = "", flags = "") => encodeBase64(text, flags)),
    ends_with: ofText((text = "", end = "") => text.endsWith(end)),
    has_key: ([map, key]) => hasKey(map, key),
    has_value: ([collection, value]) => hasValue(collection, value),
    join: ([list, separator]) => join(list, separator),
    len: ([value]) => length(value),
    lower: ofText((text = "") => lowerBytes(text)),
    regex_replace: ofText((text = "", pattern = "", by = "") => regexReplace(text, pattern, by)),
    remove_bytes: ofText((text = "", bytes = "") => removeBytes(text, bytes)),
    remove_query_args: ofText((query = "", ...names) => removeArguments(query, names)),
    split: ([text, separator, limit]) => split(text, separator, limit),
    starts_with: ofText((text = "", begin = "") => text.startsWith(begin)),
    substring: ([text, start, end]) => substring(text, start, end),
    to_string: ([value]) => toText(value),
    upper: ofText((text = "") => upperBytes(text)),
    url_decode: ofText((text = "", options = "") => urlDecode(text, options)),
    wildcard_replace: ofText((text = "", pattern = "", by = "", flags = "") =>
      wildcardReplace(text, pattern, by, flags),
    ),
  }),
);

/**
 * What a function returns.
 * @param name - Its name.
 * @param given - What it is given.
 * @returns The value: missing where an argument is, but for `concat`, which takes it for nothing; not known where an argument is not
 * known, what the function does is not, or it makes a longer text than any request has.
 */
export function callFunction(name: string, given: readonly Value[]): Value {
  if (name === "concat") {
    return withinLength(concatenate(given));
  }
  if (given.includes(unknownValue)) {
    return unknownValue;
  }
  return given.includes(missingValue)
    ? missingValue
    : withinLength(implementations.get(name)?.(given) ?? unknownValue);
}

/** Texts one after the other, or arrays. */
function concatenate(given: readonly Value[]): Value {
  const there = given.filter((value) => value !== missingValue);
  if (there.length === 0) {
    return missingValue;
  }
  if (there.every((value) => typeof value === "string")) {
    return there.join("");
  }
  const isWhole = there.every((value) => isArray(value) && value.isWhole);
  return isWhole
    ? wholeArray(there.flatMap((value) => (isArray(value) ? value.items : [])))
    : unknownValue;
}

/** The first address of the block that an address is in. */
function network(address: Value = unknownValue, ipv4Bits?: Value, ipv6Bits?: Value): Value {
  if (!isAddress(address)) {
    return unknownValue;
  }
  const length = address.family === "ipv4" ? ipv4Bits : ipv6Bits;
  const block = parseCidr(typeof length === "bigint" ? `${address.text}/${length}` : undefined);
  return block === undefined ? unknownValue : firstOf(block);
}

/** The first address of a block alone. */
function firstOf({ family, first, text }: AddressRange): AddressRange {
  const [address = text] = text.split("/");
  return { family, first, last: first, text: address };
}

/** Bytes of Base64; not known where the text is not all Base64. */
function decodeBase64(text: ByteString): Value {
  const isBase64 = /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0;
  return isBase64 ? Buffer.from(text, "base64").toString("latin1") : unknownValue;
}

/** Bytes as Base64: `u` for the alphabet of URLs, `p` for a length of whole fours. */
function encodeBase64(bytes: ByteString, flags: ByteString): Value {
  const encoded = Buffer.from(bytes, "latin1").toString(
    flags.includes("u") ? "base64url" : "base64",
  );
  const bare = encoded.replace(/=+$/, "");
  return flags.includes("p") ? bare.padEnd(Math.ceil(bare.length / 4) * 4, "=") : bare;
}

/** Whether a map has a key. */
function hasKey(map: Value = unknownValue, key: Value = unknownValue): Value {
  if (!isMap(map) || typeof key !== "string") {
    return unknownValue;
  }
  return map.entries.has(key) || (map.isWhole ? false : unknownValue);
}

/** Whether a collection has a value; text and numbers are compared, of others it is not known. */
function hasValue(collection: Value = unknownValue, value: Value = unknownValue): Value {
  const isComparable = ["string", "bigint", "boolean"].includes(typeof value);
  const items = isArray(collection)
    ? collection.items
    : isMap(collection)
      ? [...collection.entries.values()]
      : undefined;
  if (items === undefined || !isComparable) {
    return unknownValue;
  }
  const isWhole = (isArray(collection) || isMap(collection)) && collection.isWhole;
  return items.includes(value) || (isWhole && items.every(isKnown) ? false : unknownValue);
}

/** The texts of an array as one. */
function join(list: Value = unknownValue, separator: Value = unknownValue): Value {
  const isWhole = isArray(list) && list.isWhole;
  const isText = isWhole && list.items.every((item) => typeof item === "string");
  return isText && typeof separator === "string" ? list.items.join(separator) : unknownValue;
}

/** Bytes of a text, or elements of an array. */
function length(value: Value = unknownValue): Value {
  if (typeof value === "string") {
    return BigInt(value.length);
  }
  return isArray(value) && value.isWhole ? BigInt(value.items.length) : unknownValue;
}

/** A text without certain bytes. */
function removeBytes(text: ByteString, bytes: ByteString): Value {
  return [...text].filter((byte) => !bytes.includes(byte)).join("");
}

/** A query without certain arguments. */
function removeArguments(query: ByteString, names: readonly ByteString[]): Value {
  const kept = query.split("&").filter((pair) => !names.includes(pair.split("=", 1)[0] ?? ""));
  return kept.join("&");
}

/** The parts of a text, the last of which holds what is more than the limit. */
function split(
  text: Value = unknownValue,
  separator: Value = unknownValue,
  limit: Value = unknownValue,
): Value {
  if (typeof text !== "string" || typeof separator !== "string" || typeof limit !== "bigint") {
    return unknownValue;
  }
  const parts = text.split(separator);
  const most = Number(limit);
  const rest = parts.slice(most - 1).join(separator);
  const isEmpty = separator === "";
  return isEmpty
    ? unknownValue
    : wholeArray(parts.length > most ? [...parts.slice(0, most - 1), rest] : parts);
}

/** A part of a text by its bytes; from its end where an index is negative. Of one beyond the text the documentation says nothing. */
function substring(text: Value = unknownValue, start: Value = unknownValue, end?: Value): Value {
  if (typeof text !== "string") {
    return unknownValue;
  }
  const from = indexWithin(text, start);
  const to = end === undefined ? text.length : indexWithin(text, end);
  return from === undefined || to === undefined ? unknownValue : text.slice(from, to);
}

/** An index that a text has. */
function indexWithin(text: ByteString, index: Value): number | undefined {
  const position = typeof index === "bigint" ? Number(index) : NaN;
  return Math.abs(position) <= text.length ? position : undefined;
}

/** A value as text. Of an address there are several ways to write it in IPv6; here it is the short one. */
function toText(value: Value = unknownValue): Value {
  if (isAddress(value)) {
    return firstOf({
      ...value,
      text: parseCidr(`${value.text}/${addressBits[value.family]}`)?.text ?? value.text,
    }).text;
  }
  return isKnown(value) && typeof value !== "object" ? String(value) : unknownValue;
}
