import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { describeValue } from "../../../core/problem";
import type { DnsRecordNode } from "../../../model/traffic/dnsRecords";
import { canonicalHostname } from "../../../model/graph/hostnames";
import type { TrafficModel } from "../../../model/traffic/path";
import type { ModelResource } from "../../../model/graph/resources";
import { defineRule, type Violation } from "../rule";

/** Records and load balancers whose names other name servers answer for. */
export const nameDelegated = defineRule({
  id: "name-delegated",
  severity: "high",
  sentence:
    "Nothing but the addresses of its name servers stands at or beneath a name that is delegated.",
  reason: `Cloudflare is never asked for what an NS record gives to other name servers, and refuses new records there with ${apiErrors.recordDelegated.code} or ${apiErrors.nameServersExist.code}.`,
  source: `${apiErrors.recordDelegated.source}; ${apiErrors.nameServersExist.source}`,
  hint: "Make it where the name is served, or take the NS record away",
  evaluate: ({ after: { traffic } }) => {
    const { records, loadBalancers } = traffic;
    return records.some(({ type }) => type === "NS")
      ? [...records.filter((record) => !isOfDelegation(traffic, record)), ...loadBalancers].flatMap(
          ({ resource }) => violationsOf(traffic, resource),
        )
      : [];
  },
});

function violationsOf(traffic: TrafficModel, resource: ModelResource): Violation[] {
  const [delegation] = traffic.delegationsOf(resource);
  const hostname = traffic.inventory.hostnameOf(resource) ?? "";
  return delegation === undefined
    ? []
    : [
        {
          subject: resource.key,
          title: hostname,
          must: `be outside ${delegation.hostname}, which ${delegation.resource.name} gives to other name servers`,
          actual: describeValue(hostname),
          parts: [hostname],
        },
      ];
}

/** NS and DS records of the delegated name, and the addresses of name servers beneath it, as far as these are known. */
function isOfDelegation(
  traffic: TrafficModel,
  { resource, hostname, type }: DnsRecordNode,
): boolean {
  const delegations = traffic.delegationsOf(resource);
  if (delegations[0]?.hostname === hostname) {
    return type === "NS" || type === "DS";
  }
  const isAddress = type === "A" || type === "AAAA";
  return (
    isAddress &&
    delegations.some(
      ({ content }) => typeof content !== "string" || canonicalHostname(content) === hostname,
    )
  );
}
