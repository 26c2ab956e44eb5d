import { ownEntry } from "../../core/ownEntry";
import type { Problem } from "../../core/problem";
import { CloudflarePlan, planLimits } from "../../facts/cloudflare/plans";
import { keepsSafetyRecord, type PlacedSite, type SharedBySites } from "./sites";

/**
 * Checks what only sites together can exceed, and that a plan has room for their safety records too. What one site or the records
 * exceed alone is checked with them; so is a plan that is none.
 * @param sites - All sites that are declared together.
 * @param shared - The zone's plan and records.
 * @returns Every problem.
 */
export function quotaProblems(
  sites: readonly PlacedSite[],
  { plan = CloudflarePlan.Free, records = {} }: Pick<SharedBySites, "plan" | "records">,
): readonly Problem[] {
  const limits = ownEntry(planLimits, plan);
  if (limits === undefined) {
    return [];
  }
  const pools = sites.flatMap(({ args }) => args.pools ?? []);
  const origins = pools.flatMap((pool) => Object.keys(pool.origins));
  const together = [
    { noun: "load balancers", count: sites.length, most: limits.loadBalancers },
    { noun: "pools", count: pools.length, most: limits.pools },
    { noun: "origins", count: origins.length, most: limits.endpoints },
  ].filter(({ count, most }) => sites.length > 1 && count > most);
  return [
    ...together.map(({ noun, count, most }) => ({
      path: "sites",
      rule: `have at most ${most} ${noun} together on this plan`,
      actual: `${count}`,
    })),
    ...roomProblems(sites, plan, Object.keys(records).length, limits.dnsRecords),
  ];
}

function roomProblems(
  sites: readonly PlacedSite[],
  plan: CloudflarePlan,
  records: number,
  most: number,
): readonly Problem[] {
  const safetyRecords = sites.filter(({ args }) => keepsSafetyRecord(args)).length;
  return records > most || records + safetyRecords <= most
    ? []
    : [
        {
          path: "records",
          rule: `leave room for the safety records of load balancers, ${safetyRecords} among the ${most} that the plan ${plan} has`,
          actual: `${records} records`,
        },
      ];
}
