import { apiPrincipal } from "../../facts/aws/functions";
import { loadBalancerPrincipal } from "../../facts/aws/loadBalancing";
import type { ModelTypeName } from "../graph/resourceTypes";
import { answered, forPeople, labels, nameForPeople, type ReadType } from "./readType";
import { applicationReadTypes } from "./applicationReadTypes";
import { hostedReadTypes } from "./hostedReadTypes";
import { scalingReadTypes } from "./scalingReadTypes";

const described = { ...labels, description: forPeople };

const ruleProperties = [
  ...["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId", "securityGroupId"],
  ...["ipProtocol", "fromPort", "toPort", "region"],
];

/** What Pulumi waits for, and what is measured. */
const waits = {
  waitForCapacityTimeout: "how long Pulumi waits",
  waitForElbCapacity: "how long Pulumi waits",
  minElbCapacity: "how long Pulumi waits",
  enabledMetrics: "what is measured",
  metricsGranularity: "what is measured",
};

const foundSoon = "how soon a target that is ill is found; the targets answer as before";
const letsIn = "one more shuts nobody out, and what takes the place of others is judged by them";

const another = "makes another one, which is read as the replacement that it is";

const chosen = "which of the targets that are well gets a request; each serves it";

const logs = "what is logged; no request is answered otherwise";

/** What of the types of AWS the model, the rules and the risks read. */
export const awsReadTypes: Readonly<Partial<Record<ModelTypeName, ReadType>>> = {
  acmValidation: {
    read: ["certificateArn", "region"],
    noPart: { validationRecordFqdns: "what Pulumi waits for before the certificate is used" },
  },
  acmCertificate: {
    read: [
      ...["certificateAuthorityArn", "certificateBody", "certificateChain", "domainName"],
      ...["subjectAlternativeNames", "region"],
    ],
    outsidePlan: { certificateAuthorityArn: "whichever it is, it is private" },
    noPart: {
      ...labels,
      ...{ keyAlgorithm: another, validationMethod: another },
      earlyRenewalDuration: "how long before its end it is renewed",
      options: "in which public logs it stands, which Cloudflare does not ask of origins",
    },
  },
  securityGroup: {
    read: ["ingress", "egress", "vpcId", "region"],
    outsidePlan: { ingress: letsIn, egress: letsIn },
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
    read: [
      ...["securityGroups", "internal", "loadBalancerType", "idleTimeout", "ipAddressType"],
      ...["subnets", "subnetMappings", "enableCrossZoneLoadBalancing", "enableHttp2"],
      ...["desyncMitigationMode", "preserveHostHeader", "xffHeaderProcessingMode"],
    ],
    noPart: {
      ...labels,
      ...{ name: another, namePrefix: another },
      ...{ accessLogs: logs, connectionLogs: logs, healthCheckLogs: logs },
      enableDeletionProtection: "guards against a deletion, which is judged as that",
      clientKeepAlive: "how old a connection gets, the last answer on which says that it ends",
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
      "alpnPolicy",
    ],
    noPart: labels,
  },
  listenerRule: {
    read: ["listenerArn", "actions", "conditions", "priority", "region"],
    noPart: { ...labels, arn: answered },
    byProperty: ["create", "delete"],
  },
  listenerCertificate: { read: ["listenerArn", "certificateArn", "region"] },
  targetGroup: {
    read: [
      ...["healthCheck.protocol", "healthCheck.port", "healthCheck.path", "healthCheck.matcher"],
      "healthCheck.timeout",
      ...["deregistrationDelay", "port", "protocol", "protocolVersion", "proxyProtocolV2"],
      ...["stickiness.enabled", "stickiness.type", "stickiness.cookieName"],
      "lambdaMultiValueHeadersEnabled",
      ...["preserveClientIp", "targetType", "loadBalancingCrossZoneEnabled", "region"],
    ],
    noPart: {
      ...labels,
      name: another,
      namePrefix: another,
      ...{ loadBalancingAlgorithmType: chosen, loadBalancingAnomalyMitigation: chosen },
      ...{ slowStart: chosen, "stickiness.cookieDuration": chosen },
      ...{ "healthCheck.interval": foundSoon, "healthCheck.unhealthyThreshold": foundSoon },
      "healthCheck.healthyThreshold":
        "how soon a target that was ill, or is new, gets requests; those that serve stay",
    },
  },
  targetGroupAttachment: { read: ["targetGroupArn", "targetId", "port"] },
  scalingGroup: {
    read: [
      ...["desiredCapacity", "minSize", "maxSize", "targetGroupArns", "trafficSources", "region"],
      ...["vpcZoneIdentifiers", "launchTemplate.version", "instanceRefresh", "loadBalancers"],
      ...["healthCheckType", "healthCheckGracePeriod", "suspendedProcesses"],
    ],
    noPart: { tags: labels.tags, ...waits },
  },
  scalingAttachment: { read: ["autoscalingGroupName", "lbTargetGroupArn", "elb", "region"] },
  trafficSource: { read: ["autoscalingGroupName", "trafficSource", "region"] },
  // How many nodes it has is read, and yet not judged: which of them have pods that serve is not in a plan.
  nodeGroup: {
    read: ["scalingConfig.minSize", "scalingConfig.maxSize", "resources", "region"],
    noPart: { tags: labels.tags },
    unread: ["replace", "delete"],
  },
  ecsService: {
    read: [
      ...["desiredCount", "loadBalancers", "schedulingStrategy", "deploymentMinimumHealthyPercent"],
      "deploymentMaximumPercent",
      ...["networkConfiguration.securityGroups", "networkConfiguration.subnets", "region"],
      "networkConfiguration.assignPublicIp",
      ...["forceNewDeployment", "triggers", "healthCheckGracePeriodSeconds"],
    ],
    noPart: {
      ...labels,
      waitForSteadyState: "how long Pulumi waits",
      deploymentCircuitBreaker:
        "what becomes of new tasks that never get healthy; those that serve stay until new ones are",
    },
  },
  capacityProvider: {
    read: ["name", "autoScalingGroupProvider.autoScalingGroupArn", "region"],
    noPart: { ...labels, arn: answered },
  },
  clusterProviders: {
    read: [...["clusterName", "region"], "defaultCapacityProviderStrategies.capacityProvider"],
  },
  // A new one counts where a service names it; what its images do nobody reads.
  taskDefinition: {
    read: ["cpu", "memory"],
    noPart: { ...labels, family: nameForPeople },
    unread: ["update"],
  },
  taskSet: { read: ["loadBalancers", "region"], noPart: labels, unread: ["update"] },
  ...scalingReadTypes,
  // What a change of whom a trust store trusts does is judged where the plan holds what it takes over.
  trustStore: { read: [], noPart: labels, unread: ["update", "replace", "delete"] },
  trustStoreRevocation: { read: [], unread: ["create", "update", "replace", "delete"] },
  bucketObject: { read: [], noPart: labels, unread: ["update", "replace", "delete"] },
  ...hostedReadTypes,
  ...applicationReadTypes,
  webAcl: { read: ["defaultAction", "region"], noPart: described },
  webAclAddresses: { read: ["addresses", "region"], noPart: described, unread: ["delete"] },
  // Its rules come and go with it, and nobody reads them.
  webAclAssociation: {
    read: ["resourceArn", "webAclArn", "region"],
    unread: ["create", "replace", "delete"],
  },
  lambdaPermission: {
    read: ["function", "principal", "qualifier", "sourceArn", "region"],
    only: { property: "principal", values: [loadBalancerPrincipal, apiPrincipal] },
    noPart: { statementId: nameForPeople, statementIdPrefix: nameForPeople },
  },
  instance: {
    read: [
      ...["vpcSecurityGroupIds", "securityGroups", "instanceType", "userData", "userDataBase64"],
      "region",
    ],
    noPart: {
      ...labels,
      volumeTags: labels.tags,
      monitoring: "how often measurements are taken",
      disableApiTermination: "guards against a deletion, which is judged as that",
      forceDestroy: "read when the machine is deleted, which is judged as that",
      getPasswordData: "what is read of the machine",
    },
  },
  instanceState: {
    read: ["instanceId", "state", "region"],
    noPart: { force: "how it is stopped" },
  },
  interfaceAttachment: {
    read: ["instanceId", "networkInterfaceId", "region"],
    noPart: { attachmentId: answered, status: answered },
  },
  groupAttachment: { read: ["networkInterfaceId", "securityGroupId", "region"] },
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
