import { compare } from "../../core/order";
import type { AddressFamily } from "../../core/cidrs";
import {
  distinctSubnets,
  subnetsOf,
  subnetsOfBalancer,
  type NetworkSubnet,
} from "../network/subnets";
import { isInternal } from "../network/internal";
import { elasticAddressesOf } from "./elasticAddresses";
import type { Inventory } from "../graph/inventory";
import { linkTokens } from "../graph/links";
import { addressesOf } from "./machineAddresses";
import { isList, isObject, knownList, readFlag, readList, readText } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import { idsOf } from "../graph/resourcesOfType";
import { linkedResource } from "../graph/targets";
import { title } from "../graph/title";
import type { ModelResource, ModelValue } from "../graph/resources";

/** A load balancer or a machine of AWS that takes connections from the Internet. */
export interface PublicEndpoint {
  /** The load balancer, instance or interface. */
  readonly resource: ModelResource;
  /** What to call it before a reader. */
  readonly title: string;
  /** The addresses and hostnames at which it is reached, elastic ones among them, as far as they are known. */
  readonly addresses: readonly string[];
  /** The families of its addresses. */
  readonly families: readonly AddressFamily[];
  /** The subnets in which it stands, as far as they are known. */
  readonly subnets: readonly NetworkSubnet[];
}

/**
 * Lists what takes connections from the Internet.
 * @param inventory - The resources.
 * @returns The endpoints, sorted by key.
 */
export function publicEndpoints(inventory: Inventory): PublicEndpoint[] {
  const balancers = inventory
    .ofType("awsLoadBalancer")
    .filter((each) => isInternal(each) !== "yes")
    .map((each) => balancer(inventory, each));
  const machines = (["instance", "networkInterface"] as const)
    .flatMap((type) => inventory.ofType(type))
    .flatMap((each) => machine(inventory, each) ?? []);
  return [...balancers, ...machines].sort((left, right) =>
    compare(left.resource.key, right.resource.key),
  );
}

function balancer(inventory: Inventory, resource: ModelResource): PublicEndpoint {
  const { ipAddressType } = resource.properties;
  const type = String(readText(ipAddressType) ?? "");
  return {
    ...{ resource, title: title(resource), addresses: addressesOf(resource) },
    families: [
      ...(type === withoutIpv4 ? [] : ["ipv4" as const]),
      ...(type.startsWith("dualstack") ? ["ipv6" as const] : []),
    ],
    subnets: subnetsOfBalancer(inventory, resource),
  };
}

/** Source: Elastic Load Balancing API reference 2015-12-01, CreateLoadBalancer, `IpAddressType`. */
const withoutIpv4 = "dualstack-without-public-ipv4";

/** A machine with an address of the Internet; undefined for one without. */
function machine(inventory: Inventory, resource: ModelResource): PublicEndpoint | undefined {
  const { subnetId, networkInterfaces, primaryNetworkInterfaceId } = resource.properties;
  const { associatePublicIpAddress, ipv6Addresses } = resource.properties;
  const attached = (isList(networkInterfaces) ? networkInterfaces : []).filter(isObject);
  const cards = [
    ...linkTokens(primaryNetworkInterfaceId),
    ...attached.flatMap((card) => linkTokens(card.networkInterfaceId)),
  ];
  const elastic = elasticAddressesOf(inventory, [...[resource.key, ...idsOf(resource)], ...cards]);
  const own = addressesOf(resource);
  const isPublic =
    own.length + elastic.length > 0 || readFlag(associatePublicIpAddress, "no") === "yes";
  const hasIpv6 = (knownList(readList(ipv6Addresses)) ?? []).length > 0;
  const interfaces = cards.flatMap(
    (token) => linkedResource(inventory, "networkInterface", token) ?? [],
  );
  const places: (ModelValue | undefined)[] = [
    subnetId,
    ...interfaces.map(({ properties }) => properties.subnetId),
  ];
  // An interface is its machine's, where that is known.
  const isHeld =
    modelType(resource.type) === "networkInterface" &&
    inventory.linkedTo(resource, "instance").length > 0;
  return isPublic && !isHeld
    ? {
        ...{ resource, title: title(resource) },
        addresses: [...own, ...elastic.flatMap(addressesOf)],
        families: hasIpv6 ? ["ipv4", "ipv6"] : ["ipv4"],
        subnets: distinctSubnets(places.flatMap((value) => subnetsOf(inventory, value))),
      }
    : undefined;
}
