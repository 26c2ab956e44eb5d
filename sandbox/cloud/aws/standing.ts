import { idPrefixes } from "../../../facts/aws/ids";
import { types } from "../account/indexes";
import { derivedEc2Id } from "../resources/ids";
import type { Place } from "../resources/handler";
import type { Properties } from "../values";
import { arn } from "./action";

/**
 * Names the availability zones of a region: three, as most have.
 * @param region - Region.
 * @returns Their names.
 */
export function availabilityZones(region: string): string[] {
  return ["a", "b", "c"].map((letter) => `${region}${letter}`);
}

/**
 * Names the default VPC of a region, which every account has.
 * @param region - Region.
 * @returns Its id.
 */
export function defaultVpcId(region: string): string {
  return derivedEc2Id(idPrefixes.vpc, `default ${region}`);
}

/**
 * Describes a VPC that stood in the region before any program ran.
 * @param id - Its id.
 * @param place - Where.
 * @returns Its properties, or undefined where the region has none of that id.
 */
export function standingVpc(id: string, place: Place): Properties | undefined {
  const { region, seed } = place;
  const isDefault = id === defaultVpcId(region);
  const network = isDefault ? { cidrBlock: "172.31.0.0/16" } : seed.network(region, id);
  return (
    network && {
      id,
      arn: arn(place, "ec2", `vpc/${id}`),
      cidrBlock: network.cidrBlock ?? "10.0.0.0/16",
      enableDnsSupport: true,
      enableDnsHostnames: true,
      instanceTenancy: "default",
      ownerId: seed.awsAccountId,
      region,
      tags: {},
      ...companions(id),
    }
  );
}

/**
 * Names what EC2 makes together with a VPC.
 * @param vpcId - Id of the VPC.
 * @returns Its main route table, default security group and default network ACL, as a VPC says them.
 */
export function companions(vpcId: string): {
  readonly mainRouteTableId: string;
  readonly defaultRouteTableId: string;
  readonly defaultSecurityGroupId: string;
  readonly defaultNetworkAclId: string;
} {
  const routeTable = derivedEc2Id(idPrefixes.routeTable, vpcId);
  return {
    mainRouteTableId: routeTable,
    defaultRouteTableId: routeTable,
    defaultSecurityGroupId: derivedEc2Id(idPrefixes.securityGroup, vpcId),
    defaultNetworkAclId: derivedEc2Id(idPrefixes.networkAcl, vpcId),
  };
}

/**
 * Names the subnets of a VPC that stood there before: one in each availability zone.
 * @param vpcId - Id of the VPC.
 * @param place - Where.
 * @returns Their ids; none for a VPC that a program made.
 */
export function standingSubnets(vpcId: string, place: Place): string[] {
  const isMade = place.account.get(types.vpc, vpcId) !== undefined;
  return isMade || standingVpc(vpcId, place) === undefined
    ? []
    : availabilityZones("").map((zone) => derivedEc2Id(idPrefixes.subnet, `${vpcId} ${zone}`));
}

/**
 * Whether a region has a security group, whoever made it.
 * @param id - Its id.
 * @param place - Where.
 * @returns True where it does.
 */
export function hasGroup(id: string, place: Place): boolean {
  const made = place.account.get(types.securityGroup, id);
  return made === undefined ? hasStandingGroup(id, place) : made.properties.region === place.region;
}

/** The default group of a VPC stands there, and any group where the sandbox was told of no VPCs. */
function hasStandingGroup(id: string, place: Place): boolean {
  return (
    place.seed.standsUnnamed(idPrefixes.securityGroup, id) ||
    cameWithVpc("defaultSecurityGroupId", id, place)
  );
}

/**
 * Whether EC2 made something together with a VPC: the default one, one that was named, or one that a program made.
 * @param what - What of the VPC.
 * @param id - Its id.
 * @param place - Where.
 * @returns True where it did.
 */
export function cameWithVpc(
  what: keyof ReturnType<typeof companions>,
  id: string,
  { account, seed, region }: Place,
): boolean {
  const vpcs = [
    defaultVpcId(region),
    ...seed.vpcsOf(region),
    ...account.ofType(types.vpc).map((vpc) => vpc.id),
  ];
  return vpcs.some((vpcId) => companions(vpcId)[what] === id);
}
