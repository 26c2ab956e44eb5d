import { aboutBalancer, balancersOn, distinctPools, poolTargets } from "../balancers";
import { defineRule } from "../rule";

/** Load balancers with nothing to fail over to. */
export const backupPoolMissing = defineRule({
  id: "backup-pool-missing",
  severity: "high",
  sentence: "Every load balancer has a second pool.",
  reason:
    "With one pool, which is then its own fallback, traffic goes on to the failing origins: the load balancer notices and can do nothing.",
  source: "Cloudflare docs, load-balancing/understand-basics/health-details, fallback pools",
  wayOut: "Add a pool in another place, behind the first in defaultPools",
  evaluate: ({ after }) =>
    balancersOn(after)
      .filter((loadBalancer) => (distinctPools(poolTargets(loadBalancer)) ?? 2) < 2)
      .map((loadBalancer) => ({
        ...aboutBalancer(loadBalancer, "defaultPools"),
        must: "name at least two pools, the fallback pool counted",
        got: `${distinctPools(poolTargets(loadBalancer))}`,
      })),
});
