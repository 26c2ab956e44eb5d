import { everywhere as everyAddress } from "../../facts/addresses";
import { anyOf, type Certainty } from "../../core/certainty";
import { contains, readRange } from "../../core/cidrs";
import type { Inventory } from "../graph/inventory";
import { isObject, knownList, readFlag, readList } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import type { ModelResource } from "../graph/resources";
import { tableOf } from "../network/routeTables";
import type { NetworkSubnet } from "../network/subnets";
import { carrierOf } from "./admission";
import { subnetsOfTarget } from "./targetSubnets";

/** Whether what serves in a subnet reaches the Internet. */
export interface WayOut {
  /** The subnet. */
  readonly subnet: NetworkSubnet;
  /** `no` for certain where no route leads there, or one to an internet gateway and what is made has no public address. */
  readonly isOpen: Certainty;
  /** What decides it, without the subnet and what serves there. */
  readonly parts: readonly ModelResource[];
}

const everywhere = readRange(everyAddress.ipv4);

/**
 * Says from which subnets what serves behind a load balancer reaches the Internet by IPv4. An internet gateway takes only what has a
 * public address: that of a task is given with it, that of a machine when it is made.
 * Source: Amazon VPC user guide, VPC_Internet_Gateway; Amazon ECS developer guide, fargate-task-networking.
 * @param inventory - The resources.
 * @param serves - An instance, an Auto Scaling group or a service.
 * @returns One way for each subnet that is known.
 */
export function waysOut(inventory: Inventory, serves: ModelResource): WayOut[] {
  return subnetsOfTarget(inventory, serves).map((subnet) => {
    const { routes, maybeMore, parts } = tableOf(inventory, subnet);
    const defaults = routes.filter(
      ({ destination }) => everywhere !== undefined && contains(destination, everywhere),
    );
    const isOpen = defaults.map(({ isInternet }) =>
      isInternet ? hasPublicAddress(inventory, serves, subnet) : "yes",
    );
    const none = maybeMore ? "unknown" : "no";
    return { subnet, parts, isOpen: isOpen.length === 0 ? none : anyOf(isOpen) };
  });
}

function hasPublicAddress(
  inventory: Inventory,
  serves: ModelResource,
  { resource }: NetworkSubnet,
): Certainty {
  const { networkConfiguration } = serves.properties;
  // What a machine that stands was given when it was made is in no plan.
  if (modelType(serves.type) === "instance") {
    return "unknown";
  }
  if (modelType(serves.type) === "ecsService") {
    return isObject(networkConfiguration)
      ? readFlag(networkConfiguration.assignPublicIp, "no")
      : "unknown";
  }
  const template = carrierOf(inventory, serves);
  const cards = knownList(readList(template?.properties.networkInterfaces))?.filter(isObject);
  const [card] = cards ?? [];
  const bySubnet =
    resource === undefined ? "unknown" : readFlag(resource.properties.mapPublicIpOnLaunch, "no");
  return template === undefined || cards === undefined
    ? "unknown"
    : readFlag(card?.associatePublicIpAddress, bySubnet);
}
