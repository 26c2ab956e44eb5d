import type { PlanSide } from "../context";
import { modelType } from "../../../model/graph/resourceTypes";
import type { ModelResource } from "../../../model/graph/resources";
import { defineRule } from "../rule";

/** Load balancers that leave their hostname in one call. */
export const hostnameMoved = defineRule({
  id: "hostname-moved",
  severity: "high",
  evidence: "changes",
  sentence: "No load balancer changes its hostname in place.",
  reason:
    "The name changes in one call, and from that moment the old hostname has no load balancer: it falls to the record beneath, or to NXDOMAIN.",
  source: "Runs of the Cloudflare provider 6.17: a changed name of a load balancer is one PUT",
  hint: "Add a second load balancer for the new hostname, move visitors, and remove the old one in a later update",
  evaluate: ({ changes, before, after }) =>
    changes
      .filter(({ operation }) => operation === "update")
      .flatMap((change) => {
        const old = hostnameIn(before, change.before);
        const now = hostnameIn(after, change.after);
        return old !== undefined && now !== undefined && old !== now
          ? [
              {
                subject: change.key,
                title: old,
                must: "keep its load balancer until nobody asks for it",
                actual: `a change in place to ${now}`,
              },
            ]
          : [];
      }),
});

function hostnameIn(side: PlanSide, resource: ModelResource | undefined): string | undefined {
  const own = resource && side.traffic.inventory.byKey(resource.key);
  return own && modelType(own.type) === "loadBalancer"
    ? side.traffic.inventory.hostnameOf(own)
    : undefined;
}
