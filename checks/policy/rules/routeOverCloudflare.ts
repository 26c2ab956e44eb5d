import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { isWithin, joinRanges, overlap, readRange, type AddressRange } from "../../../core/cidrs";
import { allRoutes, type Route } from "../../../model/network/routes";
import { title } from "../../../model/graph/title";
import { defineRule } from "../rule";
import { about, inWords } from "../subjects";

/** Routes that carry answers to Cloudflare somewhere else. */
export const routeOverCloudflare = defineRule({
  id: "route-over-cloudflare",
  severity: "high",
  sentence:
    "No route but the default one carries Cloudflare's addresses anywhere but to the internet gateway.",
  reason:
    "A route such as 172.0.0.0/8 to a VPN swallows what the origin answers to 172.64.0.0/13: connections from there time out (521, 522, 523), and no " +
    "security group shows why.",
  source:
    "Cloudflare docs, fundamentals/concepts/cloudflare-ip-addresses; Amazon VPC user guide, route-tables",
  hint: "Narrow the route, for example to the private 172.16.0.0/12, or add a narrower one for Cloudflare's range to the internet gateway",
  evaluate: ({ after }) => {
    const routes = allRoutes(after.traffic.inventory);
    return routes.flatMap((route) => {
      if (route.leadsTo === undefined || isEverything(route.destination)) {
        return [];
      }
      const met = cloudflare.filter((range) => overlap(range, route.destination));
      const around = met.length === 0 ? [] : joinRanges(waysRound(route, routes));
      const swallowed = met.filter((range) => !isWithin(common(range, route.destination), around));
      return swallowed.length === 0
        ? []
        : [
            {
              ...about(route.resource, route.property),
              must: "leave Cloudflare's ranges to the internet gateway",
              actual: `${route.destination.text} to ${route.leadsTo}, which takes ${inWords(swallowed.map(({ text }) => text))}`,
              parts: swallowed.map(
                ({ text }) => `${title(route.resource)} ${route.destination.text} ${text}`,
              ),
            },
          ];
    });
  },
});

const cloudflare = [...cloudflareRanges.ipv4, ...cloudflareRanges.ipv6]
  .map(readRange)
  .filter((range) => range !== undefined);

/** Narrower destinations of the same table that lead to the internet gateway. */
function waysRound({ table, destination }: Route, routes: readonly Route[]): AddressRange[] {
  return routes
    .filter((other) => other.isInternet && sameTable(other.table, table))
    .map((other) => other.destination)
    .filter((other) => size(other) < size(destination));
}

function sameTable(left: readonly string[], right: readonly string[]): boolean {
  return left.some((token) => right.includes(token));
}

function isEverything({ text }: AddressRange): boolean {
  return text.endsWith("/0");
}

function size({ first, last }: AddressRange): bigint {
  return last - first;
}

function common(left: AddressRange, right: AddressRange): AddressRange {
  return size(left) < size(right) ? left : right;
}
