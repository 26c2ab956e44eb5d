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
  const broken = brokenRegionRule(regions, plan);
  return broken && { path, ...broken, actual: describeValue(regions) };
}

type RegionRule = Pick<Problem, "rule" | "hint">;

function brokenRegionRule(
  regions: readonly unknown[],
  plan: CloudflarePlan,
): RegionRule | undefined {
  const everywhere: unknown = CheckRegion.AllRegions;
  if (regions.length === 0) {
    return {
      rule: "name at least one region",
      hint: "No region would mean every data centre, which Enterprise alone allows",
    };
  }
  if (regions.includes(everywhere)) {
    return brokenEverywhereRule(regions, plan);
  }
  if (regions.some((region) => !visitorRegions.includes(region as string))) {
    return { rule: `name regions among ${visitorRegions.join(", ")}` };
  }
  if (repeated(regions).length > 0) {
    return { rule: "name each region once" };
  }
  return regions.length % 2 === 1
    ? undefined
    : {
        rule: "name an odd number of regions",
        hint: "Health is what most regions see, and an even number can be split in halves",
      };
}

function brokenEverywhereRule(
  regions: readonly unknown[],
  plan: CloudflarePlan,
): RegionRule | undefined {
  const fields = poolFields({ checkRegions: regions });
  if (brokenRules([allRegionsEntitled], fields, alone(plan)).length > 0) {
    return {
      rule: `leave out ${CheckRegion.AllRegions}, which is for Enterprise`,
      hint: "Name an odd number of regions",
    };
  }
  return regions.length === 1
    ? undefined
    : { rule: `name nothing else beside ${CheckRegion.AllRegions}` };
}
