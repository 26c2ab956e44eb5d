import { familyNames } from "../addresses";
import type { ResourceRules } from "../resourceRules";
import { albDefaults } from "./albBehaviour";
import { portRange } from "../cloudflare/ports";
import { alarmResourceRules } from "./resourceRulesAlarms";
import { needResourceRules } from "./resourceRulesNeeds";
import { networkResourceRules } from "./resourceRulesNetwork";
import { originResourceRules } from "./resourceRulesOrigin";
import { prefixListQuota } from "./securityGroups";

const schema = "AWS Terraform provider, internal/service";
const tags = { source: "", replaces: [], sets: [], keptOnUpdate: "all" } as const;
const ports = [portRange.minimum, portRange.maximum] as const;
/** -1 stands for all ports. */
const rulePorts = [-1, portRange.maximum] as const;
const inlineRuleSets = [
  "ingress",
  "egress",
  "ingress.cidrBlocks",
  "ingress.ipv6CidrBlocks",
  "ingress.prefixListIds",
  "ingress.securityGroups",
  "egress.cidrBlocks",
  "egress.ipv6CidrBlocks",
  "egress.prefixListIds",
  "egress.securityGroups",
];
const singleRule: ResourceRules = {
  source: `${schema}/ec2, aws_vpc_security_group_ingress_rule and _egress_rule`,
  replaces: ["region", "securityGroupId"],
  between: { fromPort: rulePorts, toPort: rulePorts },
  exactlyOne: [["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"]],
  keptOnUpdate: "all",
};

/** What the AWS provider and its APIs hold about each resource type that the stand-in serves, by type token. */
export const awsResourceRules: Readonly<Record<string, ResourceRules>> = {
  ...alarmResourceRules,
  ...originResourceRules,
  ...networkResourceRules,
  ...needResourceRules,
  "aws:ec2/securityGroup:SecurityGroup": {
    source: `${schema}/ec2, aws_security_group`,
    replaces: ["description", "name", "namePrefix", "region", "vpcId"],
    defaults: { description: "Managed by Pulumi", revokeRulesOnDelete: false },
    conflicts: [["name", "namePrefix"]],
    between: {
      "ingress.fromPort": rulePorts,
      "ingress.toPort": rulePorts,
      "egress.fromPort": rulePorts,
      "egress.toPort": rulePorts,
    },
    keptOnUpdate: "all",
    keptWhenRemoved: ["egress", "ingress"],
    sets: inlineRuleSets,
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": singleRule,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": singleRule,
  "aws:ec2/securityGroupRule:SecurityGroupRule": {
    source: `${schema}/ec2, aws_security_group_rule`,
    replaces: [
      "cidrBlocks",
      "fromPort",
      "ipv6CidrBlocks",
      "prefixListIds",
      "protocol",
      "region",
      "securityGroupId",
      "self",
      "sourceSecurityGroupId",
      "toPort",
      "type",
    ],
    defaults: { self: false },
    oneOf: { type: ["ingress", "egress"] },
    conflicts: [
      ["cidrBlocks", "sourceSecurityGroupId"],
      ["cidrBlocks", "self"],
      ["self", "sourceSecurityGroupId"],
    ],
    between: { fromPort: rulePorts, toPort: rulePorts },
    keptOnUpdate: "all",
  },
  "aws:ec2/managedPrefixList:ManagedPrefixList": {
    source: `${schema}/ec2, aws_ec2_managed_prefix_list; Amazon VPC user guide, amazon-vpc-limits`,
    replaces: ["addressFamily", "region"],
    oneOf: { addressFamily: Object.values(familyNames) },
    between: { maxEntries: [prefixListQuota.minimumEntries, prefixListQuota.maximumEntries] },
    sets: ["entries"],
    keptOnUpdate: "all",
  },
  "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry": {
    source: `${schema}/ec2, aws_ec2_managed_prefix_list_entry`,
    replaces: ["cidr", "description", "prefixListId", "region"],
    keptOnUpdate: "all",
  },
  "aws:ec2/vpc:Vpc": {
    ...tags,
    source: `${schema}/ec2, aws_vpc`,
    replaces: ["cidrBlock", "ipv4IpamPoolId", "region"],
    defaults: { enableDnsSupport: true, instanceTenancy: "default" },
    answers: { enableDnsHostnames: false },
    oneOf: { instanceTenancy: ["default", "dedicated"] },
  },
  "aws:ec2/subnet:Subnet": {
    ...tags,
    source: `${schema}/ec2, aws_subnet`,
    replaces: ["availabilityZone", "availabilityZoneId", "cidrBlock", "region", "vpcId"],
    conflicts: [["availabilityZone", "availabilityZoneId"]],
  },
  "aws:ec2/routeTable:RouteTable": {
    ...tags,
    source: `${schema}/ec2/vpc_route_table.go (ForceNew; route is Optional and Computed)`,
    replaces: ["region", "vpcId"],
    keptWhenRemoved: ["routes"],
    answers: { routes: [], propagatingVgws: [] },
    sets: ["routes"],
  },
  "aws:lb/loadBalancer:LoadBalancer": {
    ...tags,
    source: `${schema}/elbv2, aws_lb; Elastic Load Balancing user guide, edit-load-balancer-attributes`,
    replaces: ["internal", "loadBalancerType", "name", "namePrefix", "region"],
    defaults: {
      clientKeepAlive: albDefaults.clientKeepAliveSeconds,
      desyncMitigationMode: "defensive",
      dropInvalidHeaderFields: false,
      enableDeletionProtection: false,
      enableHttp2: true,
      enableWafFailOpen: false,
      idleTimeout: albDefaults.idleTimeoutSeconds,
      loadBalancerType: "application",
      preserveHostHeader: false,
      xffHeaderProcessingMode: "append",
    },
    answers: { internal: false, ipAddressType: "ipv4" },
    conflicts: [
      ["name", "namePrefix"],
      ["subnets", "subnetMappings"],
    ],
    oneOf: {
      desyncMitigationMode: ["monitor", "defensive", "strictest"],
      ipAddressType: ["ipv4", "dualstack", "dualstack-without-public-ipv4"],
      loadBalancerType: ["application", "network", "gateway"],
      xffHeaderProcessingMode: ["append", "preserve", "remove"],
    },
    between: { clientKeepAlive: [60, 604800], idleTimeout: [1, 4000] },
    sets: ["securityGroups", "subnets"],
  },
  "aws:lb/listener:Listener": {
    ...tags,
    source: `${schema}/elbv2, aws_lb_listener`,
    replaces: ["loadBalancerArn", "region"],
    between: { port: ports },
    oneOf: {
      protocol: ["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC", "GENEVE"],
      "defaultActions.type": [
        "forward",
        "authenticate-oidc",
        "authenticate-cognito",
        "redirect",
        "fixed-response",
        "jwt-validation",
      ],
      "mutualAuthentication.mode": ["off", "passthrough", "verify"],
    },
  },
  "aws:lb/targetGroup:TargetGroup": {
    ...tags,
    source: `${schema}/elbv2, aws_lb_target_group; Elastic Load Balancing user guide, edit-target-group-attributes (slow start)`,
    replaces: [
      "ipAddressType",
      "name",
      "namePrefix",
      "port",
      "protocol",
      "protocolVersion",
      "region",
      "targetType",
      "vpcId",
    ],
    defaults: {
      deregistrationDelay: albDefaults.deregistrationDelaySeconds,
      ...{ slowStart: 0, targetType: "instance" },
    },
    answers: { ipAddressType: "ipv4", loadBalancingAlgorithmType: "round_robin" },
    conflicts: [["name", "namePrefix"]],
    between: {
      deregistrationDelay: [0, 3600],
      port: ports,
      slowStart: [30, 900],
      "healthCheck.interval": [5, 300],
      "healthCheck.timeout": [2, 120],
      "healthCheck.healthyThreshold": [2, 10],
      "healthCheck.unhealthyThreshold": [2, 10],
    },
    orZero: ["slowStart"],
    oneOf: {
      ipAddressType: ["ipv4", "ipv6"],
      loadBalancingAlgorithmType: ["round_robin", "least_outstanding_requests", "weighted_random"],
      protocolVersion: ["HTTP1", "HTTP2", "GRPC"],
      targetType: ["instance", "ip", "lambda", "alb"],
    },
  },
  "aws:acm/certificate:Certificate": {
    ...tags,
    source: `${schema}/acm, aws_acm_certificate`,
    replaces: [
      "domainName",
      "keyAlgorithm",
      "region",
      "subjectAlternativeNames",
      "validationMethod",
    ],
    writeOnly: ["privateKey"],
    secret: ["privateKey"],
    sets: ["subjectAlternativeNames"],
  },
  "aws:acm/certificateValidation:CertificateValidation": {
    source: `${schema}/acm/certificate_validation.go`,
    replaces: ["certificateArn", "region", "validationRecordFqdns"],
    sets: ["validationRecordFqdns"],
    keptOnUpdate: "all",
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    ...tags,
    source: `${schema}/cloudwatch, aws_cloudwatch_metric_alarm`,
    replaces: ["name", "region"],
    defaults: { actionsEnabled: true, treatMissingData: "missing" },
    between: {
      datapointsToAlarm: [1, Number.MAX_SAFE_INTEGER],
      evaluationPeriods: [1, Number.MAX_SAFE_INTEGER],
    },
    oneOf: {
      comparisonOperator: [
        "GreaterThanOrEqualToThreshold",
        "GreaterThanThreshold",
        "LessThanThreshold",
        "LessThanOrEqualToThreshold",
        "LessThanLowerOrGreaterThanUpperThreshold",
        "LessThanLowerThreshold",
        "GreaterThanUpperThreshold",
      ],
      statistic: ["SampleCount", "Average", "Sum", "Minimum", "Maximum"],
      treatMissingData: ["missing", "ignore", "breaching", "notBreaching"],
    },
    sets: ["alarmActions", "insufficientDataActions", "okActions"],
  },
};
