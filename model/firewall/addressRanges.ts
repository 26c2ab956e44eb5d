import ipaddr from "ipaddr.js";
import { addressBits } from "../../facts/addresses";

/** The two families of addresses. */
export type AddressFamily = "ipv4" | "ipv6";

/** Both families, in the order in which they are told. */
export const addressFamilies: readonly AddressFamily[] = ["ipv4", "ipv6"];

/** Addresses from a first to a last one, both included. */
export interface AddressRange {
  /** Family. */
  readonly family: AddressFamily;
  /** First address as a number. */
  readonly first: bigint;
  /** Last address as a number. */
  readonly last: bigint;
  /** The range as it was written. */
  readonly text: string;
}

/**
 * Reads a range of addresses.
 * @param text - A CIDR, or an address alone. Bits behind the prefix are allowed and do not count.
 * @returns The range, or undefined where the text is none.
 */
export function readRange(text: string): AddressRange | undefined {
  const known = ranges.get(text);
  if (known !== undefined) {
    return known;
  }
  const range = parse(text.trim());
  if (range !== undefined && ranges.size < 10_000) {
    ranges.set(text, range);
  }
  return range;
}

const ranges = new Map<string, AddressRange>();

/** The longest CIDR has 49 characters, with room for a zone; an IPv4 address begins with a digit, an IPv6 address has a colon. */
const longestRange = 80;

function parse(text: string): AddressRange | undefined {
  if (text.length > longestRange || !/^\d|:/.test(text)) {
    return undefined;
  }
  const whole = text.includes("/")
    ? text
    : `${text}/${addressBits[text.includes(":") ? "ipv6" : "ipv4"]}`;
  let cidr: ReturnType<typeof ipaddr.parseCIDR>;
  try {
    cidr = ipaddr.parseCIDR(whole);
  } catch {
    return undefined;
  }
  const [address, prefix] = cidr;
  const bytes = address.toByteArray();
  const number = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const free = BigInt(bytes.length * 8 - prefix);
  const first = (number >> free) << free;
  return { family: address.kind(), first, last: first + (1n << free) - 1n, text };
}

/**
 * Joins ranges that touch or overlap.
 * @param list - Ranges of any family, in any order.
 * @returns The same addresses in the fewest ranges, sorted within each family.
 */
export function joinRanges(list: readonly AddressRange[]): AddressRange[] {
  const sorted = [...list].sort(
    (left, right) =>
      Number(left.family > right.family) - Number(left.family < right.family) ||
      Number(left.first > right.first) - Number(left.first < right.first),
  );
  const joined: AddressRange[] = [];
  for (const range of sorted) {
    const before = joined.at(-1);
    if (before?.family !== range.family || range.first > before.last + 1n) {
      joined.push(range);
    } else if (range.last > before.last) {
      joined[joined.length - 1] = { ...before, last: range.last };
    }
  }
  return joined;
}

/**
 * Whether every address of a range is among others.
 * @param range - The range.
 * @param joined - Ranges as `joinRanges` returns them.
 * @returns True where none is missing.
 */
export function isWithin(range: AddressRange, joined: readonly AddressRange[]): boolean {
  for (const { family, first, last } of joined) {
    if (family === range.family && first <= range.first && range.last <= last) {
      return true;
    }
  }
  return false;
}

/**
 * Whether two ranges share an address.
 * @param left - One range.
 * @param right - The other.
 * @returns True where they do.
 */
export function overlap(left: AddressRange, right: AddressRange): boolean {
  return left.family === right.family && left.first <= right.last && right.first <= left.last;
}

/**
 * Finds the first of several ranges that an address lies in.
 * @param address - An IP address.
 * @param ranges - Anything with a CIDR.
 * @param cidrOf - Reads the CIDR.
 * @returns The first one that holds it.
 */
export function rangeOf<T>(
  address: string,
  ranges: readonly T[],
  cidrOf: (range: T) => string,
): T | undefined {
  const own = readRange(address);
  return (
    own &&
    ranges.find((each) => {
      const range = readRange(cidrOf(each));
      return range !== undefined && overlap(own, range);
    })
  );
}
