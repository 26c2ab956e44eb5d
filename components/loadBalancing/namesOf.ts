import type { NamedThing } from "../internal/zoneNames";
import type { ResolvedLoadBalancer } from "./resolve";

/**
 * What a load balancer has at its hostname.
 * @param resolved - The load balancer.
 * @returns The load balancer itself, and the safety record beneath it where it keeps one.
 */
export function namesOf({
  hostname,
  safetyRecord,
}: Pick<ResolvedLoadBalancer, "hostname" | "safetyRecord">): readonly NamedThing[] {
  const place = { path: "hostname", namePath: "hostname", name: hostname, proxied: true };
  const balancer: NamedThing = { ...place, type: "load balancer" };
  return safetyRecord ? [balancer, { ...place, type: "safety record" }] : [balancer];
}
