import type * as pulumi from "@pulumi/pulumi";
import type { CloudflarePlan } from "../../facts/cloudflare/plans";
import type { TieredCacheTopology } from "../../facts/cloudflare/tieredCache";

/** How a zone's requests get from Cloudflare's edge to the origins. At least one of the settings must be given. */
export interface ArgoAndTieredCacheArgs {
  /** The zone's id. */
  zoneId: pulumi.Input<string>;
  /** The zone's plan. Defaults to `free`. */
  plan?: CloudflarePlan;
  /**
   * Which data centres ask the origin for what the others have not cached. `generic-global` is Enterprise's. Defaults to leaving
   * Tiered Cache as it is.
   */
  tieredCache?: TieredCacheTopology;
  /**
   * Whether a data centre near the visitor's is asked before the upper tier, which may be far away. It is Enterprise's, and helps the
   * topology `smart`. Defaults to leaving it as it is.
   */
  regionalTieredCache?: boolean;
  /**
   * Whether Argo Smart Routing picks the ways to the origins. It is an add-on of every plan, billed by traffic, for which the
   * account needs a billing profile. Defaults to leaving it as it is.
   */
  argoSmartRouting?: boolean;
}
