/**
 * How the ids of EC2's resources begin, before the hyphen.
 * Source: Amazon EC2 user guide, resource-ids; Amazon EC2 API reference, examples of each resource.
 */
export const idPrefixes = {
  carrierGateway: "cagw",
  egressOnlyInternetGateway: "eigw",
  elasticIp: "eipalloc",
  elasticIpAssociation: "eipassoc",
  instance: "i",
  internetGateway: "igw",
  launchTemplate: "lt",
  natGateway: "nat",
  networkAcl: "acl",
  networkInterface: "eni",
  prefixList: "pl",
  routeTable: "rtb",
  securityGroup: "sg",
  securityGroupRule: "sgr",
  subnet: "subnet",
  transitGateway: "tgw",
  vpc: "vpc",
  vpcEndpoint: "vpce",
  vpcPeeringConnection: "pcx",
  vpnGateway: "vgw",
} as const;

/** An id of one of these resources. Source: Amazon EC2 user guide, resource-ids (8 digits, and 17 since 2016). */
export const idPattern = new RegExp(
  `^(?:${Object.values(idPrefixes).join("|")})-(?:[0-9a-f]{8}|[0-9a-f]{17})$`,
);

/**
 * How EC2 refuses an id that no resource of the kind can have. Its spelling of `ID` differs from kind to kind. None is
 * published for the allocation of an Elastic IP address.
 *
 * For security groups it publishes `InvalidSecurityGroupId.Malformed` too, without saying which action answers which; reports
 * of rules, groups and instances show this one.
 *
 * Source: Amazon EC2 API reference, errors-overview.
 */
export const malformedIdCodes = {
  instance: "InvalidInstanceID.Malformed",
  internetGateway: "InvalidInternetGatewayId.Malformed",
  natGateway: "NatGatewayMalformed",
  networkAcl: "InvalidNetworkAclId.Malformed",
  networkInterface: "InvalidNetworkInterfaceId.Malformed",
  prefixList: "InvalidPrefixListId.Malformed",
  routeTable: "InvalidRouteTableId.Malformed",
  securityGroup: "InvalidGroupId.Malformed",
  subnet: "InvalidSubnetID.Malformed",
  vpc: "InvalidVpcID.Malformed",
  vpcEndpoint: "InvalidVpcEndpointId.Malformed",
  vpcPeeringConnection: "InvalidVpcPeeringConnectionId.Malformed",
} as const satisfies Partial<Record<keyof typeof idPrefixes, string>>;

/**
 * How EC2 refuses an id that names nothing in the region, by its kind. `gateway` is what `gatewayId` of a route names. None is published
 * for an egress-only internet gateway.
 *
 * Source: Amazon EC2 API reference, errors-overview; the codes that the AWS Terraform provider waits for, internal/service/ec2, errors.go
 * (all but the NAT gateway's, for which CreateRoute was seen to answer otherwise than DescribeNatGateways: boto/boto3 issue 779).
 */
export const missingIdCodes = {
  carrierGateway: "InvalidCarrierGatewayID.NotFound",
  elasticIp: "InvalidAllocationID.NotFound",
  gateway: "InvalidGatewayID.NotFound",
  instance: "InvalidInstanceID.NotFound",
  internetGateway: "InvalidInternetGatewayID.NotFound",
  natGateway: "InvalidNatGatewayID.NotFound",
  networkAcl: "InvalidNetworkAclID.NotFound",
  networkInterface: "InvalidNetworkInterfaceID.NotFound",
  routeTable: "InvalidRouteTableID.NotFound",
  transitGateway: "InvalidTransitGatewayID.NotFound",
  vpcEndpoint: "InvalidVpcEndpointId.NotFound",
  vpcPeeringConnection: "InvalidVpcPeeringConnectionID.NotFound",
} as const;

/** A kind of resource whose missing ids EC2 refuses with a code of their own. */
export type MissingIdKind = keyof typeof missingIdCodes;

/** A kind of resource of EC2 of which it is known how its ids begin. */
export type Ec2IdPrefix = keyof typeof idPrefixes;

/** A kind of resource whose malformed ids EC2 refuses with a code of their own. */
export type Ec2IdKind = keyof typeof malformedIdCodes;

/**
 * What the properties of EC2's resources name by id, at any depth. A `gatewayId` may be of several kinds and is not among them.
 * Source: Pulumi AWS provider, modules ec2 and vpc.
 */
export const idProperties: ReadonlyMap<string, Ec2IdKind> = new Map([
  ["destinationPrefixListId", "prefixList"],
  ["instanceId", "instance"],
  ["internetGatewayId", "internetGateway"],
  ["natGatewayId", "natGateway"],
  ["networkAclId", "networkAcl"],
  ["networkInterfaceId", "networkInterface"],
  ["peerVpcId", "vpc"],
  ["prefixListId", "prefixList"],
  ["prefixListIds", "prefixList"],
  ["primaryNetworkInterfaceId", "networkInterface"],
  ["referencedSecurityGroupId", "securityGroup"],
  ["routeTableId", "routeTable"],
  ["routeTableIds", "routeTable"],
  ["securityGroupId", "securityGroup"],
  ["securityGroupIds", "securityGroup"],
  ["sourceSecurityGroupId", "securityGroup"],
  ["subnetId", "subnet"],
  ["subnetIds", "subnet"],
  ["vpcEndpointId", "vpcEndpoint"],
  ["vpcId", "vpc"],
  ["vpcPeeringConnectionId", "vpcPeeringConnection"],
  ["vpcSecurityGroupIds", "securityGroup"],
]);

/**
 * Writes what the id of a resource of EC2 looks like: its prefix, a hyphen, and 8 or 17 hexadecimal digits.
 * Source: Amazon EC2 user guide, resource-ids (resources made before 2016 have 8, later ones 17).
 * @param prefix - One of `idPrefixes`.
 * @returns The pattern.
 */
export function ec2IdPattern(prefix: string): RegExp {
  return new RegExp(`^${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})$`);
}

/**
 * Ids of the prefix lists that AWS itself manages, of eight digits; those of customers have seventeen.
 * Source: Amazon VPC user guide, working-with-aws-managed-prefix-lists (examples); Amazon EC2 user guide, resource-ids.
 */
export const managedPrefixListId = new RegExp(`^${idPrefixes.prefixList}-[0-9a-f]{8}$`);
