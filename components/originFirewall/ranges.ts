import { familyNames } from "../../facts/addresses";
import { cloudflareRanges, type AddressRanges } from "../../facts/cloudflare/ranges";
import { describeValue, type Problem } from "../../core/problem";
import type { FirewallRangesArgs, LiveRangesArgs, OriginFirewallArgs } from "./args";
import {
  addressCount,
  addressFamilies,
  coveredAddresses,
  isPublic,
  outermost,
  overlap,
  parseCidr,
  parseCidrs,
  totalAddresses,
  type AddressFamily,
  type Cidr,
} from "../../core/cidrs";
import { prefixListSize } from "./planner";

/**
 * The least share of the pinned list that a list in its place must cover, in percent: of the pinned ranges, counting those that
 * it covers whole, and of their addresses.
 */
export const leastShare = 90;

/** The most that a list may hold besides the pinned one, in percent of the pinned addresses. */
const mostForeign = 10;

/** The shortest prefix that a range of Cloudflare's may have: one bit shorter than the widest pinned one. */
function shortestPrefix(family: AddressFamily): number {
  return Math.min(...pinnedCidrs(family).map(({ length }) => length)) - 1;
}

/**
 * Joins lists of ranges; nothing is ever lost.
 * @param lists - Lists of valid ranges.
 * @returns Each address that any list has, each range once, in the order of addresses.
 */
export function joinRanges(...lists: readonly AddressRanges[]): AddressRanges {
  const joined = (family: AddressFamily): string[] =>
    outermost(parseCidrs(lists.flatMap((list) => list[family]))).map((cidr) => cidr.text);
  return { ipv4: joined("ipv4"), ipv6: joined("ipv6") };
}

/**
 * The ranges that the arguments declare, without the live ones.
 * @param ranges - The explicit list, if any; a family with an entry that cannot be, or with none, stays pinned.
 * @param ipv6 - Whether IPv6 is wanted.
 */
export function declaredRanges(
  ranges: FirewallRangesArgs | undefined,
  ipv6: boolean,
): AddressRanges {
  const declared = (family: AddressFamily): readonly string[] => {
    const texts = ranges?.[family] ?? [];
    return texts.length > 0 && areSound(texts, family) ? texts : cloudflareRanges[family];
  };
  return joinRanges({ ipv4: declared("ipv4"), ipv6: ipv6 ? declared("ipv6") : [] });
}

/**
 * Adds the live ranges to the declared ones.
 * @param declared - The declared ranges.
 * @param live - The published ranges; empty lists change nothing.
 * @param ipv6 - Whether IPv6 is wanted.
 */
export function withLiveRanges(
  declared: AddressRanges,
  live: LiveRangesArgs,
  ipv6: boolean,
): AddressRanges {
  return joinRanges(declared, { ipv4: live.ipv4Cidrs, ipv6: ipv6 ? live.ipv6Cidrs : [] });
}

/**
 * Checks an explicit list whose entries are checked by the schema: not empty, not shrunken, and little besides Cloudflare's ranges:
 * what Cloudflare adds one day is not pinned yet, so nobody can tell it from other people's networks.
 * @param args - The list and what of it is accepted; a family that is left out stays pinned.
 * @returns Every problem; none for lists with an entry that cannot be.
 */
export function rangesProblems({
  ranges,
  acceptShrunkenRanges = false,
  acceptForeignRanges = false,
}: Pick<OriginFirewallArgs, "ranges" | "acceptShrunkenRanges" | "acceptForeignRanges">): readonly (
  Problem | undefined
)[] {
  return addressFamilies.flatMap((family) => {
    const texts = ranges?.[family];
    const path = `ranges.${family}`;
    if (texts === undefined || !areSound(texts, family)) {
      return [];
    }
    return texts.length === 0
      ? [emptyProblem(path, family)]
      : [
          acceptForeignRanges ? undefined : beyondProblem(path, texts, family),
          acceptShrunkenRanges ? undefined : shrinkProblem(path, texts, family),
        ];
  });
}

function areSound(texts: readonly string[], family: AddressFamily): boolean {
  return texts.every(
    (text) => (rangeProblem("", text, family) ?? foreignProblem("", text, family)) === undefined,
  );
}

/**
 * Checks the published ranges when they are known.
 * @param live - What was answered.
 * @param declared - The declared ranges, to which they will be added.
 * @param ipv6 - Whether IPv6 is wanted.
 * @returns The first problem; undefined where they can be used.
 */
export function liveRangesProblem(
  live: LiveRangesArgs,
  declared: AddressRanges,
  ipv6: boolean,
): Problem | undefined {
  const given = { ipv4: live.ipv4Cidrs, ipv6: live.ipv6Cidrs };
  for (const family of addressFamilies) {
    const path = `liveRanges.${family}Cidrs`;
    if (!Array.isArray(given[family])) {
      return { path, rule: "be a list of ranges", actual: describeValue(given[family]) };
    }
    for (const [index, text] of given[family].entries()) {
      const problem = rangeProblem(`${path}[${index}]`, text, family);
      if (problem !== undefined) {
        return problem;
      }
    }
  }
  const joined = withLiveRanges(declared, live, ipv6);
  const full = addressFamilies.find((family) => joined[family].length > prefixListSize[family]);
  return full === undefined
    ? undefined
    : {
        path: `liveRanges.${full}Cidrs`,
        rule: `fit with the declared ones into a prefix list of ${prefixListSize[full]} entries`,
        actual: `${joined[full].length} ranges`,
        hint: "Leave liveRanges out, and give them as ranges with mode rules",
      };
}

function emptyProblem(path: string, family: AddressFamily): Problem {
  const hint =
    family === "ipv4"
      ? "Leave it out to use the pinned list"
      : "Leave it out to use the pinned list, or say ipv6: false";
  return { path, rule: "not be empty, since that shuts Cloudflare out", actual: "[]", hint };
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

function beyondProblem(
  path: string,
  texts: readonly string[],
  family: AddressFamily,
): Problem | undefined {
  const pinned = pinnedCidrs(family);
  const foreign = outermost(parseCidrs(texts)).filter(
    (one) => !pinned.some((other) => overlap(one, other)),
  );
  const percent = Number((totalAddresses(foreign) * 1000n) / totalAddresses(pinned)) / 10;
  return percent <= mostForeign
    ? undefined
    : {
        path,
        rule: `reach beyond the pinned list by at most ${mostForeign} % of its addresses, since it would let others in`,
        actual: `${percent} % with ${foreign.map((one) => one.text).join(", ")}`,
        hint: "Give other sources as additionalSources, or say acceptForeignRanges: true if all of them are Cloudflare's",
      };
}

function shrinkProblem(
  path: string,
  texts: readonly string[],
  family: AddressFamily,
): Problem | undefined {
  const given = parseCidrs(texts);
  const pinned = pinnedCidrs(family);
  const missing = pinned.filter((one) => coveredAddresses(one, given) < addressCount(one));
  const covered = pinned.reduce((sum, one) => sum + coveredAddresses(one, given), 0n);
  const ofRanges = (100 * (pinned.length - missing.length)) / pinned.length;
  const ofAddresses = Number((covered * 1000n) / totalAddresses(pinned)) / 10;
  if (ofRanges >= leastShare && ofAddresses >= leastShare) {
    return undefined;
  }
  return {
    path,
    rule: `cover at least ${leastShare} % of the pinned list`,
    actual: `${pinned.length - missing.length} of ${pinned.length} ranges and ${ofAddresses} % of their addresses, without ${missing.map((one) => one.text).join(", ")}`,
    hint: "Add them, or say acceptShrunkenRanges: true if Cloudflare no longer connects from there",
  };
}

function pinnedCidrs(family: AddressFamily): Cidr[] {
  return parseCidrs(cloudflareRanges[family]);
}
