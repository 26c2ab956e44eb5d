import { compare } from "../../core/order";
import type { Inventory } from "../graph/inventory";
import { linkTokens } from "../graph/links";
import { isObject, knownList, knownObjects, readList, readText } from "../graph/reading";
import { tokensOf } from "../graph/resourcesOfType";
import type { ModelResource, ModelValue } from "../graph/resources";
import { addressesOf } from "../traffic/machineAddresses";

/**
 * Lists what stands before a machine at AWS and names it: groups of endpoints of Global Accelerator, and distributions of CloudFront.
 * @param inventory - Where they are.
 * @param machine - A load balancer or another machine, which need not be there itself.
 */
export function frontsNaming(inventory: Inventory, machine: ModelResource): ModelResource[] {
  const tokens = new Set(tokensOf(machine));
  const addresses = new Set(addressesOf(machine).map((address) => address.toLowerCase()));
  const isNamed = (value: ModelValue | undefined): boolean => {
    const text = readText(value);
    const isAddress = typeof text === "string" && addresses.has(text.toLowerCase());
    return isAddress || linkTokens(value).some((token) => tokens.has(token));
  };
  return [
    ...inventory
      .ofType("acceleratorGroup")
      .filter(({ properties }) =>
        knownObjects(properties.endpointConfigurations).some(({ endpointId }) =>
          isNamed(endpointId),
        ),
      ),
    ...inventory
      .ofType("distribution")
      .filter(({ properties }) =>
        knownObjects(properties.origins).some(({ domainName }) => isNamed(domainName)),
      ),
  ];
}

/**
 * Lists the domain names that a distribution of CloudFront asks.
 * @param distribution - The distribution; undefined for none.
 * @returns Those that are known, sorted.
 */
export function originNamesOf(distribution: ModelResource | undefined): string[] {
  const origins = knownList(readList(distribution?.properties.origins)) ?? [];
  return origins
    .filter(isObject)
    .map(({ domainName }) => readText(domainName))
    .filter((name) => typeof name === "string")
    .sort(compare);
}
