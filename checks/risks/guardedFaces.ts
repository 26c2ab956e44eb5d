import { Exposures, type Exposure } from "../../model/firewall/exposure";
import { type Inventory } from "../../model/graph/inventory";
import { compare } from "../../core/order";
import type { OriginFace } from "../../model/firewall/originFaces";
import type { OriginExposure, TrafficModel } from "../../model/traffic/path";
import { afterRevocation } from "./permissions";
import type { RiskContext } from "./risk";

/** Who gets through to a face of the origins on one side of a plan. */
export interface GuardedSide {
  /** What the groups guard. */
  readonly face: OriginFace;
  /** One entry per port at which origins are used on either side, and per usual port, in the order of ports. */
  readonly ports: readonly Exposure[];
  /** The ports at which origins are used on this side, and the usual ones. */
  readonly used: ReadonlySet<number>;
}

/** A face of the origins before and after. Both sides have the same ports. */
export interface GuardedFace {
  /** Stable name of the face, as it is after. */
  readonly key: string;
  /** Before; undefined where it was not there. */
  readonly before: GuardedSide | undefined;
  /** After, once everything is done; undefined where it is gone. */
  readonly after: GuardedSide | undefined;
}

/** The faces of a plan, and the groups that lose rules at the end of it. */
export interface GuardedFaces {
  /** The faces, sorted by key. */
  readonly faces: readonly GuardedFace[];
  /** Keys of groups that took over rules and lose them when the resources that had them are deleted. */
  readonly revoked: ReadonlySet<string>;
}

/**
 * Reads who gets through to the origins before and after.
 * @param context - The plan.
 * @returns Every face of either side.
 */
export function guardedFaces(context: RiskContext): GuardedFaces {
  const { inventory, revoked } = afterRevocation(context);
  const before = sideFaces(context.before, (key) => context.renamed.get(key) ?? key);
  const after = sideFaces(context.after, (key) => key);
  const ports = [...new Set([...before.used, ...after.used])].sort((left, right) => left - right);
  const keys = [...new Set([...before.faces.keys(), ...after.faces.keys()])].sort(compare);
  const faces = keys.map((key) => {
    const [was, is] = [before.faces.get(key), after.faces.get(key)];
    return {
      key,
      before: was && side(context.before.inventory, was, ports, before.used),
      after: is && side(inventory, without(is, revoked), ports, after.used),
    };
  });
  return { faces, revoked };
}

/** The faces of one side, all of which are read at the same ports. */
interface SideFaces {
  readonly faces: ReadonlyMap<string, OriginExposure>;
  readonly used: ReadonlySet<number>;
}

function sideFaces({ firewalls }: TrafficModel, nameOf: (key: string) => string): SideFaces {
  const [first] = firewalls;
  return {
    faces: new Map(firewalls.map((each) => [nameOf(each.face.key), each])),
    used: new Set(first?.together.map(({ port }) => port)),
  };
}

/** What was read of groups does not hold where they lose rules in the end. */
function without(exposure: OriginExposure, revoked: ReadonlySet<string>): OriginExposure {
  return exposure.face.groups.some(({ key }) => revoked.has(key))
    ? { ...exposure, together: [] }
    : exposure;
}

function side(
  inventory: Inventory,
  { face, together }: OriginExposure,
  ports: readonly number[],
  used: ReadonlySet<number>,
): GuardedSide {
  const known = new Map(together.map((each) => [each.port, each]));
  const missing = ports.filter((port) => !known.has(port));
  for (const exposure of exposuresAt(inventory, face, missing)) {
    known.set(exposure.port, exposure);
  }
  return { face, ports: ports.flatMap((port) => known.get(port) ?? []), used };
}

/**
 * Reads who gets through to a face as resources have it.
 * @param inventory - The resources.
 * @param face - The face.
 * @param ports - TCP ports.
 * @returns One entry per port.
 */
export function exposuresAt(
  inventory: Inventory,
  { groups }: OriginFace,
  ports: readonly number[],
): Exposure[] {
  const own = groups.map((group) => inventory.byKey(group.key) ?? group);
  return ports.length === 0 ? [] : new Exposures(inventory).to(own, ports);
}

/** Who gets through one port before and after. */
export type ExposurePair = readonly [was: Exposure, is: Exposure];

/**
 * Pairs who gets through to a face before and after.
 * @param face - The face.
 * @param used - The ports that count.
 * @returns One pair for each port that is not like one before it, in the order of ports; none where the face is new or gone.
 */
export function pairedExposures(
  { before, after }: GuardedFace,
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

/**
 * Whether what gets through to a face is not the same before and after.
 * @param face - The face.
 * @returns True also where it is new or gone.
 */
export function isRedrawn(face: GuardedFace): boolean {
  const { before, after } = face;
  return (
    before === undefined ||
    after === undefined ||
    pairedExposures(face, after.used).some(([was, is]) => !isAlike(was, is))
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
 * Whether a face is an origin's: it lets in some of Cloudflare on either side.
 * @param face - The face.
 * @returns True at one port at which it does.
 */
export function guardsOrigin({ before, after }: GuardedFace): boolean {
  return [before, after].some((side) =>
    side?.ports.some(({ port, admitsCloudflare }) => admitsCloudflare && side.used.has(port)),
  );
}
