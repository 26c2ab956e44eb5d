import type { ExpressionRequest } from "../../core/expressions/requests";
import { schemes } from "../../facts/cloudflare/expressionLanguage";
import type { DeclaredOrigin, DeclaredPool, DeclaredSite } from "../../model/serving/declaredSite";
import { overridden } from "../edge/overridden";
import { poolsFor } from "../edge/poolOrder";
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

/** Those of the first pool that takes requests. */
function primaryOrigins(site: DeclaredSite): readonly DeclaredOrigin[] {
  const origins = visitedPools(site)[0]?.origins ?? site.addresses;
  return origins.filter(({ enabled, weight }) => enabled && weight > 0);
}

/**
 * The pools that visitors of a rehearsal are sent to, in their order: by geo steering those of their place, and what a rule
 * makes of it, which need not be the first that the load balancer names.
 * @param site - The site.
 * @returns The pools that are switched on, or else the fallback pool; none without a load balancer.
 */
export function visitedPools({ loadBalancer, hostname }: DeclaredSite): DeclaredPool[] {
  if (loadBalancer === undefined) {
    return [];
  }
  const balancer = overridden(loadBalancer, () => usualRequest(hostname));
  const { fallbackPool } = balancer;
  const pools = poolsFor(balancer, usualVisitor).filter(({ enabled }) => enabled);
  return pools.length > 0 || !fallbackPool.enabled ? pools : [fallbackPool];
}

/** What visitors of a rehearsal ask for. */
function usualRequest(host: string): ExpressionRequest {
  const { address: clientAddress, country } = usualVisitor;
  return {
    ...{ scheme: schemes.encrypted, host, path: "/", query: "", method: "GET" },
    ...{ clientAddress, country, headers: { host }, hasNoOtherHeaders: true },
    fields: { "http.cookie": "", "cf.client.bot": false },
  };
}
