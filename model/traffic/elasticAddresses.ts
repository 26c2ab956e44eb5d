import type { Inventory } from "../graph/inventory";
import { linkTokens, tokensAt } from "../graph/links";
import { linkedResource } from "../graph/targets";
import type { ModelResource } from "../graph/resources";

/**
 * Finds the elastic addresses that lead to a machine, by themselves or by an association.
 * @param inventory - Where addresses and associations are.
 * @param machine - What the machine and its interfaces are called: keys and ids.
 * @returns The addresses, each once, sorted by key.
 */
export function elasticAddressesOf(
  inventory: Inventory,
  machine: readonly string[],
): readonly ModelResource[] {
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
  const machines = tokens.map(
    (token) =>
      (["instance", "networkInterface"] as const)
        .map((type) => linkedResource(inventory, type, token)?.key)
        .find((key) => key !== undefined) ?? token,
  );
  return {
    machines: [...new Set([...machines, ...balancers.map(({ key }) => key)])],
    parts: [...associations, ...balancers],
  };
}
