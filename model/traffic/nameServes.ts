import { anyOf, oneOf, type Certainty } from "../../core/certainty";
import { parentHostnames } from "../../core/hostnames";
import { unknownValue } from "../../core/known";
import { registrableDomain } from "../graph/hostnames";
import type { Inventory } from "../graph/inventory";
import type { DnsRecordNode } from "./dnsRecords";
import type { HostnamePath } from "./hostnamePath";
import type { LoadBalancerNode } from "./loadBalancers";

/**
 * Whether a CNAME's target is a name that these zones answer for, so that the model can say if they do.
 * @param inventory - The resources.
 * @param target - The target.
 * @param hostname - The name of the CNAME.
 */
export function isOurs(inventory: Inventory, target: string, hostname: string): boolean {
  return (
    inventory.existsAt(target) ||
    parentHostnames(target).some((parent) => inventory.existsAt(`*.${parent}`)) ||
    inventory.zones.holds(target) ||
    registrableDomain(target) === registrableDomain(hostname)
  );
}

/**
 * Whether records serve their name.
 * @param inventory - The resources.
 * @param hostname - The name.
 * @param records - Its records of addresses and names.
 * @param next - Where its CNAME records lead, as far as they were followed.
 */
export function recordsServe(
  inventory: Inventory,
  hostname: string,
  records: readonly DnsRecordNode[],
  next: readonly HostnamePath[],
): Certainty {
  return anyOf(
    records.map((record) => {
      if (record.addresses === "unknown") {
        return "unknown";
      }
      if (record.content === undefined || record.content === "") {
        return "no";
      }
      if (record.type !== "CNAME") {
        return "yes";
      }
      if (record.content === unknownValue) {
        return "unknown";
      }
      const path = next.find((each) => each.hostname === record.content);
      return path?.serving ?? (isOurs(inventory, record.content, hostname) ? "no" : "yes");
    }),
  );
}

/**
 * Whether a load balancer serves, or what answers where it is not on.
 * @param balancer - The load balancer.
 * @param otherwise - Whether what answers in its place serves.
 */
export function byLoadBalancer(
  { enabled, serves }: LoadBalancerNode,
  otherwise: Certainty,
): Certainty {
  return enabled === "yes" ? serves : oneOf([serves, otherwise]);
}

/**
 * Whether visitors of a name reach it through Cloudflare. Mixed records of one name are all treated as proxied (Cloudflare docs,
 * dns/proxy-status).
 * @param loadBalancer - The load balancer that answers, or may.
 * @param records - The records that answer.
 */
export function proxiedBy(
  loadBalancer: LoadBalancerNode | undefined,
  records: readonly DnsRecordNode[],
): Certainty {
  const byRecords = anyOf(records.map(({ proxied }) => proxied));
  if (loadBalancer === undefined) {
    return byRecords;
  }
  return loadBalancer.enabled === "yes"
    ? loadBalancer.proxied
    : oneOf([loadBalancer.proxied, byRecords]);
}
