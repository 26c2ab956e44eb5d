import { placeholderRanges, reservedRanges } from "../../../facts/addresses";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { describeValue } from "../../../facts/problem";
import { readRange } from "../../model/addressRanges";
import { namedPlaces, rangeOf, type NamedPlace } from "../addresses";
import type { PlanSide } from "../context";
import { defineRule, type Violation } from "../rule";

const cloudflare = [...cloudflareRanges.ipv4, ...cloudflareRanges.ipv6];

/** Records and origins with an address at which no origin can answer. */
export const addressUnroutable = defineRule({
  id: "address-unroutable",
  severity: "high",
  sentence: "Records and origins have public addresses that are not Cloudflare's own.",
  reason:
    "Cloudflare cannot reach private and reserved addresses (Error 1000, 1003 or 522), and an address of Cloudflare itself leads " +
    "in a circle (Error 1000); of a hostname that is proxied a monitor makes no checks.",
  source:
    "IANA special-purpose address registries; Cloudflare docs, support/troubleshooting/http-status-codes/cloudflare-1xxx-errors and " +
    "load-balancing/troubleshooting/common-error-codes",
  wayOut: "Give the origin's public address, or reach it through a tunnel",
  evaluate: ({ after }) =>
    namedPlaces(after).flatMap((place): Violation[] => {
      const { resource, title, property, address } = place;
      const why = whyUnroutable(after, place);
      return why === undefined
        ? []
        : [
            {
              ...{ subject: resource.key, title, property },
              must: "be an address at which an origin can answer",
              got: `${describeValue(address)}, ${why}`,
            },
          ];
    }),
});

function whyUnroutable({ traffic }: PlanSide, place: NamedPlace): string | undefined {
  const { address, by, isTunnelled } = place;
  if (readRange(address) === undefined) {
    return by === "pool" && traffic.pathOf(address).proxied === "yes"
      ? "a hostname that is proxied, so that monitors meet Cloudflare itself and check nothing"
      : undefined;
  }
  const reserved = rangeOf(address, reservedRanges, ({ range }) => range);
  if (reserved !== undefined && !(isTunnelled && reserved.isPrivate) && !isMeant(place)) {
    return `an address for ${reserved.purpose} (${reserved.source})`;
  }
  const own = rangeOf(address, cloudflare, (range) => range);
  return own === undefined ? undefined : `an address of Cloudflare (${own})`;
}

/** Whether a proxied record leads nowhere on purpose: a Worker or a rule answers before. */
function isMeant({ address, by, isProxied }: NamedPlace): boolean {
  const range = rangeOf(address, placeholderRanges, (each) => each);
  return by === "record" && isProxied === "yes" && range !== undefined;
}
