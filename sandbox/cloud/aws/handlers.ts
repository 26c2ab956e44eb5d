import { ownEntry } from "../../../core/ownEntry";
import type { ResourceHandler } from "../resources/handler";
import { idPrefixes } from "../../../facts/aws/ids";
import { ec2Id } from "../resources/ids";
import { isAbsent, text } from "../values";
import { arn, awsHandler } from "./action";
import { launchTemplateHandler, listenerRuleHandler, trustStoreHandler } from "./behindBalancers";
import {
  compositeAlarmHandler,
  metricAlarmHandler,
  topicHandler,
  topicSubscriptionHandler,
} from "./alarms";
import { apiDomainHandler } from "./apiDomains";
import { bucketHandler, bucketObjectHandler } from "./buckets";
import { certificateValidationHandler } from "./certificates";
import {
  albHandler,
  certificateHandler,
  listenerHandler,
  targetGroupHandler,
} from "./loadBalancing";
import {
  ecsClusterHandler,
  ecsServiceHandler,
  scalableTargetHandler,
  taskDefinitionHandler,
} from "./containers";
import { elasticIpAssociationHandler, elasticIpHandler } from "./elasticIps";
import { internetGatewayAttachmentHandler, internetGatewayHandler } from "./gateways";
import { instanceHandler } from "./instances";
import { prefixListEntryHandler, routeTableHandler, subnetHandler, vpcHandler } from "./network";
import { prefixListHandler } from "./prefixLists";
import { egressRuleHandler, groupRuleHandler, ingressRuleHandler } from "./securityGroupRules";
import { networkAclRuleHandler, routeHandler, routeTableAssociationHandler } from "./routing";
import { nodeGroupHandler, scalingGroupHandler } from "./scalingGroups";
import { dnsRecordHandler, hostedZoneHandler } from "./route53";
import { securityGroupHandler } from "./securityGroups";

const handlers = new Map(
  [
    securityGroupHandler,
    ingressRuleHandler,
    egressRuleHandler,
    groupRuleHandler,
    prefixListHandler,
    prefixListEntryHandler,
    vpcHandler,
    subnetHandler,
    routeTableHandler,
    elasticIpHandler,
    elasticIpAssociationHandler,
    internetGatewayHandler,
    internetGatewayAttachmentHandler,
    networkAclRuleHandler,
    routeHandler,
    routeTableAssociationHandler,
    dnsRecordHandler,
    hostedZoneHandler,
    albHandler,
    listenerHandler,
    listenerRuleHandler,
    launchTemplateHandler,
    scalingGroupHandler,
    nodeGroupHandler,
    instanceHandler,
    apiDomainHandler,
    bucketHandler,
    bucketObjectHandler,
    ecsClusterHandler,
    ecsServiceHandler,
    taskDefinitionHandler,
    scalableTargetHandler,
    trustStoreHandler,
    targetGroupHandler,
    certificateHandler,
    certificateValidationHandler,
    metricAlarmHandler,
    compositeAlarmHandler,
    topicHandler,
    topicSubscriptionHandler,
  ].map((handler) => [handler.type, handler]),
);

/** Types of AWS that have rules of their own beyond the tables. */
export const awsServedTypes: readonly string[] = [...handlers.keys()];

/**
 * Finds what is known about an AWS resource type.
 * @param type - Pulumi type token, of a type that the SDK declares.
 * @returns Its handler. For a type without rules of its own: one that stores what it is given.
 */
export function awsKindOf(type: string): ResourceHandler {
  return handlers.get(type) ?? generic(type);
}

/** Prefixes of ids that others refer to, of types without rules of their own. */
const idPrefixOf: Readonly<Record<string, string>> = {
  CarrierGateway: idPrefixes.carrierGateway,
  DefaultNetworkAcl: idPrefixes.networkAcl,
  DefaultRouteTable: idPrefixes.routeTable,
  DefaultSecurityGroup: idPrefixes.securityGroup,
  DefaultSubnet: idPrefixes.subnet,
  DefaultVpc: idPrefixes.vpc,
  EgressOnlyInternetGateway: idPrefixes.egressOnlyInternetGateway,
  LaunchTemplate: idPrefixes.launchTemplate,
  NatGateway: idPrefixes.natGateway,
  NetworkAcl: idPrefixes.networkAcl,
  NetworkInterface: idPrefixes.networkInterface,
  TransitGateway: idPrefixes.transitGateway,
  VpcEndpoint: idPrefixes.vpcEndpoint,
  VpcPeeringConnection: idPrefixes.vpcPeeringConnection,
  VpnGateway: idPrefixes.vpnGateway,
};

function generic(type: string): ResourceHandler {
  const [, module = "", className = type] = type.split(":");
  const service = module.split("/")[0] ?? "aws";
  const actions = {
    create: `Create${className}`,
    read: `Describe${className}`,
    update: `Modify${className}`,
    delete: `Delete${className}`,
  };
  return awsHandler(type, service, actions, {
    hasNoRules: true,
    newId: () => ec2Id(ownEntry(idPrefixOf, className) ?? className.toLowerCase()),
    computeOutputs: (wanted, place, id) =>
      isAbsent(wanted.arn)
        ? { arn: arn(place, service, `${className.toLowerCase()}/${id}`) }
        : { arn: text(wanted.arn) },
  });
}
