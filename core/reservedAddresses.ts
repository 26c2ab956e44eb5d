import ipaddr from "ipaddr.js";
import { reservedRanges, type ReservedRange } from "../facts/addresses";

const parsedRanges = reservedRanges.map((row) => ({ row, parsed: ipaddr.parseCIDR(row.range) }));

/**
 * Finds the range of an address that nobody on the public Internet can have.
 * @param text - An IP address.
 * @returns The first row of `reservedRanges` that holds it; undefined for public addresses.
 */
export function reservedRangeOf(text: string): ReservedRange | undefined {
  const address = ipaddr.parse(text);
  return parsedRanges.find(
    ({ parsed }) => parsed[0].kind() === address.kind() && address.match(parsed),
  )?.row;
}
