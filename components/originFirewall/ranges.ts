import { familyNames } from "../../facts/addresses";
import { cloudflareRanges, type AddressRanges } from "../../facts/cloudflare/ranges";
import { describeValue, type Problem } from "../../core/problem";
import type { FirewallRangesArgs, LiveRangesArgs } from "./args";
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
} from "./cidr";
import { prefixListSize } from "./planner";

/**
 * The least share of the pinned list that a list in its place must cover, in percent: of the pinned ranges, counting those that
 * it covers whole, and of their addresses.
 */
export const leastShare = 90;

/** The most that a list may hold besides the pinned one, in percent of the pinned addresses. */
export const mostForeign = 10;

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
 * @param ranges - The explicit list, if any.
 * @param ipv6 - Whether IPv6 is wanted.
 */
export function declaredRanges(
  ranges: FirewallRangesArgs | undefined,
  ipv6: boolean,
): AddressRanges {
  return joinRanges({
    ipv4: ranges?.ipv4 ?? cloudflareRanges.ipv4,
    ipv6: ipv6 ? (ranges?.ipv6 ?? cloudflareRanges.ipv6) : [],
  });
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
 * Checks an explicit list: not empty, well-formed, no wider than Cloudflare's ranges where it holds them, not shrunken, and
 * little besides them: what Cloudflare adds one day is not pinned yet, so nobody can tell it from other people's networks.
 * @param ranges - The list; a family that is left out stays pinned.
 * @param acceptShrunken - Whether a list under `leastShare` is accepted.
 * @param acceptForeign - Whether one that holds more than `mostForeign` besides is accepted.
 */
export function rangesProblems(
  ranges: FirewallRangesArgs,
  acceptShrunken: boolean,
  acceptForeign = false,
): Problem[] {
  return addressFamilies.flatMap((family) => {
    const texts = ranges[family];
    if (texts === undefined) {
      return [];
    }
    const path = `ranges.${family}`;
    if (texts.length === 0) {
      return [emptyProblem(path, family)];
    }
    const entries = texts.flatMap((text, index) =>
      definedOnly(
        rangeProblem(`${path}[${index}]`, text, family) ??
          foreignProblem(`${path}[${index}]`, text, family),
      ),
    );
    return entries.length > 0
      ? entries
      : [
          ...(acceptForeign ? [] : definedOnly(beyondProblem(path, texts, family))),
          ...(acceptShrunken ? [] : definedOnly(shrinkProblem(path, texts, family))),
        ];
  });
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
      return { path, rule: "be a list of ranges", got: describeValue(given[family]) };
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
        got: `${joined[full].length} ranges`,
        wayOut: "Leave liveRanges out, and give them as ranges with mode rules",
      };
}

function emptyProblem(path: string, family: AddressFamily): Problem {
  const wayOut =
    family === "ipv4"
      ? "Leave it out to use the pinned list"
      : "Leave it out to use the pinned list, or say ipv6: false";
  return { path, rule: "not be empty, since that shuts Cloudflare out", got: "[]", wayOut };
}

/** What makes a text unfit as one of Cloudflare's ranges, whatever is pinned. */
function rangeProblem(path: string, text: string, family: AddressFamily): Problem | undefined {
  const cidr = typeof text === "string" ? parseCidr(text) : undefined;
  const got = describeValue(text);
  if (cidr?.family !== family) {
    const rule = `be an ${familyNames[family]} range like ${cloudflareRanges[family][0]}`;
    return { path, rule, got };
  }
  if (!cidr.exact) {
    const rule = "have no address bits beyond its prefix";
    return { path, rule, got, wayOut: `Write ${cidr.text}` };
  }
  const shortest = shortestPrefix(family);
  if (cidr.length < shortest) {
    const rule = `be no wider than /${shortest}, since Cloudflare has no such range and it would let others in`;
    return { path, rule, got };
  }
  if (!isPublic(cidr)) {
    const rule = "be a public range";
    return { path, rule, got, wayOut: "Give internal sources as additionalSources" };
  }
  return undefined;
}

/** A range that holds a pinned one and reaches beyond what is pinned lets strangers in. */
function foreignProblem(path: string, text: string, family: AddressFamily): Problem | undefined {
  const cidr = parseCidr(text);
  const pinned = pinnedCidrs(family);
  if (cidr === undefined || !pinned.some((one) => overlap(one, cidr))) {
    return undefined;
  }
  if (coveredAddresses(cidr, pinned) === addressCount(cidr)) {
    return undefined;
  }
  const held = pinned.filter((one) => overlap(one, cidr)).map((one) => one.text);
  return {
    path,
    rule: "not reach beyond Cloudflare's ranges, since it would let others in",
    got: describeValue(text),
    wayOut: `Write ${held.join(" and ")} instead`,
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
        got: `${percent} % with ${foreign.map((one) => one.text).join(", ")}`,
        wayOut:
          "Give other sources as additionalSources, or say acceptForeignRanges: true if all of them are Cloudflare's",
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
    got: `${pinned.length - missing.length} of ${pinned.length} ranges and ${ofAddresses} % of their addresses, without ${missing.map((one) => one.text).join(", ")}`,
    wayOut:
      "Add them, or say acceptShrunkenRanges: true if Cloudflare no longer connects from there",
  };
}

function pinnedCidrs(family: AddressFamily): Cidr[] {
  return parseCidrs(cloudflareRanges[family]);
}

function definedOnly(problem: Problem | undefined): Problem[] {
  return problem === undefined ? [] : [problem];
}
