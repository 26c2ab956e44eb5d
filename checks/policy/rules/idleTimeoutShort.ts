import { originConnectionLimits } from "../../../facts/cloudflare/timeouts";
import { readAwsLoadBalancer } from "../../../model/origin/loadBalancers";
import { defineRule } from "../rule";
import { about } from "../subjects";

const kept = originConnectionLimits.idle.seconds;

/** Load balancers of AWS that hang up before Cloudflare does. */
export const idleTimeoutShort = defineRule({
  id: "idle-timeout-short",
  severity: "medium",
  sentence: `An application load balancer keeps idle connections at least as long as Cloudflare: ${kept} seconds.`,
  reason:
    "Cloudflare keeps idle connections to the origin and sends the next request on one. Where the origin closes it in that very moment, the " +
    "visitor sees Error 520 or 502, now and then and never in a test.",
  source:
    "Cloudflare docs, fundamentals/reference/connection-limits; Elastic Load Balancing user guide, edit-load-balancer-attributes",
  hint: `Set idleTimeout to ${kept} or more, and the application's keep-alive to more than that`,
  evaluate: ({ after }) =>
    after.traffic.inventory.ofType("awsLoadBalancer").flatMap((resource) => {
      const { type, internal, idleTimeoutSeconds, saysIdleTimeout } = readAwsLoadBalancer(resource);
      const isOrigin = type === "application" && internal === "no";
      const seconds = idleTimeoutSeconds;
      return isOrigin && typeof seconds === "number" && seconds < kept
        ? [
            {
              ...about(resource, "idleTimeout"),
              excess: -seconds,
              must: `be at least ${kept}, as long as Cloudflare keeps a connection`,
              actual: saysIdleTimeout ? `${seconds}` : `nothing, which is ${seconds}`,
            },
          ]
        : [];
    }),
});
