import { knownList } from "../../model/reading";
import { addressKey } from "../../model/originMachines";
import { namedAddresses } from "../addresses";
import { defineRule } from "../rule";

/** Addresses of origins that a DNS-only record tells everybody. */
export const originLeaked = defineRule({
  id: "origin-leaked",
  severity: "high",
  sentence: "The address of an origin behind Cloudflare is in no DNS-only record.",
  reason:
    "Whoever knows the address reaches the origin past Cloudflare: past its firewall, its limits and its failover.",
  source: "Cloudflare docs, dns/manage-dns-records/troubleshooting/exposed-ip-address",
  wayOut: "Proxy the record too, or give it an address of another machine",
  evaluate: ({ after }) => {
    const { records, pools } = after.traffic;
    const named = namedAddresses(after);
    const proxied = new Map(
      records.map(({ resource, proxied }) => [resource.key, proxied] as const),
    );
    const hidden = new Map(
      named
        .filter(({ resource }) => (proxied.get(resource.key) ?? "yes") === "yes")
        .reverse()
        .map((each) => [addressKey(each.address), each.title]),
    );
    // A pool reaches origins by name only through records that are DNS-only.
    const reached = new Set(
      pools
        .flatMap(({ origins }) => knownList(origins) ?? [])
        .flatMap(({ address, addressFrom }) =>
          typeof address === "string" ? addressKey(address) : addressFrom,
        ),
    );
    return named.flatMap(({ resource, title, property, address }) => {
      const behind = hidden.get(addressKey(address));
      return proxied.get(resource.key) === "no" &&
        behind !== undefined &&
        !reached.has(title) &&
        !reached.has(resource.key)
        ? [
            {
              subject: resource.key,
              title,
              property,
              must: `not tell the address of an origin, which Cloudflare hides for ${behind}`,
              got: `${address}, DNS-only`,
            },
          ]
        : [];
    });
  },
});
