import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, urnOf, type Step } from "../report/plans";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const dnsName = "edge-1.eu-west-1.elb.amazonaws.com";
const {
  awsLoadBalancer,
  ecsService,
  elasticIp,
  elasticIpAssociation,
  ingressRule,
  instance,
  listener,
} = modelTypes;
const { listenerRule, scalingGroup, securityGroup, securityGroupRule, targetGroup } = modelTypes;

const known = (step: Step, outputs: object = {}): Step => ({
  ...step,
  outputs: { arn: step.name, ...outputs },
});
const record = same("record", "www", {
  ...{ zoneId, name: "www.example.com", type: "CNAME", content: dnsName, proxied: true, ttl: 1 },
});
const edge = known(same(awsLoadBalancer, "edge", { name: "edge", securityGroups: ["front"] }), {
  dnsName,
});
/** A group whose port says nothing: containers are registered with ports of their own. */
const group = (more: object = {}): object => ({
  ...{ name: "app", port: 80, protocol: "HTTP", targetType: "ip", ...more },
});
const app = known(same(targetGroup, "app", group()));
const forward = { type: "forward", targetGroupArn: "app" };
const https = (more: object = {}): object => ({
  ...{ loadBalancerArn: "edge", port: 443, protocol: "HTTPS", defaultActions: [forward] },
  ...more,
});
const listening = known(same(listener, "https", https()));
const front = [record, edge, same(securityGroup, "front", { vpcId: "vpc-1" })];
const behind = (...steps: readonly Step[]): Step[] => [...front, app, listening, ...steps];

const machines = (more: object = {}): object => ({
  ...{ name: "web", minSize: 2, desiredCapacity: 4, maxSize: 8, targetGroupArns: ["app"], ...more },
});
const fleet = known(same(scalingGroup, "web", machines()));
/** Machines under another name, the new ones first. */
const machinesAnew = (more: object = {}): Step[] =>
  ["create-replacement", "replace", "delete-replaced"].map((op) => ({
    ...{ op, type: scalingGroup, name: "web", id: "web" },
    ...{ old: machines(more), new: machines({ ...more, name: "web-2" }) },
  }));

const tasks = same(ecsService, "shop", {
  ...{ name: "shop", cluster: "main", desiredCount: 4 },
  networkConfiguration: { subnets: ["p"], securityGroups: ["tasks"] },
  loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 8080 }],
});
const ofTasks = same(securityGroup, "tasks", { vpcId: "vpc-1" });
const admits = (port: number): object => ({
  ...{ securityGroupId: "tasks", referencedSecurityGroupId: "front" },
  ...{ ipProtocol: "tcp", fromPort: port, toPort: port },
});

const lone = (content: string): object => ({
  ...{ zoneId, name: "www.example.com", type: "A", content, proxied: true, ttl: 1 },
});
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const checked = (timeout: number): object =>
  group({ healthCheck: { path: "/healthz", interval: 10, timeout, unhealthyThreshold: 2 } });
const absent = { type: "fixed-response", fixedResponse: { statusCode: "404" } };
const hosts = (...values: readonly string[]): object => ({
  ...{ listenerArn: "https", priority: 10, actions: [forward] },
  conditions: [{ hostHeader: { values } }],
});
const byRule = known(same(listener, "https", https({ defaultActions: [absent] })));

// What must be said of each was decided before it was judged, from the report where one is named. Five of the twelve came out so the first
// time. One case was wrong, since tasks with addresses of their own want a target group of addresses; that machines are exchanged under
// another name, the moment between two addresses and a permission twice were missed, and three were "not judged".
describe("plans of further strangers about what stands behind a load balancer", () => {
  judgesAsExpected([
    [
      // hashicorp/terraform issue 8655
      "machines are made anew under another name, and nothing waits until the new ones are healthy",
      behind(...machinesAnew()),
      ["medium targets-gap app"],
    ],
    [
      // hashicorp/terraform issue 8655: what its answer advises
      "machines are made anew, and the old ones go once the load balancer finds the new ones well",
      behind(...machinesAnew({ waitForElbCapacity: 4 })),
      [],
    ],
    [
      // aws-samples/aws-cdk-examples issue 695, aws/aws-cdk issue 12812
      "the rule goes that lets the load balancer in at the port of the containers",
      behind(
        ...[tasks, ofTasks, same(ingressRule, "in-80", admits(80))],
        goes(ingressRule, "in-8080", admits(8080)),
      ),
      ["high targets-shut app"],
    ],
    [
      "the rule goes that lets it in at the port of the target group, which no container has",
      behind(
        ...[tasks, ofTasks, same(ingressRule, "in-8080", admits(8080))],
        goes(ingressRule, "in-80", admits(80)),
      ),
      [],
    ],
    [
      // hashicorp/terraform-provider-aws issues 6781 and 20651
      "a machine gets another size, and a record names the address that it has until it stops",
      [
        same("record", "www", lone("203.0.113.7")),
        {
          ...becomes(instance, "web", { instanceType: "t2.micro" }, { instanceType: "t2.nano" }),
          outputs: { publicIp: "203.0.113.7" },
        },
      ],
      ["high machine-stops web"],
    ],
    [
      // aprin-labs/archimedes pull request 613
      "a machine gets an elastic address, which its record names from then on",
      [
        {
          ...becomes("record", "www", lone("203.0.113.7"), lone(unknown)),
          from: { content: [urnOf(elasticIp, "ip")] },
        },
        { ...same(instance, "web", { ami: "ami-1" }), outputs: { publicIp: "203.0.113.7" } },
        comes(elasticIp, "ip", { instance: "web", domain: "vpc" }),
      ],
      ["medium address-released web", "medium destination-changed www.example.com"],
    ],
    [
      "a machine gets an elastic address by an association, for which the record that names it does not wait",
      [
        {
          ...becomes("record", "www", lone("203.0.113.7"), lone(unknown)),
          from: { content: [urnOf(elasticIp, "ip")] },
        },
        { ...same(instance, "web", { ami: "ami-1" }), outputs: { publicIp: "203.0.113.7" } },
        comes(elasticIp, "ip", { domain: "vpc" }),
        {
          ...comes(elasticIpAssociation, "tie", { instanceId: "web", allocationId: unknown }),
          from: { allocationId: [urnOf(elasticIp, "ip")] },
        },
      ],
      ["medium address-released web", "medium destination-changed www.example.com"],
    ],
    [
      "a rule takes another host than the one that leads there",
      [
        ...[...front, app, byRule, fleet],
        becomes(listenerRule, "www", hosts("www.example.com"), hosts("shop.example.com")),
      ],
      ["high listener-rule-answers www.example.com"],
    ],
    [
      "a rule takes one more host",
      [
        ...[...front, app, byRule, fleet],
        becomes(
          listenerRule,
          "www",
          hosts("www.example.com"),
          hosts("shop.example.com", "www.example.com"),
        ),
      ],
      [],
    ],
    [
      // GovWifi/govwifi-terraform pull request 611
      "targets get less time to answer whether they are well",
      [...front, listening, fleet, known(becomes(targetGroup, "app", checked(9), checked(2)))],
      ["medium target-check-changed app"],
    ],
    [
      "targets get more time to answer whether they are well",
      [...front, listening, fleet, known(becomes(targetGroup, "app", checked(2), checked(9)))],
      [],
    ],
    [
      // hashicorp/terraform-provider-aws: rules that move to the newer type
      "a rule moves to the newer type, whose permission stands until the older one goes",
      behind(
        ...[tasks, ofTasks, comes(ingressRule, "in", admits(8080))],
        goes(securityGroupRule, "in", {
          ...{ securityGroupId: "tasks", sourceSecurityGroupId: "front", type: "ingress" },
          ...{ protocol: "tcp", fromPort: 8080, toPort: 8080 },
        }),
      ),
      ["medium rule-refused tasks"],
    ],
    [
      "a rule that lets a group in to itself moves to the newer type, which names the group",
      behind(
        ...[tasks, ofTasks],
        comes(ingressRule, "in", { ...admits(9100), referencedSecurityGroupId: "tasks" }),
        goes(securityGroupRule, "in", {
          ...{ securityGroupId: "tasks", self: true, type: "ingress" },
          ...{ protocol: "tcp", fromPort: 9100, toPort: 9100 },
        }),
      ),
      ["medium rule-refused tasks"],
    ],
    [
      "visitors come back to the target that they had",
      [
        ...[...front, listening, fleet],
        known(
          becomes(
            targetGroup,
            "app",
            group(),
            group({ stickiness: { type: "lb_cookie", cookieDuration: 3600, enabled: true } }),
          ),
        ),
      ],
      [],
    ],
  ]);
});
