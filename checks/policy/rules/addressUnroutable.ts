import { reservedRanges } from "../../../facts/addresses";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { describeValue } from "../../../facts/problem";
import { namedAddresses, rangeOf } from "../addresses";
import { defineRule } from "../rule";

const cloudflare = [...cloudflareRanges.ipv4, ...cloudflareRanges.ipv6];

/** Records and origins with an address at which no origin can answer. */
export const addressUnroutable = defineRule({
  id: "address-unroutable",
  severity: "high",
  sentence: "Records and origins have public addresses that are not Cloudflare's own.",
  reason:
    "Cloudflare cannot reach private and reserved addresses (Error 1000, 1003 or 522), and an address of Cloudflare itself leads " +
    "in a circle (Error 1000).",
  source:
    "IANA special-purpose address registries; Cloudflare docs, support/troubleshooting/http-status-codes/cloudflare-1xxx-errors",
  wayOut: "Give the origin's public address, or reach it through a tunnel",
  evaluate: ({ after }) =>
    namedAddresses(after).flatMap(({ resource, title, property, address, isTunnelled }) => {
      const reserved = rangeOf(address, reservedRanges, ({ range }) => range);
      const own = rangeOf(address, cloudflare, (range) => range);
      const why =
        reserved !== undefined && !(isTunnelled && reserved.isPrivate)
          ? `an address for ${reserved.purpose} (${reserved.source})`
          : own === undefined
            ? undefined
            : `an address of Cloudflare (${own})`;
      return why === undefined
        ? []
        : [
            {
              subject: resource.key,
              title,
              property,
              must: "be an address at which an origin can answer",
              got: `${describeValue(address)}, ${why}`,
            },
          ];
    }),
});
