import { CloudflarePlan, planLimits } from "../../facts/cloudflare/plans";
import type { Problem } from "../../core/problem";

/** How many records a zone is to have. */
export interface RecordCount {
  /** The zone's plan. */
  readonly plan: CloudflarePlan | undefined;
  /** Records that were asked for. */
  readonly records: number;
  /** Records that load balancers keep beneath themselves. */
  readonly safetyRecords: number;
}

/**
 * Checks that a plan has room for the safety records too; that it has it for the others is checked with them.
 * @param count - How many there are of each.
 * @returns The problem, or undefined.
 */
export function roomProblem({
  plan = CloudflarePlan.Free,
  records,
  safetyRecords,
}: RecordCount): Problem | undefined {
  const most = Object.hasOwn(planLimits, plan)
    ? planLimits[plan].dnsRecords
    : Number.POSITIVE_INFINITY;
  return records > most || records + safetyRecords <= most
    ? undefined
    : {
        path: "records",
        rule: `leave room for the safety records of load balancers, ${safetyRecords} among the ${most} that the plan ${plan} has`,
        got: `${records} records`,
      };
}
