import type { ApiErrorFact } from "../apiErrorFact";
import { containerErrors } from "./apiErrorsContainers";
import { loadBalancingErrors } from "./apiErrorsLoadBalancing";
import { malformedIdCodes, missingIdCodes } from "./ids";

const ec2Errors = "Amazon EC2 API reference, errors-overview";

/** How AWS's APIs refuse, by the rule that was broken. */
export const apiErrors = {
  duplicateRule: {
    status: 400,
    code: "InvalidPermission.Duplicate",
    when: "a security group already has the rule, whoever made it",
    source: ec2Errors,
  },
  ruleQuota: {
    status: 400,
    code: "RulesPerSecurityGroupLimitExceeded",
    when: "a direction of a security group would hold more rules of one family than its quota, prefix lists counted at their maximum size",
    source: `${ec2Errors}; Amazon VPC user guide, amazon-vpc-limits`,
  },
  inUse: {
    status: 400,
    code: "DependencyViolation",
    when: "a group, VPC, subnet or internet gateway is deleted while something refers to it",
    source: ec2Errors,
  },
  groupExists: {
    status: 400,
    code: "InvalidGroup.Duplicate",
    when: "the VPC already has a security group of the name",
    source: ec2Errors,
  },
  noSuchGroup: {
    status: 400,
    code: "InvalidGroup.NotFound",
    when: "the security group does not exist in the region",
    source: ec2Errors,
  },
  noSuchPrefixList: {
    status: 400,
    code: "InvalidPrefixListID.NotFound",
    when: "the prefix list does not exist in the region",
    source: ec2Errors,
  },
  prefixListVersion: {
    status: 400,
    code: "PrefixListVersionMismatch",
    when: "entries are changed against a version that is no longer the current one",
    source: `${ec2Errors}; AWS Terraform provider issue 43528`,
  },
  prefixListFull: {
    status: 400,
    when: "the list would hold more entries than its maximum; no code is published",
    source: "Amazon EC2 API reference, ModifyManagedPrefixList",
  },
  prefixListEntriesAndSize: {
    status: 400,
    when: "one call changes the entries and the maximum; no code is published",
    source:
      "Amazon EC2 API reference, ModifyManagedPrefixList; AWS Terraform provider issues 26034 and 22024",
  },
  prefixListEntriesPerCall: {
    status: 400,
    code: "InvalidParameterValue",
    when: "one call adds or removes more than 100 entries",
    source:
      "Amazon EC2 API reference, ModifyManagedPrefixList; AWS Terraform provider issues 17191 and 35371",
  },
  prefixListInUse: {
    status: 400,
    when: "a prefix list is deleted while a rule or route refers to it; no code is published",
    source: "Amazon VPC user guide, working-with-managed-prefix-lists",
  },
  routeExists: {
    status: 400,
    code: "RouteAlreadyExists",
    when: "the route table already has a route for the same destination",
    source: `${ec2Errors}; AWS Terraform provider, internal/service/ec2, errors.go; the words as moto has them`,
  },
  aclRuleExists: {
    status: 400,
    code: "NetworkAclEntryAlreadyExists",
    when: "the network ACL already has a rule of the number in the direction; EC2 takes the same rule once more, and the provider refuses it with this code itself",
    source: `${ec2Errors}; AWS Terraform provider, internal/service/ec2, vpc_network_acl_rule.go`,
  },
  subnetConflict: {
    status: 400,
    code: "InvalidSubnet.Conflict",
    when: "the subnet's block overlaps with that of another subnet of the VPC",
    source: ec2Errors,
  },
  subnetRange: {
    status: 400,
    code: "InvalidSubnet.Range",
    when: "the subnet's block does not lie in the VPC's",
    source: ec2Errors,
  },
  gatewayExists: {
    status: 400,
    code: "InvalidParameterValue",
    when: "an internet gateway is attached to a VPC that has one",
    source:
      "Amazon VPC user guide, amazon-vpc-limits (one internet gateway a VPC); reports of the answer: binlab/terraform-aws-vault-ha-raft issue 54, kubo-deployment issue 167",
  },
  noSuchVpc: {
    status: 400,
    code: "InvalidVpcID.NotFound",
    when: "the VPC does not exist in the region",
    source: ec2Errors,
  },
  malformedId: {
    status: 400,
    when: `an id is none that the resource could have; the code is that of its kind: ${Object.values(malformedIdCodes).join(", ")}`,
    source: ec2Errors,
  },
  missingId: {
    status: 400,
    when: `what an id names does not exist in the region; the code is that of its kind: ${[...new Set(Object.values(missingIdCodes))].join(", ")}`,
    source: ec2Errors,
  },
  gatewayAttached: {
    status: 400,
    code: "Resource.AlreadyAssociated",
    when: "an internet gateway is attached that is attached to a VPC already",
    source: `${ec2Errors}; its words as in berlioz-the/berlioz issue 1`,
  },
  noSuchAlarm: {
    status: 400,
    code: "ValidationError",
    when: "the rule of a composite alarm names an alarm that does not exist",
    source:
      "Amazon CloudWatch API reference, CommonErrors; its words as in awsdocs/aws-cloudformation-user-guide issue 911, the names in them in its own order",
  },
  alarmInUse: {
    status: 400,
    code: "ValidationError",
    when: "an alarm is deleted while the rule of a composite alarm names it",
    source:
      "Amazon CloudWatch API reference, DeleteAlarms; its words as in ekristen/aws-nuke issue 462",
  },
  noSuchTopic: {
    status: 404,
    code: "NotFound",
    when: "somebody is subscribed to a topic that does not exist",
    source: "Amazon SNS API reference, Subscribe; the words are not published",
  },
  scalingSizes: {
    status: 400,
    code: "ValidationError",
    when: "the maximum of an Auto Scaling group is less than its minimum, or what is desired lies outside of them",
    source:
      "Amazon EC2 Auto Scaling API reference, CreateAutoScalingGroup (DesiredCapacity) and CommonErrors; the words of the second as in hashicorp/terraform issue 16944, those of the first are not published",
  },
  launchTemplateExists: {
    status: 400,
    code: "InvalidLaunchTemplateName.AlreadyExistsException",
    when: "the region already has a launch template of the name",
    source: ec2Errors,
  },
  scalingGroupExists: {
    status: 400,
    code: "AlreadyExists",
    when: "the region already has an Auto Scaling group of the name",
    source: "Amazon EC2 Auto Scaling API reference, CreateAutoScalingGroup",
  },
  invalidParameter: {
    status: 400,
    code: "InvalidParameterValue",
    when: "a parameter has a value that it does not take",
    source: ec2Errors,
  },
  ...loadBalancingErrors,
  ...containerErrors,
  certificateRefused: {
    status: 400,
    code: "ValidationException",
    when: "a certificate is imported that is not valid yet or any more, with the key of another one, or without the chain of whoever signed it",
    source:
      "AWS Certificate Manager API reference, ImportCertificate, for what is refused, which it lists as InvalidParameterException; the provider was answered this code, AWS Terraform provider issue 19400",
  },
  noSuchCertificate: {
    status: 400,
    code: "ResourceNotFoundException",
    when: "the certificate does not exist in the region",
    source: "AWS Certificate Manager API reference, DescribeCertificate",
  },
  certificateNotIssued: {
    status: 400,
    when: "a certificate is waited for whose names nobody proves: the provider gives up after 75 minutes, without a code of the API",
    source: "AWS Terraform provider, internal/service/acm/certificate_validation.go",
  },
  certificateInUse: {
    status: 400,
    code: "ResourceInUseException",
    when: "a certificate is deleted while a listener refers to it",
    source: "AWS Certificate Manager API reference, DeleteCertificate",
  },
  dnsRecordExists: {
    status: 400,
    code: "InvalidChangeBatch",
    when: "a record of Route 53 is made whose zone has one of the name, type and set identifier, without allowOverwrite",
    source:
      "Amazon Route 53 API reference, ChangeResourceRecordSets; AWS Terraform provider, internal/service/route53, aws_route53_record, allow_overwrite",
  },
  hostedZoneNotEmpty: {
    status: 400,
    code: "HostedZoneNotEmpty",
    when: "a hosted zone is deleted that has records besides those that came with it",
    source: "Amazon Route 53 API reference, DeleteHostedZone",
  },
  notFound: {
    status: 404,
    when: "there is no such object; the codes differ per service",
    source: ec2Errors,
  },
  rateLimited: {
    status: 503,
    code: "RequestLimitExceeded",
    when: "too many calls",
    source: ec2Errors,
  },
} as const satisfies Readonly<Record<string, ApiErrorFact>>;
