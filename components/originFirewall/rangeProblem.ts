import {
  addressCount,
  coveredAddresses,
  isPublic,
  overlap,
  parseCidr,
  parseCidrs,
  type AddressFamily,
  type Cidr,
} from "../../core/cidrs";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import { familyNames } from "../../facts/addresses";
import { describeValue, type Problem } from "../../core/problem";

/** The shortest prefix that a range of Cloudflare's may have: one bit shorter than the widest pinned one. */
function shortestPrefix(family: AddressFamily): number {
  return Math.min(...pinnedCidrs(family).map(({ length }) => length)) - 1;
}

/**
 * Says what makes a value unfit as one of Cloudflare's ranges, whatever is pinned.
 * @param path - Where it stands.
 * @param value - The value.
 * @param family - The family of which it must be.
 */
export function rangeProblem(
  path: string,
  value: unknown,
  family: AddressFamily,
): Problem | undefined {
  const cidr = typeof value === "string" ? parseCidr(value) : undefined;
  const actual = describeValue(value);
  if (cidr?.family !== family) {
    const rule = `be an ${familyNames[family]} range like ${cloudflareRanges[family][0]}`;
    return { path, rule, actual };
  }
  const inexact = inexactProblem(path, value);
  if (inexact !== undefined) {
    return inexact;
  }
  const shortest = shortestPrefix(family);
  if (cidr.length < shortest) {
    const rule = `be no wider than /${shortest}, since Cloudflare has no such range and it would let others in`;
    return { path, rule, actual };
  }
  const hint = "Give internal sources as additionalSources";
  return isPublic(cidr) ? undefined : { path, rule: "be a public range", actual, hint };
}

/**
 * Refuses address bits beyond a prefix, which are no part of the range.
 * @param path - Where the range stands.
 * @param value - The range; what is none is for others to refuse.
 */
export function inexactProblem(path: string, value: unknown): Problem | undefined {
  const cidr = typeof value === "string" ? parseCidr(value) : undefined;
  const rule = "have no address bits beyond its prefix";
  return cidr === undefined || cidr.exact
    ? undefined
    : { path, rule, actual: describeValue(value), hint: `Write ${cidr.text}` };
}

/**
 * Refuses a range that holds a pinned one and reaches beyond what is pinned: it lets strangers in.
 * @param path - Where it stands.
 * @param value - The range.
 * @param family - Its family.
 */
export function foreignProblem(
  path: string,
  value: unknown,
  family: AddressFamily,
): Problem | undefined {
  const cidr = typeof value === "string" ? parseCidr(value) : undefined;
  const pinned = pinnedCidrs(family);
  const held = pinned.filter((one) => cidr !== undefined && overlap(one, cidr));
  return cidr === undefined ||
    held.length === 0 ||
    coveredAddresses(cidr, pinned) === addressCount(cidr)
    ? undefined
    : {
        path,
        rule: "not reach beyond Cloudflare's ranges, since it would let others in",
        actual: describeValue(value),
        hint: `Write ${held.map((one) => one.text).join(" and ")} instead`,
      };
}

/**
 * The pinned ranges of Cloudflare.
 * @param family - Of which family.
 */
export function pinnedCidrs(family: AddressFamily): Cidr[] {
  return parseCidrs(cloudflareRanges[family]);
}
