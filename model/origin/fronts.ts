import type { Inventory } from "../graph/inventory";
import { linkTokens } from "../graph/links";
import { isObject, knownList, readList, readText } from "../graph/reading";
import { tokensOf } from "../graph/resourcesOfType";
import type { ModelResource } from "../graph/resources";
import { addressesOf } from "../traffic/machineAddresses";

/**
 * Lists what stands before a machine at AWS and names it: groups of endpoints of Global Accelerator, and distributions of CloudFront.
 * @param inventory - Where they are.
 * @param machine - A load balancer or another machine, which need not be there itself.
 */
export function frontsNaming(inventory: Inventory, machine: ModelResource): ModelResource[] {
  const tokens = new Set(tokensOf(machine));
  const addresses = new Set(addressesOf(machine).map((address) => address.toLowerCase()));
  const named = (resource: ModelResource, list: string, property: string): boolean =>
    (knownList(readList(resource.properties[list])) ?? []).filter(isObject).some((each) => {
      const text = readText(each[property]);
      const isAddress = typeof text === "string" && addresses.has(text.toLowerCase());
      return isAddress || linkTokens(each[property]).some((token) => tokens.has(token));
    });
  return [
    ...inventory
      .ofType("acceleratorGroup")
      .filter((group) => named(group, "endpointConfigurations", "endpointId")),
    ...inventory
      .ofType("distribution")
      .filter((distribution) => named(distribution, "origins", "domainName")),
  ];
}
