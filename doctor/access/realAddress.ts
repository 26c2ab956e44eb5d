import { contains, joinRanges, parseCidrs, parseRanges, type AddressRange } from "../../core/cidrs";
import { cloudflare } from "../addresses";

/** Headers in which Cloudflare tells the visitor's address. Source: Cloudflare docs, fundamentals/reference/http-headers. */
const telling = /^(?:cf-connecting-ip|cf-connecting-ipv6|x-forwarded-for|true-client-ip)$/i;

/** Whose address a web server takes a visitor's for. */
export interface RealAddress {
  /** Ranges of Cloudflare's for whose requests the server knows the visitor's address. */
  readonly known: readonly AddressRange[];
  /** Ranges of Cloudflare's whose own addresses it takes for visitors'. */
  readonly unknown: readonly AddressRange[];
}

/**
 * Says for which of Cloudflare's ranges a web server knows its visitors' addresses.
 * @param header - The header that it reads them from; undefined where it reads none.
 * @param trusted - The addresses that it believes.
 */
export function realAddressOf(header: string | undefined, trusted: readonly string[]): RealAddress {
  const believed = telling.test(header ?? "") ? joinRanges(parseRanges(trusted)) : [];
  const isKnown = (range: AddressRange): boolean =>
    believed.some((whole) => whole.family === range.family && contains(whole, range));
  return {
    known: cloudflare.filter(isKnown),
    unknown: cloudflare.filter((range) => !isKnown(range)),
  };
}

/**
 * Names ranges of Cloudflare's.
 * @param ranges - The ranges.
 * @returns `every range of Cloudflare's`, or the ranges.
 */
export function namedRanges(ranges: readonly AddressRange[]): string {
  return ranges.length === cloudflare.length
    ? "every range of Cloudflare's"
    : ranges.map(({ text }) => text).join(", ");
}

/** An address of nobody's, which no rule names: what is refused to it is refused to visitors. Source: RFC 5737. */
export const somebody: readonly AddressRange[] = parseCidrs(["198.51.100.77/32"]);
