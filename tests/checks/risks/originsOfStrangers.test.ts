import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, stands, type Step } from "../report/plans";
import { judgesAsExpected } from "./strangersPlans";

const zoneId = "f".repeat(32);
const dnsName = "edge-1.eu-west-1.elb.amazonaws.com";
const { awsLoadBalancer, ecsService, elasticIp, instance, listener, listenerRule } = modelTypes;
const { egressRule, scalingAttachment, scalingGroup, securityGroup, targetGroup } = modelTypes;

const known = (step: Step): Step => ({ ...step, outputs: { arn: step.name } });
const record = same("record", "www", {
  ...{ zoneId, name: "www.example.com", type: "CNAME", content: dnsName, proxied: true, ttl: 1 },
});
const edge: Step = {
  ...same(awsLoadBalancer, "edge", { name: "edge" }),
  outputs: { arn: "edge", dnsName },
};
const group = (more: object = {}): object => ({
  name: "app",
  port: 8080,
  protocol: "HTTP",
  ...more,
});
const https = (more: object = {}): object => ({
  ...{ loadBalancerArn: "edge", port: 443, protocol: "HTTPS" },
  ...{ sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" },
  defaultActions: [{ type: "forward", targetGroupArn: "app" }],
  ...more,
});
const machines = (more: object = {}): object => ({
  ...{ name: "web", minSize: 2, desiredCapacity: 3, maxSize: 6, targetGroupArns: ["app"], ...more },
});
const registered = { autoscalingGroupName: "web", lbTargetGroupArn: "app" };
const service = (more: object = {}): object => ({
  ...{ name: "shop", cluster: "main", desiredCount: 6 },
  loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 8080 }],
  ...more,
});

const app = known(same(targetGroup, "app", group()));
const listening = known(same(listener, "https", https()));
const fleet = known(same(scalingGroup, "web", machines()));
const behind = (...steps: readonly Step[]): Step[] => [record, edge, ...steps];
/** A resource that is made anew, as the engine writes its three steps: the new one first, or the old one deleted first. */
const replaced = (
  type: string,
  name: string,
  old: object,
  now: object,
  deletes = false,
): Step[] => {
  const step = { type, name, id: name, old, outputs: { arn: name } };
  const made: Step = { ...step, op: "create-replacement", new: now };
  const whole: Step = { ...step, op: "replace", new: now, replaceReasons: ["port"] };
  const gone: Step = { ...step, op: "delete-replaced" };
  return deletes ? [gone, whole, made] : [made, whole, gone];
};

/** Machines that get another template, and how many of a hundred stay up while they are replaced. */
const refreshed = (minHealthyPercentage: number): Step => {
  const instanceRefresh = { strategy: "Rolling", preferences: { minHealthyPercentage } };
  const of = (version: string): object =>
    machines({ instanceRefresh, launchTemplate: { id: "lt-0123456789abcdef0", version } });
  return known(becomes(scalingGroup, "web", of("1"), of("2")));
};

const rule = (priority: number, host: string, more: object = {}): object => ({
  ...{ listenerArn: "https", priority, conditions: [{ hostHeader: { values: [host] } }] },
  actions: [{ type: "forward", targetGroupArn: "app" }],
  ...more,
});
const inline = (cidr: string, port: number): object => ({
  ...{ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks: [cidr] },
});

// The risks of each were decided before it was judged, from the report where one is named. What nobody judges was read off the first
// answer. A plan whose risk was missed then, an empty `targetGroupArns` beside an attachment, is not among them: it is still missed.
describe("plans of strangers about load balancers, machines and containers", () => {
  judgesAsExpected([
    [
      // hashicorp/terraform issue 16120, hashicorp/terraform-provider-aws issue 35717
      "a target group with a name of its own gets another port, the new one first",
      behind(
        ...replaced(targetGroup, "app", group(), group({ port: 9090 })),
        ...[listening, fleet],
      ),
      ["medium object-refused app", "medium target-port-changed app"],
    ],
    [
      // hashicorp/terraform issue 13076
      "a target group gets another port, the old one deleted first",
      behind(
        ...replaced(targetGroup, "app", group(), group({ port: 9090 }), true),
        ...[listening, fleet],
      ),
      ["medium object-in-use app", "medium target-port-changed app"],
    ],
    [
      // londonaicentre/FLIP pull request 886
      "a group says that it lets nothing out, beside a rule of its own that does",
      behind(
        ...[app, listening, fleet],
        becomes(securityGroup, "front", {}, { egress: [] }),
        same(egressRule, "out", {
          securityGroupId: "front",
          ipProtocol: "-1",
          cidrIpv4: "0.0.0.0/0",
        }),
      ),
      ["medium rules-in-two-places front"],
    ],
    [
      "a group of machines says that it is in no target group, beside what registers it in one",
      behind(
        ...[app, listening, same(scalingAttachment, "web", registered)],
        becomes(
          scalingGroup,
          "web",
          machines({ targetGroupArns: undefined }),
          machines({ targetGroupArns: [] }),
        ),
      ),
      ["medium rules-in-two-places web"],
    ],
    [
      "a group of machines that says nothing of its target groups is registered in one",
      behind(
        ...[app, listening],
        stands(scalingGroup, "web", "web", machines({ targetGroupArns: undefined }), {
          targetGroupArns: [],
        }),
        comes(scalingAttachment, "web", registered),
      ),
      [],
    ],
    [
      // aws/aws-cdk issue 26189, aws/containers-roadmap issue 1214
      "a service goes back to what its program says, below what scaling had made of it",
      behind(
        ...[app, listening],
        becomes(ecsService, "shop", service(), service({ desiredCount: 1 })),
      ),
      ["medium capacity-lowered shop"],
    ],
    [
      // hashicorp/terraform-provider-aws issue 636, a comment of 23 May 2019
      "a rule with the priority of one that goes last",
      behind(
        ...[app, listening, fleet],
        goes(listenerRule, "old", rule(40, "shop.example.com")),
        comes(listenerRule, "new", rule(40, "shop.example.com")),
      ),
      ["medium listener-refused new"],
    ],
    [
      // hashicorp/terraform issue 3429
      "an address goes over to a larger machine",
      [
        same("record", "www", {
          ...{ zoneId, name: "www.example.com", type: "A", content: "203.0.113.7", proxied: true },
          ttl: 1,
        }),
        same(instance, "small", { instanceType: "t3.small" }),
        same(instance, "large", { instanceType: "t3.large" }),
        {
          ...becomes(elasticIp, "ip", { instance: "small" }, { instance: "large" }),
          outputs: { publicIp: "203.0.113.7" },
        },
      ],
      ["medium address-moved ip"],
    ],
    [
      // aws/aws-cdk issue 3919: what its answer advises
      "a program ceases to say how many machines it wishes for, and scaling keeps what there is",
      behind(...[app, listening], {
        ...becomes(scalingGroup, "web", machines(), machines({ desiredCapacity: undefined })),
        outputs: { arn: "web", desiredCapacity: 3 },
      }),
      [],
    ],
    [
      // hashicorp/terraform-provider-aws pull request 4726: since then rules that stay are let be
      "the rules of a group in another order",
      behind(
        ...[app, listening, fleet],
        becomes(
          securityGroup,
          "front",
          { ingress: [inline("192.0.2.0/24", 443), inline("198.51.100.0/24", 443)] },
          { ingress: [inline("198.51.100.0/24", 443), inline("192.0.2.0/24", 443)] },
        ),
      ),
      [],
    ],
    [
      "a listener with a stricter policy that Cloudflare speaks",
      behind(
        ...[app, fleet],
        known(
          becomes(
            listener,
            "https",
            https(),
            https({ sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" }),
          ),
        ),
      ),
      [],
    ],
    [
      "a rule for another host, before all others",
      behind(...[app, listening, fleet], comes(listenerRule, "blog", rule(1, "blog.example.org"))),
      [],
    ],
    [
      // terraform-aws-modules/terraform-aws-autoscaling issue 281: the way without the downtime that it reports
      "an attachment beside the list that names the same group already",
      behind(...[app, listening, fleet], comes(scalingAttachment, "web", registered)),
      [],
    ],
    [
      "a service with more tasks and a longer grace",
      behind(
        ...[app, listening],
        becomes(
          ecsService,
          "shop",
          service(),
          service({ desiredCount: 9, healthCheckGracePeriodSeconds: 120 }),
        ),
      ),
      [],
    ],
    [
      "machines are refreshed, and nothing need stay up meanwhile",
      behind(...[app, listening], refreshed(0)),
      ["high deployment-stops-all web"],
      ["web: launchTemplate.version"],
    ],
    [
      "machines are refreshed a few at a time",
      behind(...[app, listening], refreshed(90)),
      [],
      ["web: launchTemplate.version"],
    ],
    [
      "a group of another name and protocol, filled by the same machines, before the old one goes",
      behind(
        ...replaced(
          targetGroup,
          "app",
          group(),
          group({ name: "app-tls", port: 8443, protocol: "HTTPS" }),
        ),
        ...[listening, fleet],
      ),
      ["medium target-port-changed app-tls"],
    ],
  ]);
});
