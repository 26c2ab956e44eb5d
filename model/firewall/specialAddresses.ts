import { placeholderRanges, reservedRanges, type ReservedRange } from "../../facts/addresses";
import { overlap, readRange, type AddressRange } from "./addressRanges";

const reserved = reservedRanges.map((row) => ({ row, range: readRange(row.range) }));
const placeholders = placeholderRanges.map(readRange);

/**
 * Finds the range of an address at which no origin on the public Internet can answer.
 * @param address - An address; a hostname is in no range.
 * @returns The narrowest range that holds it, or undefined.
 */
export function reservedRangeOf(address: string): ReservedRange | undefined {
  const own = readRange(address);
  return own && reserved.find(({ range }) => holds(range, own))?.row;
}

/**
 * Whether an address stands for "no origin": something of Cloudflare answers before one is asked.
 * @param address - An address; a hostname is none.
 * @returns True for those of `100::/64`, `192.0.2.0` and `192.0.2.1`.
 */
export function isPlaceholder(address: string): boolean {
  const own = readRange(address);
  return own !== undefined && placeholders.some((range) => holds(range, own));
}

function holds(range: AddressRange | undefined, own: AddressRange): boolean {
  return range !== undefined && overlap(range, own);
}
