import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { describeValue } from "../../../core/problem";
import { readRange } from "../../../core/cidrs";
import { RangeTable } from "../../../core/rangeTable";
import { isPlaceholder, reservedRangeOf } from "../../../core/reservedAddresses";
import type { NamedPlace } from "../../../model/traffic/namedPlaces";
import type { PlanSide } from "../context";
import { defineRule, type Violation } from "../rule";

const cloudflare = new RangeTable(
  [...cloudflareRanges.ipv4, ...cloudflareRanges.ipv6],
  (range) => range,
);

/** Records and origins with an address at which no origin can answer. */
export const addressUnroutable = defineRule({
  id: "address-unroutable",
  severity: "high",
  sentence:
    "What Cloudflare connects to has a public address, and no record or origin has one of Cloudflare's own.",
  reason:
    "Behind a proxied record or a load balancer, Cloudflare cannot reach private and reserved addresses (9003 at the update, or Error " +
    "522), and an address of Cloudflare itself leads in a circle (Error 1000); of a hostname that is proxied a monitor makes no checks.",
  source:
    "IANA special-purpose address registries; Cloudflare docs, support/troubleshooting/http-status-codes/cloudflare-1xxx-errors and " +
    "load-balancing/troubleshooting/common-error-codes",
  hint: "Give the origin's public address, or reach it through a private network; a record that only visitors use may be DNS-only",
  evaluate: ({ after }) =>
    after.traffic.namedPlaces.flatMap((place): Violation[] => {
      const { resource, title, property, address } = place;
      const why = whyUnroutable(after, place);
      return why === undefined
        ? []
        : [
            {
              ...{ subject: resource.key, title, property },
              must: "be an address at which an origin can answer",
              actual: `${describeValue(address)}, ${why}`,
              parts: [`${title} ${address}`],
            },
          ];
    }),
});

function whyUnroutable(side: PlanSide, place: NamedPlace): string | undefined {
  const { address, by } = place;
  if (readRange(address) === undefined) {
    return by === "pool" && side.traffic.pathOf(address).proxied === "yes"
      ? "a hostname that is proxied, so that monitors meet Cloudflare itself and check nothing"
      : undefined;
  }
  const own = cloudflare.find(address);
  return own === undefined ? whyUnreached(side, place) : `an address of Cloudflare (${own})`;
}

/** Why Cloudflare does not reach an address that it connects to; DNS-only addresses are visitors' alone. */
function whyUnreached(side: PlanSide, place: NamedPlace): string | undefined {
  const reserved = reservedRangeOf(place.address);
  const nowhere = isPlaceholder(place.address);
  const reach = reserved !== undefined || nowhere ? side.traffic.reach.to(place) : undefined;
  if (reach === undefined || (nowhere && reach.mayBePlaceholder)) {
    return undefined;
  }
  if (reserved?.isPrivate === true && reach.isTunnelled) {
    return undefined;
  }
  const what = reserved
    ? `an address for ${reserved.purpose} (${reserved.source})`
    : "a placeholder at which nothing answers";
  return reach.by === undefined ? what : `${what}, to which ${reach.by} leads Cloudflare`;
}
