import { ephemeralPorts, hardlyAnyShare } from "../../facts/aws/networkAcls";
import type { Inventory } from "../graph/inventory";
import { isObject, knownList, readText, readTexts } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import type { ModelResource, ModelValue } from "../graph/resources";
import { onlyZoneOf, zonesOf } from "../network/availabilityZones";
import { countPorts, refusedPorts } from "../network/aclAdmission";
import type { Network } from "../network/network";
import type { AclDirection, PortSpan, SubnetAcl } from "../network/networkAcls";
import { rangeOf, subnetsOf, type NetworkSubnet } from "../network/subnets";

/**
 * Lists the subnets in which something serves behind a load balancer.
 * @param inventory - The resources.
 * @param serves - An instance, an Auto Scaling group or a service.
 * @returns Its subnets, as far as they are known.
 */
export function subnetsOfTarget(inventory: Inventory, serves: ModelResource): NetworkSubnet[] {
  return subnetsOf(inventory, namedSubnets(serves) ?? serves.properties.subnetId);
}

/** What names the subnets of something that keeps targets running; undefined for everything else. */
function namedSubnets({ type, properties }: ModelResource): ModelValue | undefined {
  const { vpcZoneIdentifiers, networkConfiguration } = properties;
  const kind = modelType(type);
  if (kind === "scalingGroup") {
    return vpcZoneIdentifiers;
  }
  return kind === "ecsService" && isObject(networkConfiguration)
    ? networkConfiguration.subnets
    : undefined;
}

/**
 * Says in which availability zone something keeps targets running, where that is one.
 * @param inventory - The resources.
 * @param serves - An Auto Scaling group or a service.
 * @returns The zone, or the only subnet; undefined where there are more, the plan does not say, and for everything else.
 */
export function zoneOfTargets(inventory: Inventory, serves: ModelResource): string | undefined {
  const listed = knownList(readTexts(serves.properties.availabilityZones)) ?? [];
  const [zone, ...others] = listed;
  if (typeof zone === "string" && others.length === 0) {
    return zone;
  }
  const named = namedSubnets(serves);
  return named === undefined ? undefined : onlyZoneOf(subnetsOf(inventory, named), named);
}

/**
 * Says in which availability zones something serves behind a load balancer.
 * @param inventory - The resources.
 * @param serves - An instance, an Auto Scaling group or a service.
 * @returns The zones; undefined where the plan does not say.
 */
export function zonesOfTargets(
  inventory: Inventory,
  serves: ModelResource,
): ReadonlySet<string> | undefined {
  const { availabilityZone, availabilityZones, subnetId } = serves.properties;
  const said = readText(availabilityZone);
  const listed = knownList(readTexts(availabilityZones))?.filter(
    (zone) => typeof zone === "string",
  );
  const named = namedSubnets(serves) ?? subnetId;
  return (
    zonesOf(subnetsOf(inventory, named), named) ??
    (typeof said === "string" ? new Set([said]) : listed?.length ? new Set(listed) : undefined)
  );
}

/** Network ACLs between the subnet of what asks and that of what answers. */
export interface AclsBetween {
  /** Those that turn packets away, each once; none where everything gets through, or a subnet is not known. */
  readonly shutting: readonly SubnetAcl[];
  /** Both. */
  readonly acls: readonly SubnetAcl[];
}

/**
 * Judges the packets between a subnet of a load balancer and one of what serves behind it, or of that and of what it asks itself. No network ACL stands between neighbours in
 * one subnet. Source: Amazon VPC user guide, vpc-network-acls and nacl-ephemeral-ports.
 * @param network - The network.
 * @param from - The subnet of what asks.
 * @param to - The subnet of what answers.
 * @param port - The port that is asked.
 * @param answers - The ports to which it is answered. Defaults to those of a load balancer.
 * @returns Which of the two network ACLs turn requests or answers away.
 */
export function aclsBetween(
  network: Network,
  from: NetworkSubnet,
  to: NetworkSubnet,
  port: number,
  answers: PortSpan = ephemeralPorts,
): AclsBetween {
  const [near, far] = [network.acl(from), network.acl(to)];
  const acls = [near, far].filter((acl) => acl !== undefined);
  const [source, target] = [rangeOf(from), rangeOf(to)];
  if (source === undefined || target === undefined || from.tokens[0] === to.tokens[0]) {
    return { shutting: [], acls };
  }
  const asked = { first: port, last: port };
  const steps = [
    [near, "egress", target, asked],
    [far, "ingress", source, asked],
    [far, "egress", source, answers],
    [near, "ingress", target, answers],
  ] as const;
  const shutting = steps.flatMap(([acl, direction, range, ports]) =>
    acl !== undefined && isShut(acl, direction, range, ports) ? [acl] : [],
  );
  return { shutting: [...new Set(shutting)], acls };
}

function isShut(
  acl: SubnetAcl,
  direction: AclDirection,
  range: Parameters<typeof refusedPorts>[2],
  ports: PortSpan,
): boolean {
  return (
    countPorts(refusedPorts(acl, direction, range, ports)) / countPorts([ports]) > hardlyAnyShare
  );
}
