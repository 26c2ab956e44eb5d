import { ZeroDowntimeFailover } from "../../../facts/cloudflare/loadBalancing";
import { failoverConflicts } from "../../../facts/cloudflare/failoverConflicts";
import { unknownValue } from "../../../core/known";
import { zoneOf } from "../../../model/graph/links";
import { isSwitchedOn } from "../../../model/tls/zoneSwitches";
import { loadBalancerFields } from "../../../model/traffic/apiFields";
import type { ModelResource } from "../../../model/graph/resources";
import { aboutBalancer, balancersOn } from "../balancers";
import type { PlanSide } from "../context";
import { defineRule } from "../rule";

const attribute = "sessionAffinityAttributes.zeroDowntimeFailover";

/** Load balancers that ask for what the zone's other settings rule out. */
export const zeroDowntimeConflict = defineRule({
  id: "zero-downtime-conflict",
  severity: "medium",
  sentence: "Zero-downtime failover of sessions does not stand beside Argo or Tiered Cache.",
  reason:
    "Zero-downtime failover does not work beside Argo or Tiered Cache, so that pinned visitors see the error after all.",
  source:
    "Cloudflare docs, load-balancing/understand-basics/session-affinity; schema of the Cloudflare provider, load_balancer",
  hint: "Switch one of them off for the zone",
  evaluate: ({ after }) =>
    balancersOn(after).flatMap((loadBalancer) => {
      const { [attribute]: failover } = loadBalancerFields(loadBalancer.resource);
      if (failover === unknownValue || ["", ZeroDowntimeFailover.None].includes(failover)) {
        return [];
      }
      const zone = zoneOf(loadBalancer.resource);
      return switchedOn(after)
        .filter(({ resource }) => zone !== "" && zoneOf(resource) === zone)
        .map(({ name }) => ({
          ...aboutBalancer(loadBalancer, attribute),
          must: `be none in a zone with ${name}`,
          actual: failover,
        }));
    }),
});

function switchedOn(side: PlanSide): { resource: ModelResource; name: string }[] {
  return Object.entries(failoverConflicts).flatMap(([token, name]) =>
    side
      .ofToken(token)
      .filter(isSwitchedOn)
      .map((resource) => ({ resource, name })),
  );
}
