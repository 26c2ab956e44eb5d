import type { Inventory } from "../../model/graph/inventory";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import {
  integrationOf,
  isOfEveryPath,
  routeKeyOf,
  takesAll,
  type RouteKey,
} from "../../model/origin/apiRoutes";
import { hostnamesAtPart } from "../../model/origin/gatewayDoors";
import { names, say, type Phrase } from "../words/words";
import { causesAmong } from "./publicOrigins";
import { changesAnyOf, type Risk, type RiskContext } from "./risk";

/** A route of an HTTP API, and which requests it takes. */
interface Route {
  readonly resource: ModelResource;
  readonly key: RouteKey;
}

/** Requests that routes of an API took and take no longer, with the route that does instead. */
interface Left {
  readonly route: Route;
  readonly taker: Route | undefined;
}

/**
 * Finds HTTP APIs that keep routes, and no longer have one for requests that they took, or lead them elsewhere.
 * Source: Amazon API Gateway developer guide, http-api-develop-routes (404 where no route takes a request).
 */
export function apiRouteRisks(context: RiskContext): Risk[] {
  const { before, after, renamed, changes } = context;
  if (!changesAnyOf(context, new Set(["apiRoute"]))) {
    return [];
  }
  return before.inventory.ofType("httpApi").flatMap((old): Risk[] => {
    const now = after.inventory.byKey(renamed.get(old.key) ?? old.key);
    if (now === undefined || changes.get(now.key)?.operation === "replace") {
      return [];
    }
    const has = routesOf(after.inventory, now);
    const stays = new Set(has.map(({ key }) => key.text));
    const left = routesOf(before.inventory, old)
      .filter(({ key }) => !stays.has(key.text))
      .map((route) => ({ route, taker: has.find(({ key }) => takesAll(key, route.key)) }));
    const lost = left.filter(({ taker }) => taker === undefined);
    const led = left.filter(({ route, taker }) => taker !== undefined && isOther(route, taker));
    const areAll = lost.length > 0 && lost.length === routesOf(before.inventory, old).length;
    // That no route is left is told of the API itself.
    return has.length === 0
      ? []
      : [lost, led]
          .filter(({ length }) => length > 0)
          .flatMap((each) => leftRisk(context, now, each, areAll));
  });
}

function routesOf(inventory: Inventory, api: ModelResource): Route[] {
  return inventory.linkedTo(api, "apiRoute").flatMap((resource) => {
    const key = routeKeyOf(resource);
    return key === undefined ? [] : [{ resource, key }];
  });
}

/** Whether two routes lead to integrations that are known to be others. */
function isOther(...routes: readonly [Route, Route]): boolean {
  const [one, other] = routes.map(({ resource }) => integrationOf(resource));
  return typeof one === "string" && typeof other === "string" && one !== other;
}

function leftRisk(
  context: RiskContext,
  api: ModelResource,
  left: readonly Left[],
  areAll: boolean,
): Risk[] {
  const hostnames = hostnamesAtPart(context.after, api);
  const cause = causesAmong(
    context,
    left.flatMap(({ route, taker }) => [route, ...(taker ? [taker] : [])]).map(resourceOf),
  );
  const keys = names(left.map(({ route }) => route.key.text));
  const isWhole =
    areAll || left.some(({ route, taker }) => taker === undefined && isOfEveryPath(route.key));
  const takers = names([...new Set(left.flatMap(({ taker }) => taker?.key.text ?? []))]);
  const what: Phrase = left.some(({ taker }) => taker === undefined)
    ? say`no route takes what ${keys} took: visitors of ${names(hostnames)} who ask for it get Error 404 until a route does`
    : say`${takers} takes what ${keys} took, and leads it to another integration: where that does not answer it, visitors of ${names(hostnames)} get errors until a route leads it back`;
  return hostnames.length === 0 || cause.length === 0
    ? []
    : [
        {
          ...{ id: "origin-shut", severity: isWhole ? "high" : "medium", subject: api.key, cause },
          ...{ title: title(api), about: hostnames },
          consequence: say`From this change on, at ${title(api)}, ${what}.`,
          hint: say`Add the route that takes its place in an update before this one, and keep the old one until nobody asks for it.`,
        },
      ];
}

function resourceOf({ resource }: Route): ModelResource {
  return resource;
}
