import type { Inventory } from "../graph/inventory";
import { linkTokens, unknownLink } from "../graph/links";
import { idsOf } from "../graph/resourcesOfType";
import { linkedResource } from "../graph/targets";
import { title } from "../graph/title";
import type { ModelResource, ModelValue } from "../graph/resources";
import { routesOf, type TableRoutes } from "./routes";
import { namesOneOf, type NetworkSubnet } from "./subnets";

/** The route table that a subnet follows. */
export interface SubnetTable extends TableRoutes {
  /** What to call it before a reader; undefined where it is not known which it is. */
  readonly title: string | undefined;
  /** What of the program says it: the table, what associates the subnet with it, and its routes. */
  readonly parts: readonly ModelResource[];
}

const notKnown: SubnetTable = { title: undefined, parts: [], routes: [], maybeMore: true };

/**
 * Finds the route table that a subnet follows: the one that it is associated with, or else the main one of its VPC.
 * Source: Amazon VPC user guide, subnet-route-tables.
 * @param inventory - The resources.
 * @param subnet - The subnet.
 * @returns The table and its routes.
 */
export function tableOf(inventory: Inventory, subnet: NetworkSubnet): SubnetTable {
  const [own, ...others] = inventory
    .linkedToAny(subnet.tokens, "routeTableAssociation")
    .filter(({ properties }) => namesOneOf(properties.subnetId, subnet.tokens));
  if (own !== undefined) {
    return others.length > 0 ? notKnown : named(inventory, own, own.properties.routeTableId);
  }
  return subnet.vpcTokens.length === 0 ? notKnown : mainTable(inventory, subnet.vpcTokens);
}

/** The main table: another one that was made it, or the one that came with the VPC. */
function mainTable(inventory: Inventory, vpcTokens: readonly string[]): SubnetTable {
  const [chosen] = inventory
    .linkedToAny(vpcTokens, "mainRouteTableAssociation")
    .filter(({ properties }) => namesOneOf(properties.vpcId, vpcTokens));
  if (chosen !== undefined) {
    return named(inventory, chosen, chosen.properties.routeTableId);
  }
  const [adopted] = inventory
    .linkedToAny(vpcTokens, "routeTable")
    .filter(({ properties }) => namesOneOf(properties.defaultRouteTableId, vpcTokens));
  const tokens = [...vpcTokens, ...(adopted === undefined ? [] : [adopted.key, ...idsOf(adopted)])];
  const isOurs = inventory.linkedToAny(vpcTokens, "subnet").length > 0 && isMade(inventory, tokens);
  return isOurs || adopted !== undefined
    ? table(inventory, tokens, adopted, adopted === undefined ? [] : [adopted])
    : notKnown;
}

/** Whether the program makes the VPC, whose main table nobody else knows. */
function isMade(inventory: Inventory, vpcTokens: readonly string[]): boolean {
  return vpcTokens.some((token) => linkedResource(inventory, "vpc", token) !== undefined);
}

function named(
  inventory: Inventory,
  association: ModelResource,
  value: ModelValue | undefined,
): SubnetTable {
  const tokens = linkTokens(value).filter((token) => token !== unknownLink);
  const found = tokens
    .map((token) => linkedResource(inventory, "routeTable", token))
    .filter((each) => each !== undefined);
  const [resource, ...others] = new Set(found);
  if (others.length > 0 || tokens.length === 0) {
    return { ...notKnown, parts: [association] };
  }
  const all = resource === undefined ? tokens : [...tokens, resource.key, ...idsOf(resource)];
  return table(inventory, [...new Set(all)], resource, [
    association,
    ...(resource === undefined ? [] : [resource]),
  ]);
}

function table(
  inventory: Inventory,
  tokens: readonly string[],
  resource: ModelResource | undefined,
  parts: readonly ModelResource[],
): SubnetTable {
  const { routes, maybeMore } = routesOf(inventory, tokens, resource);
  const isElsewhere = resource === undefined && !isMade(inventory, tokens);
  return {
    title: resource === undefined ? "the main route table" : title(resource),
    parts: [...new Set([...parts, ...routes.map((route) => route.resource)])],
    routes,
    // Routes of a table that another program makes are not all here.
    maybeMore: maybeMore || isElsewhere,
  };
}
