import { placeholderRanges, reservedRanges, type ReservedRange } from "../facts/addresses";
import { contains } from "./cidrs";
import { RangeTable } from "./rangeTable";

const reserved = new RangeTable(reservedRanges, ({ range }) => range);
const placeholders = new RangeTable(placeholderRanges, (range) => range);

/**
 * Finds the range of an address that nobody on the public Internet can have.
 * @param text - An IP address; a hostname is in no range.
 * @returns The first row of `reservedRanges` that holds it; undefined for public addresses.
 */
export function reservedRangeOf(text: string): ReservedRange | undefined {
  return reserved.find(text, contains);
}

/**
 * Finds the range of an address that stands for "no origin": something of Cloudflare answers before one is asked.
 * @param text - An IP address; a hostname is in no range.
 * @returns The range of `placeholderRanges` that holds it; undefined for all others.
 */
export function placeholderRangeOf(text: string): string | undefined {
  return placeholders.find(text, contains);
}

/**
 * Whether an address stands for "no origin".
 * @param text - An IP address; a hostname is none.
 * @returns True for those of `100::/64`, `192.0.2.0` and `192.0.2.1`.
 */
export function isPlaceholder(text: string): boolean {
  return placeholderRangeOf(text) !== undefined;
}
