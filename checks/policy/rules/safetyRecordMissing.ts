import type { Certainty } from "../../../core/certainty";
import type { EdgeCoverage } from "../../../model/traffic/edgeTls";
import { parentHostnames } from "../../../core/hostnames";
import { aboutBalancer } from "../balancers";
import { defineRule, type Violation } from "../rule";

/** Load balancers with no record beneath them. */
export const safetyRecordMissing = defineRule({
  id: "safety-record-missing",
  severity: "low",
  sentence: "A proxied record stands beneath every load balancer.",
  reason:
    "When the load balancer is switched off, or its subscription ends, the name is left to the record at the same name; without one " +
    "it is gone.",
  source: "Cloudflare docs, load-balancing/load-balancers/dns-records",
  hint: "Add a proxied A or CNAME record of the same name that leads to the primary origin",
  evaluate: ({ after }) => {
    const { edgeTls } = after.traffic;
    if (!after.whole) {
      return [];
    }
    const records = after.traffic.records.filter(({ addresses }) => addresses !== "no");
    const named = new Set(records.map(({ hostname }) => hostname));
    return after.traffic.loadBalancers
      .filter(({ enabled }) => enabled === "yes")
      .filter(({ hostname }) => hostname !== undefined && !hostname.startsWith("*."))
      .filter(({ hostname = "" }) => {
        const [parent = ""] = parentHostnames(hostname);
        return !named.has(hostname) && !named.has(`*.${parent}`);
      })
      .map((loadBalancer) => ({
        ...aboutBalancer(loadBalancer),
        must: "have a record of its name beneath it",
        ...withoutRecord(
          loadBalancer.proxied,
          edgeTls.coverage(after.traffic.pathOf(loadBalancer.hostname ?? "")),
        ),
      }));
  },
});

/** The record may be what carries TLS. Source: `partialSetup`. */
function withoutRecord(
  proxied: Certainty,
  coverage: EdgeCoverage | undefined,
): Pick<Violation, "actual" | "severity" | "excess"> {
  const actual = "none in this stack";
  if (proxied !== "yes" || coverage === undefined || coverage.byOther === "yes") {
    return { actual, excess: 0 };
  }
  const { partial, universalSsl } = coverage.zone;
  if (universalSsl === "no" || !coverage.isNear) {
    return { actual, excess: 0 };
  }
  return partial === "yes"
    ? {
        actual: `${actual}, and in a partial set-up it is the record that gives the name a certificate`,
        ...{ severity: "high", excess: 2 },
      }
    : {
        actual: `${actual}, and Cloudflare's pages disagree whether Universal SSL covers a load balancer without one`,
        ...{ severity: "medium", excess: 1 },
      };
}
