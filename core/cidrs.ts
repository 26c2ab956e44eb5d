import ipaddr from "ipaddr.js";
import { addressBits } from "../facts/addresses";

/** An address family, named as `AddressRanges` names its lists. */
export type AddressFamily = "ipv4" | "ipv6";

/** Both families, in the order in which everything here lists them. */
export const addressFamilies: readonly AddressFamily[] = ["ipv4", "ipv6"];

/** Addresses from a first to a last one, both included. */
export interface AddressRange {
  /** Family. */
  readonly family: AddressFamily;
  /** First address as a number. */
  readonly first: bigint;
  /** Last address as a number. */
  readonly last: bigint;
  /** How it is told. */
  readonly text: string;
}

/** A block of addresses. Its `text` is the one way to write it: no host bits, IPv6 short and in lower case. */
export interface Cidr extends AddressRange {
  /** Length of the prefix in bits. */
  readonly length: number;
  /** Whether every bit beyond the prefix was zero as written. */
  readonly exact: boolean;
}

const ipv4Cidr = /^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}\/(0|[1-9]\d?)$/;
const dottedQuad = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/;
/** An IPv4 address at the end of one has no leading zeros either (RFC 3986, section 3.2.2: dec-octet). */
const ipv6Cidr = /^(?!.*(?::0\d+\.|\.0\d))[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\/(0|[1-9]\d{0,2})$/;

/** The longest CIDR has 49 characters. */
const longestCidr = 49;

/** Programs and plans name the same ranges over and over, and each argument's check reads them anew. */
const readCidrs = new Map<string, Cidr>();
const readRanges = new Map<string, AddressRange>();

/** How many of each are kept; beyond that, each is read when it is asked for. */
const mostKept = 10_000;

/**
 * Reads a CIDR.
 * @param text - For example `104.16.0.0/13`.
 * @returns The block; undefined for anything that is no CIDR, also for a bare address.
 */
export function parseCidr(text: unknown): Cidr | undefined {
  const isWritten =
    typeof text === "string" &&
    text.length <= longestCidr &&
    (ipv4Cidr.test(text) || ipv6Cidr.test(text));
  if (!isWritten) {
    return undefined;
  }
  const cidr = readCidrs.get(text) ?? readCidr(text);
  if (cidr !== undefined && readCidrs.size < mostKept) {
    readCidrs.set(text, cidr);
  }
  return cidr;
}

function readCidr(text: string): Cidr | undefined {
  if (!ipaddr.isValidCIDR(text)) {
    return undefined;
  }
  const [address, length] = ipaddr.parseCIDR(text);
  const bytes = address.toByteArray();
  const hostBits = BigInt(bytes.length * 8 - length);
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const first = (value >> hostBits) << hostBits;
  return {
    family: address.kind(),
    first,
    last: first + (1n << hostBits) - 1n,
    length,
    text: `${addressText(first, bytes.length)}/${length}`,
    exact: value === first,
  };
}

/**
 * Reads CIDRs that were checked before.
 * @param texts - CIDRs; text that is none is left out.
 * @returns The blocks, in the order given.
 */
export function parseCidrs(texts: readonly string[]): Cidr[] {
  return texts.map(parseCidr).filter((cidr) => cidr !== undefined);
}

/**
 * Reads a range of addresses.
 * @param text - A CIDR, or an address alone. Bits beyond the prefix are allowed and do not count.
 * @returns The range with its text as written; undefined where the text is none.
 */
export function readRange(text: string): AddressRange | undefined {
  const known = readRanges.get(text);
  if (known !== undefined) {
    return known;
  }
  const bits = addressBits[text.includes(":") ? "ipv6" : "ipv4"];
  const range =
    ipv4Address(text) ?? rangeOf(parseCidr(text.includes("/") ? text : `${text}/${bits}`), text);
  if (range !== undefined && readRanges.size < mostKept) {
    readRanges.set(text, range);
  }
  return range;
}

/**
 * Reads ranges of addresses.
 * @param texts - CIDRs and addresses; text that is neither is left out.
 * @returns The ranges, in the order given.
 */
export function parseRanges(texts: readonly string[]): AddressRange[] {
  return texts.map(readRange).filter((range) => range !== undefined);
}

/** Reads an address of IPv4 alone, of which plans hold most, without a library. */
function ipv4Address(text: string): AddressRange | undefined {
  const parts = dottedQuad.exec(text)?.slice(1).map(Number) ?? [];
  if (parts.length === 0 || parts.some((part) => part > 255)) {
    return undefined;
  }
  const value = BigInt(parts.reduce((sum, part) => sum * 256 + part, 0));
  return { family: "ipv4", first: value, last: value, text };
}

function rangeOf(cidr: Cidr | undefined, text: string): AddressRange | undefined {
  return cidr && { family: cidr.family, first: cidr.first, last: cidr.last, text };
}

/**
 * Whether two ranges have an address in common.
 * @param one - A range.
 * @param other - A range.
 */
export function overlap(one: AddressRange, other: AddressRange): boolean {
  return one.family === other.family && one.first <= other.last && other.first <= one.last;
}

/**
 * Whether every address of `inner` is in `outer`.
 * @param outer - The holding range.
 * @param inner - The held range.
 */
export function contains(outer: AddressRange, inner: AddressRange): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/**
 * Joins ranges that touch or overlap.
 * @param ranges - Ranges of any family, in any order.
 * @returns The same addresses in the fewest ranges, in the order of addresses.
 */
export function joinRanges(ranges: readonly AddressRange[]): AddressRange[] {
  const joined: AddressRange[] = [];
  for (const range of [...ranges].sort(byAddress)) {
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
 */
export function isWithin(range: AddressRange, joined: readonly AddressRange[]): boolean {
  return joined.some((one) => contains(one, range));
}

/**
 * How many addresses a range has.
 * @param range - The range.
 */
export function addressCount({ first, last }: AddressRange): bigint {
  return last - first + 1n;
}

/**
 * How many addresses ranges have together.
 * @param ranges - Ranges that do not overlap.
 */
export function totalAddresses(ranges: readonly AddressRange[]): bigint {
  return ranges.reduce((sum, range) => sum + addressCount(range), 0n);
}

/**
 * Whether a block begins with an address of the public Internet.
 * @param cidr - The block.
 */
export function isPublic(cidr: Cidr): boolean {
  const [address] = ipaddr.parseCIDR(cidr.text);
  return address.range() === "unicast";
}

/**
 * How many addresses of a block are in at least one of others.
 * @param target - The block to be covered.
 * @param by - The blocks that may cover it; they may overlap.
 */
export function coveredAddresses(target: Cidr, by: readonly Cidr[]): bigint {
  const inside = by.filter((cidr) => overlap(cidr, target));
  return inside.some((cidr) => contains(cidr, target))
    ? addressCount(target)
    : totalAddresses(outermost(inside));
}

/**
 * Joins blocks: each address that any of them has, in as few of the given blocks as possible.
 * @param cidrs - Blocks of any family.
 * @returns Those that no other one holds, in the order of addresses.
 */
export function outermost(cidrs: readonly Cidr[]): Cidr[] {
  const outer: Cidr[] = [];
  for (const cidr of [...cidrs].sort(byAddress)) {
    const last = outer.at(-1);
    if (last === undefined || !contains(last, cidr)) {
      outer.push(cidr);
    }
  }
  return outer;
}

/** Orders ranges: IPv4 before IPv6, then by first address, the wider one first. */
export function byAddress(one: AddressRange, other: AddressRange): number {
  if (one.family !== other.family) {
    return one.family === "ipv4" ? -1 : 1;
  }
  if (one.first !== other.first) {
    return one.first < other.first ? -1 : 1;
  }
  return Number(one.last < other.last) - Number(one.last > other.last);
}

function addressText(value: bigint, byteCount: number): string {
  const bytes = Array.from({ length: byteCount }, (_, index) =>
    Number((value >> BigInt(8 * (byteCount - 1 - index))) & 255n),
  );
  return ipaddr.fromByteArray(bytes).toString();
}
