import { ZeroDowntimeFailover } from "../../../facts/cloudflare/loadBalancing";
import { failoverConflicts } from "../../../facts/cloudflare/failoverConflicts";
import { linkTokens } from "../../../model/graph/links";
import { isObject, readFlag, readText } from "../../../model/graph/reading";
import type { ModelResource } from "../../../model/graph/resources";
import { aboutBalancer, balancersOn } from "../balancers";
import type { PlanSide } from "../context";
import { defineRule } from "../rule";

/** Load balancers that ask for what the zone's other settings rule out. */
export const zeroDowntimeConflict = defineRule({
  id: "zero-downtime-conflict",
  severity: "medium",
  sentence: "Zero-downtime failover of sessions does not stand beside Argo or Tiered Cache.",
  reason:
    "Zero-downtime failover does not work beside Argo or Tiered Cache, so that pinned visitors see the error after all.",
  source:
    "Cloudflare docs, load-balancing/understand-basics/session-affinity; schema of the Cloudflare provider, load_balancer",
  wayOut: "Switch one of them off for the zone",
  evaluate: ({ after }) =>
    balancersOn(after).flatMap((loadBalancer) => {
      const { properties } = loadBalancer.resource;
      const { sessionAffinityAttributes: attributes } = properties;
      const failover = isObject(attributes) ? readText(attributes.zeroDowntimeFailover) : undefined;
      if (typeof failover !== "string" || failover === ZeroDowntimeFailover.None) {
        return [];
      }
      const zone = linkTokens(properties.zoneId);
      return switchedOn(after)
        .filter(({ resource }) => sameZone(zone, resource))
        .map(({ name }) => ({
          ...aboutBalancer(loadBalancer, "sessionAffinityAttributes.zeroDowntimeFailover"),
          must: `be none in a zone with ${name}`,
          got: failover,
        }));
    }),
});

function switchedOn(side: PlanSide): { resource: ModelResource; name: string }[] {
  return Object.entries(failoverConflicts).flatMap(([token, name]) =>
    side
      .ofToken(token)
      .filter(({ properties }) =>
        (["value", "smartRouting", "tieredCaching"] as const).some(
          (property) => readFlag(properties[property], "no") === "yes",
        ),
      )
      .map((resource) => ({ resource, name })),
  );
}

function sameZone(zone: readonly string[], { properties }: ModelResource): boolean {
  const own = linkTokens(properties.zoneId);
  return (
    zone.length > 0 && zone.length === own.length && zone.every((token) => own.includes(token))
  );
}
