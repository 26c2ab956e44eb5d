import { defineRule } from "../rule";
import { about } from "../subjects";

/** Pools whose health nobody looks at. */
export const poolWithoutMonitor = defineRule({
  id: "pool-without-monitor",
  severity: "high",
  sentence: "Every pool has a monitor.",
  reason:
    "Only a monitor takes an origin out that answers 502, 504 or 520: such answers are never retried elsewhere. Without one the pool " +
    "counts as healthy whatever it answers.",
  source: "Cloudflare docs, load-balancing/understand-basics/adaptive-routing and health-details",
  hint: "Give the pool a monitor that asks for a path deep in the application",
  evaluate: ({ after }) =>
    after.traffic.pools
      .filter(({ monitor }) => monitor === undefined)
      .map(({ resource }) => ({
        ...about(resource, "monitor"),
        must: "be the id of a monitor",
        actual: "nothing",
      })),
});
