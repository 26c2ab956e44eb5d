import type { ModelResource } from "../graph/resources";

/** What a listener demands of Cloudflare, else it refuses the request. */
export interface Demand {
  /** The load balancer. */
  readonly machine: ModelResource;
  /** Its listener. */
  readonly listener: ModelResource;
  /** Hostnames for which Cloudflare does not do it. */
  readonly unmet: readonly string[];
  /** Hostnames for which it does. Those of which it is not known are in neither list. */
  readonly met: readonly string[];
  /** What decides whether it does. */
  readonly saidBy: readonly ModelResource[];
}
