import type { ModelTypeName } from "../graph/resourceTypes";
import { forPeople, labels, nameForPeople, type ReadType } from "./readType";

const described = { ...labels, description: forPeople };

const ruleProperties = [
  ...["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId", "securityGroupId"],
  ...["ipProtocol", "fromPort", "toPort", "region"],
];

const logs = "what is logged; no request is answered otherwise";

/** What of the types of AWS the model, the rules and the risks read. */
export const awsReadTypes: Readonly<Partial<Record<ModelTypeName, ReadType>>> = {
  acmCertificate: {
    read: ["certificateBody", "domainName", "subjectAlternativeNames", "region"],
    noPart: labels,
  },
  securityGroup: {
    read: ["ingress", "egress", "vpcId", "region"],
    noPart: {
      ...described,
      ...{ name: nameForPeople, namePrefix: nameForPeople },
      revokeRulesOnDelete: "read when the group is deleted, which is judged as that",
    },
  },
  securityGroupRule: {
    read: [
      ...["cidrBlocks", "ipv6CidrBlocks", "prefixListIds", "sourceSecurityGroupId", "self"],
      ...["securityGroupId", "protocol", "fromPort", "toPort", "type", "region"],
    ],
    noPart: { description: forPeople },
  },
  ingressRule: { read: ruleProperties, noPart: described },
  egressRule: { read: ruleProperties, noPart: described },
  prefixList: {
    read: ["entries", "maxEntries", "addressFamily", "region"],
    noPart: { ...labels, name: nameForPeople },
  },
  prefixListEntry: { read: ["cidr", "prefixListId", "region"], noPart: { description: forPeople } },
  awsLoadBalancer: {
    read: ["securityGroups", "internal", "loadBalancerType", "idleTimeout"],
    noPart: {
      ...labels,
      ...{ accessLogs: logs, connectionLogs: logs, healthCheckLogs: logs },
      enableDeletionProtection: "guards against a deletion, which is judged as that",
    },
  },
  listener: {
    read: [
      "loadBalancerArn",
      "port",
      "protocol",
      "sslPolicy",
      "certificateArn",
      "mutualAuthentication",
      "defaultActions",
    ],
    noPart: labels,
  },
  listenerRule: { read: ["listenerArn"], noPart: labels, byProperty: ["create", "delete"] },
  targetGroup: { read: [], noPart: labels },
  targetGroupAttachment: { read: ["targetGroupArn"] },
  instance: {
    read: ["vpcSecurityGroupIds", "securityGroups", "region"],
    noPart: {
      ...labels,
      volumeTags: labels.tags,
      monitoring: "how often measurements are taken",
      disableApiTermination: "guards against a deletion, which is judged as that",
      forceDestroy: "read when the machine is deleted, which is judged as that",
      getPasswordData: "what is read of the machine",
    },
  },
  networkInterface: {
    read: ["securityGroups", "region"],
    noPart: described,
    unread: ["delete"],
  },
  launchTemplate: {
    read: ["vpcSecurityGroupIds", "networkInterfaces.securityGroups", "region"],
    noPart: { ...described, name: nameForPeople, namePrefix: nameForPeople },
    unread: ["delete"],
  },
};

/** Tokens beside the model's types of which the risks read that they go, and nobody reads what they do while they stand. */
export const goingAwsTypes = [
  "aws:elb/loadBalancer:LoadBalancer",
  "aws:globalaccelerator/accelerator:Accelerator",
  "aws:cloudfront/distribution:Distribution",
] as const;
