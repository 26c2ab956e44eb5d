import {
  gatewayIds,
  internetGatewayType,
  routeTargets,
  virtualPrivateGatewayType,
} from "../../../facts/aws/routes";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { ownEntry } from "../../../core/ownEntry";
import {
  isWithin,
  joinRanges,
  overlap,
  readRange,
  type AddressRange,
} from "../../../model/firewall/addressRanges";
import { linkTokens } from "../../../model/graph/links";
import { isObject, knownList, readList, readText } from "../../../model/graph/reading";
import {
  ModelReference,
  type ModelObject,
  type ModelResource,
  type ModelValue,
} from "../../../model/graph/resources";
import type { PlanSide } from "../context";
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
  wayOut:
    "Narrow the route, for example to the private 172.16.0.0/12, or add a narrower one for Cloudflare's range to the internet gateway",
  evaluate: ({ after }) => {
    const routes = allRoutes(after);
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
              got: `${route.destination.text} to ${route.leadsTo}, which takes ${inWords(swallowed.map(({ text }) => text))}`,
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

interface Route {
  readonly resource: ModelResource;
  readonly property: string;
  readonly table: readonly string[];
  readonly destination: AddressRange;
  /** What it leads to, where that is known not to be the internet gateway. */
  readonly leadsTo: string | undefined;
  readonly isInternet: boolean;
}

const tableTypes = ["aws:ec2/routeTable:RouteTable", "aws:ec2/defaultRouteTable:DefaultRouteTable"];

function allRoutes(side: PlanSide): Route[] {
  const alone = side.ofToken("aws:ec2/route:Route").flatMap((resource) =>
    readRoute(side, resource, resource.properties, {
      property: "destination",
      table: linkTokens(resource.properties.routeTableId),
    }),
  );
  const inline = tableTypes
    .flatMap((token) => side.ofToken(token))
    .flatMap((resource) => {
      const list = knownList(readList(resource.properties.routes));
      const table = [resource.key, ...(resource.id === undefined ? [] : [resource.id])];
      const routes = list?.flatMap((route, index) =>
        isObject(route)
          ? readRoute(side, resource, route, { property: `routes[${index}]`, table })
          : [],
      );
      return routes ?? [];
    });
  return [...alone, ...inline];
}

function readRoute(
  side: PlanSide,
  resource: ModelResource,
  route: ModelObject,
  place: Pick<Route, "property" | "table">,
): Route[] {
  const cidrs: (ModelValue | undefined)[] = [
    route.destinationCidrBlock,
    route.destinationIpv6CidrBlock,
    route.cidrBlock,
    route.ipv6CidrBlock,
  ];
  const isInternet = leadsToInternet(side, route);
  const leadsTo = isInternet ? undefined : targetOf(side, route);
  return cidrs
    .map((cidr) => readText(cidr))
    .map((cidr) => (typeof cidr === "string" ? readRange(cidr) : undefined))
    .filter((destination) => destination !== undefined)
    .map((destination) => ({ resource, ...place, destination, leadsTo, isInternet }));
}

function targetOf(side: PlanSide, route: ModelObject): string | undefined {
  const { gatewayId } = route;
  const isPrivate =
    gatewayId instanceof ModelReference
      ? gatewayId.reference.every((key) => side.byKey(key)?.type === virtualPrivateGatewayType)
      : typeof gatewayId === "string" && gatewayId.startsWith(gatewayIds.virtualPrivate);
  if (isPrivate) {
    return "a virtual private gateway";
  }
  const found = Object.entries(routeTargets).find(
    ([property]) => (ownEntry(route, property) ?? "") !== "",
  );
  return found?.[1];
}

/** Whether a route leads, or may lead, to an internet gateway. */
function leadsToInternet(side: PlanSide, { gatewayId }: ModelObject): boolean {
  return gatewayId instanceof ModelReference
    ? gatewayId.reference.some((key) => side.byKey(key)?.type === internetGatewayType)
    : typeof gatewayId === "string" && gatewayId.startsWith(gatewayIds.internet);
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
