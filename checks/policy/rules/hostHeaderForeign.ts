import { isOwnHostHeader } from "../../../constraints/hostHeaders";
import { regionalHostnames } from "../../../facts/aws/hostnames";
import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { describeValue } from "../../../core/problem";
import { canonicalHostname, registrableDomain } from "../../../model/graph/hostnames";
import type { OriginNode, PoolNode } from "../../../model/traffic/pools";
import { unknownValue } from "../../../core/known";
import type { PlanSide } from "../context";
import { defineRule, type Violation } from "../rule";
import { about } from "../subjects";

/** Origins with a Host header that Cloudflare may refuse. */
export const hostHeaderForeign = defineRule({
  id: "host-header-foreign",
  severity: "medium",
  sentence:
    "The Host header of an origin is a name of a zone of the account, or the origin's own address.",
  reason: `Cloudflare refuses foreign Host headers with ${apiErrors.hostHeaderRefused.code}, in the middle of an update, unless they publicly resolve to the address.`,
  source: apiErrors.hostHeaderRefused.source,
  wayOut:
    "Leave it out, so that the origin is asked for the visitor's hostname, or give a name of a zone of the account; excuse it where it resolves to the address",
  evaluate: ({ after }) => {
    const domains = ownDomains(after);
    return after.traffic.pools.flatMap((pool) => violationsOf(pool, domains));
  },
});

function violationsOf({ resource, origins }: PoolNode, domains: readonly string[]): Violation[] {
  return (origins === unknownValue ? [] : origins).flatMap((origin, index) =>
    foreignHosts(origin, domains).map((host) => ({
      ...about(resource, `origins[${index}].header.hosts`),
      must: "be a name of a zone of the account, or the address of the origin",
      got: `${describeValue(host)} for ${describeValue(origin.address)}`,
    })),
  );
}

/** Of what is not known yet nothing is said, and of other names than AWS's own nothing where no zone is known. */
function foreignHosts({ hosts, address }: OriginNode, domains: readonly string[]): string[] {
  if (hosts === unknownValue || typeof address !== "string") {
    return [];
  }
  return hosts
    .filter((host) => typeof host === "string")
    .filter((written) => {
      const host = canonicalHostname(written);
      const isJudged = domains.length > 0 || regionalHostnames.some((name) => name.test(host));
      return isJudged && !isOwnHostHeader(host, canonicalHostname(address), domains);
    });
}

/** The registrable domains of the zones, records and load balancers of a side: where the account has zones for certain. */
function ownDomains({ traffic }: PlanSide): readonly string[] {
  const names = traffic.inventory.hostnames().filter((name) => !name.includes(" "));
  const zones = traffic.inventory.zoneNames();
  return [...new Set([...names, ...zones].map(registrableDomain))].sort();
}
