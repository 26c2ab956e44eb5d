import { reservedRanges } from "../../facts/addresses";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import {
  isWithin,
  joinRanges,
  parseRanges,
  type AddressFamily,
  type AddressRange,
} from "../../core/cidrs";
import type { Certainty } from "../../core/certainty";

/** Who gets through where certain ranges of addresses are let in. */
export interface RangesExposure {
  /** Whether every Cloudflare range of a family gets through. */
  readonly reachable: Readonly<Record<AddressFamily, Certainty>>;
  /** Whether some of Cloudflare gets through for certain: what tells an origin's group from others. */
  readonly admitsCloudflare: boolean;
  /** Cloudflare's ranges that do not get through for certain, in the order of the published list. */
  readonly missing: readonly string[];
  /**
   * Whether nobody else gets through. Private ranges and other security groups are named sources of one's
   * own network and do not count.
   */
  readonly closed: Certainty;
  /** The ranges that get through and are wider than Cloudflare's, as they are written, sorted. */
  readonly wider: readonly string[];
}

/** What rules let in: for certain, perhaps, and whether there may be sources not known here. */
export interface AdmittedRanges {
  readonly sure: Set<AddressRange>;
  readonly perhaps: Set<AddressRange>;
  unknown: boolean;
  /** Whether there are sources not known here of which none is Cloudflare. */
  others: boolean;
}

/** Cloudflare's ranges of each family. */
export const cloudflareByFamily: Readonly<Record<AddressFamily, readonly AddressRange[]>> = {
  ipv4: parseRanges(cloudflareRanges.ipv4),
  ipv6: parseRanges(cloudflareRanges.ipv6),
};

/** Cloudflare's ranges, in the order of the published list. */
export const allOfCloudflare = [...cloudflareByFamily.ipv4, ...cloudflareByFamily.ipv6];

/** Addresses within one's own network. */
const internal = parseRanges(
  reservedRanges.filter(({ isPrivate }) => isPrivate).map(({ range }) => range),
);

const expected = joinRanges([...allOfCloudflare, ...internal]);

/**
 * Judges who gets through.
 * @param admitted - What is let in.
 * @returns Who gets through.
 */
export function exposureOfRanges({
  sure,
  perhaps,
  unknown,
  others,
}: AdmittedRanges): RangesExposure {
  const certainly = joinRanges([...sure]);
  const possible = perhaps.size === 0 ? certainly : joinRanges([...sure, ...perhaps]);
  const missing = allOfCloudflare.filter((each) => !isWithin(each, certainly));
  const wider = [...sure].filter(isWider);
  return {
    reachable: {
      ipv4: reachable(cloudflareByFamily.ipv4, certainly, possible, unknown),
      ipv6: reachable(cloudflareByFamily.ipv6, certainly, possible, unknown),
    },
    admitsCloudflare: missing.length < allOfCloudflare.length,
    missing: missing.map(({ text }) => text),
    closed:
      wider.length > 0 ? "no" : unknown || others || [...perhaps].some(isWider) ? "unknown" : "yes",
    wider: [...new Set(wider.map(({ text }) => text))].sort(),
  };
}

function isWider(range: AddressRange): boolean {
  return !isWithin(range, expected);
}

function reachable(
  wanted: readonly AddressRange[],
  sure: readonly AddressRange[],
  possible: readonly AddressRange[],
  unknown: boolean,
): Certainty {
  if (wanted.every((each) => isWithin(each, sure))) {
    return "yes";
  }
  return unknown || wanted.every((each) => isWithin(each, possible)) ? "unknown" : "no";
}
