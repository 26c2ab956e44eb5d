import { aboutBalancer, balancersOn } from "../balancers";
import { defineRule } from "../rule";

/** Load balancers whose visitors do not come through Cloudflare. */
export const balancerNotProxied = defineRule({
  id: "balancer-not-proxied",
  severity: "high",
  sentence: "Every load balancer is proxied.",
  reason:
    "A DNS-only load balancer, which is the provider's default, tells visitors the origins' addresses, cannot retry a request, " +
    "and fails over only when resolvers forget the old answer.",
  source: "Cloudflare docs, load-balancing/understand-basics/proxy-modes",
  hint: "Set proxied: true and leave ttl out",
  evaluate: ({ after }) =>
    balancersOn(after)
      .filter(({ proxied }) => proxied === "no")
      .map((loadBalancer) => ({
        ...aboutBalancer(loadBalancer, "proxied"),
        must: "be true",
        actual: loadBalancer.saysDnsOnly ? "false" : "nothing, which is false",
      })),
});
