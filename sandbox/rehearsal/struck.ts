import type { DeclaredOrigin, DeclaredPool, DeclaredSite } from "../../model/serving/declaredSite";
import { placedOrder } from "../edge/poolOrder";
import { usualVisitor } from "../edge/visitor";
import { originsOf } from "../origins/places";

/** Which origins a fault strikes: the first one, the first half or all of the pool that visitors are sent to first, or all of the site's. */
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

function primaryOrigins(site: DeclaredSite): readonly DeclaredOrigin[] {
  const origins = primaryPool(site)?.origins ?? site.addresses;
  return origins.filter(({ enabled, weight }) => enabled && weight > 0);
}

/**
 * The pool to which a rehearsal's visitors are sent first: by their place where the load balancer steers by it.
 * @param site - The site.
 * @returns The pool; undefined where no load balancer has one that is switched on.
 */
export function primaryPool({ loadBalancer }: DeclaredSite): DeclaredPool | undefined {
  const order = loadBalancer === undefined ? [] : placedOrder(loadBalancer, usualVisitor);
  return order.find(({ enabled }) => enabled);
}
