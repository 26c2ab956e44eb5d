import { networkTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import type { RiskId } from "../../../checks/risks/coveredRules";
import { becomes, comes, goes, same, stands, type Step } from "../report/plans";
import { authorities, leafOf } from "./clientAuthorities";
import { zoneId } from "./strangersPlans";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const dnsName = "edge-1.eu-west-1.elb.amazonaws.com";
const publicIp = "203.0.113.60";
const { awsLoadBalancer, elasticIp, instance, listener, listenerRule, originPulls } = modelTypes;
const { egressRule, ruleset, targetGroup, targetGroupAttachment } = modelTypes;
const { networkAcl, route, route53Record, routeTable, routeTableAssociation } = {
  ...networkTypes,
  ...modelTypes,
};

const www = (content: string): Step =>
  same("record", "www", {
    ...{ zoneId, name: "www.example.com", type: content === publicIp ? "A" : "CNAME" },
    ...{ content, proxied: true, ttl: 1 },
  });
const known = (step: Step, outputs: object = {}): Step => ({
  ...step,
  outputs: { arn: step.name, ...outputs },
});
/** A resource that is made anew, the old one first. */
const replaced = (type: string, name: string, old: object, now: object): Step[] =>
  ["delete-replaced", "replace", "create-replacement"].map((op) => ({
    ...{ op, type, name, id: name, old, new: now, outputs: { arn: name } },
  }));

const forward = { type: "forward", targetGroupArn: "app" };
const answer = { type: "fixed-response", fixedResponse: { statusCode: "503" } };
const listens = (more: object = {}): object => ({
  ...{ loadBalancerArn: "edge", port: 443, protocol: "HTTPS", defaultActions: [forward] },
  ...more,
});
const verifies = listens({ mutualAuthentication: { mode: "verify" } });
const edge = known(same(awsLoadBalancer, "edge", { name: "edge", securityGroups: ["front"] }), {
  dnsName,
});
const https = known(same(listener, "https", listens()));
const app = known(same(targetGroup, "app", { port: 8080 }));
const target = (port: number): object => ({ targetGroupArn: "app", targetId: "10.0.0.7", port });
/** A hostname before a load balancer. */
const balanced = (...steps: readonly Step[]): Step[] => [www(dnsName), edge, app, ...steps];

const fleet = {
  ...{ minSize: 2, maxSize: 4, desiredCapacity: 2, targetGroupArns: ["app"] },
  healthCheckType: "ELB",
};
/** An authority in a bucket, or what a trust store takes over of it. */
const authority = (key: "other" | "own", isTaken = false): object =>
  isTaken
    ? { caCertificatesBundleS3Bucket: "trust", caCertificatesBundleS3Key: key }
    : { bucket: "trust", key, content: authorities[key].certificatePem };

const network = { name: "edge", loadBalancerType: "network", subnets: ["in-a", "in-b"] };

const machine = (more: object = {}): Step => ({
  ...same(instance, "web", { ami: "ami-1", subnetId: "public", ...more }),
  outputs: { publicIp },
});
const bare = same(instance, "web", { ami: "ami-1" });
const elastic = stands(elasticIp, "ip", "ip", { instance: "web" }, { publicIp });
const subnet = same(networkTypes.subnet, "public", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" });
/** A hostname before a machine in a subnet. */
const lone = (...steps: readonly Step[]): Step[] => [www(publicIp), machine(), subnet, ...steps];

const all = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlock: "0.0.0.0/0" };
const acl = (action: string): object => ({
  ...{ vpcId: "vpc-1", subnetIds: ["public"], egress: [{ ruleNo: 100, action: "allow", ...all }] },
  ingress: [{ ruleNo: 100, action, ...all }],
});
const table = {
  ...{ vpcId: "vpc-1", routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }] },
};
const association = { subnetId: "public", routeTableId: "internet" };
const leaves = {
  ...{ routeTableId: "internet", destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-1" },
};
const name = { zoneId: "Z1", name: "origin.example.net", type: "A", records: [publicIp] };

const admit = {
  ...{ listenerArn: "https", priority: 1, actions: [forward] },
  conditions: [{ httpHeader: { httpHeaderName: "X-Key", values: ["one"] } }],
};
const refuse = {
  ...{ listenerArn: "https", priority: 2, actions: [answer] },
  conditions: [{ pathPattern: { values: ["*"] } }],
};
const demanded = [comes(listenerRule, "admit", admit), comes(listenerRule, "refuse", refuse)];
const sends = {
  ...{ zoneId, kind: "zone", phase: "http_request_late_transform" },
  rules: [
    {
      ...{ expression: "true", action: "rewrite", enabled: true },
      actionParameters: { headers: { "x-key": { operation: "set", value: "one" } } },
    },
  ],
};
const monitor = (more: object = {}): object => ({
  ...{ type: "https", path: "/healthz", expectedCodes: "2xx", ...more },
});
/** A hostname before two pools, the first of which leads to a load balancer of AWS. Its monitor comes with the plan. */
export const probedPools: readonly Step[] = [
  same("pool", "primary", {
    ...{ name: "primary", monitor: "health" },
    origins: [{ name: "a", address: dnsName, header: { hosts: ["www.example.com"] } }],
  }),
  same("pool", "backup", { name: "backup", origins: [{ name: "a", address: "198.51.100.20" }] }),
  same("balancer", "www", {
    ...{ zoneId, name: "www.example.com", proxied: true },
    ...{ defaultPools: ["primary", "backup"], fallbackPool: "backup" },
  }),
];
const probed = (health: Step, ...steps: readonly Step[]): Step[] => [
  ...[health, edge, app],
  ...probedPools,
  ...steps,
];

/** For each kind of risk behind the hostname that no plan of the corpus has, a plan that has it. */
export const plansBehindHostname: Readonly<Partial<Record<RiskId, readonly Step[]>>> = {
  "address-lost": [{ ...edge, op: "delete" }],
  "address-moved": [
    ...[www(publicIp), bare, same(instance, "next", { ami: "ami-2" })],
    { ...elastic, op: "update", new: { instance: "next" } },
  ],
  "address-released": [
    ...[www(publicIp), machine({ subnetId: undefined })],
    comes(elasticIp, "ip", { instance: "web" }),
  ],
  "client-certificate-untrusted": balanced(
    known(
      same(
        listener,
        "https",
        listens({ mutualAuthentication: { mode: "verify", trustStoreArn: "store" } }),
      ),
    ),
    same(originPulls, "pulls", { zoneId, enabled: true }),
    same(modelTypes.pullsCertificate, "shown", { zoneId, certificate: leafOf("own") }),
    same(modelTypes.bucketObject, "own", authority("own")),
    same(modelTypes.bucketObject, "other", authority("other")),
    known(
      becomes(modelTypes.trustStore, "store", authority("own", true), authority("other", true)),
    ),
  ),
  "client-certificate-order": balanced(
    known(becomes(listener, "https", listens(), verifies)),
    becomes(originPulls, "pulls", { zoneId, enabled: false }, { zoneId, enabled: true }),
  ),
  "egress-shut": balanced(
    ...[https, same("group", "front", { vpcId: "vpc-1" })],
    goes(egressRule, "out", { securityGroupId: "front", ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" }),
  ),
  "listener-answers": balanced(
    becomes(listener, "https", listens(), listens({ defaultActions: [answer] })),
  ),
  "listener-authenticates": balanced(
    becomes(
      listener,
      "https",
      listens(),
      listens({ defaultActions: [{ type: "authenticate-oidc", authenticateOidc: {} }, forward] }),
    ),
  ),
  "listener-certificate-untrusted": balanced(
    known(same(listener, "https", listens({ certificateArn: "cert" }))),
    known(
      becomes(
        modelTypes.acmCertificate,
        "cert",
        { domainName: "*.example.com" },
        { domainName: "*.example.com", certificateAuthorityArn: "arn:aws:acm-pca:eu-west-1:1:ca" },
      ),
    ),
  ),
  "listener-clear": balanced(becomes(listener, "https", listens(), listens({ protocol: "HTTP" }))),
  "listener-gap": balanced(
    ...replaced(listener, "https", listens(), listens({ tags: { team: "web" } })),
  ),
  "listener-http2": [
    ...[www(dnsName), app],
    known(same(awsLoadBalancer, "edge", { name: "edge", loadBalancerType: "network" }), {
      dnsName,
    }),
    becomes(
      listener,
      "https",
      listens({ protocol: "TLS", alpnPolicy: "None" }),
      listens({ protocol: "TLS", alpnPolicy: "HTTP2Preferred" }),
    ),
  ],
  "listener-missing": probed(same("monitor", "health", monitor()), https).map((step) =>
    step.name === "primary"
      ? {
          ...step,
          op: "update",
          new: { ...step.old, origins: [{ name: "a", address: dnsName, port: 8443 }] },
        }
      : step,
  ),
  "machine-changed": [
    ...[www(publicIp), elastic],
    ...replaced(instance, "web", { ami: "ami-1" }, { ami: "ami-2" }).reverse(),
  ],
  "machine-replaced-early": balanced(
    https,
    becomes(
      modelTypes.scalingGroup,
      "fleet",
      { ...fleet, healthCheckGracePeriod: 600 },
      { ...fleet, healthCheckGracePeriod: 30 },
    ),
  ),
  "network-acl-unknown": lone(becomes(networkAcl, "edge", acl("allow"), acl(unknown))),
  "network-gap": lone(
    same(routeTable, "internet", { vpcId: "vpc-1", routes: [] }),
    same(routeTableAssociation, "public", association),
    ...replaced(route, "default", leaves, { ...leaves, region: "eu-west-1" }),
  ),
  "origin-gone": [www(dnsName), { ...edge, op: "delete" }],
  "origin-header-order": balanced(https, comes(ruleset, "rules", sends), ...demanded),
  "origin-header-unsent": balanced(https, ...demanded),
  "origin-name-gap": [
    www("origin.example.net"),
    ...replaced(route53Record, "origin", name, { ...name, setIdentifier: "one" }),
  ],
  "origin-name-unwatched": [
    www("origin.example.net"),
    becomes(
      route53Record,
      "origin",
      { ...name, setIdentifier: "one", healthCheckId: "check" },
      { ...name, setIdentifier: "one" },
    ),
  ],
  "probe-order": probed(
    becomes("monitor", "health", monitor(), monitor({ header: { "X-Key": ["one"] } })),
    ...[https, same(ruleset, "rules", sends), ...demanded],
  ),
  "probe-refused": probed(
    same("monitor", "health", monitor()),
    ...[https, same(ruleset, "rules", sends), ...demanded],
  ),
  "subnet-route-unknown": lone(
    same(routeTable, "internet", table),
    becomes(routeTableAssociation, "public", association, {
      ...{ ...association, routeTableId: unknown },
    }),
  ),
  "target-port-changed": balanced(
    https,
    becomes(targetGroupAttachment, "one", target(8080), target(9090)),
  ),
  "target-type-refused": balanced(
    https,
    same(modelTypes.scalingGroup, "fleet", fleet),
    ...replaced(targetGroup, "app", { port: 8080 }, { port: 8080, targetType: "ip" }),
  ).filter((step) => step !== app),
  "targets-absent-in-zone": [
    www(dnsName),
    ...["a", "b"].map((zone) =>
      same(networkTypes.subnet, `in-${zone}`, { availabilityZone: `eu-west-1${zone}` }),
    ),
    ...[https, app],
    known(
      becomes(
        awsLoadBalancer,
        "edge",
        { ...network, enableCrossZoneLoadBalancing: true },
        { ...network, enableCrossZoneLoadBalancing: false },
      ),
      { dnsName },
    ),
    same(targetGroupAttachment, "one", { targetGroupArn: "app", targetId: "web" }),
    same(instance, "web", { subnetId: "in-a" }),
  ],
  "targets-gap": balanced(
    https,
    ...replaced(targetGroupAttachment, "one", target(8080), {
      ...{ ...target(8080), targetId: "10.0.0.8" },
    }),
  ),
};
