import { healthCheckQuestions } from "../../facts/aws/route53";
import type { ModelTypeName } from "../graph/resourceTypes";
import { forPeople, labels, type ReadType } from "./readType";

const routeTargets = [
  ...["carrierGatewayId", "coreNetworkArn", "egressOnlyGatewayId", "gatewayId", "localGatewayId"],
  ...["natGatewayId", "networkInterfaceId", "odbNetworkArn", "transitGatewayId", "vpcEndpointId"],
  "vpcPeeringConnectionId",
];

const whichOfThem = "which of the records a resolver is told; what each leads to is read";

const foundSoon = "how soon it is found that something fell; what answers is asked as before";

const guards = "guards against a mistake; no packet goes another way";

const whoIsAsked = "whom the public register shows";

/** What of the types of the network the model, the rules and the risks read. */
export const networkReadTypes: Readonly<Partial<Record<ModelTypeName, ReadType>>> = {
  // What goes back to the resolver of AWS is read as that; other options nobody reads.
  dhcpOptions: { read: ["domainNameServers"], noPart: labels, unread: ["delete"] },
  dhcpAssociation: { read: ["vpcId", "dhcpOptionsId", "region"] },
  vpc: {
    read: ["enableDnsSupport"],
    unread: ["delete"],
    noPart: {
      ...labels,
      enableNetworkAddressUsageMetrics: "how addresses are counted",
    },
  },
  subnet: {
    read: ["vpcId", "cidrBlock", "mapPublicIpOnLaunch", "region"],
    noPart: { ...labels, privateDnsHostnameTypeOnLaunch: "names of machines that are new" },
  },
  route: {
    read: [
      ...["routeTableId", "region", ...routeTargets],
      ...["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"],
    ],
  },
  routeTable: { read: ["region", "vpcId", "routes"], noPart: labels },
  routeTableAssociation: {
    read: ["routeTableId", "subnetId", "gatewayId", "region"],
    byProperty: ["create", "delete"],
  },
  mainRouteTableAssociation: { read: ["routeTableId", "vpcId", "region"] },
  internetGateway: { read: ["vpcId", "region"], noPart: labels },
  internetGatewayAttachment: { read: ["internetGatewayId", "vpcId", "region"] },
  publicAccessOptions: { read: ["internetGatewayBlockMode", "region"] },
  publicAccessExclusion: {
    read: ["internetGatewayExclusionMode", "vpcId", "subnetId", "region"],
    noPart: labels,
  },
  // What stands behind it is reached from other addresses afterwards, which nobody reads.
  natGateway: {
    read: ["subnetId", "connectivityType", "region"],
    noPart: labels,
    unread: ["replace", "delete"],
  },
  networkFirewall: {
    read: ["firewallPolicyArn", "vpcId", "region"],
    noPart: {
      ...labels,
      ...{ description: forPeople, deleteProtection: guards, subnetChangeProtection: guards },
      firewallPolicyChangeProtection: guards,
    },
    unread: ["replace", "delete"],
  },
  // What of their rules asks for more than addresses and ports nobody reads.
  firewallPolicy: {
    read: [],
    noPart: { ...labels, description: forPeople },
    unread: ["replace", "delete"],
  },
  firewallRuleGroup: {
    read: [],
    noPart: { ...labels, description: forPeople },
    unread: ["replace", "delete"],
  },
  vpnGateway: { read: [], noPart: labels, unread: ["delete"] },
  networkAcl: {
    read: ["ingress", "egress", "subnetIds", "vpcId", "region"],
    noPart: labels,
  },
  networkAclRule: {
    read: [
      ...["networkAclId", "egress", "ruleNumber", "ruleAction", "protocol", "fromPort", "toPort"],
      ...["cidrBlock", "ipv6CidrBlock", "region"],
    ],
    noPart: {
      icmpCode: "pings; no request passes them",
      icmpType: "pings; no request passes them",
    },
  },
  networkAclAssociation: { read: ["networkAclId", "subnetId", "region"] },
  // One that comes may take its place on a machine, whose own address is gone then.
  elasticIp: {
    read: ["address", "domain", "instance", "networkInterface", "region"],
    noPart: {
      ...labels,
      ...{
        publicIpv4Pool: "where the address comes from",
        ipamPoolId: "where the address comes from",
      },
      networkBorderGroup: "where the address comes from",
      customerOwnedIpv4Pool: "where the address comes from",
    },
    byProperty: ["create"],
  },
  elasticIpAssociation: {
    read: ["allocationId", "instanceId", "networkInterfaceId", "publicIp", "region"],
    noPart: { allowReassociation: "whether an address that serves elsewhere is taken from there" },
    byProperty: ["create"],
  },
  route53Record: {
    read: [
      ...["name", "type", "zoneId", "records", "aliases", "healthCheckId"],
      ...["failoverRoutingPolicies", "weightedRoutingPolicies", "geolocationRoutingPolicies"],
      "cidrRoutingPolicy",
    ],
    noPart: {
      ...{ latencyRoutingPolicies: whichOfThem, geoproximityRoutingPolicy: whichOfThem },
      multivalueAnswerRoutingPolicy: "how many of the records are told at once; each serves",
      allowOverwrite: "whether a record that stands there already is taken over",
      setIdentifier: "which of the records of its name it is",
      ttl: "how long a change takes to be seen, which is judged with the change",
    },
  },
  route53HealthCheck: {
    read: [...healthCheckQuestions, "disabled", "invertHealthcheck"],
    noPart: {
      ...labels,
      referenceName: forPeople,
      measureLatency: "what is measured",
      triggers: "values that stand in the state alone",
      ...{ failureThreshold: foundSoon, requestInterval: foundSoon },
      regions: "from where it is asked",
    },
  },
  registeredDomain: {
    read: ["domainName", "nameServers"],
    noPart: {
      ...labels,
      ...{ adminPrivacy: whoIsAsked, billingPrivacy: whoIsAsked, registrantPrivacy: whoIsAsked },
      ...{ techPrivacy: whoIsAsked, transferLock: "whether it may move to another registrar" },
    },
    unread: ["create", "delete"],
  },
  route53Zone: {
    read: ["name", "delegationSetId"],
    noPart: { ...labels, comment: forPeople },
    unread: ["delete"],
  },
};
