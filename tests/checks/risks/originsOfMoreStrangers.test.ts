import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, same, urnOf, type Step } from "../report/plans";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const dnsName = "edge-1.eu-west-1.elb.amazonaws.com";
const { awsLoadBalancer, ecsService, instance, listener, listenerRule } = modelTypes;
const { scalableTarget, scalingGroup, scalingSchedule, scheduledAction } = modelTypes;
const { targetGroup, targetGroupAttachment } = modelTypes;

const known = (step: Step, outputs: object = {}): Step => ({
  ...step,
  outputs: { arn: step.name, ...outputs },
});
const record = same("record", "www", {
  ...{ zoneId, name: "www.example.com", type: "CNAME", content: dnsName, proxied: true, ttl: 1 },
});
const edge = (loadBalancerType = "application"): Step =>
  known(same(awsLoadBalancer, "edge", { name: "edge", loadBalancerType }), { dnsName });
const group = (more: object = {}): object => ({
  ...{ name: "app", port: 8080, protocol: "HTTP", ...more },
});
const app = known(same(targetGroup, "app", group()));
const forward = { type: "forward", targetGroupArn: "app" };
const https = (more: object = {}): object => ({
  ...{ loadBalancerArn: "edge", port: 443, protocol: "HTTPS", defaultActions: [forward] },
  ...more,
});
const listening = known(same(listener, "https", https()));
const behind = (...steps: readonly Step[]): Step[] => [record, edge(), app, listening, ...steps];

/** What is made anew, the new one first. */
const replaced = (
  type: string,
  name: string,
  old: object,
  now: object,
  from?: Step["from"],
): Step[] =>
  ["create-replacement", "replace", "delete-replaced"].map((op) => ({
    ...{ op, type, name, id: name, old, new: now, ...(from === undefined ? {} : { from }) },
  }));
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const machine = (name: string): Step[] => [
  ...replaced(instance, name, { ami: "ami-1" }, { ami: "ami-2" }),
  ...replaced(
    targetGroupAttachment,
    `at-${name}`,
    { targetGroupArn: "app", targetId: name },
    { targetGroupArn: "app", targetId: unknown },
    { targetId: [urnOf(instance, name)] },
  ),
];

const machines = (more: object = {}): object => ({
  ...{ name: "web", minSize: 2, desiredCapacity: 4, maxSize: 8, targetGroupArns: ["app"], ...more },
});
const fleet = known(same(scalingGroup, "web", machines()));
const schedule = (more: object): object => ({
  ...{ autoscalingGroupName: "web", scheduledActionName: "times", recurrence: "0 19 * * 1-5" },
  ...more,
});
const service = (more: object = {}): object => ({
  ...{ name: "shop", cluster: "main", desiredCount: 4 },
  loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 8080 }],
  ...more,
});
const ofService = {
  ...{ serviceNamespace: "ecs", scalableDimension: "ecs:service:DesiredCount" },
  resourceId: "service/main/shop",
};
const bounds = (minCapacity: number, maxCapacity: number): object => ({
  ...{ ...ofService, minCapacity, maxCapacity },
});
const rule = (priority: number, host: string): object => ({
  ...{ listenerArn: "https", priority, actions: [forward] },
  conditions: [{ hostHeader: { values: [host] } }],
});

// What must be said of each was decided before it was judged. Seven of the eleven came out so the first time: that all machines are
// exchanged at once was missed, the PROXY protocol and the choice among targets were "not judged", and of two schedules one was told.
describe("plans of more strangers about what stands behind a load balancer", () => {
  judgesAsExpected([
    [
      // hashicorp/terraform issues 2717 and 22615, hashicorp/terraform-provider-aws issue 494
      "all machines are made anew, each new one first, and nothing waits until it is healthy",
      behind(...machine("a"), ...machine("b")),
      ["high targets-gap app"],
      ["a: ami", "b: ami"],
    ],
    [
      // hashicorp/terraform issue 2717: what its answer advises
      "one of two machines is made anew",
      behind(
        ...machine("a"),
        ...[same(instance, "b", { ami: "ami-1" })],
        same(targetGroupAttachment, "at-b", { targetGroupArn: "app", targetId: "b" }),
      ),
      [],
      ["a: ami"],
    ],
    [
      // kgateway-dev/kgateway issue 11129, kubernetes/ingress-nginx issue 9643
      "a network load balancer comes to send the PROXY protocol",
      [
        ...[record, edge("network")],
        known(becomes(targetGroup, "app", group(), group({ proxyProtocolV2: true }))),
        ...[known(same(listener, "https", https({ protocol: "TLS" }))), fleet],
      ],
      ["high target-port-changed app"],
    ],
    [
      // pulumi/pulumi-aws issue 175
      "two rules exchange their priorities",
      behind(
        fleet,
        becomes(listenerRule, "one", rule(10, "a.example.com"), rule(20, "a.example.com")),
        becomes(listenerRule, "two", rule(20, "b.example.com"), rule(10, "b.example.com")),
      ),
      ["medium listener-refused one", "medium listener-refused two"],
    ],
    [
      // wellcomecollection/platform pull request 691
      "a group of machines is turned off outside of working hours",
      behind(
        fleet,
        comes(scalingSchedule, "reduce", schedule({ desiredCapacity: 0, maxSize: 0 })),
        comes(scalingSchedule, "increase", schedule({ desiredCapacity: 2, maxSize: 2 })),
      ),
      ["high capacity-none web", "medium capacity-lowered web"],
    ],
    [
      // 18F/identity-terraform pull request 150
      "a schedule ceases to set bounds",
      behind(
        fleet,
        becomes(
          scalingSchedule,
          "up",
          schedule({ minSize: 4, maxSize: 8, desiredCapacity: 4 }),
          schedule({ minSize: -1, maxSize: -1, desiredCapacity: 4 }),
        ),
      ),
      [],
    ],
    [
      // trade-tariff/trade-tariff-backend pull request 3347
      "a service may run fewer tasks, and more at the hours of its peaks",
      behind(
        same(ecsService, "shop", service()),
        becomes(scalableTarget, "tasks", bounds(4, 12), bounds(3, 12)),
        comes(scheduledAction, "peak", {
          ...{ ...ofService, schedule: "cron(45 4 * * ? *)" },
          scalableTargetAction: { minCapacity: 4 },
        }),
      ),
      [],
    ],
    [
      // aws/containers-roadmap issue 2626
      "a service goes below the bounds of its scaling, which ECS takes",
      behind(
        becomes(ecsService, "shop", service({ desiredCount: 12 }), service()),
        same(scalableTarget, "tasks", bounds(12, 50)),
      ),
      ["medium capacity-lowered shop"],
    ],
    [
      // code-dot-org/code-dot-org pull request 25578
      "a group of machines no longer asks the load balancer whether they are well",
      behind(
        known(
          becomes(
            scalingGroup,
            "web",
            machines({ healthCheckType: "ELB" }),
            machines({ healthCheckType: "EC2" }),
          ),
        ),
      ),
      [],
    ],
    [
      "a target group chooses the least busy target, and spares new ones",
      [
        ...[record, edge(), listening, fleet],
        known(
          becomes(
            targetGroup,
            "app",
            group(),
            group({ loadBalancingAlgorithmType: "least_outstanding_requests", slowStart: 60 }),
          ),
        ),
      ],
      [],
    ],
    [
      "a tenth of the requests goes to a group without targets",
      [
        ...[record, edge(), app, fleet],
        known(same(targetGroup, "green", group({ name: "green" }))),
        known(
          becomes(
            listener,
            "https",
            https(),
            https({
              defaultActions: [
                {
                  type: "forward",
                  forward: {
                    targetGroups: [
                      { arn: "app", weight: 90 },
                      { arn: "green", weight: 10 },
                    ],
                  },
                },
              ],
            }),
          ),
        ),
      ],
      ["medium targets-lost green"],
    ],
  ]);
});
