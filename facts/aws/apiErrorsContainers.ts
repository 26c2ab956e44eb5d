import type { ApiErrorFact } from "../apiErrorFact";

/** How ECS, EKS and Application Auto Scaling refuse, by the rule that was broken. */
export const containerErrors = {
  nodeGroupSizes: {
    status: 400,
    code: "InvalidParameterException",
    when: "the nodes that a node group of EKS is to have are fewer than its minimum, or more than its maximum",
    source:
      "Amazon EKS API reference, NodegroupScalingConfig and UpdateNodegroupConfig; the words in terraform-aws-modules/terraform-aws-eks#3521 and ministryofjustice/cloud-platform-infrastructure#4595",
  },
  targetGroupNotAssociated: {
    status: 400,
    code: "InvalidParameterException",
    when: "a service of ECS registers its tasks in a target group to which no listener and no rule forwards; the provider tries again for a few minutes, and then gives up",
    source:
      "Amazon ECS API reference, CreateService, for the code; its words as the AWS Terraform provider looks for them, internal/service/ecs/service.go",
  },
  publicIpNotSupported: {
    status: 400,
    code: "InvalidParameterException",
    when: "tasks of a service of ECS are to have public addresses on machines of EC2",
    source:
      "aws/containers-roadmap issue 450 and hashicorp/waypoint issue 643, for the code and the words",
  },
  fargateSize: {
    status: 400,
    code: "ClientException",
    when: "a task definition for Fargate has a memory that its CPU cannot have",
    source: "Amazon ECS developer guide, task-cpu-memory-error",
  },
  essentialAwaited: {
    status: 400,
    code: "ClientException",
    when: "a container waits for the end of an essential one",
    source:
      "Amazon ECS API reference, ContainerDependency (condition) and RegisterTaskDefinition (ClientException); the words in boto/boto3#2436",
  },
  scalableTargetBounds: {
    status: 400,
    code: "ValidationException",
    when: "the maximum of a scalable target is less than its minimum",
    source:
      "Application Auto Scaling API reference, RegisterScalableTarget, for the code; the rule and its words as AWSApplicationAutoScaling was seen to answer them to UpdateGlobalTable of DynamoDB",
  },
} as const satisfies Readonly<Record<string, ApiErrorFact>>;
