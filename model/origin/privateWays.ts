import { contains, readRange, type AddressRange } from "../../core/cidrs";
import type { Inventory } from "../graph/inventory";
import { readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { tableOf } from "../network/routeTables";
import type { Route } from "../network/routes";
import { rangeOf, subnetsOfBalancer, type NetworkSubnet } from "../network/subnets";
import { subnetsOfTarget } from "./targetSubnets";
import type { TargetSource } from "./targets";

/** A way from one subnet to addresses in another network. */
export interface PrivateWay {
  /** The routes that lead there otherwise than by the Internet: by a peering, a transit gateway, a private gateway. */
  readonly routes: readonly Route[];
  /** Whether there may be others of which it is not known what they are for. */
  readonly maybeMore: boolean;
  /** What decides it. */
  readonly parts: readonly ModelResource[];
}

/**
 * Lists the ways between a load balancer and a target that is registered by its address, there and back.
 * @param inventory - The resources.
 * @param machine - The load balancer.
 * @param source - What registers the target.
 * @returns One for each subnet of either side whose other end is known.
 */
export function privateWays(
  inventory: Inventory,
  machine: ModelResource,
  { resource, serves }: TargetSource,
): PrivateWay[] {
  const target = readText(resource.properties.targetId);
  const address = typeof target === "string" ? readRange(target) : undefined;
  const near = subnetsOfBalancer(inventory, machine);
  const far = serves === undefined ? [] : subnetsOfTarget(inventory, serves);
  const there = address === undefined ? [] : near.map((subnet) => way(inventory, subnet, address));
  const back = far.flatMap((subnet) =>
    near
      .filter((other) => !isInSameNetwork(subnet, other))
      .map(rangeOf)
      .filter((range) => range !== undefined)
      .map((range) => way(inventory, subnet, range)),
  );
  return [...there, ...back];
}

/**
 * Lists the ways between two subnets of different networks, there and back.
 * @param inventory - The resources.
 * @param near - The one.
 * @param far - The other.
 * @returns None where they lie in one network, or the addresses of one are not known.
 */
export function waysBetween(
  inventory: Inventory,
  near: NetworkSubnet,
  far: NetworkSubnet,
): PrivateWay[] {
  const [to, from] = [rangeOf(far), rangeOf(near)];
  return isInSameNetwork(near, far) || to === undefined || from === undefined
    ? []
    : [way(inventory, near, to), way(inventory, far, from)].map((each) => ({
        ...each,
        // What translates addresses takes nothing on to another network of one's own.
        routes: each.routes.filter(({ translators }) => translators.length === 0),
      }));
}

/** What lies in one network is led to by its local route. Source: Amazon VPC user guide, VPC_Route_Tables. */
function isInSameNetwork({ vpcTokens }: NetworkSubnet, other: NetworkSubnet): boolean {
  return other.vpcTokens.some((token) => vpcTokens.includes(token));
}

function way(inventory: Inventory, subnet: NetworkSubnet, to: AddressRange): PrivateWay {
  const { routes, maybeMore, parts } = tableOf(inventory, subnet);
  return {
    ...{ maybeMore, parts },
    routes: routes.filter(
      ({ destination, leadsTo }) => leadsTo !== undefined && contains(destination, to),
    ),
  };
}
