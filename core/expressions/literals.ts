import { parseCidr, readRange } from "../cidrs";
import { describeValue } from "../problem";
import { ExpressionFault, type Scanner } from "./scanner";
import { isString, readString } from "./strings";
import type { AddressLiteral, IntegerLiteral, Literal, SetItem } from "./tree";

/** The longest number of 64 bits is 22 octal digits; more of them, all zeros, are no way to write a rule. */
const longestNumber = 64;

const addressCharacters = /[0-9A-Fa-f:./]+/y;

/**
 * Reads a whole number: decimal, hexadecimal (`0x1f`) or octal (`017`), of 64 bits.
 * @param scanner - Where it stands.
 * @returns The number.
 * @throws {ExpressionFault} Where there is none, or it is too great.
 */
export function readInteger(scanner: Scanner): bigint {
  const begin = scanner.at;
  const digits = scanner.take(/-?[0-9A-Fa-fx]+/y);
  const isOctal = /^0[0-7]+$/.test(digits);
  if (!isOctal && !/^(?:0|0x[0-9A-Fa-f]+|[1-9][0-9]*|-[0-9]+)$/.test(digits)) {
    scanner.at = begin;
    throw scanner.fault("have a whole number");
  }
  const value = digits.length > longestNumber ? undefined : valueOf(digits, isOctal);
  if (value === undefined || BigInt.asIntN(64, value) !== value) {
    throw new ExpressionFault(begin, "have a whole number of 64 bits", "a greater one");
  }
  return value;
}

/** The number that digits write. */
function valueOf(digits: string, isOctal: boolean): bigint {
  if (digits.startsWith("-")) {
    return -BigInt(digits.slice(1));
  }
  return BigInt(isOctal ? `0o${digits.slice(1)}` : digits);
}

/**
 * Reads an address.
 * @param scanner - Where it stands.
 * @returns The address, as it is written.
 * @throws {ExpressionFault} Where there is none.
 */
export function readAddress(scanner: Scanner): AddressLiteral {
  const begin = scanner.at;
  const address = scanner.take(addressCharacters);
  if (address.includes("/") || readRange(address) === undefined) {
    scanner.at = begin;
    const isRange = readRange(address) !== undefined;
    const hint = isRange ? `Ranges stand in braces: in {${address}}` : undefined;
    throw scanner.fault("have an IP address, with no quotation marks", hint);
  }
  return { kind: "address", address };
}

/**
 * Whether a value that is written out begins here, and not a name.
 * @param scanner - The place.
 */
export function isLiteral(scanner: Scanner): boolean {
  return isString(scanner) || /^[-0-9]/.test(scanner.next) || isAddress(scanner);
}

/**
 * Reads a value that is written out: a string, an address or a whole number.
 * @param scanner - Where it stands.
 * @returns The value.
 * @throws {ExpressionFault} Where there is none.
 */
export function readLiteral(scanner: Scanner): Literal {
  if (isString(scanner)) {
    return { kind: "text", bytes: readString(scanner) };
  }
  return isAddress(scanner)
    ? readAddress(scanner)
    : { kind: "integer", value: readInteger(scanner) };
}

/** Whether an address begins here: of two ways to read `fe80::1`, a name has no colon. */
function isAddress(scanner: Scanner): boolean {
  const { at } = scanner;
  const characters = scanner.take(addressCharacters);
  scanner.at = at;
  return /^[0-9]+\.|:/.test(characters);
}

/**
 * Reads a set in braces.
 * @param scanner - Where it stands.
 * @param type - The type of what is looked for in it.
 * @returns Its elements.
 * @throws {ExpressionFault} Where it, or an element, is none.
 */
export function readSet(scanner: Scanner, type: string): SetItem[] {
  if (!scanner.takes("{")) {
    throw scanner.fault("have a set in braces, or the name of a list ($name)");
  }
  const items: SetItem[] = [];
  for (scanner.skipSpace(); !scanner.takes("}"); scanner.skipSpace()) {
    if (scanner.next === ",") {
      throw scanner.fault("separate the elements of a set by spaces", "Leave the comma out");
    }
    items.push(setItem(scanner, type));
  }
  return items;
}

/** One element of a set. */
function setItem(scanner: Scanner, type: string): SetItem {
  if (type === "String") {
    return { kind: "text", bytes: readString(scanner) };
  }
  return type === "Integer" ? integerItem(scanner) : addressItem(scanner);
}

/** A whole number, or whole numbers from a first to a last. */
function integerItem(scanner: Scanner): IntegerLiteral | SetItem {
  const begin = scanner.at;
  const first = readInteger(scanner);
  if (!scanner.takes("..")) {
    return { kind: "integer", value: first };
  }
  const last = readInteger(scanner);
  if (last < first) {
    throw new ExpressionFault(begin, "have a range that ends after its begin", `${first}..${last}`);
  }
  return { kind: "integers", first, last };
}

/** An address, a CIDR, or addresses from a first to a last. */
function addressItem(scanner: Scanner): SetItem {
  const begin = scanner.at;
  const range = scanner.take(addressCharacters);
  if (rangeOfItem(range) === undefined) {
    scanner.at = begin;
    const block = parseCidr(range)?.text;
    const hint = block === undefined ? undefined : `Did you mean ${block}?`;
    const rule = "have an address, a CIDR with no bits beyond its prefix, or a range (first..last)";
    const actual = range === "" ? undefined : describeValue(range);
    throw actual === undefined
      ? scanner.fault(rule)
      : new ExpressionFault(begin, rule, actual, hint);
  }
  return { kind: "addresses", range };
}

/**
 * The addresses of an element of a set.
 * @param text - An address, a CIDR, or `first..last`.
 * @returns Their range; undefined where the text is none of them.
 */
export function rangeOfItem(text: string): ReturnType<typeof readRange> {
  const [from = "", to, ...more] = text.split("..");
  const isExact = to !== undefined || !from.includes("/") || parseCidr(from)?.exact === true;
  const first = isExact ? readRange(from) : undefined;
  if (to === undefined) {
    return first;
  }
  const last = readRange(to);
  const isRange =
    more.length === 0 &&
    first?.family === last?.family &&
    first !== undefined &&
    last !== undefined &&
    first.first <= last.first &&
    !text.includes("/");
  return isRange ? { ...first, last: last.last, text } : undefined;
}
