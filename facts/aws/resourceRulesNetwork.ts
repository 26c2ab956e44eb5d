import type { ResourceRules } from "../resourceRules";

const schema = "AWS Terraform provider, internal/service";

/** What the AWS provider holds about the network behind a hostname, by type token. */
export const networkResourceRules: Readonly<Record<string, ResourceRules>> = {
  "aws:ec2/internetGateway:InternetGateway": {
    source: `${schema}/ec2, aws_internet_gateway`,
    replaces: ["region"],
    keptOnUpdate: "all",
  },
  "aws:ec2/route:Route": {
    source: `${schema}/ec2, aws_route`,
    replaces: [
      ...["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"],
      ...["region", "routeTableId"],
    ],
    exactlyOne: [["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"]],
    keptOnUpdate: "all",
  },
  "aws:ec2/networkAcl:NetworkAcl": {
    source: `${schema}/ec2/vpc_network_acl.go (ForceNew; ingress, egress and subnet_ids are Optional and Computed)`,
    replaces: ["region", "vpcId"],
    keptWhenRemoved: ["egress", "ingress", "subnetIds"],
    sets: ["egress", "ingress", "subnetIds"],
    keptOnUpdate: "all",
  },
  "aws:ec2/networkAclRule:NetworkAclRule": {
    source: `${schema}/ec2, aws_network_acl_rule; Amazon EC2 API reference, CreateNetworkAclEntry`,
    replaces: [
      ...["cidrBlock", "egress", "fromPort", "icmpCode", "icmpType", "ipv6CidrBlock"],
      ...["networkAclId", "protocol", "region", "ruleAction", "ruleNumber", "toPort"],
    ],
    oneOf: { ruleAction: ["allow", "deny"] },
    exactlyOne: [["cidrBlock", "ipv6CidrBlock"]],
    keptOnUpdate: "all",
  },
  "aws:ec2/eip:Eip": {
    source: `${schema}/ec2, aws_eip`,
    replaces: [
      ...["address", "domain", "ipamPoolId", "networkBorderGroup", "publicIpv4Pool", "region"],
    ],
    keptOnUpdate: "all",
  },
  "aws:ec2/eipAssociation:EipAssociation": {
    source: `${schema}/ec2, aws_eip_association`,
    replaces: [
      ...["allocationId", "allowReassociation", "instanceId", "networkInterfaceId"],
      ...["privateIpAddress", "publicIp", "region"],
    ],
    keptOnUpdate: "all",
  },
  "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment": {
    source: `${schema}/ec2, aws_internet_gateway_attachment`,
    replaces: ["internetGatewayId", "region", "vpcId"],
    keptOnUpdate: "all",
  },
  "aws:route53/zone:Zone": {
    source: `${schema}/route53, aws_route53_zone`,
    replaces: ["delegationSetId", "name"],
    keptOnUpdate: "all",
  },
  "aws:route53/record:Record": {
    source: `${schema}/route53, aws_route53_record`,
    replaces: ["name", "zoneId"],
    conflicts: [["aliases", "ttl"]],
    exactlyOne: [["aliases", "records"]],
    sets: ["records"],
    keptOnUpdate: "all",
  },
};
