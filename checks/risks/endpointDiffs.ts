import { addressFamilies } from "../../core/cidrs";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import { Exposures, type Exposure } from "../../model/firewall/exposure";
import { Inventory } from "../../model/graph/inventory";
import { compare } from "../../core/order";
import type { ProtectedEndpoint } from "../../model/firewall/protectedEndpoints";
import type { OriginExposure, TrafficModel } from "../../model/traffic/path";
import { withResources } from "./lateRisks";
import { revokedGroups } from "./permissions";
import type { RiskContext } from "./risk";

/** Who gets through to an endpoint of the origins on one side of a plan. */
export interface EndpointSide {
  /** What the groups guard. */
  readonly endpoint: ProtectedEndpoint;
  /** One entry per port at which origins are used on either side, and per usual port, in the order of ports. */
  readonly ports: readonly Exposure[];
  /** The ports at which origins are used on this side, and the usual ones. */
  readonly used: ReadonlySet<number>;
}

/** An endpoint of the origins before and after. Both sides have the same ports. */
export interface EndpointDiff {
  /** Stable name of the endpoint, as it is after. */
  readonly key: string;
  /** Before; undefined where it was not there. */
  readonly before: EndpointSide | undefined;
  /** After, once everything is done; undefined where it is gone. */
  readonly after: EndpointSide | undefined;
}

/** The endpoints of a plan, and the groups that lose rules at the end of it. */
export interface EndpointDiffs {
  /** The endpoints, sorted by key. */
  readonly endpoints: readonly EndpointDiff[];
  /** Keys of groups that took over rules and lose them when the resources that had them are deleted. */
  readonly revoked: ReadonlySet<string>;
}

/**
 * Reads who gets through to the origins before and after.
 * @returns Every endpoint of either side.
 */
export function endpointDiffs(context: RiskContext): EndpointDiffs {
  const losers = revokedGroups(context);
  const revoked = new Set(losers.map(({ key }) => key));
  const inventory =
    losers.length === 0 ? context.after.inventory : new Inventory(withResources(context, losers));
  const before = sideFaces(context.before, (key) => context.renamed.get(key) ?? key);
  const after = sideFaces(context.after, (key) => key);
  const ports = [...new Set([...before.used, ...after.used])].sort((left, right) => left - right);
  const keys = [...new Set([...before.endpoints.keys(), ...after.endpoints.keys()])].sort(compare);
  const endpoints = keys.map((key) => {
    const [was, is] = [before.endpoints.get(key), after.endpoints.get(key)];
    return {
      key,
      before: was && side(context.before.inventory, was, ports, before.used),
      after: is && side(inventory, without(is, revoked), ports, after.used),
    };
  });
  return { endpoints, revoked };
}

/** The endpoints of one side, all of which are read at the same ports. */
interface SideFaces {
  readonly endpoints: ReadonlyMap<string, OriginExposure>;
  readonly used: ReadonlySet<number>;
}

function sideFaces({ firewalls }: TrafficModel, nameOf: (key: string) => string): SideFaces {
  const [first] = firewalls;
  return {
    endpoints: new Map(firewalls.map((each) => [nameOf(each.endpoint.key), each])),
    used: new Set(first?.together.map(({ port }) => port)),
  };
}

/** What was read of groups does not hold where they lose rules in the end. */
function without(exposure: OriginExposure, revoked: ReadonlySet<string>): OriginExposure {
  return exposure.endpoint.groups.some(({ key }) => revoked.has(key))
    ? { ...exposure, together: [] }
    : exposure;
}

function side(
  inventory: Inventory,
  { endpoint, together }: OriginExposure,
  ports: readonly number[],
  used: ReadonlySet<number>,
): EndpointSide {
  const known = new Map(together.map((each) => [each.port, each]));
  const missing = ports.filter((port) => !known.has(port));
  for (const exposure of exposuresAt(inventory, endpoint, missing)) {
    known.set(exposure.port, exposure);
  }
  return { endpoint, ports: ports.flatMap((port) => known.get(port) ?? []), used };
}

/**
 * Reads who gets through to an endpoint as resources have it.
 * @param ports - TCP ports.
 * @returns One entry per port.
 */
export function exposuresAt(
  inventory: Inventory,
  { groups }: ProtectedEndpoint,
  ports: readonly number[],
): Exposure[] {
  const own = groups.map((group) => inventory.byKey(group.key) ?? group);
  return ports.length === 0 ? [] : new Exposures(inventory).to(own, ports);
}

/** Who gets through one port before and after. */
export type ExposurePair = readonly [was: Exposure, is: Exposure];

/**
 * Pairs who gets through to an endpoint before and after.
 * @param used - The ports that count.
 * @returns One pair for each port that is not like one before it, in the order of ports; none where the endpoint is new or gone.
 */
export function pairedExposures(
  { before, after }: EndpointDiff,
  used: ReadonlySet<number>,
): ExposurePair[] {
  const seen = new Map<readonly string[], Set<readonly string[]>>();
  return (before?.ports ?? []).flatMap((was, index): ExposurePair[] => {
    const is = after?.ports[index];
    const alike = seen.get(was.wider) ?? new Set();
    seen.set(was.wider, alike);
    if (is === undefined || !used.has(was.port) || alike.has(is.wider)) {
      return [];
    }
    alike.add(is.wider);
    return [[was, is]];
  });
}

/** Cloudflare's ranges that got through one port. */
export interface LostRanges {
  /** Those that do not for certain any more. */
  readonly all: readonly string[];
  /** Those of them that certainly do not: what a plan does not say of a port may let in the others. */
  readonly sure: readonly string[];
}

/**
 * Lists the ranges of Cloudflare that a port comes to let in no more.
 * @param pair - Who gets through before and after.
 * @returns The ranges; none where it let in none of Cloudflare, or leaves out no more of them than before.
 */
export function lostRanges([was, is]: ExposurePair): LostRanges {
  const isLess = was.admitsCloudflare && is.missing.length > was.missing.length;
  const all = isLess ? is.missing.filter((range) => !was.missing.includes(range)) : [];
  const closed = addressFamilies.filter((family) => is.reachable[family] === "no");
  const shut = new Set(closed.flatMap((family) => cloudflareRanges[family]));
  return { all, sure: all.filter((range) => shut.has(range)) };
}

/**
 * Whether what gets through to an endpoint is not the same before and after.
 * @returns True also where it is new or gone.
 */
export function isRedrawn(endpoint: EndpointDiff): boolean {
  const { before, after } = endpoint;
  return (
    before === undefined ||
    after === undefined ||
    pairedExposures(endpoint, after.used).some(([was, is]) => !isAlike(was, is))
  );
}

function isAlike(was: Exposure, is: Exposure): boolean {
  return (
    was.closed === is.closed &&
    was.reachable.ipv4 === is.reachable.ipv4 &&
    was.reachable.ipv6 === is.reachable.ipv6 &&
    was.missing.join() === is.missing.join() &&
    was.wider.join() === is.wider.join()
  );
}

/**
 * Whether an endpoint is an origin's: it lets in some of Cloudflare on either side.
 * @returns True at one port at which it does.
 */
export function guardsOrigin({ before, after }: EndpointDiff): boolean {
  return [before, after].some((side) =>
    side?.ports.some(({ port, admitsCloudflare }) => admitsCloudflare && side.used.has(port)),
  );
}
