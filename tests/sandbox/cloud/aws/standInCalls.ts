import { networkTypes, otherTypes, pathTypes } from "../../../../facts/resourceTypes";
import type { Outcome } from "../../../../sandbox/cloud/provider/subject";
import { text, type Properties } from "../../../../sandbox/cloud/values";

/** Finds the id of what an earlier step made. */
type IdOf = (name: string) => string;

/** What is asked of the stand-in: that something is made, or that what was made goes. */
export type Step =
  | { readonly name: string; readonly type: string; readonly inputs: (id: IdOf) => Properties }
  | { readonly name: string; readonly type: string; readonly goes: string };

/** Something is made. */
export const makes = (
  name: string,
  type: string,
  inputs: Properties | ((id: IdOf) => Properties) = {},
): Step => ({ name, type, inputs: typeof inputs === "function" ? inputs : () => inputs });

/** What was made goes. */
export const goes = (name: string, type: string, what: string): Step => ({
  name,
  type,
  goes: what,
});

const hex = "0123456789abcdef0";
const { vpc, subnet, internetGateway, internetGatewayAttachment } = networkTypes;
const { networkAcl, networkAclRule, elasticIp, elasticIpAssociation } = networkTypes;
const { route53Record, route53Zone } = networkTypes;
const { securityGroup, ingressRule, route, routeTable, awsLoadBalancer, listener } = pathTypes;
const { listenerRule, networkInterface, scalingGroup, targetGroup } = pathTypes;

const subnetAt =
  (cidrBlock: string, zone = "a") =>
  (id: IdOf): Properties => ({
    ...{ vpcId: id("vpc"), cidrBlock, availabilityZone: `us-east-1${zone}` },
  });
const permission =
  (group?: string) =>
  (id: IdOf): Properties => ({
    ...{ securityGroupId: group ?? id("group"), ipProtocol: "tcp", fromPort: 443, toPort: 443 },
    cidrIpv4: "192.0.2.0/24",
  });
const group = (id: IdOf): Properties => ({ name: "web", description: "web", vpcId: id("vpc") });
const attach =
  (gateway: string, given: Properties = {}) =>
  (id: IdOf): Properties => ({ internetGatewayId: id(gateway), vpcId: id("vpc"), ...given });
const routeTo =
  (destinationCidrBlock: string, given: Properties) =>
  (id: IdOf): Properties => ({ routeTableId: id("table"), destinationCidrBlock, ...given });
const toGateway = (id: IdOf): Properties => routeTo("0.0.0.0/0", { gatewayId: id("gateway") })(id);
const entry =
  (acl?: string) =>
  (id: IdOf): Properties => ({
    ...{ networkAclId: acl ?? id("acl"), ruleNumber: 100, protocol: "-1", ruleAction: "allow" },
    ...{ egress: false, cidrBlock: "0.0.0.0/0" },
  });
const associate =
  (given: (id: IdOf) => Properties) =>
  (id: IdOf): Properties => ({ allocationId: id("address"), ...given(id) });
const subnets = (id: IdOf): string[] => [id("subnet a"), id("subnet b")];
const forward = (id: IdOf): Properties[] => [
  { type: "forward", targetGroupArn: id("target group") },
];
const listens =
  (balancer?: string) =>
  (id: IdOf): Properties => ({
    ...{ loadBalancerArn: balancer ?? id("balancer"), port: 80, protocol: "HTTP" },
    defaultActions: forward(id),
  });
const ruled = (id: IdOf): Properties => ({
  ...{ listenerArn: id("listener"), priority: 1, actions: forward(id) },
  conditions: [{ pathPattern: { values: ["/a"] } }],
});
const machines = { name: "web", minSize: 0, maxSize: 0, availabilityZones: ["us-east-1a"] };
const record = (id: IdOf): Properties => ({
  ...{ zoneId: id("hosted zone"), name: "origin.example.net", type: "A", ttl: 60 },
  records: ["203.0.113.1"],
});

const noGroup =
  "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/none/0123456789abcdef";
const forwardsTo =
  (targetGroup: (id: IdOf) => string, given: Properties = {}) =>
  (id: IdOf): Properties => ({
    ...{ ...listens()(id), ...given },
    defaultActions: [{ type: "forward", targetGroupArn: targetGroup(id) }],
  });
const numbered =
  (given: Properties) =>
  (id: IdOf): Properties => ({ ...entry()(id), ...given });
const prefixes = { name: "edge", addressFamily: "IPv4", maxEntries: 2 };
const webAcl = {
  ...{ name: "guard", scope: "REGIONAL", defaultAction: { allow: {} } },
  visibilityConfig: {
    ...{ sampledRequestsEnabled: false, cloudwatchMetricsEnabled: false, metricName: "guard" },
  },
};

/** The same as the further calls. */
const furtherSteps: readonly Step[] = [
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
  makes("entry of number 0", networkAclRule, numbered({ ruleNumber: 0 })),
  makes("entry of a number that is reserved", networkAclRule, numbered({ ruleNumber: 32_767 })),
  makes("entry of the same number the other way", networkAclRule, numbered({ egress: true })),
  makes("prefix list", pathTypes.prefixList, { ...prefixes, entries: [{ cidr: "192.0.2.0/24" }] }),
  makes("prefix list with more than it holds", pathTypes.prefixList, {
    ...{ ...prefixes, name: "full", maxEntries: 1 },
    entries: [{ cidr: "192.0.2.0/24" }, { cidr: "198.51.100.0/24" }],
  }),
  makes("template of the same name", pathTypes.launchTemplate, { name: "web" }),
  makes("card of no subnet", networkInterface, { subnetId: `subnet-${hex}` }),
  makes("NAT gateway of no subnet", otherTypes.natGateway, (id) => ({
    ...{ subnetId: `subnet-${hex}`, allocationId: id("address") },
  })),
  makes("balancer in one zone", awsLoadBalancer, (id) => ({
    ...{ name: "alone", subnets: subnets(id).slice(1) },
  })),
  makes("target group of TCP", targetGroup, (id) => ({
    ...{ name: "tcp", port: 81, protocol: "TCP", vpcId: id("vpc") },
  })),
  makes(
    "listener that leads to another protocol",
    listener,
    forwardsTo((id) => id("target group of TCP"), { port: 82 }),
  ),
  makes(
    "listener of another balancer's protocol",
    listener,
    forwardsTo((id) => id("target group"), { port: 83, protocol: "TCP" }),
  ),
  makes(
    "listener to no group",
    listener,
    forwardsTo(() => noGroup, { port: 84 }),
  ),
  makes("listener that is encrypted", listener, (id) => ({
    ...{ ...listens()(id), port: 443, protocol: "HTTPS", certificateArn: id("certificate") },
  })),
  goes("certificate in use goes", pathTypes.acmCertificate, "certificate"),
  makes("listener rule of no listener", listenerRule, (id) => ({
    ...ruled(id),
    listenerArn:
      "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/none/0123456789abcdef/0123456789abcdef",
  })),
  makes("targets of no group", pathTypes.targetGroupAttachment, {
    ...{ targetGroupArn: noGroup, targetId: "i-0123456789abcdef0" },
  }),
  makes("web ACL", pathTypes.webAcl, webAcl),
  makes("web ACL of the same name", pathTypes.webAcl, webAcl),
  makes("validation of no certificate", pathTypes.acmValidation, {
    certificateArn:
      "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
  }),
];

/** The same as `motoCalls`, in the same order, as the stand-in is asked. */
export const standInSteps: readonly Step[] = [
  makes("vpc", vpc, { cidrBlock: "10.0.0.0/16" }),
  makes("subnet a", subnet, subnetAt("10.0.0.0/24")),
  makes("subnet b", subnet, subnetAt("10.0.1.0/24", "b")),
  makes("subnet that overlaps", subnet, subnetAt("10.0.0.128/25")),
  makes("subnet outside its VPC", subnet, subnetAt("10.9.0.0/24")),
  makes("subnet of no VPC", subnet, { vpcId: `vpc-${hex}`, cidrBlock: "10.9.0.0/24" }),
  makes("subnet of an id that is none", subnet, { vpcId: "none", cidrBlock: "10.9.0.0/24" }),
  makes("group", securityGroup, group),
  makes("group of the same name", securityGroup, group),
  makes("rule of a group", ingressRule, permission()),
  makes("rule of a group once more", ingressRule, permission()),
  makes("rule of no group", ingressRule, permission(`sg-${hex}`)),
  makes("gateway", internetGateway),
  makes("second gateway", internetGateway),
  makes(
    "attachment of no gateway",
    internetGatewayAttachment,
    attach("gateway", { internetGatewayId: `igw-${hex}` }),
  ),
  makes(
    "attachment to no VPC",
    internetGatewayAttachment,
    attach("gateway", { vpcId: `vpc-${hex}` }),
  ),
  makes("attachment", internetGatewayAttachment, attach("gateway")),
  makes("attachment once more", internetGatewayAttachment, attach("gateway")),
  makes("attachment of a second gateway", internetGatewayAttachment, attach("second gateway")),
  goes("gateway that is attached goes", internetGateway, "gateway"),
  makes("table", routeTable, (id) => ({ vpcId: id("vpc") })),
  makes("route", route, toGateway),
  makes("route once more", route, toGateway),
  makes("route to no gateway", route, routeTo("10.8.0.0/16", { gatewayId: `igw-${hex}` })),
  makes("route to no NAT gateway", route, routeTo("10.7.0.0/16", { natGatewayId: `nat-${hex}` })),
  makes(
    "route to no network interface",
    route,
    routeTo("10.6.0.0/16", { networkInterfaceId: `eni-${hex}` }),
  ),
  makes(
    "route to no peering connection",
    route,
    routeTo("10.5.0.0/16", { vpcPeeringConnectionId: `pcx-${hex}` }),
  ),
  makes("route of no table", route, (id) => ({ ...toGateway(id), routeTableId: `rtb-${hex}` })),
  makes("acl", networkAcl, (id) => ({ vpcId: id("vpc") })),
  makes("entry", networkAclRule, entry()),
  makes("entry once more", networkAclRule, entry()),
  makes("entry of no ACL", networkAclRule, entry(`acl-${hex}`)),
  makes("address", elasticIp, { domain: "vpc" }),
  makes("card", networkInterface, (id) => ({ subnetId: id("subnet a") })),
  makes("second card", networkInterface, (id) => ({ subnetId: id("subnet a") })),
  makes("association of no address", elasticIpAssociation, (id) => ({
    ...{ allocationId: `eipalloc-${hex}`, networkInterfaceId: id("card") },
  })),
  makes(
    "association with no machine",
    elasticIpAssociation,
    associate(() => ({ instanceId: `i-${hex}` })),
  ),
  makes(
    "association",
    elasticIpAssociation,
    associate((id) => ({ networkInterfaceId: id("card") })),
  ),
  makes(
    "association with another one",
    elasticIpAssociation,
    associate((id) => ({ networkInterfaceId: id("second card") })),
  ),
  makes("balancer", awsLoadBalancer, (id) => ({
    ...{ name: "edge", subnets: subnets(id), securityGroups: [id("group")] },
  })),
  makes("balancer of the same name", awsLoadBalancer, (id) => ({
    ...{ name: "edge", subnets: subnets(id), internal: true },
  })),
  makes("internal balancer", awsLoadBalancer, (id) => ({
    ...{ name: "inner", subnets: subnets(id), internal: true },
  })),
  makes("network balancer", awsLoadBalancer, (id) => ({
    ...{ name: "net", subnets: subnets(id), loadBalancerType: "network" },
  })),
  makes("balancer of no group", awsLoadBalancer, (id) => ({
    ...{ name: "open", subnets: subnets(id), securityGroups: [`sg-${hex}`] },
  })),
  makes("target group", targetGroup, (id) => ({
    ...{ name: "app", port: 80, protocol: "HTTP", vpcId: id("vpc") },
  })),
  makes("target group of the same name", targetGroup, (id) => ({
    ...{ name: "app", port: 81, protocol: "HTTP", vpcId: id("vpc") },
  })),
  makes("listener", listener, listens()),
  makes("listener on the same port", listener, (id) => ({
    ...listens()(id),
    defaultActions: [
      { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } },
    ],
  })),
  makes("listener of no balancer", listener, listens("arn:none")),
  makes("listener rule", listenerRule, ruled),
  makes("listener rule of the same priority", listenerRule, ruled),
  goes("target group in use goes", targetGroup, "target group"),
  goes("group in use goes", securityGroup, "group"),
  goes("subnet in use goes", subnet, "subnet a"),
  goes("VPC in use goes", vpc, "vpc"),
  makes("template", pathTypes.launchTemplate, { name: "web" }),
  makes("machines", scalingGroup, machines),
  makes("machines of the same name", scalingGroup, machines),
  makes("machines upside down", scalingGroup, {
    ...machines,
    name: "down",
    minSize: 2,
    maxSize: 1,
  }),
  makes("machines beyond their bounds", scalingGroup, {
    ...{ ...machines, name: "more", desiredCapacity: 5 },
  }),
  makes("certificate", pathTypes.acmCertificate, {
    ...{ domainName: "www.example.com", validationMethod: "DNS" },
  }),
  makes("hosted zone", route53Zone, { name: "example.net" }),
  makes("record", route53Record, record),
  makes("record once more", route53Record, record),
  goes("hosted zone with records goes", route53Zone, "hosted zone"),
  makes("bucket", otherTypes.bucket, { bucket: "shop-logs" }),
  makes("object of no bucket", "aws:s3/bucketObjectv2:BucketObjectv2", {
    ...{ bucket: "none-such", key: "k", content: "x" },
  }),
  makes("permission of no function", pathTypes.lambdaPermission, {
    ...{ function: "none", statementId: "s", action: "lambda:InvokeFunction" },
    principal: "elasticloadbalancing.amazonaws.com",
  }),
  ...furtherSteps,
];

/** What is compared of what was made: a property of its outputs. Defaults to the id. */
export const compared: Readonly<Record<string, (made: Outcome) => string>> = {
  balancer: ({ id, outputs }) => `${id} ${text(outputs.dnsName)}`,
  "internal balancer": ({ id, outputs }) => `${id} ${text(outputs.dnsName)}`,
  "network balancer": ({ id, outputs }) => `${id} ${text(outputs.dnsName)}`,
  machines: ({ outputs }) => text(outputs.arn),
  group: ({ outputs }) => text(outputs.arn),
};
