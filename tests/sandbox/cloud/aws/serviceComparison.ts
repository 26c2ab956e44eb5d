import { networkTypes, otherTypes, pathTypes } from "../../../../facts/resourceTypes";
import type { Properties } from "../../../../sandbox/cloud/values";
import type { AwsCall } from "../../../support/python/awsCalls";
import { callsOf, from, goes, makes, type IdOf, type Step } from "./comparison";
import { vpc } from "./networkComparison";

const [ec2, elb, scaling] = [callsOf("ec2"), callsOf("elbv2"), callsOf("autoscaling")];
const [route53, lambda, ecs] = [callsOf("route53"), callsOf("lambda"), callsOf("ecs")];
const machines = {
  ...{ AutoScalingGroupName: "web", AvailabilityZones: ["us-east-1a"], MinSize: 0, MaxSize: 0 },
  LaunchTemplate: { LaunchTemplateName: "web" },
};
const record = {
  HostedZoneId: from("hosted zone", "HostedZone", "Id"),
  ChangeBatch: {
    Changes: [
      {
        Action: "CREATE",
        ResourceRecordSet: {
          ...{ Name: "origin.example.net", Type: "A", TTL: 60 },
          ResourceRecords: [{ Value: "203.0.113.1" }],
        },
      },
    ],
  },
};
const acl = { Name: "guard", Scope: "REGIONAL", DefaultAction: { Allow: {} } };
const visibility = {
  ...{ SampledRequestsEnabled: false, CloudWatchMetricsEnabled: false, MetricName: "guard" },
};
const store = { Name: "pulls", CaCertificatesBundleS3Bucket: "shop-logs" };
const tasks = {
  ...{ ServiceNamespace: "ecs", ScalableDimension: "ecs:service:DesiredCount" },
  ...{ ResourceId: "service/web/web", MinCapacity: 3, MaxCapacity: 2 },
};

/** What is asked of moto about what serves behind load balancers, and beside them. */
export const serviceCalls: readonly AwsCall[] = [
  ec2("template", "create_launch_template", {
    LaunchTemplateName: "web",
    LaunchTemplateData: { InstanceType: "t3.micro", ImageId: "ami-12c6146b" },
  }),
  scaling("machines", "create_auto_scaling_group", machines),
  scaling("machines of the same name", "create_auto_scaling_group", machines),
  scaling("machines upside down", "create_auto_scaling_group", {
    ...{ ...machines, AutoScalingGroupName: "down", MinSize: 2, MaxSize: 1 },
  }),
  scaling("machines beyond their bounds", "create_auto_scaling_group", {
    ...{ ...machines, AutoScalingGroupName: "more", DesiredCapacity: 5 },
  }),
  scaling("machines as they are", "describe_auto_scaling_groups", {
    AutoScalingGroupNames: ["web"],
  }),
  route53("hosted zone", "create_hosted_zone", { Name: "example.net", CallerReference: "1" }),
  route53("record", "change_resource_record_sets", record),
  route53("record once more", "change_resource_record_sets", record),
  route53("hosted zone with records goes", "delete_hosted_zone", {
    Id: from("hosted zone", "HostedZone", "Id"),
  }),
  callsOf("s3")("bucket", "create_bucket", { Bucket: "shop-logs" }),
  callsOf("s3")("object of no bucket", "put_object", { Bucket: "none-such", Key: "k", Body: "x" }),
  lambda("permission of no function", "add_permission", {
    ...{ FunctionName: "none", StatementId: "s", Action: "lambda:InvokeFunction" },
    Principal: "elasticloadbalancing.amazonaws.com",
  }),
  elb("trust store of no object", "create_trust_store", {
    ...{ ...store, CaCertificatesBundleS3Key: "none.pem" },
  }),
  elb("idle target group", "create_target_group", {
    ...{ Name: "idle", Port: 80, Protocol: "HTTP", VpcId: vpc, TargetType: "ip" },
  }),
  ecs("cluster", "create_cluster", { clusterName: "web" }),
  ecs("task definition", "register_task_definition", {
    ...{ family: "web", containerDefinitions: [{ name: "app", image: "app", memory: 64 }] },
  }),
  ecs("service to which no listener leads", "create_service", {
    ...{ cluster: "web", serviceName: "web", taskDefinition: "web", desiredCount: 0 },
    loadBalancers: [
      {
        targetGroupArn: from("idle target group", "TargetGroups", 0, "TargetGroupArn"),
        ...{ containerName: "app", containerPort: 80 },
      },
    ],
  }),
  callsOf("application-autoscaling")(
    "tasks of bounds upside down",
    "register_scalable_target",
    tasks,
  ),
  ec2("template of the same name", "create_launch_template", {
    LaunchTemplateName: "web",
    LaunchTemplateData: { InstanceType: "t3.micro", ImageId: "ami-12c6146b" },
  }),
  callsOf("wafv2")("web ACL", "create_web_acl", { ...acl, VisibilityConfig: visibility }),
  callsOf("wafv2")("web ACL of the same name", "create_web_acl", {
    ...{ ...acl, VisibilityConfig: visibility },
  }),
];

const { route53Record, route53Zone } = networkTypes;
const { scalingGroup, targetGroup } = pathTypes;
const machineInputs = { name: "web", minSize: 0, maxSize: 0, availabilityZones: ["us-east-1a"] };
const recordIn = (id: IdOf): Properties => ({
  ...{ zoneId: id("hosted zone"), name: "origin.example.net", type: "A", ttl: 60 },
  records: ["203.0.113.1"],
});
const webAcl = {
  ...{ name: "guard", scope: "REGIONAL", defaultAction: { allow: {} } },
  visibilityConfig: {
    ...{ sampledRequestsEnabled: false, cloudwatchMetricsEnabled: false, metricName: "guard" },
  },
};

/** The same, as the stand-in is asked. */
export const serviceSteps: readonly Step[] = [
  makes("template", pathTypes.launchTemplate, { name: "web" }),
  makes("machines", scalingGroup, machineInputs),
  makes("machines of the same name", scalingGroup, machineInputs),
  makes("machines upside down", scalingGroup, {
    ...machineInputs,
    name: "down",
    minSize: 2,
    maxSize: 1,
  }),
  makes("machines beyond their bounds", scalingGroup, {
    ...{ ...machineInputs, name: "more", desiredCapacity: 5 },
  }),
  makes("hosted zone", route53Zone, { name: "example.net" }),
  makes("record", route53Record, recordIn),
  makes("record once more", route53Record, recordIn),
  goes("hosted zone with records goes", route53Zone, "hosted zone"),
  makes("bucket", otherTypes.bucket, { bucket: "shop-logs" }),
  makes("object of no bucket", "aws:s3/bucketObjectv2:BucketObjectv2", {
    ...{ bucket: "none-such", key: "k", content: "x" },
  }),
  makes("permission of no function", pathTypes.lambdaPermission, {
    ...{ function: "none", statementId: "s", action: "lambda:InvokeFunction" },
    principal: "elasticloadbalancing.amazonaws.com",
  }),
  makes("trust store of no object", pathTypes.trustStore, {
    ...{ name: "pulls", caCertificatesBundleS3Bucket: "shop-logs" },
    caCertificatesBundleS3Key: "none.pem",
  }),
  makes("idle target group", targetGroup, (id) => ({
    ...{ name: "idle", port: 80, protocol: "HTTP", vpcId: id("vpc"), targetType: "ip" },
  })),
  makes("cluster", otherTypes.ecsCluster, { name: "web" }),
  makes("task definition", otherTypes.taskDefinition, {
    ...{ family: "web", containerDefinitions: "[]" },
  }),
  makes("service to which no listener leads", pathTypes.ecsService, (id) => ({
    ...{ name: "web", cluster: "web", desiredCount: 0 },
    loadBalancers: [
      { targetGroupArn: id("idle target group"), containerName: "app", containerPort: 80 },
    ],
  })),
  makes("tasks of bounds upside down", pathTypes.scalableTarget, {
    ...{ serviceNamespace: "ecs", scalableDimension: "ecs:service:DesiredCount" },
    ...{ resourceId: "service/web/web", minCapacity: 3, maxCapacity: 2 },
  }),
  makes("template of the same name", pathTypes.launchTemplate, { name: "web" }),
  makes("web ACL", pathTypes.webAcl, webAcl),
  makes("web ACL of the same name", pathTypes.webAcl, webAcl),
];
