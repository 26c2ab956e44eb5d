import * as pulumi from "@pulumi/pulumi";
import type { DnsRecordArgs } from "@pulumi/cloudflare/dnsRecord";
import { dnsTtl } from "../../facts/cloudflare/dnsRecordTypes";
import { isIpv4, isIpv6 } from "../internal/addresses";
import { isPlain } from "../internal/checked";
import { servingOrigins, servingPools, type ResolvedLoadBalancer } from "./resolve";

/**
 * The DNS record beneath the load balancer. While the load balancer is enabled it takes precedence over the record;
 * when it is disabled or deleted, the record answers.
 *
 * It is one record and not one for each origin. How many there are must be known before addresses are, and of host
 * names there can be only one. Besides, the engine deletes what is no longer wanted last: from several addresses to
 * a host name, the CNAME would be created while the other addresses still stand, which the API refuses (81053), in
 * every further update too. One record that is replaced delete-first changes to any kind.
 * @param resolved - The load balancer.
 * @returns The resource's inputs.
 */
export function safetyRecordInputs(resolved: ResolvedLoadBalancer): DnsRecordArgs {
  const lastResort = servingPools(resolved).at(-1);
  const address = (lastResort && servingOrigins(lastResort)[0]?.address) ?? "";
  return {
    zoneId: resolved.zoneId,
    name: resolved.hostname,
    type: isPlain(address) ? recordType(address ?? "") : pulumi.output(address).apply(recordType),
    content: address,
    proxied: true,
    ttl: dnsTtl.automatic,
    comment: "Answers while the load balancer of this name is off",
  };
}

function recordType(address: string): string {
  if (isIpv4(address)) {
    return "A";
  }
  return isIpv6(address) ? "AAAA" : "CNAME";
}
