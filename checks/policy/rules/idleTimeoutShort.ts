import { awsResourceRules } from "../../../facts/aws/resourceRules";
import { originConnectionLimits } from "../../../facts/cloudflare/timeouts";
import { readFlag, readNumber, readText } from "../../../model/graph/reading";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { defineRule } from "../rule";
import { about } from "../subjects";

const kept = originConnectionLimits.idle.seconds;
const { defaults } = awsResourceRules[modelTypes.awsLoadBalancer] ?? {};

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
  wayOut: `Set idleTimeout to ${kept} or more, and the application's keep-alive to more than that`,
  evaluate: ({ after }) =>
    after.traffic.inventory.ofType("awsLoadBalancer").flatMap((resource) => {
      const { loadBalancerType, internal, idleTimeout } = resource.properties;
      const isOrigin =
        (readText(loadBalancerType) ?? defaults?.loadBalancerType) === "application" &&
        readFlag(internal, "no") === "no";
      const seconds = readNumber(idleTimeout) ?? defaults?.idleTimeout;
      return isOrigin && typeof seconds === "number" && seconds < kept
        ? [
            {
              ...about(resource, "idleTimeout"),
              excess: -seconds,
              must: `be at least ${kept}, as long as Cloudflare keeps a connection`,
              got: idleTimeout === undefined ? `nothing, which is ${seconds}` : `${seconds}`,
            },
          ]
        : [];
    }),
});
