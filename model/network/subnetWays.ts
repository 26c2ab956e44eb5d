import { allOf, type Certainty } from "../../core/certainty";
import { addressCount, contains, type AddressFamily, type AddressRange } from "../../core/cidrs";
import { cloudflareByFamily } from "../firewall/admittedRanges";
import type { Inventory } from "../graph/inventory";
import { linkTokens, unknownLink } from "../graph/links";
import { idsOf } from "../graph/resourcesOfType";
import { firstLinked, linkedResource } from "../graph/targets";
import type { ModelResource } from "../graph/resources";
import { listsOfRoute, routesOf, type Route } from "./routes";
import { tableOf, type SubnetTable } from "./routeTables";
import { namesOneOf, rangeOf, type NetworkSubnet } from "./subnets";

/** How what stands in a subnet answers Cloudflare. */
export interface SubnetWay {
  /** Cloudflare's ranges that get no answer for certain, if only in part, in the order of the published list. */
  readonly lost: readonly string[];
  /** Those of which it is not known. */
  readonly unknown: readonly string[];
  /** Where the routes lead what is lost, each once: what stands there, or undefined for nowhere. */
  readonly leadsTo: readonly (string | undefined)[];
  /** The route table. */
  readonly table: SubnetTable;
  /** What decides: the table, its association, its routes, and what ties the gateway to the VPC. */
  readonly parts: readonly ModelResource[];
}

/** What a gateway is called that is attached to no VPC, or to another one. */
const detachedGateway = "an internet gateway that is not attached to its VPC";

/**
 * Follows the routes of a subnet to Cloudflare. Only an internet gateway brings answers to connections back the way on which they
 * came: behind a NAT gateway they leave with another address, and at an egress-only one no connection comes in.
 * Source: Amazon VPC user guide, VPC_Internet_Gateway, vpc-nat-gateway and egress-only-internet-gateway.
 * @param inventory - The resources.
 * @param subnet - The subnet.
 * @param family - The family of addresses.
 * @returns The way.
 */
export function wayOf(
  inventory: Inventory,
  subnet: NetworkSubnet,
  family: AddressFamily,
): SubnetWay {
  const table = tableOf(inventory, subnet);
  const judged = cloudflareByFamily[family].map((range) => {
    const used = routesFor(table.routes, range);
    const [outer] = used;
    const states = used.map((route) => leadsOut(inventory, route, subnet));
    const state = outer === undefined ? (table.maybeMore ? "unknown" : "no") : allOf(states);
    const bad = used.filter((_route, index) => states[index] === "no");
    const leadsTo = bad.map((route) => (route.isInternet ? detachedGateway : route.leadsTo));
    return { text: range.text, state, leadsTo: outer === undefined ? [undefined] : leadsTo };
  });
  const lost = judged.filter(({ state }) => state === "no");
  const gateways = table.routes.flatMap((route) => gatewayParts(inventory, route));
  const lists = table.routes.flatMap(({ resource }) => listsOfRoute(inventory, resource));
  const isInspected = table.routes.some(({ inspectors }) => inspectors.length > 0);
  const inbound = isInspected ? gatewayTables(inventory).flatMap(({ parts }) => parts) : [];
  return {
    lost: lost.map(({ text }) => text),
    unknown: judged.filter(({ state }) => state === "unknown").map(({ text }) => text),
    leadsTo: [...new Set(lost.flatMap(({ leadsTo }) => leadsTo))],
    table,
    parts: [...new Set([...table.parts, ...gateways, ...lists, ...inbound])],
  };
}

/** The narrowest route around a range, and those for parts of it. Source: Amazon VPC user guide, route-tables-priority. */
function routesFor(routes: readonly Route[], range: AddressRange): Route[] {
  const around = routes.filter(({ destination }) => contains(destination, range));
  const narrowest = around.reduce<Route | undefined>(
    (best, route) =>
      best === undefined || addressCount(route.destination) <= addressCount(best.destination)
        ? route
        : best,
    undefined,
  );
  const inside = routes.filter(
    ({ destination }) => contains(range, destination) && !contains(destination, range),
  );
  return narrowest === undefined ? [] : [narrowest, ...inside];
}

function leadsOut(inventory: Inventory, route: Route, subnet: NetworkSubnet): Certainty {
  if (route.inspectors.length > 0 && isInspectedBothWays(inventory, subnet)) {
    return "yes";
  }
  if (!route.isInternet) {
    return route.leadsTo === undefined ? "unknown" : "no";
  }
  return allOf(route.gateways.map((token) => isAttached(inventory, token, subnet)));
}

/**
 * Whether what comes in by the internet gateway is led through an endpoint as well, and so comes back the way on which it came: what looks at
 * one way alone drops it. Source: Amazon VPC user guide, gateway-route-tables.
 */
function isInspectedBothWays(inventory: Inventory, subnet: NetworkSubnet): boolean {
  const range = rangeOf(subnet);
  return gatewayTables(inventory).some(({ routes }) =>
    routes.some(
      ({ destination, inspectors }) =>
        inspectors.length > 0 && range !== undefined && contains(destination, range),
    ),
  );
}

/** A table that says where what comes in by a gateway goes. */
interface GatewayTable {
  readonly routes: readonly Route[];
  readonly parts: readonly ModelResource[];
}

function gatewayTables(inventory: Inventory): GatewayTable[] {
  return inventory
    .ofType("routeTableAssociation")
    .filter(({ properties }) => properties.gatewayId !== undefined)
    .map((association) => {
      const { routeTableId } = association.properties;
      const tokens = linkTokens(routeTableId).filter((token) => token !== unknownLink);
      const table = firstLinked(inventory, "routeTable", routeTableId);
      const all = table === undefined ? tokens : [...tokens, table.key, ...idsOf(table)];
      const { routes } = routesOf(inventory, all, table);
      return { routes, parts: [association, ...routes.map(({ resource }) => resource)] };
    });
}

function isAttached(inventory: Inventory, token: string, subnet: NetworkSubnet): Certainty {
  const gateway = linkedResource(inventory, "internetGateway", token);
  if (gateway === undefined) {
    return "yes";
  }
  const attachments = inventory.linkedTo(gateway, "internetGatewayAttachment");
  const vpcs = [gateway, ...attachments].flatMap(({ properties }) => linkTokens(properties.vpcId));
  if (vpcs.includes(unknownLink)) {
    return "unknown";
  }
  const isOwn =
    subnet.vpcTokens.length === 0 || vpcs.some((each) => namesOneOf(each, subnet.vpcTokens));
  return vpcs.length > 0 && isOwn ? "yes" : "no";
}

function gatewayParts(inventory: Inventory, { gateways }: Route): ModelResource[] {
  return gateways.flatMap((token) => {
    const gateway = linkedResource(inventory, "internetGateway", token);
    return gateway === undefined
      ? []
      : [gateway, ...inventory.linkedTo(gateway, "internetGatewayAttachment")];
  });
}
