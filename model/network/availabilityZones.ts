import type { Inventory } from "../graph/inventory";
import { linkTokens, unknownLink } from "../graph/links";
import { readText } from "../graph/reading";
import type { ModelResource, ModelValue } from "../graph/resources";
import { subnetsOfBalancer, type NetworkSubnet } from "./subnets";

/**
 * Says in which availability zone subnets lie, where that is one for all of them. A subnet lies in one zone.
 * Source: Amazon VPC user guide, configure-subnets.
 * @param subnets - The subnets that are known.
 * @param values - The properties that name them.
 * @returns The zone, or the subnet where its zone is not known; undefined where there are more zones, none, or the plan does not say.
 */
export function onlyZoneOf(
  subnets: readonly NetworkSubnet[],
  ...values: readonly (ModelValue | undefined)[]
): string | undefined {
  const isWhole = !values.some((value) => linkTokens(value).includes(unknownLink));
  const [first, ...others] = subnets;
  if (first === undefined || !isWhole) {
    return undefined;
  }
  const zones = subnets.map(zoneOfSubnet);
  const isOne = typeof zones[0] === "string" && zones.every((zone) => zone === zones[0]);
  return others.length === 0 || isOne ? (zones[0] ?? first.title) : undefined;
}

/**
 * Says in which availability zone a load balancer of AWS stands, where that is one.
 * @param inventory - The resources.
 * @param balancer - The load balancer.
 * @returns As of `onlyZoneOf`.
 */
export function zoneOfBalancer(inventory: Inventory, balancer: ModelResource): string | undefined {
  const { subnets, subnetMappings } = balancer.properties;
  return onlyZoneOf(subnetsOfBalancer(inventory, balancer), subnets, subnetMappings);
}

/**
 * Lists the availability zones in which subnets lie.
 * @param subnets - The subnets that are known.
 * @param values - The properties that name them.
 * @returns The zones; undefined where the plan does not say all of them, or there is no subnet.
 */
export function zonesOf(
  subnets: readonly NetworkSubnet[],
  ...values: readonly (ModelValue | undefined)[]
): ReadonlySet<string> | undefined {
  const isWhole = !values.some((value) => linkTokens(value).includes(unknownLink));
  const zones = subnets.map(zoneOfSubnet).filter((zone) => zone !== undefined);
  return isWhole && zones.length === subnets.length && zones.length > 0
    ? new Set(zones)
    : undefined;
}

/**
 * Lists the availability zones in which a load balancer of AWS stands.
 * @param inventory - The resources.
 * @param balancer - The load balancer.
 * @returns As of `zonesOf`.
 */
export function zonesOfBalancer(
  inventory: Inventory,
  balancer: ModelResource,
): ReadonlySet<string> | undefined {
  const { subnets, subnetMappings } = balancer.properties;
  return zonesOf(subnetsOfBalancer(inventory, balancer), subnets, subnetMappings);
}

function zoneOfSubnet({ resource }: NetworkSubnet): string | undefined {
  const { availabilityZone, availabilityZoneId } = resource?.properties ?? {};
  const zone = readText(availabilityZone) ?? readText(availabilityZoneId);
  return typeof zone === "string" ? zone : undefined;
}
