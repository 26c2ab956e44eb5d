import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { storesAskedBy } from "../../model/origin/askedStores";
import { waysBetween, type PrivateWay } from "../../model/origin/privateWays";
import { storePlaces, subnetsOfStore } from "../../model/origin/storeSubnets";
import { subnetsOfTarget } from "../../model/origin/targetSubnets";
import type { ModelTypeName } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import type { OriginPaths } from "../../model/origin/originPaths";
import { askedStore } from "./askedStores";
import type { OriginSides, Serving } from "./originSides";
import { causedRisk, changesAnyOf, type Risk } from "./risk";
import { errorOf, say } from "../words/words";

const parts: ReadonlySet<ModelTypeName> = new Set([
  ...(["route", "routeTable", "routeTableAssociation", "mainRouteTableAssociation"] as const),
]);

/** Finds stores in another network, which the program of what serves names, and to or from which no route leads any more. */
export function cutStoreRisks(sides: OriginSides): Risk[] {
  if (!changesAnyOf(sides.context, parts)) {
    return [];
  }
  const { plan } = sides.context;
  const [earlier, later] = [storePlaces(plan.before), storePlaces(plan.after)];
  return sides.serving.flatMap((serving) =>
    storesAskedBy(sides.after, serving.serves)
      .flatMap((store): Risk[] => {
        const old = sides.earlier(store);
        const was = old && pairsOf(sides.before, earlier, serving.old, old);
        const is = pairsOf(sides.after, later, serving.serves, store);
        return was === undefined ? [] : cutRisk(sides, serving, store, { was, is });
      })
      .slice(0, 1),
  );
}

/** The ways there and back between one subnet of what serves and one of a store. */
type Pair = readonly PrivateWay[];

function pairsOf(
  { model: { inventory } }: OriginPaths,
  places: readonly ModelResource[],
  serves: ModelResource,
  store: ModelResource,
): Pair[] {
  const far = subnetsOfStore(inventory, places, store);
  return subnetsOfTarget(inventory, serves)
    .flatMap((near) => far.map((each) => waysBetween(inventory, near, each)))
    .filter(({ length }) => length > 0);
}

function cutRisk(
  sides: OriginSides,
  { place, serves }: Serving,
  store: ModelResource,
  { was, is }: Readonly<Record<"was" | "is", readonly Pair[]>>,
): Risk[] {
  const cut = is.filter((pair) =>
    pair.some(({ routes, maybeMore }) => routes.length === 0 && !maybeMore),
  );
  const isLed = was.some((pair) => pair.every(({ routes }) => routes.length > 0));
  const isAll = cut.length === is.length;
  const wasCut = was.filter((pair) => pair.some(({ routes }) => routes.length === 0)).length;
  const isNew = isLed && cut.length > wasCut;
  const cause = isNew ? sides.causes([...was, ...is].flat().flatMap((way) => way.parts)) : [];
  return causedRisk(serves, cause, () => ({
    ...{ id: "egress-shut", severity: isAll ? sides.severity(place) : "medium" },
    about: [store.key, title(store)],
    consequence: say`From this change on no route leads between ${title(serves)} and ${askedStore(store)}, in another network${isAll ? [] : [", in some of their subnets"]}: ${sides.visitors(place)} get ${errorOf(loadBalancerErrors.lostDependency)}${isAll ? [] : [" where it is asked from there"]} until one does.`,
    hint: say`Keep the routes between the two networks, there and back, as long as anything asks the other one.`,
  }));
}
