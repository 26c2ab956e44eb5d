import { zoneOfBalancer } from "../../../model/network/availabilityZones";
import { isInternal } from "../../../model/network/internal";
import type { ModelResource } from "../../../model/graph/resources";
import { title } from "../../../model/graph/title";
import { OriginPaths } from "../../../model/origin/originPaths";
import { zoneOfTargets } from "../../../model/origin/targetSubnets";
import { defineRule } from "../rule";
import { about } from "../subjects";

/** Load balancers of AWS, and what keeps targets running behind them, in one availability zone. */
export const oneAvailabilityZone = defineRule({
  id: "one-availability-zone",
  severity: "medium",
  sentence:
    "Load balancers of AWS, and what keeps targets running behind them, stand in more than one availability zone.",
  reason:
    "When the zone fails, everything behind the hostname fails at once, and what would replace it has nowhere to go.",
  source:
    "AWS Well-Architected Framework, reliability pillar, REL10-BP01 (deploy the workload to multiple locations)",
  hint: "Give it subnets of at least two availability zones",
  evaluate: ({ after: { traffic } }) => {
    const { inventory } = traffic;
    const paths = OriginPaths.of(traffic);
    const sources = inventory.ofType("targetGroup").flatMap((group) => paths.sources(group));
    const serving = new Set(sources.flatMap(({ serves }) => serves ?? []));
    return [
      ...inventory
        .ofType("awsLoadBalancer")
        .filter((resource) => isInternal(resource) === "no")
        .flatMap((resource) => told(resource, zoneOfBalancer(inventory, resource))),
      ...[...serving].flatMap((resource) => told(resource, zoneOfTargets(inventory, resource))),
    ];
  },
});

function told(resource: ModelResource, zone: string | undefined) {
  return zone === undefined
    ? []
    : [
        {
          ...about(resource),
          must: "stand in more than one availability zone",
          actual: zone,
          parts: [title(resource)],
        },
      ];
}
