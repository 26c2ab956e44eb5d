import { describeValue, type Problem } from "../../core/problem";
import { CloudflarePlan, planOrder } from "../../facts/cloudflare/plans";
import { lowestPlanOfTopology } from "../../facts/cloudflare/tieredCache";
import { checkedIds, cloudflareIdProblem } from "../internal/ids";
import { argoOfZone, secondOwnerProblem, zeroDowntimeFailoverOfZone } from "../internal/singletons";
import { validateArgs, type Validated } from "../internal/validation";
import type { ArgoAndTieredCacheArgs } from "./args";
import { switchedOn, type ResolvedArgoAndTieredCache } from "./resolve";
import { argoAndTieredCacheSchema } from "./schema";

/**
 * Validates the arguments of an `ArgoAndTieredCache`.
 * @param args - The arguments.
 * @param path - Where they stand; empty for a component's own.
 * @returns All problems at once, or what is to be set, with a late zone behind its check.
 */
export function validateArgoAndTieredCache(
  args: ArgoAndTieredCacheArgs,
  path: string,
): Validated<ResolvedArgoAndTieredCache> {
  return validateArgs(argoAndTieredCacheSchema, args, path, (problems) => {
    const zoneId = checkedIds(problems, args.zoneId, (id) => cloudflareIdProblem("zoneId", id));
    const { tieredCache, regionalTieredCache, argoSmartRouting } = args;
    problems.add(
      secondOwnerProblem(argoOfZone(args.zoneId)),
      nothingSaidProblem(args),
      topologyProblem(args),
      regionalProblem(args),
      ...switchedOn(args).map((name) =>
        secondOwnerProblem(zeroDowntimeFailoverOfZone(args.zoneId, name, args[name])),
      ),
    );
    return () => ({ zoneId, tieredCache, regionalTieredCache, argoSmartRouting });
  });
}

function nothingSaidProblem({
  tieredCache,
  regionalTieredCache,
  argoSmartRouting,
}: ArgoAndTieredCacheArgs): Problem | undefined {
  return [tieredCache, regionalTieredCache, argoSmartRouting].every((one) => one === undefined)
    ? {
        path: "args",
        rule: "give tieredCache, regionalTieredCache or argoSmartRouting",
        actual: "none of them",
      }
    : undefined;
}

/** Source: Cloudflare docs, cache/how-to/tiered-cache (availability of Regional Tiered Cache). */
function regionalProblem({
  regionalTieredCache,
  plan = CloudflarePlan.Free,
}: ArgoAndTieredCacheArgs): Problem | undefined {
  const isBelow = planOrder.includes(plan) && plan !== CloudflarePlan.Enterprise;
  return regionalTieredCache === true && isBelow
    ? {
        path: "regionalTieredCache",
        rule: `be left out or false on the plan ${plan}: it is Enterprise's`,
        actual: "true",
      }
    : undefined;
}

function topologyProblem({
  tieredCache,
  plan = CloudflarePlan.Free,
}: ArgoAndTieredCacheArgs): Problem | undefined {
  // What is no topology or no plan is refused by the schema.
  const lowest = tieredCache && lowestPlanOfTopology[tieredCache];
  const isLower =
    lowest !== undefined &&
    planOrder.includes(plan) &&
    planOrder.indexOf(plan) < planOrder.indexOf(lowest);
  return isLower
    ? {
        path: "tieredCache",
        rule: `be of the plan ${plan}: ${tieredCache} needs ${lowest}`,
        actual: describeValue(tieredCache),
        hint: "Say smart, which every plan has",
      }
    : undefined;
}
