import type { Inventory } from "../graph/inventory";
import { linkTokens } from "../graph/links";
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
