import { compare } from "../../core/order";
import { addressFamilies, type AddressFamily } from "../../core/cidrs";
import { unknownValue } from "../../core/known";
import {
  distinctSubnets,
  subnetsOf,
  subnetsOfBalancer,
  type NetworkSubnet,
} from "../network/subnets";
import { isInternal } from "../network/internal";
import { cardsOf, placesOfMachine } from "./elasticAddresses";
import type { Inventory } from "../graph/inventory";
import { isList, readFlag, readText } from "../graph/reading";
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
  /** The families of which it has no address, for certain. */
  readonly lacking: readonly AddressFamily[];
  /** The subnets in which it stands, as far as they are known. */
  readonly subnets: readonly NetworkSubnet[];
}

/**
 * Lists what takes connections from the Internet.
 * @param inventory - The resources.
 * @returns The endpoints, sorted by key.
 */
export function publicEndpoints(inventory: Inventory): PublicEndpoint[] {
  const balancers = [...inventory.ofType("awsLoadBalancer"), ...inventory.ofType("classicBalancer")]
    .filter((each) => isInternal(each) !== "yes")
    .map((each) => balancer(inventory, each));
  const instances = inventory.ofType("instance");
  // An interface is its machine's, where that is known.
  const held = new Set(instances.flatMap(cardsOf));
  const cards = inventory
    .ofType("networkInterface")
    .filter((card) => !tokensOf(card).some((token) => held.has(token)));
  const machines = [...instances, ...cards].flatMap((each) => machine(inventory, each) ?? []);
  return [...balancers, ...machines].sort((left, right) =>
    compare(left.resource.key, right.resource.key),
  );
}

function balancer(inventory: Inventory, resource: ModelResource): PublicEndpoint {
  const { ipAddressType } = resource.properties;
  const read = readText(ipAddressType) ?? "";
  const type = String(read);
  const families: readonly AddressFamily[] = [
    ...(type === withoutIpv4 ? [] : ["ipv4" as const]),
    ...(type.startsWith("dualstack") ? ["ipv6" as const] : []),
  ];
  return {
    ...{
      resource,
      title: title(resource),
      addresses: placesOfMachine(inventory, resource),
      families,
    },
    lacking:
      read === unknownValue ? [] : addressFamilies.filter((family) => !families.includes(family)),
    subnets: subnetsOfBalancer(inventory, resource),
  };
}

/** Source: Elastic Load Balancing API reference 2015-12-01, CreateLoadBalancer, `IpAddressType`. */
const withoutIpv4 = "dualstack-without-public-ipv4";

/** A machine with an address of the Internet; undefined for one without. */
function machine(inventory: Inventory, resource: ModelResource): PublicEndpoint | undefined {
  const { subnetId, associatePublicIpAddress, ipv6Addresses } = resource.properties;
  const cards = cardsOf(resource);
  const addresses = placesOfMachine(inventory, resource);
  const isPublic = addresses.length > 0 || readFlag(associatePublicIpAddress, "no") === "yes";
  const told = isList(ipv6Addresses) ? ipv6Addresses : undefined;
  const hasIpv6 = told !== undefined && told.length > 0;
  const interfaces = cards.flatMap(
    (token) => linkedResource(inventory, "networkInterface", token) ?? [],
  );
  const places: (ModelValue | undefined)[] = [
    subnetId,
    ...interfaces.map(({ properties }) => properties.subnetId),
  ];
  return isPublic
    ? {
        ...{ resource, title: title(resource), addresses },
        ...{ families: hasIpv6 ? ["ipv4", "ipv6"] : ["ipv4"] },
        lacking: told === undefined || hasIpv6 ? [] : ["ipv6"],
        subnets: distinctSubnets(places.flatMap((value) => subnetsOf(inventory, value))),
      }
    : undefined;
}

/** What other resources may call a machine or an interface. */
function tokensOf(resource: ModelResource): string[] {
  return [resource.key, ...idsOf(resource)];
}
