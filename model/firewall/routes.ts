import {
  gatewayIds,
  internetGatewayType,
  routeTargets,
  virtualPrivateGatewayType,
} from "../../facts/aws/routes";
import { ownEntry } from "../../core/ownEntry";
import { linkTokens } from "../graph/links";
import { isObject, knownList, readList, readText } from "../graph/reading";
import {
  ModelReference,
  type AllResources,
  type ModelObject,
  type ModelResource,
  type ModelValue,
} from "../graph/resources";
import { readRange, type AddressRange } from "../../core/cidrs";

/** A route of AWS. */
export interface Route {
  /** What holds it: the route itself, or its table. */
  readonly resource: ModelResource;
  /** Where in the resource, written like code. */
  readonly property: string;
  /** What its table may be called. */
  readonly table: readonly string[];
  /** The addresses that it is for. */
  readonly destination: AddressRange;
  /** What it leads to, where that is known not to be the internet gateway. */
  readonly leadsTo: string | undefined;
  /** Whether it leads, or may lead, to an internet gateway. */
  readonly isInternet: boolean;
}

const tableTypes = ["aws:ec2/routeTable:RouteTable", "aws:ec2/defaultRouteTable:DefaultRouteTable"];

/**
 * Lists the routes whose destinations are known.
 * @param resources - The resources.
 * @returns Those that stand alone, then those written in tables.
 */
export function allRoutes(resources: AllResources): Route[] {
  const alone = resources.ofToken("aws:ec2/route:Route").flatMap((resource) =>
    readRoute(resources, resource, resource.properties, {
      property: "destination",
      table: linkTokens(resource.properties.routeTableId),
    }),
  );
  const inline = tableTypes
    .flatMap((token) => resources.ofToken(token))
    .flatMap((resource) => {
      const list = knownList(readList(resource.properties.routes));
      const table = [resource.key, ...(resource.id === undefined ? [] : [resource.id])];
      const routes = list?.flatMap((route, index) =>
        isObject(route)
          ? readRoute(resources, resource, route, { property: `routes[${index}]`, table })
          : [],
      );
      return routes ?? [];
    });
  return [...alone, ...inline];
}

function readRoute(
  resources: AllResources,
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
  const isInternet = leadsToInternet(resources, route);
  const leadsTo = isInternet ? undefined : leadsToElsewhere(resources, route);
  return cidrs
    .map((cidr) => readText(cidr))
    .map((cidr) => (typeof cidr === "string" ? readRange(cidr) : undefined))
    .filter((destination) => destination !== undefined)
    .map((destination) => ({ resource, ...place, destination, leadsTo, isInternet }));
}

function leadsToElsewhere(resources: AllResources, route: ModelObject): string | undefined {
  const { gatewayId } = route;
  const isPrivate =
    gatewayId instanceof ModelReference
      ? gatewayId.reference.every((key) => resources.byKey(key)?.type === virtualPrivateGatewayType)
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
function leadsToInternet(resources: AllResources, { gatewayId }: ModelObject): boolean {
  return gatewayId instanceof ModelReference
    ? gatewayId.reference.some((key) => resources.byKey(key)?.type === internetGatewayType)
    : typeof gatewayId === "string" && gatewayId.startsWith(gatewayIds.internet);
}
