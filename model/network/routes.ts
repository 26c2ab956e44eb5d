import { managedPrefixListId } from "../../facts/aws/ids";
import { gatewayIds, routeTargets } from "../../facts/aws/routes";
import { ownEntry } from "../../core/ownEntry";
import { prefixListEntries } from "../firewall/prefixLists";
import type { Inventory } from "../graph/inventory";
import { linkTokens, tokensAt, unknownLink } from "../graph/links";
import { idsOf } from "../graph/resourcesOfType";
import { isObject, isUnread, knownList, readList, readText } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import { linkedResource, targetOf } from "../graph/targets";
import {
  ModelReference,
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
  /** What that gateway may be called; empty for others. */
  readonly gateways: readonly string[];
  /** What the NAT gateway, or the network interface of a machine, may be called to which it leads; empty for others. */
  readonly translators: readonly string[];
  /** What the VPC endpoint may be called, behind which something looks at packets and passes them on; empty for others. */
  readonly inspectors: readonly string[];
}

/** The routes of a table. */
export interface TableRoutes {
  /** Those whose destinations are known. */
  readonly routes: readonly Route[];
  /** Whether there are routes of which it is not known what they are for. */
  readonly maybeMore: boolean;
}

/**
 * Lists the routes whose destinations are known.
 * @param inventory - The resources.
 * @returns Those that stand alone, then those written in tables.
 */
export function allRoutes(inventory: Inventory): Route[] {
  const alone = inventory.ofType("route").map((route) => aloneRoutes(inventory, route));
  const inline = inventory.ofType("routeTable").map((table) => inlineRoutes(inventory, table));
  return [...alone, ...inline].flatMap(({ routes }) => routes);
}

/**
 * Lists the routes of one table, those written in it first.
 * @param inventory - The resources.
 * @param tokens - What the table may be called.
 * @param table - The table; undefined where another program makes it, or AWS does with the VPC.
 * @returns The routes.
 */
export function routesOf(
  inventory: Inventory,
  tokens: readonly string[],
  table: ModelResource | undefined,
): TableRoutes {
  const read = [
    ...(table === undefined ? [] : [inlineRoutes(inventory, table)]),
    ...inventory.linkedToAny(tokens, "route").map((route) => aloneRoutes(inventory, route)),
  ];
  return {
    routes: read.flatMap(({ routes }) => routes),
    maybeMore: read.some(({ maybeMore }) => maybeMore),
  };
}

/**
 * Lists what says which addresses a route is for where it names prefix lists.
 * @param inventory - The resources.
 * @param route - What holds the route: itself, or its table.
 * @returns The lists, and their entries that stand alone.
 */
export function listsOfRoute(inventory: Inventory, route: ModelResource): ModelResource[] {
  const tokens = ["destinationPrefixListId", "routes.destinationPrefixListId"].flatMap((path) =>
    tokensAt(route, path),
  );
  const lists = tokens.flatMap((token) => linkedResource(inventory, "prefixList", token) ?? []);
  return lists.flatMap((list) => [list, ...inventory.linkedTo(list, "prefixListEntry")]);
}

function aloneRoutes(inventory: Inventory, route: ModelResource): TableRoutes {
  const table = linkTokens(route.properties.routeTableId);
  return readRoute(inventory, route, route.properties, { property: "destination", table });
}

function inlineRoutes(inventory: Inventory, table: ModelResource): TableRoutes {
  const list = knownList(readList(table.properties.routes));
  const tokens = [table.key, ...idsOf(table), ...linkTokens(table.properties.defaultRouteTableId)];
  const read = (list ?? []).flatMap((route, index) =>
    isObject(route)
      ? [readRoute(inventory, table, route, { property: `routes[${index}]`, table: tokens })]
      : [],
  );
  return {
    routes: read.flatMap(({ routes }) => routes),
    maybeMore: list === undefined || read.some(({ maybeMore }) => maybeMore),
  };
}

function readRoute(
  inventory: Inventory,
  resource: ModelResource,
  route: ModelObject,
  place: Pick<Route, "property" | "table">,
): TableRoutes {
  const cidrs: (ModelValue | undefined)[] = [
    route.destinationCidrBlock,
    route.destinationIpv6CidrBlock,
    route.cidrBlock,
    route.ipv6CidrBlock,
  ];
  const listed = listedDestinations(inventory, route);
  const gateways = internetGateways(inventory, route);
  const { natGatewayId, networkInterfaceId, vpcEndpointId } = route;
  const inspectors = vpcEndpointId === undefined ? [] : linkTokens(vpcEndpointId);
  const translators = [...linkTokens(natGatewayId), ...linkTokens(networkInterfaceId)].filter(
    (token) => token !== unknownLink,
  );
  const isInternet = gateways.length > 0;
  const leadsTo = isInternet ? undefined : leadsToElsewhere(inventory, route);
  const texts = [...cidrs.map((cidr) => readText(cidr)), ...listed.cidrs];
  return {
    routes: texts
      .map((cidr) => (typeof cidr === "string" ? readRange(cidr) : undefined))
      .filter((destination) => destination !== undefined)
      .map((destination) => ({
        ...{ resource, ...place, destination, leadsTo, isInternet, gateways },
        ...{ translators, inspectors },
      })),
    maybeMore: listed.maybeMore || cidrs.some(isUnread),
  };
}

/** What a route is for that names a prefix list: each of its entries. */
function listedDestinations(
  inventory: Inventory,
  { destinationPrefixListId }: ModelObject,
): { readonly cidrs: readonly string[]; readonly maybeMore: boolean } {
  const target = targetOf(inventory, destinationPrefixListId, "prefixList");
  const [list] = target?.state === "found" ? target.resources : [];
  // The lists of AWS itself hold its own services.
  const isOfAws = managedPrefixListId.test(target?.id ?? "");
  return list === undefined
    ? { cidrs: [], maybeMore: target !== undefined && !isOfAws }
    : prefixListEntries(inventory, list);
}

function leadsToElsewhere(inventory: Inventory, route: ModelObject): string | undefined {
  const { gatewayId } = route;
  const isPrivate =
    gatewayId instanceof ModelReference
      ? gatewayId.reference.every((key) => isOfType(inventory, key, "vpnGateway"))
      : typeof gatewayId === "string" && gatewayId.startsWith(gatewayIds.virtualPrivate);
  if (isPrivate) {
    return "a virtual private gateway";
  }
  const found = Object.entries(routeTargets).find(
    ([property]) => (ownEntry(route, property) ?? "") !== "",
  );
  return found?.[1];
}

/** The internet gateways to which a route leads, or may lead. */
function internetGateways(inventory: Inventory, { gatewayId }: ModelObject): readonly string[] {
  if (gatewayId instanceof ModelReference) {
    return gatewayId.reference.filter((key) => isOfType(inventory, key, "internetGateway"));
  }
  return typeof gatewayId === "string" && gatewayId.startsWith(gatewayIds.internet)
    ? [gatewayId]
    : [];
}

function isOfType(
  inventory: Inventory,
  key: string,
  type: "internetGateway" | "vpnGateway",
): boolean {
  const found = inventory.byKey(key);
  return found !== undefined && modelType(found.type) === type;
}
