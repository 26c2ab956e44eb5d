/**
 * Where a route of a VPC can lead, by the property that says so. `gatewayId` is apart: it may hold an internet
 * gateway (`igw-`), a virtual private gateway (`vgw-`) or `local`.
 *
 * Source: Amazon EC2 API reference, CreateRoute; schemas of the AWS provider, aws_route and aws_route_table.
 */
export const routeTargets: Readonly<Record<string, string>> = {
  carrierGatewayId: "a carrier gateway",
  coreNetworkArn: "a core network",
  egressOnlyGatewayId: "an egress-only internet gateway",
  localGatewayId: "an Outpost's local gateway",
  natGatewayId: "a NAT gateway",
  networkInterfaceId: "a network interface",
  odbNetworkArn: "an ODB network",
  transitGatewayId: "a transit gateway",
  vpcEndpointId: "a VPC endpoint",
  vpcPeeringConnectionId: "a peering connection",
};

/**
 * How the ids begin that `gatewayId` may hold, and what each is.
 * Source: Amazon VPC user guide, route-table-options.
 */
export const gatewayIds = { internet: "igw-", virtualPrivate: "vgw-", local: "local" } as const;

/** Pulumi's type of a virtual private gateway. Source: the package `@pulumi/aws` 7. */
export const virtualPrivateGatewayType = "aws:ec2/vpnGateway:VpnGateway";

/** Pulumi's type of an internet gateway. Source: the package `@pulumi/aws` 7. */
export const internetGatewayType = "aws:ec2/internetGateway:InternetGateway";
