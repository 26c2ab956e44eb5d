import { unknownValue } from "../../core/known";
import { linkTokens } from "../../model/graph/links";
import type { ModelTypeName } from "../../model/graph/resourceTypes";
import type { ModelResource, ModelValue } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import type { TrafficModel } from "../../model/traffic/path";
import { takingOrigins } from "../../model/traffic/pools";
import { privateRouteTo, type PrivateRoute } from "../../model/traffic/privateRoutes";
import { names, say } from "../words/words";
import { causeOf, changesAnyOf, isMade, type Risk, type RiskContext } from "./risk";

/** What of a route says where Cloudflare comes by it. */
const routing = ["accountId", "network", "tunnelId", "virtualNetworkId"];

const deciding: ReadonlySet<ModelTypeName> = new Set(["tunnelRoute"]);

/** Somewhere that visitors are sent through a private network. */
interface PrivatePlace {
  readonly address: string;
  readonly virtualNetwork: ModelValue | undefined;
}

/** What becomes of the route to one. */
interface Rerouted extends PrivatePlace {
  readonly was: PrivateRoute;
  /** Undefined where no route leads there any more. */
  readonly is: PrivateRoute | undefined;
}

/**
 * Finds pools and records whose private addresses no route of a tunnel leads to any more, or that of another tunnel.
 * Source: Cloudflare docs, load-balancing/private-network/public-to-tunnel, and support, Error 523 (no route to the origin's address; which error it
 * is where the route is that of a tunnel, no page says).
 */
export function privateRouteRisks(context: RiskContext): Risk[] {
  const { before, after } = context;
  if (!before.inventory.has("tunnelRoute") || !changesAnyOf(context, deciding)) {
    return [];
  }
  const old = new Map([...privatePlaces(before)].map(([{ key }, places]) => [key, places]));
  return [...privatePlaces(after)].flatMap(([resource, places]): Risk[] => {
    const earlier = old.get(context.formerly.get(resource.key) ?? resource.key) ?? [];
    const rerouted = places.flatMap((place) => reroutedPlaces(context, place, earlier));
    const lost = rerouted.filter(({ is }) => is === undefined);
    const [told, isLost] = lost.length > 0 ? [lost, true] : [rerouted, false];
    return told.length === 0
      ? []
      : [routeRisk(context, resource, told, { isLost, isAll: told.length === places.length })];
  });
}

/** The places of each pool that is on, and of each record, that are reached through a private network. */
function* privatePlaces(
  model: TrafficModel,
): Generator<readonly [ModelResource, readonly PrivatePlace[]]> {
  for (const pool of model.pools.filter(({ enabled }) => enabled !== "no")) {
    const places = takingOrigins(pool).flatMap(({ address, virtualNetwork }): PrivatePlace[] =>
      typeof address === "string" ? [{ address, virtualNetwork }] : [],
    );
    yield [pool.resource, places];
  }
  for (const { resource, content, privatelyRouted } of model.records) {
    if (privatelyRouted === "yes" && typeof content === "string") {
      yield [resource, [{ address: content, virtualNetwork: undefined }]];
    }
  }
}

function reroutedPlaces(
  { before, after }: RiskContext,
  place: PrivatePlace,
  earlier: readonly PrivatePlace[],
): Rerouted[] {
  // Of a pool that changes its virtual network its own risk tells.
  const old = earlier.find(
    ({ address, virtualNetwork }) =>
      address === place.address && isSameLink(virtualNetwork, place.virtualNetwork),
  );
  const was = old && privateRouteTo(before.inventory, old.address, old.virtualNetwork);
  const is = privateRouteTo(after.inventory, place.address, place.virtualNetwork);
  return was === undefined ||
    was === unknownValue ||
    is === unknownValue ||
    is?.tunnel === was.tunnel
    ? []
    : [{ ...place, was, is }];
}

function isSameLink(one: ModelValue | undefined, other: ModelValue | undefined): boolean {
  return linkTokens(one).join(" ") === linkTokens(other).join(" ");
}

function routeRisk(
  context: RiskContext,
  resource: ModelResource,
  told: readonly Rerouted[],
  { isLost, isAll }: { readonly isLost: boolean; readonly isAll: boolean },
): Risk {
  const { changes } = context;
  const own = title(resource);
  const places = names(told.map(({ address }) => address));
  const routes = told.flatMap(({ was, is }) => [was, is ?? was].map((each) => each.resource));
  const tunnels = told.flatMap(({ is }) => (is === undefined ? [] : [is.tunnel]));
  const isNew = tunnels.some((key) => isMade(changes.get(key)));
  const led = names([...new Set(told.map(({ was }) => title(was.resource)))]);
  const causes = new Set(
    [...routes, resource].flatMap(({ key }) => changes.get(context.renamed.get(key) ?? key) ?? []),
  );
  return {
    id: isLost ? "origin-gone" : "origins-moved",
    severity: isAll && (isLost || isNew) ? "high" : "medium",
    ...{ subject: resource.key, title: own, about: told.map(({ address }) => address) },
    consequence: isLost
      ? say`From this change on no route of this plan leads to ${places}, where ${own} leads through a private network and ${led} led until now: Cloudflare reaches nobody there, and visitors who are sent there get Error 523, or another error of Cloudflare's, until a route leads there again.`
      : isNew
        ? say`From this change on Cloudflare comes to ${places}, where ${own} leads through a private network, by a tunnel that the same update makes: no cloudflared has its token yet, and visitors who are sent there get an error of Cloudflare's until one runs with it.`
        : say`From this change on Cloudflare comes to ${places}, where ${own} leads through a private network, by another tunnel: where its cloudflared does not reach them, visitors who are sent there get an error of Cloudflare's.`,
    cause: [...causes].map((change) => causeOf(change, routing)),
    hint: isLost
      ? say`Keep a route for ${places} in the same virtual network, in the same update.`
      : say`See first that cloudflared of the other tunnel runs and reaches ${places}.`,
  };
}
