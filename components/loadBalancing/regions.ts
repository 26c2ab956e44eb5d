import { CheckRegion } from "../../facts/cloudflare/loadBalancing";
import type { CloudflarePlan } from "../../facts/cloudflare/plans";
import { brokenRules } from "../../constraints/constraint";
import { allRegionsEntitled } from "../../constraints/pools";
import { alone, poolFields } from "./poolFields";
import { describeValue, type Problem } from "../../core/problem";
import { repeated } from "../../core/rules";

/** Regions that visitors come from; monitors have `ALL_REGIONS` besides. */
export const visitorRegions: readonly string[] = Object.values(CheckRegion).filter(
  (region) => region !== CheckRegion.AllRegions,
);

/**
 * Checks the regions that probe a pool.
 * @param path - Where the list stands.
 * @param regions - The list.
 * @param plan - The account's plan.
 * @returns The first problem, or undefined.
 */
export function regionsProblem(
  path: string,
  regions: readonly unknown[],
  plan: CloudflarePlan,
): Problem | undefined {
  const problem = (rule: string, hint?: string): Problem => ({
    path,
    rule,
    actual: describeValue(regions),
    ...(hint === undefined ? {} : { hint }),
  });
  if (regions.length === 0) {
    return problem(
      "name at least one region",
      "No region would mean every data centre, which Enterprise alone allows",
    );
  }
  const everywhere: unknown = CheckRegion.AllRegions;
  if (regions.includes(everywhere)) {
    const fields = poolFields({ checkRegions: regions });
    if (brokenRules([allRegionsEntitled], fields, alone(plan)).length > 0) {
      return problem(
        `leave out ${CheckRegion.AllRegions}, which is for Enterprise`,
        "Name an odd number of regions",
      );
    }
    return regions.length === 1
      ? undefined
      : problem(`name nothing else beside ${CheckRegion.AllRegions}`);
  }
  if (regions.some((region) => !visitorRegions.includes(region as string))) {
    return problem(`name regions among ${visitorRegions.join(", ")}`);
  }
  if (repeated(regions).length > 0) {
    return problem("name each region once");
  }
  if (regions.length % 2 === 0) {
    return problem(
      "name an odd number of regions",
      "Health is what most regions see, and an even number can be split in halves",
    );
  }
  return undefined;
}
