import { CloudflarePlan, planLimits, type PlanLimits } from "../../facts/cloudflare/plans";
import type { FailoverLoadBalancerArgs } from "./args";

/**
 * How far the plan of a load balancer's zone reaches.
 * @param args - The component's arguments.
 * @returns The limits of `plan`; those of Free where it is left out or no plan, which is refused elsewhere.
 */
export function limitsOf({ plan = CloudflarePlan.Free }: FailoverLoadBalancerArgs): PlanLimits {
  return Object.values(CloudflarePlan).includes(plan)
    ? planLimits[plan]
    : planLimits[CloudflarePlan.Free];
}
