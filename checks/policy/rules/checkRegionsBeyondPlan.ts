import { CheckRegion } from "../../../facts/cloudflare/loadBalancing";
import { CloudflarePlan } from "../../../facts/cloudflare/plans";
import { brokenRules } from "../../../constraints/constraint";
import { allRegionsEntitled } from "../../../constraints/pools";
import { poolFieldsOf } from "../../../model/traffic/apiFields";
import { oneWordOf } from "../limits";
import { defineLimitedRule } from "../rule";
import { about } from "../subjects";

/** Pools with regions that the plan does not give. */
export const checkRegionsBeyondPlan = defineLimitedRule({
  id: "check-regions-beyond-plan",
  severity: "high",
  sentence: "No pool is probed from regions that the plan does not have.",
  reason:
    "The API refuses a pool with regions that the plan does not have, in the middle of an update whose other calls were already made.",
  source: "Cloudflare docs, load-balancing/monitors, Health Monitor Regions",
  hint: "Name single regions, or set the limit plan to enterprise where the account has it",
  limits: {
    plan: oneWordOf<CloudflarePlan>(
      CloudflarePlan.Business,
      "the account's Cloudflare plan",
      Object.values(CloudflarePlan),
    ),
  },
  evaluate: ({ after }, { plan }) =>
    after.traffic.pools.flatMap((pool) =>
      brokenRules([allRegionsEntitled], poolFieldsOf(pool), { plan, endpointsElsewhere: 0 }).map(
        ({ rule, must }) => ({
          ...about(pool.resource, rule.property),
          ...{ must, actual: CheckRegion.AllRegions },
        }),
      ),
    ),
});
