import { storeSubnetProperties } from "../../facts/aws/stores";
import { storePlaceTypes } from "../../facts/typesAlike";
import type { Inventory } from "../graph/inventory";
import { readText } from "../graph/reading";
import { tokensAt } from "../graph/links";
import { tokensOf } from "../graph/resourcesOfType";
import type { ModelResource } from "../graph/resources";
import { distinctSubnets, subnetsOf, type NetworkSubnet } from "../network/subnets";

/**
 * Lists what says in which subnets stores of data or endpoints of services stand.
 * @param resources - All that there is.
 */
export function storePlaces(resources: readonly ModelResource[]): readonly ModelResource[] {
  return resources.filter(({ type }) => storePlaceTypes.includes(type));
}

/**
 * Lists the subnets of a network in which stores of data or endpoints of services stand.
 * @param inventory - Where the subnets are.
 * @param places - What says so, as of `storePlaces`.
 * @param networks - What the network may be called.
 * @returns The subnets, each once, as far as they are known.
 */
export function storeSubnets(
  inventory: Inventory,
  places: readonly ModelResource[],
  networks: readonly string[],
): NetworkSubnet[] {
  const named = places.flatMap(({ properties }) => subnetsOf(inventory, properties.subnetIds));
  return distinctSubnets(named).filter(({ vpcTokens }) =>
    vpcTokens.some((token) => networks.includes(token)),
  );
}

/**
 * Lists the subnets in which one store stands.
 * @param inventory - Where the subnets are.
 * @param places - What says so, as of `storePlaces`.
 * @param store - The store.
 * @returns The subnets, each once, as far as they are known.
 */
export function subnetsOfStore(
  inventory: Inventory,
  places: readonly ModelResource[],
  store: ModelResource,
): NetworkSubnet[] {
  const groups = storeSubnetProperties.groups.flatMap((name) => tokensAt(store, name));
  const own = places.filter((place) =>
    [...tokensOf(place), readText(place.properties.name)].some(
      (token) => typeof token === "string" && groups.includes(token),
    ),
  );
  const named = own.flatMap(({ properties }) => subnetsOf(inventory, properties.subnetIds));
  const direct = storeSubnetProperties.subnets
    .flatMap((path) => tokensAt(store, path))
    .flatMap((token) => subnetsOf(inventory, token));
  return distinctSubnets([...named, ...direct]);
}
