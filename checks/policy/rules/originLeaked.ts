import { ownHostnames } from "../../../facts/cloudflare/ownHostnames";
import { readRange } from "../../../core/cidrs";
import { knownList } from "../../../model/graph/reading";
import { addressKey } from "../../../model/traffic/originMachines";
import { isPlaceholder, reservedRangeOf } from "../../../core/reservedAddresses";
import type { PlanSide } from "../context";
import { defineRule } from "../rule";

/** Addresses of origins that a DNS-only record tells everybody. */
export const originLeaked = defineRule({
  id: "origin-leaked",
  severity: "high",
  sentence: "The address of an origin behind Cloudflare is in no DNS-only record.",
  reason:
    "Whoever knows the address reaches the origin past Cloudflare: past its firewall, its limits and its failover.",
  source: "Cloudflare docs, dns/manage-dns-records/troubleshooting/exposed-ip-address",
  hint: "Proxy the record too, or give it an address of another machine",
  evaluate: ({ after }) => {
    const named = after.traffic.namedPlaces.filter(({ address }) => isReachable(address));
    const published = named.filter(({ isProxied }) => isProxied === "no");
    if (published.length === 0) {
      return [];
    }
    const hidden = new Map(
      named
        .filter(({ isProxied }) => isProxied === "yes")
        .reverse()
        .map((each) => [addressKey(each.address), each.title]),
    );
    const reached = reachedByPools(after);
    return published
      .filter(({ title, resource }) => !reached.has(title) && !reached.has(resource.key))
      .filter(({ address }) => hidden.has(addressKey(address)) && !isCloudflares(after, address))
      .map(({ resource, title, property, address }) => ({
        ...{ subject: resource.key, title, property },
        must: `not tell the address of an origin, which Cloudflare hides for ${hidden.get(addressKey(address)) ?? ""}`,
        actual: `${address}, DNS-only`,
        parts: [`${title} ${address}`],
      }));
  },
});

/** Whether strangers who know an address can connect to it: not to a private one, and at a placeholder nothing answers. */
function isReachable(address: string): boolean {
  return !isPlaceholder(address) && reservedRangeOf(address) === undefined;
}

/** What pools name: they reach origins by name only through records that are DNS-only. */
function reachedByPools({ traffic }: PlanSide): ReadonlySet<string> {
  return new Set(
    traffic.pools
      .flatMap(({ origins }) => knownList(origins) ?? [])
      .flatMap(({ address, addressFrom }) =>
        typeof address === "string" ? addressKey(address) : addressFrom,
      ),
  );
}

/** Whether a hostname leads to Cloudflare itself: to what it serves, or to a name that is proxied. */
function isCloudflares({ traffic }: PlanSide, address: string): boolean {
  const isServed = ownHostnames.some((ending) => address.toLowerCase().endsWith(ending));
  return (
    isServed || (readRange(address) === undefined && traffic.pathOf(address).proxied === "yes")
  );
}
