import { networkTypes, pathTypes } from "../../../../facts/resourceTypes";
import type { Properties } from "../../../../sandbox/cloud/values";
import type { AwsArgument, AwsCall } from "../../../support/python/awsCalls";
import { callsOf, from, goes, hex, makes, type IdOf, type Step } from "./comparison";

const ec2 = callsOf("ec2");
/** The network that all stands in. */
export const vpc = from("vpc", "Vpc", "VpcId");
/** Its subnets. */
export const subnets = ["subnet a", "subnet b"].map((name) => from(name, "Subnet", "SubnetId"));
/** A security group in it. */
export const group = from("group", "GroupId");
const gateway = from("gateway", "InternetGateway", "InternetGatewayId");
const permission = {
  GroupId: group,
  IpPermissions: [
    { IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: "192.0.2.0/24" }] },
  ],
};
const table = { RouteTableId: from("table", "RouteTable", "RouteTableId") };
const openRoute = { ...table, DestinationCidrBlock: "0.0.0.0/0", GatewayId: gateway };
const entry = {
  ...{ NetworkAclId: from("acl", "NetworkAcl", "NetworkAclId"), RuleNumber: 100, Protocol: "-1" },
  ...{ RuleAction: "allow", Egress: false, CidrBlock: "0.0.0.0/0" },
};
const address = { AllocationId: from("address", "AllocationId") };
const card = (name: string): AwsArgument => from(name, "NetworkInterface", "NetworkInterfaceId");
const prefixList = {
  ...{ PrefixListName: "edge", AddressFamily: "IPv4", MaxEntries: 2 },
  Entries: [{ Cidr: "192.0.2.0/24" }],
};

/** What is asked of moto about networks. */
export const networkCalls: readonly AwsCall[] = [
  ec2("vpc", "create_vpc", { CidrBlock: "10.0.0.0/16" }),
  ec2("subnet a", "create_subnet", {
    ...{ VpcId: vpc, CidrBlock: "10.0.0.0/24", AvailabilityZone: "us-east-1a" },
  }),
  ec2("subnet b", "create_subnet", {
    ...{ VpcId: vpc, CidrBlock: "10.0.1.0/24", AvailabilityZone: "us-east-1b" },
  }),
  ec2("subnet that overlaps", "create_subnet", { VpcId: vpc, CidrBlock: "10.0.0.128/25" }),
  ec2("subnet outside its VPC", "create_subnet", { VpcId: vpc, CidrBlock: "10.9.0.0/24" }),
  ec2("subnet of no VPC", "create_subnet", { VpcId: `vpc-${hex}`, CidrBlock: "10.9.0.0/24" }),
  ec2("subnet of an id that is none", "create_subnet", { VpcId: "none", CidrBlock: "10.9.0.0/24" }),
  ec2("group", "create_security_group", { GroupName: "web", Description: "web", VpcId: vpc }),
  ec2("group of the same name", "create_security_group", {
    ...{ GroupName: "web", Description: "web", VpcId: vpc },
  }),
  ec2("rule of a group", "authorize_security_group_ingress", permission),
  ec2("rule of a group once more", "authorize_security_group_ingress", permission),
  ec2("rule of no group", "authorize_security_group_ingress", {
    ...{ ...permission, GroupId: `sg-${hex}` },
  }),
  ec2("gateway", "create_internet_gateway"),
  ec2("second gateway", "create_internet_gateway"),
  ec2("attachment of no gateway", "attach_internet_gateway", {
    ...{ InternetGatewayId: `igw-${hex}`, VpcId: vpc },
  }),
  ec2("attachment to no VPC", "attach_internet_gateway", {
    ...{ InternetGatewayId: gateway, VpcId: `vpc-${hex}` },
  }),
  ec2("attachment", "attach_internet_gateway", { InternetGatewayId: gateway, VpcId: vpc }),
  ec2("attachment once more", "attach_internet_gateway", {
    ...{ InternetGatewayId: gateway, VpcId: vpc },
  }),
  ec2("attachment of a second gateway", "attach_internet_gateway", {
    ...{ InternetGatewayId: from("second gateway", "InternetGateway", "InternetGatewayId") },
    VpcId: vpc,
  }),
  ec2("gateway that is attached goes", "delete_internet_gateway", { InternetGatewayId: gateway }),
  ec2("table", "create_route_table", { VpcId: vpc }),
  ec2("route", "create_route", openRoute),
  ec2("route once more", "create_route", openRoute),
  ec2("route to no gateway", "create_route", {
    ...{ ...table, DestinationCidrBlock: "10.8.0.0/16", GatewayId: `igw-${hex}` },
  }),
  ec2("route to no NAT gateway", "create_route", {
    ...{ ...table, DestinationCidrBlock: "10.7.0.0/16", NatGatewayId: `nat-${hex}` },
  }),
  ec2("route to no network interface", "create_route", {
    ...{ ...table, DestinationCidrBlock: "10.6.0.0/16", NetworkInterfaceId: `eni-${hex}` },
  }),
  ec2("route to no peering connection", "create_route", {
    ...{ ...table, DestinationCidrBlock: "10.5.0.0/16", VpcPeeringConnectionId: `pcx-${hex}` },
  }),
  ec2("route of no table", "create_route", { ...openRoute, RouteTableId: `rtb-${hex}` }),
  ec2("acl", "create_network_acl", { VpcId: vpc }),
  ec2("entry", "create_network_acl_entry", entry),
  ec2("entry once more", "create_network_acl_entry", entry),
  ec2("entry of no ACL", "create_network_acl_entry", { ...entry, NetworkAclId: `acl-${hex}` }),
  ec2("address", "allocate_address", { Domain: "vpc" }),
  ec2("card", "create_network_interface", { SubnetId: subnets[0] ?? "" }),
  ec2("second card", "create_network_interface", { SubnetId: subnets[0] ?? "" }),
  ec2("association of no address", "associate_address", {
    ...{ AllocationId: `eipalloc-${hex}`, NetworkInterfaceId: card("card") },
  }),
  ec2("association with no machine", "associate_address", { ...address, InstanceId: `i-${hex}` }),
  ec2("association", "associate_address", { ...address, NetworkInterfaceId: card("card") }),
  ec2("association with another one", "associate_address", {
    ...{ ...address, NetworkInterfaceId: card("second card") },
  }),
  ec2("entry of number 0", "create_network_acl_entry", { ...entry, RuleNumber: 0 }),
  ec2("entry of a number that is reserved", "create_network_acl_entry", {
    ...{ ...entry, RuleNumber: 32_767 },
  }),
  ec2("entry of the same number the other way", "create_network_acl_entry", {
    ...{ ...entry, Egress: true },
  }),
  ec2("prefix list", "create_managed_prefix_list", prefixList),
  ec2("prefix list with more than it holds", "create_managed_prefix_list", {
    ...{ ...prefixList, PrefixListName: "full", MaxEntries: 1 },
    Entries: [{ Cidr: "192.0.2.0/24" }, { Cidr: "198.51.100.0/24" }],
  }),
  ec2("card of no subnet", "create_network_interface", { SubnetId: `subnet-${hex}` }),
  ec2("NAT gateway of no subnet", "create_nat_gateway", {
    ...{ SubnetId: `subnet-${hex}`, AllocationId: from("address", "AllocationId") },
  }),
];

const { subnet, internetGateway, internetGatewayAttachment } = networkTypes;
const { networkAcl, networkAclRule, elasticIp, elasticIpAssociation } = networkTypes;
const { securityGroup, ingressRule, networkInterface, route, routeTable } = pathTypes;

const subnetAt =
  (cidrBlock: string, zone = "a") =>
  (id: IdOf): Properties => ({
    ...{ vpcId: id("vpc"), cidrBlock, availabilityZone: `us-east-1${zone}` },
  });
const permissionOf =
  (group?: string) =>
  (id: IdOf): Properties => ({
    ...{ securityGroupId: group ?? id("group"), ipProtocol: "tcp", fromPort: 443, toPort: 443 },
    cidrIpv4: "192.0.2.0/24",
  });
const groupIn = (id: IdOf): Properties => ({ name: "web", description: "web", vpcId: id("vpc") });
const attach =
  (gateway: string, given: Properties = {}) =>
  (id: IdOf): Properties => ({ internetGatewayId: id(gateway), vpcId: id("vpc"), ...given });
const routeTo =
  (destinationCidrBlock: string, given: Properties) =>
  (id: IdOf): Properties => ({ routeTableId: id("table"), destinationCidrBlock, ...given });
const toGateway = (id: IdOf): Properties => routeTo("0.0.0.0/0", { gatewayId: id("gateway") })(id);
const entryOf =
  (acl?: string) =>
  (id: IdOf): Properties => ({
    ...{ networkAclId: acl ?? id("acl"), ruleNumber: 100, protocol: "-1", ruleAction: "allow" },
    ...{ egress: false, cidrBlock: "0.0.0.0/0" },
  });
const associate =
  (given: (id: IdOf) => Properties) =>
  (id: IdOf): Properties => ({ allocationId: id("address"), ...given(id) });
const numbered =
  (given: Properties) =>
  (id: IdOf): Properties => ({ ...entryOf()(id), ...given });
const prefixes = { name: "edge", addressFamily: "IPv4", maxEntries: 2 };

/** The same, as the stand-in is asked. */
export const networkSteps: readonly Step[] = [
  makes("vpc", networkTypes.vpc, { cidrBlock: "10.0.0.0/16" }),
  makes("subnet a", subnet, subnetAt("10.0.0.0/24")),
  makes("subnet b", subnet, subnetAt("10.0.1.0/24", "b")),
  makes("subnet that overlaps", subnet, subnetAt("10.0.0.128/25")),
  makes("subnet outside its VPC", subnet, subnetAt("10.9.0.0/24")),
  makes("subnet of no VPC", subnet, { vpcId: `vpc-${hex}`, cidrBlock: "10.9.0.0/24" }),
  makes("subnet of an id that is none", subnet, { vpcId: "none", cidrBlock: "10.9.0.0/24" }),
  makes("group", securityGroup, groupIn),
  makes("group of the same name", securityGroup, groupIn),
  makes("rule of a group", ingressRule, permissionOf()),
  makes("rule of a group once more", ingressRule, permissionOf()),
  makes("rule of no group", ingressRule, permissionOf(`sg-${hex}`)),
  makes("gateway", internetGateway),
  makes("second gateway", internetGateway),
  makes(
    "attachment of no gateway",
    internetGatewayAttachment,
    attach("gateway", { internetGatewayId: `igw-${hex}` }),
  ),
  makes(
    "attachment to no VPC",
    internetGatewayAttachment,
    attach("gateway", { vpcId: `vpc-${hex}` }),
  ),
  makes("attachment", internetGatewayAttachment, attach("gateway")),
  makes("attachment once more", internetGatewayAttachment, attach("gateway")),
  makes("attachment of a second gateway", internetGatewayAttachment, attach("second gateway")),
  goes("gateway that is attached goes", internetGateway, "gateway"),
  makes("table", routeTable, (id) => ({ vpcId: id("vpc") })),
  makes("route", route, toGateway),
  makes("route once more", route, toGateway),
  makes("route to no gateway", route, routeTo("10.8.0.0/16", { gatewayId: `igw-${hex}` })),
  makes("route to no NAT gateway", route, routeTo("10.7.0.0/16", { natGatewayId: `nat-${hex}` })),
  makes(
    "route to no network interface",
    route,
    routeTo("10.6.0.0/16", { networkInterfaceId: `eni-${hex}` }),
  ),
  makes(
    "route to no peering connection",
    route,
    routeTo("10.5.0.0/16", { vpcPeeringConnectionId: `pcx-${hex}` }),
  ),
  makes("route of no table", route, (id) => ({
    ...toGateway(id),
    routeTableId: `rtb-${hex}`,
  })),
  makes("acl", networkAcl, (id) => ({ vpcId: id("vpc") })),
  makes("entry", networkAclRule, entryOf()),
  makes("entry once more", networkAclRule, entryOf()),
  makes("entry of no ACL", networkAclRule, entryOf(`acl-${hex}`)),
  makes("address", elasticIp, { domain: "vpc" }),
  makes("card", networkInterface, (id) => ({ subnetId: id("subnet a") })),
  makes("second card", networkInterface, (id) => ({ subnetId: id("subnet a") })),
  makes("association of no address", elasticIpAssociation, (id) => ({
    ...{ allocationId: `eipalloc-${hex}`, networkInterfaceId: id("card") },
  })),
  makes(
    "association with no machine",
    elasticIpAssociation,
    associate(() => ({ instanceId: `i-${hex}` })),
  ),
  makes(
    "association",
    elasticIpAssociation,
    associate((id) => ({ networkInterfaceId: id("card") })),
  ),
  makes(
    "association with another one",
    elasticIpAssociation,
    associate((id) => ({ networkInterfaceId: id("second card") })),
  ),
  makes("entry of number 0", networkAclRule, numbered({ ruleNumber: 0 })),
  makes("entry of a number that is reserved", networkAclRule, numbered({ ruleNumber: 32_767 })),
  makes("entry of the same number the other way", networkAclRule, numbered({ egress: true })),
  makes("prefix list", pathTypes.prefixList, { ...prefixes, entries: [{ cidr: "192.0.2.0/24" }] }),
  makes("prefix list with more than it holds", pathTypes.prefixList, {
    ...{ ...prefixes, name: "full", maxEntries: 1 },
    entries: [{ cidr: "192.0.2.0/24" }, { cidr: "198.51.100.0/24" }],
  }),
  makes("card of no subnet", networkInterface, { subnetId: `subnet-${hex}` }),
  makes("NAT gateway of no subnet", networkTypes.natGateway, (id) => ({
    ...{ subnetId: `subnet-${hex}`, allocationId: id("address") },
  })),
];
