import { CloudflarePlan, planLimits, type PlanLimits } from "../../facts/cloudflare/plans";
import type { FailoverLoadBalancerArgs } from "./args";

/**
 * The plan of a load balancer's zone.
 * @param args - The component's arguments.
 * @returns `plan`; Free where it is left out or no plan, which is refused elsewhere.
 */
export function planOf({ plan = CloudflarePlan.Free }: FailoverLoadBalancerArgs): CloudflarePlan {
  return Object.values(CloudflarePlan).includes(plan) ? plan : CloudflarePlan.Free;
}

/**
 * How far the plan of a load balancer's zone reaches.
 * @param args - The component's arguments.
 * @returns The limits of that plan.
 */
export function limitsOf(args: FailoverLoadBalancerArgs): PlanLimits {
  return planLimits[planOf(args)];
}
