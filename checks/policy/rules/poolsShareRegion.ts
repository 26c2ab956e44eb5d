import { regionalHostnames } from "../../../facts/aws/hostnames";
import { getOrCreate } from "../../../core/getOrCreate";
import type { OriginNode, PoolNode } from "../../../model/traffic/pools";
import type { ModelResource } from "../../../model/graph/resources";
import { knownList } from "../../../model/graph/reading";
import { regionOf as resourceRegion } from "../../../model/graph/title";
import { aboutBalancer, balancersOn } from "../balancers";
import type { PlanSide } from "../context";
import { defineRule } from "../rule";

/** Load balancers all of whose origins stand in one region of AWS. */
export const poolsShareRegion = defineRule({
  id: "pools-share-region",
  severity: "medium",
  sentence: "The pools of a load balancer stand in more than one region.",
  reason: "When the region fails, primary and backup fail together.",
  source:
    "AWS Well-Architected Framework, reliability pillar, REL10-BP01 (deploy the workload to multiple locations)",
  hint: "Put the backup pool into another region",
  evaluate: ({ after }) => {
    // Many load balancers may share a pool.
    const known = new Map<ModelResource, (string | undefined)[]>();
    return balancersOn(after).flatMap((loadBalancer) => {
      const pools = after.traffic.balanced.heldBy(loadBalancer);
      const regions = (pools.length < 2 ? [] : pools).map((pool) =>
        getOrCreate(known, pool.resource, () => regionsOf(after, pool)),
      );
      const [region] = regions[0] ?? [];
      const isOne = regions.every((each) => each.length === 1 && each[0] === region);
      return region !== undefined && isOne
        ? [
            {
              ...aboutBalancer(loadBalancer),
              must: "have pools in at least two regions",
              actual: `${region} for all ${pools.length}`,
              parts: [loadBalancer.hostname ?? loadBalancer.resource.key],
            },
          ]
        : [];
    });
  },
});

/** The regions of a pool, each once, `undefined` among them where an origin's is not known; none for unknown origins. */
function regionsOf(side: PlanSide, { origins }: PoolNode): (string | undefined)[] {
  return [...new Set(knownList(origins)?.map((origin) => regionOf(side, origin)))];
}

function regionOf(side: PlanSide, origin: OriginNode): string | undefined {
  const { address, addressFrom } = origin;
  if (typeof address === "string") {
    return regionalHostnames
      .map((pattern) => pattern.exec(address.toLowerCase())?.[1])
      .find((region) => region !== undefined);
  }
  const regions = addressFrom.map((key) => resourceRegion(side.byKey(key)));
  const [region] = regions;
  return regions.length === 1 && typeof region === "string" ? region : undefined;
}
