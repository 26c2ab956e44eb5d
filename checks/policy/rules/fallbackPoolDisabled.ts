import { aboutBalancer, balancersOn } from "../balancers";
import { defineRule } from "../rule";
import { about } from "../subjects";

/** Load balancers whose last resort cannot answer. */
export const fallbackPoolDisabled = defineRule({
  id: "fallback-pool-disabled",
  severity: "high",
  sentence: "The fallback pool is on and has an origin that is on.",
  reason:
    "Right after the first deployment, and whenever all pools are down, all traffic goes to the fallback pool. A disabled one answers " +
    "Error 530 with 1016.",
  source: "Cloudflare docs, load-balancing/understand-basics/health-details",
  hint: "Enable the pool and one of its origins, or name another pool as fallbackPool",
  evaluate: ({ after }) =>
    balancersOn(after).flatMap((loadBalancer) => {
      const { fallback } = loadBalancer;
      const [resource] = fallback?.state === "found" ? fallback.resources : [];
      if (resource === undefined) {
        return [];
      }
      const { enabled, servesAsFallback } = after.traffic.pool(resource);
      const pool = about(resource).title;
      return servesAsFallback === "no"
        ? [
            {
              ...aboutBalancer(loadBalancer, "fallbackPool"),
              must: "be a pool that is on, with an origin that is on",
              parts: [loadBalancer.resource.key],
              actual:
                enabled === "no" ? `${pool}, which is off` : `${pool}, which has no origin on`,
            },
          ]
        : [];
    }),
});
