import { distinctPools } from "../../../model/traffic/balancedPools";
import { aboutBalancer, balancersOn } from "../balancers";
import { defineRule } from "../rule";

/** Load balancers with nothing to fail over to. */
export const backupPoolMissing = defineRule({
  id: "backup-pool-missing",
  severity: "high",
  sentence: "Every load balancer has a second pool that is on.",
  reason:
    "With one pool, which is then its own fallback, traffic goes on to the failing origins: the load balancer notices and can do nothing.",
  source: "Cloudflare docs, load-balancing/understand-basics/health-details, fallback pools",
  hint: "Add a pool in another place, behind the first in defaultPools",
  evaluate: ({ after }) =>
    balancersOn(after).flatMap((loadBalancer) => {
      const all = loadBalancer.targets;
      // A fallback pool that is off breaks a rule of its own.
      const on = all.filter(
        (target) =>
          target === loadBalancer.fallback ||
          after.traffic.balanced.ask(target, (pool) => pool.servesAsFallback) !== "no",
      );
      const count = distinctPools(on);
      return count === undefined || count > 1
        ? []
        : [
            {
              ...aboutBalancer(loadBalancer, "defaultPools"),
              must: "name at least two pools, the fallback pool counted",
              parts: [loadBalancer.resource.key],
              actual: on.length === all.length ? `${count}` : `${count} beside what is off`,
            },
          ];
    }),
});
