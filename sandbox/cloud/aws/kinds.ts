import { ownEntry } from "../../../core/ownEntry";
import type { ResourceKind } from "../provider/kind";
import { idPrefixes } from "../../../facts/aws/ids";
import { ec2Id } from "../provider/ids";
import { isAbsent, text } from "../values";
import { arn, awsKind } from "./action";
import {
  albKind,
  certificateKind,
  listenerKind,
  metricAlarmKind,
  targetGroupKind,
} from "./loadBalancing";
import { prefixListEntryKind, routeTableKind, subnetKind, vpcKind } from "./network";
import { prefixListKind } from "./prefixLists";
import { egressRuleKind, groupRuleKind, ingressRuleKind } from "./securityGroupRules";
import { securityGroupKind } from "./securityGroups";

const kinds = new Map(
  [
    securityGroupKind,
    ingressRuleKind,
    egressRuleKind,
    groupRuleKind,
    prefixListKind,
    prefixListEntryKind,
    vpcKind,
    subnetKind,
    routeTableKind,
    albKind,
    listenerKind,
    targetGroupKind,
    certificateKind,
    metricAlarmKind,
  ].map((kind) => [kind.type, kind]),
);

/** Types of AWS that have rules of their own beyond the tables. */
export const awsServedTypes: readonly string[] = [...kinds.keys()];

/**
 * Finds what is known about an AWS resource type.
 * @param type - Pulumi type token, of a type that the SDK declares.
 * @returns Its kind. For a type without rules of its own: one that stores what it is given.
 */
export function awsKindOf(type: string): ResourceKind {
  return kinds.get(type) ?? generic(type);
}

/** Prefixes of ids that others refer to, of types without rules of their own. */
const idPrefixOf: Readonly<Record<string, string>> = {
  DefaultNetworkAcl: idPrefixes.networkAcl,
  DefaultRouteTable: idPrefixes.routeTable,
  DefaultSecurityGroup: idPrefixes.securityGroup,
  DefaultSubnet: idPrefixes.subnet,
  DefaultVpc: idPrefixes.vpc,
  Eip: idPrefixes.elasticIp,
  Instance: idPrefixes.instance,
  InternetGateway: idPrefixes.internetGateway,
  LaunchTemplate: idPrefixes.launchTemplate,
  NatGateway: idPrefixes.natGateway,
  NetworkAcl: idPrefixes.networkAcl,
  NetworkInterface: idPrefixes.networkInterface,
  VpcEndpoint: idPrefixes.vpcEndpoint,
  VpcPeeringConnection: idPrefixes.vpcPeeringConnection,
};

function generic(type: string): ResourceKind {
  const [, module = "", className = type] = type.split(":");
  const service = module.split("/")[0] ?? "aws";
  const actions = {
    create: `Create${className}`,
    read: `Describe${className}`,
    update: `Modify${className}`,
    delete: `Delete${className}`,
  };
  return awsKind(type, service, actions, {
    hasNoRules: true,
    newId: () => ec2Id(ownEntry(idPrefixOf, className) ?? className.toLowerCase()),
    answer: (wanted, place, id) =>
      isAbsent(wanted.arn)
        ? { arn: arn(place, service, `${className.toLowerCase()}/${id}`) }
        : { arn: text(wanted.arn) },
  });
}
