import ipaddr from "ipaddr.js";

/** An address family, named as `AddressRanges` names its lists. */
export type AddressFamily = "ipv4" | "ipv6";

/** Both families, in the order in which everything here lists them. */
export const addressFamilies: readonly AddressFamily[] = ["ipv4", "ipv6"];

/** A block of addresses. */
export interface Cidr {
  /** Its family. */
  readonly family: AddressFamily;
  /** Its first address as a number. */
  readonly first: bigint;
  /** Its last address as a number. */
  readonly last: bigint;
  /** Length of the prefix in bits. */
  readonly length: number;
  /** The one way to write it: no host bits, IPv6 short and in lower case. */
  readonly text: string;
  /** Whether every bit beyond the prefix was zero as written. */
  readonly exact: boolean;
}

const ipv4Cidr = /^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}\/(0|[1-9]\d?)$/;
const ipv6Cidr = /^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\/(0|[1-9]\d{0,2})$/;

/**
 * Reads a CIDR.
 * @param text - For example `104.16.0.0/13`.
 * @returns The block; undefined when the text is no CIDR, also when it is a bare address.
 */
export function parseCidr(text: string): Cidr | undefined {
  if (!(ipv4Cidr.test(text) || ipv6Cidr.test(text)) || !ipaddr.isValidCIDR(text)) {
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
 * Whether two blocks have an address in common; one then holds the other.
 * @param one - A block.
 * @param other - A block.
 */
export function overlap(one: Cidr, other: Cidr): boolean {
  return one.family === other.family && one.first <= other.last && other.first <= one.last;
}

/**
 * Whether every address of `inner` is in `outer`.
 * @param outer - The holding block.
 * @param inner - The held block.
 */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return overlap(outer, inner) && outer.length <= inner.length;
}

/**
 * How many addresses a block has.
 * @param cidr - The block.
 */
export function addressCount(cidr: Cidr): bigint {
  return cidr.last - cidr.first + 1n;
}

/**
 * How many addresses blocks have together.
 * @param cidrs - Blocks that do not overlap.
 */
export function totalAddresses(cidrs: readonly Cidr[]): bigint {
  return cidrs.reduce((sum, cidr) => sum + addressCount(cidr), 0n);
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
  if (inside.some((cidr) => contains(cidr, target))) {
    return addressCount(target);
  }
  return totalAddresses(outermost(inside));
}

/**
 * Joins blocks: each address that any of them has, in as few of the given blocks as possible.
 * @param cidrs - Blocks of one family.
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

/**
 * Orders blocks: IPv4 before IPv6, then by first address, the wider one first.
 * @param one - A block.
 * @param other - A block.
 */
export function byAddress(one: Cidr, other: Cidr): number {
  if (one.family !== other.family) {
    return one.family === "ipv4" ? -1 : 1;
  }
  if (one.first !== other.first) {
    return one.first < other.first ? -1 : 1;
  }
  return one.length - other.length;
}

function addressText(value: bigint, byteCount: number): string {
  const bytes = Array.from({ length: byteCount }, (_, index) =>
    Number((value >> BigInt(8 * (byteCount - 1 - index))) & 255n),
  );
  return ipaddr.fromByteArray(bytes).toString();
}
