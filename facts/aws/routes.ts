import type { MissingIdKind } from "./ids";

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
 * What a property of `routeTargets` names by id, where EC2 publishes how it refuses an id that names nothing.
 * Source: that of `routeTargets`.
 */
export const routeTargetKinds: Readonly<Record<string, MissingIdKind>> = {
  carrierGatewayId: "carrierGateway",
  gatewayId: "gateway",
  natGatewayId: "natGateway",
  networkInterfaceId: "networkInterface",
  transitGatewayId: "transitGateway",
  vpcEndpointId: "vpcEndpoint",
  vpcPeeringConnectionId: "vpcPeeringConnection",
};

/**
 * Where the routes of a subnet may lead for everything so that an appliance in the same VPC sees both ways of a connection: a
 * middlebox's network interface, or a gateway load balancer endpoint, which is the only VPC endpoint that a route to addresses may
 * name. The internet gateway's own table leads inbound packets there as well. A route for some addresses alone would send the
 * answers to them another way than they came, which stateful appliances drop.
 *
 * Source: Amazon VPC user guide, gateway-route-tables ("return traffic from the destination subnet must be routed through the
 * same appliance"); AWS reference architecture, distributed-inspection-gwlb, route tables; Amazon EC2 API reference, CreateRoute,
 * `VpcEndpointId`.
 */
export const applianceTargets = ["networkInterface", "vpcEndpoint"] as const;

/**
 * How the ids begin that `gatewayId` may hold, and what each is.
 * Source: Amazon VPC user guide, route-table-options.
 */
export const gatewayIds = { internet: "igw-", virtualPrivate: "vgw-", local: "local" } as const;
