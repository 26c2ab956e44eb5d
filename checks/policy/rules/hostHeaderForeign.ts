import { isOwnHostHeader } from "../../../constraints/hostHeaders";
import { regionalHostnames } from "../../../facts/aws/hostnames";
import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { parentHostnames } from "../../../core/hostnames";
import { describeValue } from "../../../core/problem";
import { canonicalHostname, registrableDomain } from "../../../model/graph/hostnames";
import type { Inventory } from "../../../model/graph/inventory";
import type { OriginNode, PoolNode } from "../../../model/traffic/pools";
import { unknownValue } from "../../../core/known";
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
  hint: "Leave it out, so that the origin is asked for the visitor's hostname, or give a name of a zone of the account; excuse it where it resolves to the address",
  evaluate: ({ after }) => {
    const zones = new OwnZones(after.traffic.inventory);
    return after.traffic.pools.flatMap((pool) => violationsOf(pool, zones));
  },
});

function violationsOf({ resource, origins }: PoolNode, zones: OwnZones): Violation[] {
  return (origins === unknownValue ? [] : origins).flatMap((origin, index) =>
    foreignHosts(origin, zones).map((host) => ({
      ...about(resource, `origins[${index}].header.hosts`),
      must: "be a name of a zone of the account, or the address of the origin",
      actual: `${describeValue(host)} for ${describeValue(origin.address)}`,
    })),
  );
}

/** Says nothing of what is not known yet, and where no zone is known, nothing of other names than AWS's own. */
function foreignHosts({ hosts, address }: OriginNode, zones: OwnZones): string[] {
  if (hosts === unknownValue || typeof address !== "string") {
    return [];
  }
  return hosts
    .filter((host) => typeof host === "string")
    .filter((written) =>
      zones.areForeignTo(canonicalHostname(written), canonicalHostname(address)),
    );
}

/** The zones that the account has for certain: those of its zones, records and load balancers. */
class OwnZones {
  #domains: readonly string[] | undefined;

  constructor(private readonly inventory: Inventory) {}

  areForeignTo(host: string, address: string): boolean {
    if (this.inventory.existsAt(host)) {
      return false;
    }
    this.#domains ??= ownDomains(this.inventory);
    const isJudged = this.#domains.length > 0 || regionalHostnames.some((name) => name.test(host));
    return isJudged && !isOwnHostHeader(host, address, this.#domains);
  }
}

/** The registrable domains of all names; one beneath another is left out, since what is in it is in the other too. */
function ownDomains(inventory: Inventory): readonly string[] {
  const names = inventory.hostnames().filter((name) => !name.includes(" "));
  const domains = new Set<string>();
  for (const name of [...names, ...inventory.zones.all()]) {
    if (!domains.has(name) && !parentHostnames(name).some((parent) => domains.has(parent))) {
      domains.add(registrableDomain(name));
    }
  }
  return [...domains];
}
