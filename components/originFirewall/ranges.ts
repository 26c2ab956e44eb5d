import { cloudflareRanges, type AddressRanges } from "../../facts/cloudflare/ranges";
import { describeValue, type Problem } from "../../core/problem";
import type { FirewallRangesArgs, LiveRangesArgs, OriginFirewallArgs } from "./args";
import {
  addressCount,
  addressFamilies,
  coveredAddresses,
  outermost,
  overlap,
  parseCidrs,
  totalAddresses,
  type AddressFamily,
} from "../../core/cidrs";
import { prefixListSize } from "./planner";
import { foreignProblem, pinnedCidrs, rangeProblem } from "./rangeProblem";

/**
 * The least share of the pinned list that a list in its place must cover, in percent: of the pinned ranges, counting those that
 * it covers whole, and of their addresses.
 */
export const leastShare = 90;

/** The most that a list may hold besides the pinned one, in percent of the pinned addresses. */
const mostForeign = 10;

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
