import { knownList } from "../../../model/graph/reading";
import { type ModelValue } from "../../../model/graph/resources";
import { unknownValue } from "../../../core/known";
import { title } from "../../../model/graph/title";
import { defineRule } from "../rule";
import { about, shown } from "../subjects";

/** Pools whose probing regions can disagree half and half. */
export const checkRegionsEven = defineRule({
  id: "check-regions-even",
  severity: "low",
  sentence: "An odd number of regions probes every pool.",
  reason: "The majority of the regions decides on health; an even number can be in two minds.",
  source:
    "Cloudflare docs, load-balancing/understand-basics/health-details, How an endpoint becomes unhealthy",
  hint: "Add a region or take one away",
  evaluate: ({ after }) =>
    after.traffic.pools.flatMap(({ resource, checkRegions }) => {
      const regions = knownList(checkRegions) ?? [];
      return regions.length > 0 && regions.length % 2 === 0
        ? [
            {
              ...about(resource, "checkRegions"),
              must: "be an odd number of regions",
              actual: `${regions.length}: ${regions.map(regionName).join(", ")}`,
              parts: [title(resource)],
            },
          ]
        : [];
    }),
});

function regionName(region: ModelValue): string {
  return typeof region === "string" ? region : shown(unknownValue);
}
