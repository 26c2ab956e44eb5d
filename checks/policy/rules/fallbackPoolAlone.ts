import { distinctPools } from "../../../model/traffic/balancedPools";
import { aboutBalancer, balancersOn } from "../balancers";
import { defineRule } from "../rule";
import { identity } from "../../../model/graph/targets";

/** Parts of the traffic whose only pool is the fallback pool too. */
export const fallbackPoolAlone = defineRule({
  id: "fallback-pool-alone",
  severity: "medium",
  sentence: "The fallback pool is never the only pool of a part of the traffic.",
  reason:
    "When a pool fails that is the fallback too, its visitors are sent to it again, although the load balancer has others.",
  source: "Cloudflare docs, load-balancing/understand-basics/health-details, fallback pools",
  hint: "Add another pool to that list, or make another one the fallback pool",
  evaluate: ({ after }) =>
    balancersOn(after).flatMap((loadBalancer) => {
      const { fallback, groups } = loadBalancer;
      const last = fallback && identity(fallback);
      const isChoice = (distinctPools(loadBalancer.targets) ?? 0) > 1;
      return (isChoice ? groups : [])
        .filter(({ pools }) => pools.all.length > 0)
        .filter(({ pools }) => pools.all.every((target) => identity(target) === last))
        .map(({ kind, key }) => ({
          ...aboutBalancer(loadBalancer, kind === "default" ? "defaultPools" : `${kind} ${key}`),
          must: "name a pool that is not the fallback pool",
          actual: "the fallback pool alone",
        }));
    }),
});
