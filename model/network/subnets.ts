import { idPrefixes } from "../../facts/aws/ids";
import { readRange, type AddressRange } from "../../core/cidrs";
import type { Inventory } from "../graph/inventory";
import { linkTokens, unknownLink } from "../graph/links";
import { isList, isObject, readText } from "../graph/reading";
import { idsOf } from "../graph/resourcesOfType";
import { linkedResource } from "../graph/targets";
import { title } from "../graph/title";
import type { ModelResource, ModelValue } from "../graph/resources";

/** A subnet that something stands in. */
export interface NetworkSubnet {
  /** What it may be called: its key and ids. */
  readonly tokens: readonly string[];
  /** What to call it before a reader. */
  readonly title: string;
  /** The subnet; undefined where another program makes it. */
  readonly resource: ModelResource | undefined;
  /** What its VPC, or what the VPC is made with, may be called; empty where the subnet is another program's. */
  readonly vpcTokens: readonly string[];
}

/** What a VPC says that it is made with. Source: schemas of the AWS provider, aws_vpc. */
const companions = ["mainRouteTableId", "defaultRouteTableId", "defaultNetworkAclId"] as const;

/**
 * Reads the subnets that a property names.
 * @param inventory - The resources.
 * @param value - Ids and references.
 * @returns The subnets, each once; those whose ids are not known at all are left out.
 */
export function subnetsOf(inventory: Inventory, value: ModelValue | undefined): NetworkSubnet[] {
  const found = linkTokens(value)
    .filter((token) => token !== unknownLink)
    .flatMap((token) => subnetAt(inventory, token) ?? []);
  return [...new Map(found.map((subnet) => [subnet.tokens[0], subnet])).values()];
}

/**
 * Lists the subnets in which a load balancer of AWS, or a VPC link of API Gateway, stands.
 * @param inventory - The resources.
 * @param balancer - The load balancer or the link.
 * @returns The subnets, each once, as far as they are known.
 */
export function subnetsOfBalancer(
  inventory: Inventory,
  { properties: { subnets, subnetIds, subnetMappings } }: ModelResource,
): NetworkSubnet[] {
  const mapped = (isList(subnetMappings) ? subnetMappings : []).filter(isObject);
  const named: (ModelValue | undefined)[] = [
    subnets,
    subnetIds,
    ...mapped.map(({ subnetId }) => subnetId),
  ];
  return distinctSubnets(named.flatMap((value) => subnetsOf(inventory, value)));
}

/**
 * Lists subnets once.
 * @param subnets - Subnets, some of them the same.
 */
export function distinctSubnets(subnets: readonly NetworkSubnet[]): NetworkSubnet[] {
  return [...new Map(subnets.map((subnet) => [subnet.tokens.join(), subnet])).values()];
}

/**
 * Reads the addresses of a subnet.
 * @param subnet - The subnet.
 * @returns Its IPv4 range; undefined where the plan does not say.
 */
export function rangeOf({ resource }: NetworkSubnet): AddressRange | undefined {
  const block = readText(resource?.properties.cidrBlock);
  return typeof block === "string" ? readRange(block) : undefined;
}

function subnetAt(inventory: Inventory, token: string): NetworkSubnet | undefined {
  const resource = linkedResource(inventory, "subnet", token);
  if (resource === undefined) {
    // A reference may name other resources too, whose keys are no ids of subnets.
    return token.startsWith(`${idPrefixes.subnet}-`)
      ? { tokens: [token], title: token, resource: undefined, vpcTokens: [] }
      : undefined;
  }
  return {
    tokens: [resource.key, ...idsOf(resource)],
    title: title(resource),
    resource,
    vpcTokens: linkTokens(resource.properties.vpcId).flatMap((vpc) => vpcTokens(inventory, vpc)),
  };
}

function vpcTokens(inventory: Inventory, token: string): string[] {
  const vpc = linkedResource(inventory, "vpc", token);
  return vpc === undefined
    ? [token]
    : [
        ...[vpc.key, ...idsOf(vpc)],
        ...companions.flatMap((name) =>
          linkTokens(vpc.properties[name]).filter((each) => each !== unknownLink),
        ),
      ];
}

/**
 * Whether a property names one of several things.
 * @param value - Ids and references.
 * @param tokens - What it may be called.
 * @returns True where one of them is named, or may be.
 */
export function namesOneOf(value: ModelValue | undefined, tokens: readonly string[]): boolean {
  return linkTokens(value).some((token) => tokens.includes(token));
}

/**
 * Whether something lies in one of several networks by its `vpcId`.
 * @param resource - The resource; undefined lies in none.
 * @param networks - What the networks may be called.
 */
export function isInNetwork(
  resource: ModelResource | undefined,
  networks: readonly string[],
): boolean {
  return namesOneOf(resource?.properties.vpcId, networks);
}
