import { distinctPools } from "../../../model/traffic/balancedPools";
import { aboutBalancer, balancersOn } from "../balancers";
import { defineRule } from "../rule";

/** Load balancers that retry a failed request in its own pool only. */
export const adaptiveRoutingOff = defineRule({
  id: "adaptive-routing-off",
  severity: "medium",
  sentence: "Every load balancer with several pools retries a failed request in the next one.",
  reason:
    "A request that meets 521, 522, 523, 525 or 526 is sent again at once, but only within its pool, unless failover across pools is on. It is " +
    "off by default.",
  source: "Cloudflare docs, load-balancing/understand-basics/adaptive-routing",
  hint: "Set adaptiveRouting: { failoverAcrossPools: true }",
  evaluate: ({ after }) =>
    balancersOn(after)
      .filter((loadBalancer) => (distinctPools(loadBalancer.targets) ?? 0) > 1)
      .filter(({ failsOverAcrossPools }) => failsOverAcrossPools === "no")
      .map((loadBalancer) => ({
        ...aboutBalancer(loadBalancer, "adaptiveRouting.failoverAcrossPools"),
        must: "be true",
        actual: "false",
      })),
});
