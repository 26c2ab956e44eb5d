import type { DeclaredOrigin, DeclaredSite } from "../../model/serving/declaredSite";
import type { WayBehaviour } from "../network/way";
import type { OriginBehaviour, Origins } from "../origins/origins";
import type { Fault, FaultStage } from "./faults";
import { struckOrigins, type Struck } from "./struck";

/** A fault of origins: what each of those that it strikes does. */
export interface OriginFault {
  readonly name: string;
  readonly what: string;
  readonly strikes: Struck;
  /** Why it cannot happen to an origin, as a sentence without a full stop. Defaults to that it can. */
  readonly unless?: (origin: DeclaredOrigin) => string | undefined;
  /** Why it cannot happen to a site as it is declared, whichever origin it strikes. Defaults to that it can. */
  readonly unlessSite?: (site: DeclaredSite) => string | undefined;
  /** How the origin behaves. */
  readonly behaviour?: OriginBehaviour | ((site: DeclaredSite) => OriginBehaviour);
  /** How it behaves after that has come about. Defaults to no otherwise. */
  readonly then?: OriginBehaviour;
  /** What the way to it does. */
  readonly way?: WayBehaviour | ((origin: DeclaredOrigin, origins: Origins) => WayBehaviour);
  /** Whether its process ends. */
  readonly isKilled?: boolean;
}

/**
 * Makes a fault out of what origins do. It strikes only those to which it can happen, and mends them.
 * @param fault - What they do.
 */
export function originFault(fault: OriginFault): Fault {
  const { name, what } = fault;
  return {
    ...{ name, what },
    struck: (site) => struckOrigins(site, fault.strikes),
    inapplicable: (site) => {
      const origins = struckOrigins(site, fault.strikes);
      const reasons = origins.map((origin) => fault.unless?.(origin));
      if (origins.length === 0) {
        return noneStruck(fault.strikes);
      }
      return reasons.every((reason) => reason !== undefined)
        ? reasons[0]
        : fault.unlessSite?.(site);
    },
    begin: (stage) => each(stage, fault, (origin) => strike(stage, fault, origin)),
    end: (stage) => each(stage, fault, ({ address, port }) => stage.origins.mend(address, port)),
  };
}

function noneStruck(struck: Struck): string {
  return struck === "half"
    ? "The first pool has one origin, of which there is no half"
    : "No origin takes requests";
}

async function each(
  { site }: FaultStage,
  { strikes, unless }: OriginFault,
  act: (origin: DeclaredOrigin) => Promise<void>,
): Promise<void> {
  const origins = struckOrigins(site, strikes);
  await Promise.all(origins.filter((origin) => unless?.(origin) === undefined).map(act));
}

async function strike(
  { site, origins }: FaultStage,
  { behaviour, then, way, isKilled }: OriginFault,
  origin: DeclaredOrigin,
): Promise<void> {
  const { address, port } = origin;
  if (behaviour !== undefined) {
    const does = typeof behaviour === "function" ? behaviour(site) : behaviour;
    await origins.behave(address, port, does);
  }
  if (then !== undefined) {
    await origins.behave(address, port, then);
  }
  if (way !== undefined) {
    await origins.way(address, port, typeof way === "function" ? way(origin, origins) : way);
  }
  if (isKilled === true) {
    await origins.kill(address, port);
  }
}
