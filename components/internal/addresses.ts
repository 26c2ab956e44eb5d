import { isIPv4 } from "node:net";
import ipaddr from "ipaddr.js";
import { contains, parseCidrs, readRange } from "../../core/cidrs";
import { placeholderRangeOf, reservedRangeOf } from "../../core/reservedAddresses";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import { describeValue, type Problem } from "../../core/problem";

/** Who connects to an address, which decides what it may be. */
export type AddressUse =
  /** Cloudflare, over the Internet, since it is the origin of a load balancer. */
  | "origin"
  /** Cloudflare, over the Internet, since its record is proxied; or nobody, where it is a placeholder. */
  | "proxied"
  /** Cloudflare, through a private network. */
  | "privatelyRouted"
  /** Visitors alone, since its record is DNS-only: Cloudflare never does. */
  | "dnsOnly";

const cloudflare = parseCidrs([...cloudflareRanges.ipv4, ...cloudflareRanges.ipv6]);

/**
 * Whether a text is an IPv4 address in four decimal parts.
 * @param text - The text.
 * @returns True for `203.0.113.9`; false for `0x7f.1`, `10.1` and names.
 */
export function isIpv4(text: string): boolean {
  return isIPv4(text);
}

/**
 * Whether a text is an IPv6 address, without brackets and zone.
 * @param text - The text.
 * @returns True for `2001:db8::1`.
 */
export function isIpv6(text: string): boolean {
  return !text.includes("%") && ipaddr.IPv6.isValid(text);
}

/**
 * Whether a text is an IP address of either family.
 * @param text - The text.
 * @returns True for `203.0.113.9` and `2001:db8::1`; false for names and CIDRs.
 */
export function isIpAddress(text: string): boolean {
  return isIpv4(text) || isIpv6(text);
}

/**
 * Writes an address as the API stores it: RFC 5952 for IPv6.
 * @param address - An IP address; see `isIpAddress`.
 * @returns The one text that all spellings of the address share.
 */
export function canonicalAddress(address: string): string {
  const parsed = ipaddr.parse(address);
  return parsed.kind() === "ipv6" ? (parsed as ipaddr.IPv6).toRFC5952String() : parsed.toString();
}

/**
 * Checks an address: it must not be Cloudflare's own, and not retired, and where Cloudflare is to reach it, it must be public.
 * @param path - Where the address stands.
 * @param address - The address.
 * @param retired - Addresses and CIDRs that were given back and may belong to somebody else now; valid ones, see
 *   `retiredProblems`. Defaults to none.
 * @param use - Who connects to it. Defaults to `origin`, the strictest.
 * @returns The first problem, or undefined.
 */
export function addressProblem(
  path: string,
  address: unknown,
  retired: readonly string[] = [],
  use: AddressUse = "origin",
): Problem | undefined {
  const problem = (rule: string, hint?: string): Problem => ({
    path,
    rule,
    actual: describeValue(address),
    ...(hint === undefined ? {} : { hint }),
  });
  if (typeof address !== "string" || !isIpAddress(address)) {
    return problem("be an IPv4 or IPv6 address");
  }
  const unreachable = unreachableProblem(address, use);
  if (unreachable !== undefined) {
    return problem(unreachable.rule, unreachable.hint);
  }
  const own = cloudflare.find(({ text }) => covers(text, address));
  if (own !== undefined) {
    return problem(
      `be an address of your own, not one of Cloudflare's (${own.text})`,
      "Give the address of the origin itself: Cloudflare refuses to be its own origin (errors 1000 and 1004)",
    );
  }
  const left = retired.find((entry) => covers(entry, address));
  if (left !== undefined) {
    return problem(
      `be an address in use, not a retired one (${left})`,
      "Give the origin's new address; take the old one out of the retired addresses only if it is yours again",
    );
  }
  return undefined;
}

const proxiedWayOut = "Leave out proxied where Cloudflare need not reach it";

const privateWayOut = `${proxiedWayOut}, or set privateRouting where it does so through a private network`;

/** Why Cloudflare cannot reach an address that it has to; undefined where it can. */
function unreachableProblem(
  address: string,
  use: AddressUse,
): Pick<Problem, "rule" | "hint"> | undefined {
  const placeholder = placeholderRangeOf(address);
  if (use === "dnsOnly" || (use === "proxied" && placeholder !== undefined)) {
    return undefined;
  }
  const special = reservedRangeOf(address);
  if (special !== undefined && !(use === "privatelyRouted" && special.isPrivate)) {
    const rule = `be a public address, not one for ${special.purpose} (${special.range}, ${special.source})`;
    return use === "proxied"
      ? { rule, hint: special.isPrivate ? privateWayOut : proxiedWayOut }
      : { rule };
  }
  return placeholder === undefined
    ? undefined
    : {
        rule: `be the address of an origin, not a placeholder at which nothing answers (${placeholder})`,
      };
}

/**
 * Checks a list of retired addresses: each must be an address or a CIDR.
 * @param path - Where the list stands.
 * @param retired - The list.
 * @returns A problem per bad entry.
 */
export function retiredProblems(
  path: string,
  retired: readonly unknown[] | undefined,
): readonly Problem[] {
  return (retired ?? []).flatMap(
    (entry, index) => retiredProblem(`${path}[${index}]`, entry) ?? [],
  );
}

/**
 * Checks a retired address: it must be an address or a CIDR.
 * @param path - Where it stands.
 * @param retired - The address.
 * @returns The problem, or undefined.
 */
export function retiredProblem(path: string, retired: unknown): Problem | undefined {
  return typeof retired === "string" && readRange(retired) !== undefined
    ? undefined
    : {
        path,
        rule: "be an IP address or a CIDR such as 203.0.113.0/24",
        actual: describeValue(retired),
      };
}

/** Whether an address or CIDR covers an address; false for anything that is neither. */
function covers(entry: string, address: string): boolean {
  const [range, own] = [readRange(entry), readRange(address)];
  return range !== undefined && own !== undefined && contains(range, own);
}
