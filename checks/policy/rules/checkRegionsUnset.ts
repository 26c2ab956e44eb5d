import { knownList } from "../../../model/graph/reading";
import { defineRule } from "../rule";
import { about } from "../subjects";

/** Pools that are probed from everywhere, because nothing else is said. */
export const checkRegionsUnset = defineRule({
  id: "check-regions-unset",
  severity: "medium",
  sentence: "Every pool with a monitor says from which regions it is probed.",
  reason:
    "No region means every data centre: refused on all plans but Enterprise, where each data centre then decides for itself and traffic flaps.",
  source: "Cloudflare docs, load-balancing/monitors, Health Monitor Regions",
  hint: "Name three regions near the visitors and the origins in checkRegions",
  evaluate: ({ after }) =>
    after.traffic.pools
      .filter(({ monitor }) => monitor !== undefined)
      .filter(({ checkRegions }) => knownList(checkRegions)?.length === 0)
      .map(({ resource }) => ({
        ...about(resource, "checkRegions"),
        must: "name the regions to probe from",
        actual: "nothing",
      })),
});
