import { everywhere as everyAddress } from "../../facts/addresses";
import { ephemeralPorts, hardlyAnyShare, linuxEphemeralPorts } from "../../facts/aws/networkAcls";
import { idPrefixes } from "../../facts/aws/ids";
import { routeTargets } from "../../facts/aws/routes";
import { defaultHttpsPort } from "../../facts/cloudflare/ports";
import { anyOf, type Certainty } from "../../core/certainty";
import { contains, isPublic, parseCidr, readRange } from "../../core/cidrs";
import { unknownValue } from "../../core/known";
import { protocolSpellings } from "../../facts/aws/securityGroups";
import { admitsProtocol, type GroupRule } from "../firewall/groupRules";
import { groupsOn } from "../firewall/protectedEndpoints";
import type { Inventory } from "../graph/inventory";
import { isObject, knownList, readFlag, readList, readText } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import type { ModelResource } from "../graph/resources";
import { linkedResource } from "../graph/targets";
import { countPorts, refusedOutside, refusedPorts } from "../network/aclAdmission";
import { aclOf, type PortSpan, type SubnetAcl } from "../network/networkAcls";
import type { Route } from "../network/routes";
import { tableOf } from "../network/routeTables";
import { rangeOf, subnetsOf, type NetworkSubnet } from "../network/subnets";
import { admission, carrierOf } from "./admission";
import { subnetsOfTarget } from "./targetSubnets";

/** Whether what serves in a subnet reaches the Internet. */
export interface WayOut {
  /** The subnet. */
  readonly subnet: NetworkSubnet;
  /** Whether routes lead there: `no` for certain where none does, or one to an internet gateway and what is made has no public address. */
  readonly isLed: Certainty;
  /** The network ACLs that turn away what it asks there at the port of HTTPS, or all that answers. */
  readonly shutting: readonly SubnetAcl[];
  /** Whether routes lead there and network ACLs let it through. */
  readonly isOpen: Certainty;
  /** The machines of the plan that translate addresses on all ways there; none where some way leads by something else. */
  readonly machines: readonly ModelResource[];
  /** What decides it, without the subnet and what serves there. */
  readonly parts: readonly ModelResource[];
}

const everywhere = readRange(everyAddress.ipv4);

/**
 * Says from which subnets what serves behind a load balancer reaches the Internet by IPv4. An internet gateway takes only what has a
 * public address: that of a task is given with it, that of a machine when it is made. A NAT gateway follows the routes of the subnet in which it stands.
 * Source: Amazon VPC user guide, VPC_Internet_Gateway and vpc-nat-gateway; Amazon ECS developer guide, fargate-task-networking.
 * @param inventory - The resources.
 * @param serves - An instance, an Auto Scaling group or a service.
 * @returns One way for each subnet that is known.
 */
export function waysOut(inventory: Inventory, serves: ModelResource): WayOut[] {
  return subnetsOfTarget(inventory, serves).map((subnet) => {
    const { routes, maybeMore, parts } = tableOf(inventory, subnet);
    const ways = routes
      .filter(isDefault)
      .map((route) =>
        route.isInternet
          ? { ...ownWay, isLed: hasPublicAddress(inventory, serves, subnet) }
          : translatedWay(inventory, subnet, route),
      );
    const isLed = ways.length === 0 ? noneOf(maybeMore) : anyOf(ways.map((way) => way.isLed));
    const acl = aclOf(inventory, subnet);
    const own = isShutOutside(acl, linuxEphemeralPorts) ? [acl] : [];
    const shutting = [...own, ...ways.flatMap((way) => way.shutting)].filter(
      (each) => each !== undefined,
    );
    const machines = ways.flatMap((way) => way.machines);
    return {
      ...{ subnet, isLed, shutting, machines: machines.length === ways.length ? machines : [] },
      isOpen: shutting.length > 0 ? "no" : isLed,
      parts: [...parts, ...(acl?.parts ?? []), ...ways.flatMap((way) => way.parts)],
    };
  });
}

function isDefault({ destination }: Route): boolean {
  return everywhere !== undefined && contains(destination, everywhere);
}

function noneOf(maybeMore: boolean): Certainty {
  return maybeMore ? "unknown" : "no";
}

/** What leads there by itself. */
const ownWay: Omit<WayOut, "subnet" | "isOpen"> = {
  ...{ isLed: "yes", shutting: [], machines: [], parts: [] },
};

/** The way of a route to what translates addresses: on by the routes and through the network ACL of its own subnet. */
function translatedWay(
  inventory: Inventory,
  from: NetworkSubnet,
  { translators }: Route,
): typeof ownWay {
  const [gateway] = translators.flatMap((token) => translatorAt(inventory, token) ?? []);
  const machines = gateway !== undefined && modelType(gateway.type) === "instance" ? [gateway] : [];
  const [subnet] = subnetsOf(inventory, gateway?.properties.subnetId);
  if (gateway === undefined || subnet === undefined) {
    return { ...ownWay, machines };
  }
  const { routes, maybeMore, parts } = tableOf(inventory, subnet);
  const defaults = routes.filter(isDefault);
  const acl = aclOf(inventory, subnet);
  const isShut = isShutOutside(acl, ephemeralPorts) || isShutWithin(acl, from);
  const place = subnet.resource === undefined ? [] : [subnet.resource];
  return {
    isLed: checksSources(gateway)
      ? "no"
      : isPrivateGateway(gateway)
        ? "unknown"
        : defaults.length === 0
          ? noneOf(maybeMore)
          : anyOf(defaults.map(({ isInternet, leadsTo }) => leadsOn(isInternet, leadsTo))),
    shutting: isShut && acl !== undefined ? [acl] : [],
    machines,
    parts: [gateway, ...place, ...parts, ...(acl?.parts ?? [])],
  };
}

function translatorAt(inventory: Inventory, token: string): ModelResource | undefined {
  return (
    linkedResource(inventory, "natGateway", token) ??
    linkedResource(inventory, "instance", token) ??
    (token.startsWith(`${idPrefixes.networkInterface}-`) ? inventory.ofType("instance") : []).find(
      ({ properties }) => readText(properties.primaryNetworkInterfaceId) === token,
    )
  );
}

/** Another gateway that translates takes nothing on from one. */
function leadsOn(isInternet: boolean, leadsTo: string | undefined): Certainty {
  return isInternet ? "yes" : leadsTo === routeTargets.natGatewayId ? "no" : "unknown";
}

/** Whether a machine takes nothing on that is neither from nor to itself, as its program says. Source: Amazon VPC user guide, VPC_NAT_Instance. */
function checksSources({ type, properties }: ModelResource): boolean {
  return (
    modelType(type) === "instance" && readFlag(properties.sourceDestCheck, "unknown") === "yes"
  );
}

function isPrivateGateway({ properties }: ModelResource): boolean {
  return (readText(properties.connectivityType) ?? "public") !== "public";
}

const https: PortSpan = { first: defaultHttpsPort, last: defaultHttpsPort };

/** Whether an ACL turns away what goes to the Internet at the port of HTTPS, or hardly lets in an answer. */
function isShutOutside(acl: SubnetAcl | undefined, answers: PortSpan): boolean {
  return (
    refusedOutside(acl, "egress", https).length > 0 ||
    countPorts(refusedOutside(acl, "ingress", answers)) / countPorts([answers]) > hardlyAnyShare
  );
}

/** Whether the ACL of a gateway's subnet turns away what comes from a subnet to the port of HTTPS, or what goes back there. */
function isShutWithin(acl: SubnetAcl | undefined, from: NetworkSubnet): boolean {
  const range = rangeOf(from);
  return (
    range !== undefined &&
    acl?.maybeMore !== true &&
    (refusedPorts(acl, "ingress", range, https).length > 0 ||
      countPorts(refusedPorts(acl, "egress", range, linuxEphemeralPorts)) /
        countPorts([linuxEphemeralPorts]) >
        hardlyAnyShare)
  );
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
