import { networkTypes, pathTypes } from "../../../../facts/resourceTypes";
import type { Properties } from "../../../../sandbox/cloud/values";
import type { AwsCall } from "../../../support/python/awsCalls";
import { callsOf, from, goes, hex, makes, type IdOf, type Step } from "./comparison";
import { group, subnets, vpc } from "./networkComparison";

const [ec2, elb, acm] = [callsOf("ec2"), callsOf("elbv2"), callsOf("acm")];
const balancer = from("balancer", "LoadBalancers", 0, "LoadBalancerArn");
const target = from("target group", "TargetGroups", 0, "TargetGroupArn");
const forward = [{ Type: "forward", TargetGroupArn: target }];
const listener = { LoadBalancerArn: balancer, Port: 80, Protocol: "HTTP", DefaultActions: forward };
const rule = {
  ...{ ListenerArn: from("listener", "Listeners", 0, "ListenerArn"), Priority: 1 },
  ...{ Conditions: [{ Field: "path-pattern", Values: ["/a"] }], Actions: forward },
};
const secured = { ...listener, Port: 443, Protocol: "HTTPS" };
const certificate = from("certificate", "CertificateArn");

/** What is asked of moto about load balancers and their certificates. */
export const balancerCalls: readonly AwsCall[] = [
  elb("balancer", "create_load_balancer", {
    ...{ Name: "edge", Subnets: subnets, SecurityGroups: [group] },
  }),
  elb("balancer of the same name", "create_load_balancer", {
    ...{ Name: "edge", Subnets: subnets, Scheme: "internal" },
  }),
  elb("internal balancer", "create_load_balancer", {
    ...{ Name: "inner", Subnets: subnets, Scheme: "internal" },
  }),
  elb("network balancer", "create_load_balancer", {
    ...{ Name: "net", Subnets: subnets, Type: "network" },
  }),
  elb("balancer of no group", "create_load_balancer", {
    ...{ Name: "open", Subnets: subnets, SecurityGroups: [`sg-${hex}`] },
  }),
  elb("target group", "create_target_group", {
    ...{ Name: "app", Port: 80, Protocol: "HTTP", VpcId: vpc },
  }),
  elb("target group of the same name", "create_target_group", {
    ...{ Name: "app", Port: 81, Protocol: "HTTP", VpcId: vpc },
  }),
  elb("listener", "create_listener", listener),
  elb("listener on the same port", "create_listener", {
    ...listener,
    DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } }],
  }),
  elb("listener of no balancer", "create_listener", {
    ...listener,
    LoadBalancerArn: `arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/none/${hex.slice(1)}`,
  }),
  elb("listener rule", "create_rule", rule),
  elb("listener rule of the same priority", "create_rule", rule),
  elb("target group in use goes", "delete_target_group", { TargetGroupArn: target }),
  ec2("group in use goes", "delete_security_group", { GroupId: group }),
  ec2("subnet in use goes", "delete_subnet", { SubnetId: subnets[0] ?? "" }),
  ec2("VPC in use goes", "delete_vpc", { VpcId: vpc }),
  acm("certificate", "request_certificate", {
    ...{ DomainName: "www.example.com", ValidationMethod: "DNS" },
  }),
  elb("balancer in one zone", "create_load_balancer", {
    Name: "alone",
    Subnets: subnets.slice(1),
  }),
  elb("target group of TCP", "create_target_group", {
    ...{ Name: "tcp", Port: 81, Protocol: "TCP", VpcId: vpc },
  }),
  elb("listener that leads to another protocol", "create_listener", {
    ...{ ...listener, Port: 82 },
    DefaultActions: [
      {
        Type: "forward",
        TargetGroupArn: from("target group of TCP", "TargetGroups", 0, "TargetGroupArn"),
      },
    ],
  }),
  elb("listener of another balancer's protocol", "create_listener", {
    ...{ ...listener, Port: 83, Protocol: "TCP" },
  }),
  elb("listener to no group", "create_listener", {
    ...{ ...listener, Port: 84 },
    DefaultActions: [
      {
        Type: "forward",
        TargetGroupArn: `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/none/${hex.slice(1)}`,
      },
    ],
  }),
  elb("listener that is encrypted", "create_listener", {
    ...{ ...secured, Certificates: [{ CertificateArn: certificate }] },
  }),
  acm("certificate in use goes", "delete_certificate", { CertificateArn: certificate }),
  elb("listener rule of no listener", "create_rule", {
    ...{
      ...rule,
      ListenerArn: `arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/none/${hex.slice(1)}/${hex.slice(1)}`,
    },
  }),
  elb("targets of no group", "register_targets", {
    TargetGroupArn: `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/none/${hex.slice(1)}`,
    Targets: [{ Id: "i-0123456789abcdef0" }],
  }),
  acm("validation of no certificate", "describe_certificate", {
    CertificateArn:
      "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
  }),
];

const { securityGroup, targetGroup } = pathTypes;
const { subnet } = networkTypes;

const subnetIds = (id: IdOf): string[] => [id("subnet a"), id("subnet b")];
const forwards = (id: IdOf): Properties[] => [
  { type: "forward", targetGroupArn: id("target group") },
];
const listens =
  (balancer?: string) =>
  (id: IdOf): Properties => ({
    ...{ loadBalancerArn: balancer ?? id("balancer"), port: 80, protocol: "HTTP" },
    defaultActions: forwards(id),
  });
const ruled = (id: IdOf): Properties => ({
  ...{ listenerArn: id("listener"), priority: 1, actions: forwards(id) },
  conditions: [{ pathPattern: { values: ["/a"] } }],
});
const noGroup =
  "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/none/0123456789abcdef";
const forwardsTo =
  (targetGroup: (id: IdOf) => string, given: Properties = {}) =>
  (id: IdOf): Properties => ({
    ...{ ...listens()(id), ...given },
    defaultActions: [{ type: "forward", targetGroupArn: targetGroup(id) }],
  });

/** The same, as the stand-in is asked. */
export const balancerSteps: readonly Step[] = [
  makes("balancer", pathTypes.awsLoadBalancer, (id) => ({
    ...{ name: "edge", subnets: subnetIds(id), securityGroups: [id("group")] },
  })),
  makes("balancer of the same name", pathTypes.awsLoadBalancer, (id) => ({
    ...{ name: "edge", subnets: subnetIds(id), internal: true },
  })),
  makes("internal balancer", pathTypes.awsLoadBalancer, (id) => ({
    ...{ name: "inner", subnets: subnetIds(id), internal: true },
  })),
  makes("network balancer", pathTypes.awsLoadBalancer, (id) => ({
    ...{ name: "net", subnets: subnetIds(id), loadBalancerType: "network" },
  })),
  makes("balancer of no group", pathTypes.awsLoadBalancer, (id) => ({
    ...{ name: "open", subnets: subnetIds(id), securityGroups: [`sg-${hex}`] },
  })),
  makes("target group", targetGroup, (id) => ({
    ...{ name: "app", port: 80, protocol: "HTTP", vpcId: id("vpc") },
  })),
  makes("target group of the same name", targetGroup, (id) => ({
    ...{ name: "app", port: 81, protocol: "HTTP", vpcId: id("vpc") },
  })),
  makes("listener", pathTypes.listener, listens()),
  makes("listener on the same port", pathTypes.listener, (id) => ({
    ...listens()(id),
    defaultActions: [
      { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } },
    ],
  })),
  makes("listener of no balancer", pathTypes.listener, listens("arn:none")),
  makes("listener rule", pathTypes.listenerRule, ruled),
  makes("listener rule of the same priority", pathTypes.listenerRule, ruled),
  goes("target group in use goes", targetGroup, "target group"),
  goes("group in use goes", securityGroup, "group"),
  goes("subnet in use goes", subnet, "subnet a"),
  goes("VPC in use goes", networkTypes.vpc, "vpc"),
  makes("certificate", pathTypes.acmCertificate, {
    ...{ domainName: "www.example.com", validationMethod: "DNS" },
  }),
  makes("balancer in one zone", pathTypes.awsLoadBalancer, (id) => ({
    ...{ name: "alone", subnets: subnetIds(id).slice(1) },
  })),
  makes("target group of TCP", targetGroup, (id) => ({
    ...{ name: "tcp", port: 81, protocol: "TCP", vpcId: id("vpc") },
  })),
  makes(
    "listener that leads to another protocol",
    pathTypes.listener,
    forwardsTo((id) => id("target group of TCP"), { port: 82 }),
  ),
  makes(
    "listener of another balancer's protocol",
    pathTypes.listener,
    forwardsTo((id) => id("target group"), { port: 83, protocol: "TCP" }),
  ),
  makes(
    "listener to no group",
    pathTypes.listener,
    forwardsTo(() => noGroup, { port: 84 }),
  ),
  makes("listener that is encrypted", pathTypes.listener, (id) => ({
    ...{ ...listens()(id), port: 443, protocol: "HTTPS", certificateArn: id("certificate") },
  })),
  goes("certificate in use goes", pathTypes.acmCertificate, "certificate"),
  makes("listener rule of no listener", pathTypes.listenerRule, (id) => ({
    ...ruled(id),
    listenerArn:
      "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/none/0123456789abcdef/0123456789abcdef",
  })),
  makes("targets of no group", pathTypes.targetGroupAttachment, {
    ...{ targetGroupArn: noGroup, targetId: "i-0123456789abcdef0" },
  }),
  makes("validation of no certificate", pathTypes.acmValidation, {
    certificateArn:
      "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
  }),
];
