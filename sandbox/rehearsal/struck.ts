import type { DeclaredOrigin, DeclaredSite } from "../../model/serving/declaredSite";
import { originsOf } from "../origins/places";

/** Which origins a fault strikes: the first one, the first half or all of the first pool, or all of the site's. */
export type Struck = "origin" | "half" | "primary" | "all";

/**
 * The origins that a fault strikes.
 * @param site - The site. Where it has no load balancer, its records' addresses are its only pool.
 * @param struck - Which.
 * @returns The origins, none twice.
 */
export function struckOrigins(site: DeclaredSite, struck: Struck): DeclaredOrigin[] {
  const primary = primaryOrigins(site);
  const chosen = {
    origin: () => primary.slice(0, 1),
    half: () => primary.slice(0, Math.floor(primary.length / 2)),
    primary: () => primary,
    all: () => originsOf(site),
  }[struck]();
  const places = new Map(chosen.map((origin) => [`${origin.address} ${origin.port}`, origin]));
  return [...places.values()];
}

/** The first pool that takes requests. */
function primaryOrigins({ loadBalancer, addresses }: DeclaredSite): readonly DeclaredOrigin[] {
  const pools = loadBalancer?.pools.filter(({ enabled }) => enabled) ?? [];
  const origins = pools.length === 0 ? addresses : (pools[0]?.origins ?? []);
  return origins.filter(({ enabled, weight }) => enabled && weight > 0);
}
