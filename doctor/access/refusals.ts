import { parseCidrs, type AddressFamily, type AddressRange } from "../../core/cidrs";
import { getOrCreate } from "../../core/getOrCreate";
import { familyNames } from "../../facts/addresses";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import type { Evidence } from "../evidence";
import type { Witness } from "../witness";
import type { Outcome } from "./packetFilter";

/** Whose packets are followed, and to where. */
export interface FollowedPackets {
  readonly families: readonly AddressFamily[];
  readonly port: number;
}

/**
 * Says what becomes of packets from each of Cloudflare's ranges.
 * @param packets - Which.
 * @param told - The witness.
 * @param outcomesOf - What becomes of packets from one range.
 * @returns A failure for every rule that refuses some; unknown for every one that cannot be followed; a pass where all are let in.
 */
export function refusals(
  { families, port }: FollowedPackets,
  told: Witness,
  outcomesOf: (range: AddressRange) => readonly Outcome[],
): Evidence[] {
  const outcomes = families.flatMap((family) =>
    parseCidrs(cloudflareRanges[family]).flatMap(outcomesOf),
  );
  const refused = grouped(outcomes)
    .map((group) => said(group, port, told))
    .filter((one) => one !== undefined);
  const names = families.map((family) => familyNames[family]).join(" and ");
  return refused.length === 0
    ? [told.pass(`every ${names} range of Cloudflare is let in at port ${port}`)]
    : refused;
}

/**
 * Puts outcomes together that one rule decides in one way.
 * @param outcomes - The outcomes.
 * @returns Groups of at least one, in the order of their first.
 */
export function grouped(outcomes: readonly Outcome[]): Outcome[][] {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    getOrCreate(groups, `${outcome.verdict} ${outcome.rule}`, () => []).push(outcome);
  }
  return [...groups.values()];
}

/**
 * Leaves out what was said before of the same place.
 * @param evidence - The evidence.
 */
export function eachOnce(evidence: readonly Evidence[]): Evidence[] {
  return evidence.filter(
    ({ at, seen }, index) =>
      evidence.findIndex((other) => other.at === at && other.seen === seen) === index,
  );
}

function said(
  group: readonly Outcome[],
  port: number,
  { fail, unknown }: Witness,
): Evidence | undefined {
  const [{ verdict, rule = "" } = { verdict: "accept" }] = group;
  if (verdict === "accept") {
    return undefined;
  }
  const what = `${rangesText(group)} at port ${port}: ${rule}`;
  if (verdict === "unknown") {
    return unknown(`it is not known whether Cloudflare is let in from ${what}`);
  }
  const isBan = /\bf2b-/.test(rule);
  const done = verdict === "reject" ? "refused" : "dropped";
  // Whether the origin is asked over IPv6 at all, the rules do not say.
  const isIpv6Alone = group.every(({ range }) => range.family === "ipv6");
  return fail(
    `Cloudflare is ${done} from ${what}`,
    [isBan ? "cloudflare-banned" : "cloudflare-blocked"],
    isIpv6Alone ? { weight: "setting" } : {},
  );
}

/**
 * Names the ranges of outcomes.
 * @param outcomes - The outcomes, whose ranges are Cloudflare's or parts of them.
 * @returns The ranges, each once; of one that is not whole, that it is a part.
 */
export function rangesText(outcomes: readonly Pick<Outcome, "range">[]): string {
  const isWhole = ({ range }: Pick<Outcome, "range">): boolean =>
    parseCidrs([range.text]).some(
      ({ first, last }) => first === range.first && last === range.last,
    );
  const texts = outcomes.map((one) =>
    isWhole(one) ? one.range.text : `part of ${one.range.text}`,
  );
  return [...new Set(texts)].join(", ");
}
