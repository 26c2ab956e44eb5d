import type { ResourceRules } from "../resourceRules";
import { portRange } from "../cloudflare/ports";

const schema = "AWS Terraform provider, internal/service";

/** What the AWS provider holds about what stands behind a load balancer and has no rules of its own in the stand-in, by type token. */
export const originResourceRules: Readonly<Record<string, ResourceRules>> = {
  "aws:lb/listenerRule:ListenerRule": {
    source: `${schema}/elbv2, aws_lb_listener_rule`,
    replaces: ["listenerArn", "region"],
    between: { priority: [1, 50_000] },
    sets: ["conditions"],
    keptOnUpdate: "all",
  },
  "aws:lb/listenerCertificate:ListenerCertificate": {
    source: `${schema}/elbv2/listener_certificate.go (ForceNew)`,
    replaces: ["certificateArn", "listenerArn", "region"],
    keptOnUpdate: "all",
  },
  "aws:ec2/instance:Instance": {
    source: `${schema}/ec2/ec2_instance.go (ForceNew; what newer versions change of IPv6, of CPU options and of the host was not looked up)`,
    replaces: [
      ...["ami", "associatePublicIpAddress", "availabilityZone", "ebsOptimized"],
      ...["ephemeralBlockDevices", "hibernation", "keyName", "placementGroup", "privateIp"],
      ...["region", "securityGroups", "subnetId", "tenancy"],
    ],
    keptOnUpdate: "all",
  },
  "aws:lambda/permission:Permission": {
    source: `${schema}/lambda/permission.go (ForceNew)`,
    replaces: [
      ...["action", "eventSourceToken", "function", "functionUrlAuthType", "invokedViaFunctionUrl"],
      ...["principal", "principalOrgId", "qualifier", "region", "sourceAccount", "sourceArn"],
      ...["statementId", "statementIdPrefix"],
    ],
    conflicts: [["statementId", "statementIdPrefix"]],
    keptOnUpdate: "all",
  },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    source: `${schema}/ec2, aws_route_table_association (ForceNew; another table is given by ReplaceRouteTableAssociation)`,
    replaces: ["gatewayId", "region", "subnetId"],
    exactlyOne: [["gatewayId", "subnetId"]],
    keptOnUpdate: "all",
  },
  "aws:lb/trustStore:TrustStore": {
    source: `${schema}/elbv2/trust_store.go (ForceNew)`,
    replaces: ["name", "namePrefix", "region"],
    conflicts: [["name", "namePrefix"]],
    keptOnUpdate: "all",
  },
  "aws:apigatewayv2/domainName:DomainName": {
    source: `${schema}/apigatewayv2/domain_name.go (ForceNew)`,
    replaces: ["domainName", "region"],
    keptOnUpdate: "all",
  },
  "aws:s3/bucket:Bucket": {
    source: `${schema}/s3/bucket.go (ForceNew)`,
    replaces: ["bucket", "bucketPrefix", "objectLockEnabled", "region"],
    keptOnUpdate: "all",
  },
  "aws:s3/bucketObjectv2:BucketObjectv2": {
    source: `${schema}/s3/object.go (ForceNew)`,
    replaces: ["bucket", "key", "region"],
    keptOnUpdate: "all",
  },
  "aws:lb/targetGroupAttachment:TargetGroupAttachment": {
    source: `${schema}/elbv2/target_group_attachment.go (ForceNew); quicServerId is newer than what was read, and taken to be the same`,
    replaces: [
      ...["availabilityZone", "port", "quicServerId", "region", "targetGroupArn", "targetId"],
    ],
    between: { port: [portRange.minimum, portRange.maximum] },
    keptOnUpdate: "all",
  },
  "aws:autoscaling/attachment:Attachment": {
    source: `${schema}/autoscaling/attachment.go (ForceNew)`,
    replaces: ["autoscalingGroupName", "elb", "lbTargetGroupArn", "region"],
    exactlyOne: [["elb", "lbTargetGroupArn"]],
    keptOnUpdate: "all",
  },
  "aws:autoscaling/group:Group": {
    source: `${schema}/autoscaling/group.go (ForceNew; Optional and Computed; what comes after mixed_instances_policy was not looked up, but for target_group_arns); hashicorp/terraform-provider-aws issues 12201 and 39594`,
    replaces: ["initialLifecycleHooks", "name", "namePrefix", "region"],
    keptWhenRemoved: ["desiredCapacity", "healthCheckType", "loadBalancers", "targetGroupArns"],
    conflicts: [["name", "namePrefix"]],
    oneOf: { healthCheckType: ["EC2", "ELB", "EBS", "VPC_LATTICE"] },
    keptOnUpdate: "all",
  },
  "aws:eks/nodeGroup:NodeGroup": {
    source: `${schema}/eks/node_group.go (ForceNew)`,
    replaces: [
      ...["amiType", "capacityType", "clusterName", "diskSize", "instanceTypes", "nodeGroupName"],
      ...["nodeGroupNamePrefix", "nodeRoleArn", "region", "remoteAccess", "subnetIds"],
    ],
    conflicts: [["nodeGroupName", "nodeGroupNamePrefix"]],
    sets: ["subnetIds"],
    keptOnUpdate: "all",
  },
  "aws:autoscaling/policy:Policy": {
    source: `${schema}/autoscaling/policy.go (ForceNew)`,
    replaces: ["autoscalingGroupName", "name", "region"],
    oneOf: {
      policyType: ["SimpleScaling", "StepScaling", "TargetTrackingScaling", "PredictiveScaling"],
    },
    keptOnUpdate: "all",
  },
  "aws:ecs/service:Service": {
    source: `${schema}/ecs/service.go (ForceNew; load_balancer has none, and an update sends it; a desired_count that is not given is sent as 0)`,
    replaces: ["cluster", "iamRole", "launchType", "name", "region", "schedulingStrategy"],
    defaults: {
      ...{ deploymentMaximumPercent: 200, deploymentMinimumHealthyPercent: 100, desiredCount: 0 },
      ...{ enableEcsManagedTags: false, enableExecuteCommand: false },
      ...{ schedulingStrategy: "REPLICA", waitForSteadyState: false },
    },
    oneOf: {
      launchType: ["EC2", "FARGATE", "EXTERNAL"],
      schedulingStrategy: ["REPLICA", "DAEMON"],
      availabilityZoneRebalancing: ["ENABLED", "DISABLED"],
    },
    sets: ["loadBalancers", "networkConfiguration.securityGroups", "networkConfiguration.subnets"],
    keptOnUpdate: "all",
  },
  "aws:ecs/cluster:Cluster": {
    source: `${schema}/ecs, aws_ecs_cluster; not looked up in its source`,
    replaces: ["name", "region"],
    keptOnUpdate: "all",
  },
  "aws:ecs/taskDefinition:TaskDefinition": {
    source: `${schema}/ecs, aws_ecs_task_definition: every change registers another revision; not looked up in its source`,
    replaces: [
      ...["containerDefinitions", "cpu", "executionRoleArn", "family", "memory", "networkMode"],
      ...["region", "requiresCompatibilities", "runtimePlatform", "taskRoleArn", "volumes"],
    ],
    sets: ["requiresCompatibilities"],
    keptOnUpdate: "all",
  },
  "aws:appautoscaling/target:Target": {
    source: `${schema}/appautoscaling/target.go (ForceNew)`,
    replaces: ["region", "resourceId", "scalableDimension", "serviceNamespace"],
    keptOnUpdate: "all",
  },
  "aws:appautoscaling/policy:Policy": {
    source: `${schema}/appautoscaling/policy.go (ForceNew)`,
    replaces: ["name", "region", "resourceId", "scalableDimension", "serviceNamespace"],
    keptOnUpdate: "all",
  },
  "aws:ec2/launchTemplate:LaunchTemplate": {
    source: `${schema}/ec2, aws_launch_template; not looked up in its source`,
    replaces: ["name", "namePrefix", "region"],
    conflicts: [["name", "namePrefix"]],
    // Every change makes a new version, whose number is not known before.
    keptOnUpdate: ["arn", "defaultVersion", "name", "namePrefix", "region", "tagsAll"],
  },
};
