import type { Inventory } from "../graph/inventory";
import { linkTokens, tokensAt } from "../graph/links";
import { tokensOf } from "../graph/resourcesOfType";
import { knownObjects } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import { linkedResource } from "../graph/targets";
import type { ModelResource } from "../graph/resources";
import { addressesOf } from "./machineAddresses";

/**
 * Finds the elastic addresses that lead to a machine, by themselves or by an association.
 * @param inventory - Where addresses and associations are.
 * @param named - What the machine and its interfaces are called: keys and ids. Those that are attached to it are added.
 * @returns The addresses, each once, sorted by key.
 */
export function elasticAddressesOf(
  inventory: Inventory,
  named: readonly string[],
): readonly ModelResource[] {
  const attached = inventory
    .linkedToAny(named, "interfaceAttachment")
    .flatMap(({ properties }) => linkTokens(properties.networkInterfaceId))
    .map((token) => linkedResource(inventory, "networkInterface", token)?.key ?? token);
  const cards = attached.flatMap((key) => {
    const card = inventory.byKey(key);
    return card === undefined ? [key] : tokensOf(card);
  });
  const machine = [...named, ...cards];
  const associated = inventory
    .linkedToAny(machine, "elasticIpAssociation")
    .filter(({ properties }) =>
      [...linkTokens(properties.instanceId), ...linkTokens(properties.networkInterfaceId)].some(
        (token) => machine.includes(token),
      ),
    )
    .flatMap(({ properties }) => linkTokens(properties.allocationId))
    .flatMap((token) => linkedResource(inventory, "elasticIp", token) ?? []);
  const own = inventory.linkedToAny(machine, "elasticIp");
  return [...new Map([...own, ...associated].map((address) => [address.key, address])).values()];
}

/**
 * Finds the elastic addresses that a network load balancer has in its subnets.
 * @param inventory - Where addresses are.
 * @param balancer - The load balancer.
 * @returns The addresses that the inventory holds.
 */
export function elasticAddressesOfBalancer(
  inventory: Inventory,
  balancer: ModelResource,
): ModelResource[] {
  return tokensAt(balancer, "subnetMappings.allocationId").flatMap(
    (token) => linkedResource(inventory, "elasticIp", token) ?? [],
  );
}

/** What an elastic address is tied to. */
export interface ElasticTies {
  /** Keys or ids of the instances, interfaces and load balancers, each once. */
  readonly machines: readonly string[];
  /** The associations that tie it, and the load balancers, which name it themselves. */
  readonly parts: readonly ModelResource[];
}

/**
 * Finds what an elastic address is tied to.
 * @param inventory - Where associations and machines are.
 * @param address - The address.
 * @returns The ties; a machine of the inventory is called by its key.
 */
export function elasticTiesOf(inventory: Inventory, address: ModelResource): ElasticTies {
  const associations = inventory.linkedTo(address, "elasticIpAssociation");
  const balancers = inventory.linkedTo(address, "awsLoadBalancer");
  const { instance, networkInterface } = address.properties;
  const tokens = [
    ...[...linkTokens(instance), ...linkTokens(networkInterface)],
    ...associations.flatMap(({ properties }) => [
      ...linkTokens(properties.instanceId),
      ...linkTokens(properties.networkInterfaceId),
    ]),
  ].filter((token) => token !== "" && token !== address.key);
  const cards = tokens.flatMap(
    (token) => linkedResource(inventory, "networkInterface", token) ?? [],
  );
  const attachments = cards.flatMap((card) => inventory.linkedTo(card, "interfaceAttachment"));
  // What an interface is attached to has its addresses.
  const held = attachments.length === 0 ? tokens : attachments.flatMap(instanceOf);
  const machines = held.map(
    (token) =>
      (["instance", "networkInterface"] as const)
        .map((type) => linkedResource(inventory, type, token)?.key)
        .find((key) => key !== undefined) ?? token,
  );
  return {
    machines: [...new Set([...machines, ...balancers.map(({ key }) => key)])],
    parts: [...associations, ...attachments, ...balancers],
  };
}

function instanceOf({ properties }: ModelResource): string[] {
  return linkTokens(properties.instanceId);
}

/**
 * Lists the addresses and hostnames at which a machine is reached, elastic ones among them.
 * @param inventory - Where addresses and associations are.
 * @param machine - A load balancer, an instance or an interface.
 */
export function placesOfMachine(inventory: Inventory, machine: ModelResource): string[] {
  const elastic =
    modelType(machine.type) === "awsLoadBalancer"
      ? elasticAddressesOfBalancer(inventory, machine)
      : elasticAddressesOf(inventory, [...tokensOf(machine), ...cardsOf(machine)]);
  return [...new Set([machine, ...elastic].flatMap(addressesOf))];
}

/** The interfaces that a machine names: keys and ids. */
export function cardsOf({ properties }: ModelResource): string[] {
  const { networkInterfaces, primaryNetworkInterfaceId } = properties;
  const attached = knownObjects(networkInterfaces);
  return [
    ...linkTokens(primaryNetworkInterfaceId),
    ...attached.flatMap((card) => linkTokens(card.networkInterfaceId)),
  ];
}
