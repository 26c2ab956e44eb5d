import { everywhere as everyAddress } from "../../facts/addresses";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import {
  addressCount,
  addressFamilies,
  contains,
  isWithin,
  joinRanges,
  parseRanges,
  readRange,
  totalAddresses,
} from "../../core/cidrs";
import { allOfCloudflare } from "./admittedRanges";
import type { Exposure } from "./exposure";

/** Who gets through a firewall, in few words. */
export interface Access {
  /** How much of Cloudflare. `all` is every range of a family; the other family may be left out whole, but not half. */
  readonly cloudflare: "all" | "part" | "none" | "unknown";
  /** Who else, one's own network apart. */
  readonly others: "nobody" | "some" | "everybody" | "unknown";
}

/** What was read of a port, whichever it is. */
type ExposureAnywhere = Omit<Exposure, "port">;

/** Every address of each family. */
const everywhere = Object.values(everyAddress)
  .map(readRange)
  .filter((range) => range !== undefined);

/**
 * Says in few words who gets through to one port.
 * @param exposure - What `exposureOf` read.
 * @returns Who gets through.
 */
export function accessOf(exposure: ExposureAnywhere): Access {
  return { cloudflare: cloudflareIn(exposure), others: othersIn(exposure) };
}

function cloudflareIn({ missing, reachable }: ExposureAnywhere): Access["cloudflare"] {
  const shut = new Set(missing);
  const states = addressFamilies.map((family) => {
    const isPart = cloudflareRanges[family].some((range) => !shut.has(range));
    return reachable[family] === "no" && isPart ? "part" : reachable[family];
  });
  if (states.includes("part")) {
    return "part";
  }
  return states.includes("yes") ? "all" : states.includes("unknown") ? "unknown" : "none";
}

function othersIn({ closed, wider }: ExposureAnywhere): Access["others"] {
  if (closed !== "no") {
    return closed === "yes" ? "nobody" : "unknown";
  }
  const joined = joinRanges(parseRanges(wider));
  return everywhere.some((all) => isWithin(all, joined)) ? "everybody" : "some";
}

/** Who is let in where it should not be, or not where it should be: the worst first. */
const worst: readonly ((access: Access) => boolean)[] = [
  ({ cloudflare }) => cloudflare === "none",
  ({ cloudflare }) => cloudflare === "part",
  ({ others }) => others === "everybody",
  ({ others }) => others === "some",
  ({ cloudflare }) => cloudflare === "unknown",
  ({ others }) => others === "unknown",
];

/** Who gets through where it matters most. */
export interface WorstAccess {
  /** Who gets through there. */
  readonly access: Access;
  /** The port; undefined where it is the same at all ports. */
  readonly port: number | undefined;
}

/**
 * Finds the port at which a firewall is furthest from letting in Cloudflare and nobody else.
 * @param exposures - What `exposuresOf` read, at the ports that count.
 * @returns Who gets through there; unknown without a port.
 */
export function worstAccess(exposures: readonly Exposure[]): WorstAccess {
  // Ports that are read alike share their lists.
  const known = new Map<readonly string[], Access>();
  const read = exposures.map(({ port, ...exposure }) => {
    const access = known.get(exposure.wider) ?? accessOf(exposure);
    known.set(exposure.wider, access);
    return { access, port };
  });
  const found = worst.map((is) => read.find(({ access }) => is(access))).find(Boolean) ?? read[0];
  if (found === undefined) {
    return { access: { cloudflare: "unknown", others: "unknown" }, port: undefined };
  }
  const { cloudflare, others } = found.access;
  const alike = read.every(
    ({ access }) => access.cloudflare === cloudflare && access.others === others,
  );
  return alike ? { ...found, port: undefined } : found;
}

/**
 * Whether a firewall shuts Cloudflare out, if only in part, or lets in others for certain.
 * @param access - What `admissionOf` read.
 * @returns True where visitors or the origin are in danger.
 */
export function isUnsafe(access: Access): boolean {
  return worst.slice(0, 4).some((is) => is(access));
}

/**
 * Lists the ranges wider than Cloudflare's that get through a firewall and did not before, nor as a part of others.
 * @param was - What was read of a port before.
 * @param is - What was read of it after.
 * @returns The ranges.
 */
export function widened(was: ExposureAnywhere, is: ExposureAnywhere): string[] {
  const known = joinRanges(parseRanges(was.wider));
  return parseRanges(is.wider)
    .filter((range) => !isWithin(range, known))
    .map(({ text }) => text);
}

/**
 * Whether a range is mostly Cloudflare's: it holds ranges that Cloudflare publishes, and adds no more addresses than these have.
 * @param cidr - The range.
 */
export function isMostlyCloudflare(cidr: string): boolean {
  const range = readRange(cidr);
  const held = range === undefined ? [] : allOfCloudflare.filter((each) => contains(range, each));
  return range !== undefined && addressCount(range) <= 2n * totalAddresses(held);
}
