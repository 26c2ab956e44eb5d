import { CloudflarePlan } from "./plans";

/** Which data centres ask the origin for what the others have not cached. */
export const TieredCacheTopology = {
  /** The one data centre that is nearest to an origin, or to a pool of a load balancer. */
  Smart: "smart",
  /** All of Cloudflare's large data centres. */
  GenericGlobal: "generic-global",
  /** None: every data centre asks the origin itself. */
  Off: "off",
} as const;

/** Which data centres ask the origin for what the others have not cached. */
export type TieredCacheTopology = (typeof TieredCacheTopology)[keyof typeof TieredCacheTopology];

/**
 * The lowest plan that has each topology. What the API answers on a lower one is not published.
 * Source: Cloudflare docs, plans, cache.tiered_cache.
 */
export const lowestPlanOfTopology: Readonly<Record<TieredCacheTopology, CloudflarePlan>> = {
  [TieredCacheTopology.Smart]: CloudflarePlan.Free,
  [TieredCacheTopology.GenericGlobal]: CloudflarePlan.Enterprise,
  [TieredCacheTopology.Off]: CloudflarePlan.Free,
};
