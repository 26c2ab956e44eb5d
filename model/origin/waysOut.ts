import { everywhere as everyAddress } from "../../facts/addresses";
import { anyOf, type Certainty } from "../../core/certainty";
import { contains, isPublic, parseCidr, readRange } from "../../core/cidrs";
import { unknownValue } from "../../core/known";
import { protocolSpellings } from "../../facts/aws/securityGroups";
import { admitsProtocol, type GroupRule } from "../firewall/groupRules";
import { groupsOn } from "../firewall/protectedEndpoints";
import type { Inventory } from "../graph/inventory";
import { isObject, knownList, readFlag, readList } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import type { ModelResource } from "../graph/resources";
import { tableOf } from "../network/routeTables";
import type { NetworkSubnet } from "../network/subnets";
import { admission, carrierOf } from "./admission";
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

/**
 * Whether a service gives its tasks public addresses.
 * @param service - A service of ECS.
 */
export function tasksHaveAddresses({ properties }: ModelResource): Certainty {
  const { networkConfiguration } = properties;
  return isObject(networkConfiguration)
    ? readFlag(networkConfiguration.assignPublicIp, "no")
    : "unknown";
}

function hasPublicAddress(
  inventory: Inventory,
  serves: ModelResource,
  { resource }: NetworkSubnet,
): Certainty {
  // What a machine that stands was given when it was made is in no plan.
  if (modelType(serves.type) === "instance") {
    return "unknown";
  }
  if (modelType(serves.type) === "ecsService") {
    return tasksHaveAddresses(serves);
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

/**
 * Whether the security groups of something let it out to the Internet at a port.
 * @param inventory - The resources.
 * @param carrier - What carries the groups.
 * @param port - The port.
 * @param spellings - Protocols as rules write them. Defaults to TCP.
 * @returns `no` only where every rule is known; `unknown` where no group is.
 */
export function reachesOutside(
  inventory: Inventory,
  carrier: ModelResource,
  port: number,
  spellings: readonly string[] = protocolSpellings.tcp,
): Certainty {
  const reaches = (rule: GroupRule): Certainty => {
    const atPort = rule.applies === "no" ? "no" : admitsProtocol(rule, spellings, port);
    const isOutside = rule.cidrs.some((cidr) => {
      const range = cidr === unknownValue ? undefined : parseCidr(cidr);
      return range === undefined || isPublic(range) || range.length === 0;
    });
    return isOutside ? atPort : rule.prefixLists.length > 0 && atPort !== "no" ? "unknown" : "no";
  };
  return admission(inventory, groupsOn(inventory, carrier), reaches, "egress");
}
