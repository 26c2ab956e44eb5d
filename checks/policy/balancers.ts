import type { LoadBalancerNode } from "../../model/traffic/loadBalancers";
import type { PlanSide } from "./context";
import type { Violation } from "./rule";
import { about } from "./subjects";

/**
 * Begins a violation with a load balancer, which is called by its hostname.
 * @param property - What of it, written like code; left out for the whole.
 * @returns Subject, title and property.
 */
export function aboutBalancer(
  { resource, hostname }: LoadBalancerNode,
  property?: string,
): Pick<Violation, "subject" | "title" | "property"> {
  const found = about(resource, property);
  return hostname === undefined ? found : { ...found, title: hostname };
}

/**
 * Lists the load balancers that are on, or not known to be off.
 * @returns The load balancers, sorted by key.
 */
export function balancersOn({ traffic }: PlanSide): LoadBalancerNode[] {
  return traffic.loadBalancers.filter(({ enabled }) => enabled !== "no");
}
