import { expect } from "chai";
import { otherTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { bareText } from "../../../checks/words/words";
import { becomes, comes, goes, reviewSteps, same, type Step } from "../report/plans";
import { front, known, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { applicationScalingPolicy, ecsService, scalableTarget, targetGroup } = modelTypes;
const { scalingGroup, scalingPolicy } = modelTypes;

const site = (...steps: readonly Step[]): Step[] => [
  ...[...front, known(same(targetGroup, "app", targets())), ...steps],
];
const web = (more: object = {}): object => ({
  ...{ name: "web", minSize: 2, desiredCapacity: 4, maxSize: 8, targetGroupArns: ["app"], ...more },
});
const fleetBecomes = (more: object): Step => becomes(scalingGroup, "web", web(), web(more));
const tracks = (more: object = {}): object => ({
  ...{ autoscalingGroupName: "web", policyType: "TargetTrackingScaling" },
  targetTrackingConfiguration: {
    predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
    targetValue: 50,
  },
  ...more,
});
const cpu = same(scalingPolicy, "cpu", tracks());

describe("the risks of bounds within which Auto Scaling groups are scaled", () => {
  judgesAsExpected([
    [
      "policies may come to take all away",
      site(fleetBecomes({ minSize: 0 }), cpu),
      ["medium capacity-lowered web"],
    ],
    ["none is kept at least, and nothing scales", site(fleetBecomes({ minSize: 0 })), []],
    [
      "no room is left above what runs",
      site(fleetBecomes({ maxSize: 4 }), cpu),
      ["medium capacity-lowered web"],
    ],
    [
      "less room is left above what runs",
      site(fleetBecomes({ maxSize: 6 }), cpu),
      ["low capacity-lowered web"],
    ],
    ["less room is left, and nothing scales", site(fleetBecomes({ maxSize: 4 })), []],
    ["more room is left", site(fleetBecomes({ maxSize: 12 }), cpu), []],
    [
      "a single one is kept at least",
      site(fleetBecomes({ minSize: 1 }), cpu),
      ["low capacity-lowered web"],
    ],
    ["more are kept at least", site(fleetBecomes({ minSize: 3 }), cpu), []],
    [
      "fewer are desired, and less room is left",
      site(fleetBecomes({ desiredCapacity: 2, maxSize: 2 }), cpu),
      ["medium capacity-lowered web"],
    ],
    [
      "at most as many as were kept at least, of a group whose number nobody says",
      site(
        becomes(
          ...([scalingGroup, "web"] as const),
          web({ desiredCapacity: undefined, minSize: 4 }),
          web({ desiredCapacity: undefined, minSize: 1, maxSize: 3 }),
        ),
      ),
      ["medium capacity-lowered web"],
    ],
    [
      "a policy comes to a group whose lower bound is 0",
      site(same(scalingGroup, "web", web({ minSize: 0 })), comes(scalingPolicy, "cpu", tracks())),
      ["medium capacity-lowered web"],
    ],
  ]);

  it("names the group, the bounds and the way out", () => {
    const [risk] = reviewSteps(site(fleetBecomes({ maxSize: 4 }), cpu)).risks;
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "From this change on web leaves no room above the 4 that it runs, so that nothing is added when the load rises: where those cannot " +
        "carry the peak, visitors of www.example.com meet slow answers, Error 502, 503 or 504 until there are more.",
    );
  });
});

const resourceId = "service/main/shop";
const ofService = { serviceNamespace: "ecs", scalableDimension: "ecs:service:DesiredCount" };
const shop = (name = "shop"): Step =>
  same(ecsService, name, {
    ...{ name, cluster: "main", desiredCount: 3, taskDefinition: "shop:41" },
    loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 8080 }],
  });
const bounds = (minCapacity: number, maxCapacity: number): object => ({
  ...{ ...ofService, resourceId, minCapacity, maxCapacity },
});
const counts = (of = resourceId): object => ({
  ...{ ...ofService, resourceId: of, policyType: "TargetTrackingScaling" },
  targetTrackingScalingPolicyConfiguration: {
    predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
    targetValue: 60,
  },
});
const policy = same(applicationScalingPolicy, "cpu", counts());

describe("the risks of bounds within which services are scaled", () => {
  judgesAsExpected([
    [
      "less room is left",
      site(shop(), policy, becomes(scalableTarget, "tasks", bounds(2, 12), bounds(2, 6))),
      ["low capacity-lowered shop"],
    ],
    [
      "no room is left",
      site(shop(), policy, becomes(scalableTarget, "tasks", bounds(2, 12), bounds(2, 3))),
      ["medium capacity-lowered shop"],
    ],
    [
      "as few as before, of bounds that let all be taken away already",
      site(shop(), policy, becomes(scalableTarget, "tasks", bounds(0, 12), bounds(0, 2))),
      ["medium capacity-lowered shop"],
    ],
    [
      "the bounds go, with which the API deletes what scales within them",
      site(shop(), policy, goes(scalableTarget, "tasks", bounds(2, 12))),
      ["medium capacity-lowered shop"],
    ],
    [
      "the bounds go with the policy",
      site(
        ...[shop(), goes(scalableTarget, "tasks", bounds(2, 12))],
        goes(applicationScalingPolicy, "cpu", counts()),
      ),
      ["medium capacity-lowered shop"],
    ],
    [
      "the last policy comes to scale another service",
      site(
        ...[shop(), shop("jobs"), same(scalableTarget, "tasks", bounds(2, 12))],
        becomes(applicationScalingPolicy, "cpu", counts(), counts("service/main/jobs")),
      ),
      ["medium capacity-lowered shop"],
    ],
    [
      "the last policy is named otherwise",
      site(
        ...[shop(), same(scalableTarget, "tasks", bounds(2, 12))],
        goes(applicationScalingPolicy, "cpu", counts()),
        comes(applicationScalingPolicy, "load", counts()),
      ),
      [],
    ],
  ]);
});

const label = (group: string): object =>
  tracks({
    targetTrackingConfiguration: {
      predefinedMetricSpecification: {
        predefinedMetricType: "ALBRequestCountPerTarget",
        resourceLabel: `app/edge/50dc6c495c0c9188/targetgroup/${group}`,
      },
      targetValue: 600,
    },
  });
const group = (name: string, suffix: string): Step => ({
  ...same(targetGroup, name, targets({ name })),
  outputs: { arn: name, arnSuffix: `targetgroup/${suffix}` },
});
const counted = (...steps: readonly Step[]): Step[] => [
  ...[...front, group("app", "app/6d0ecf831eec9f09"), group("jobs", "jobs/73e2d6bc24d8a067")],
  ...[same(scalingGroup, "web", web()), ...steps],
];
const stepped = same(scalingPolicy, "out", {
  ...{ autoscalingGroupName: "web", adjustmentType: "ChangeInCapacity", scalingAdjustment: 2 },
});
const alarm = (alarmActions: readonly string[]): object => ({
  ...{ metricName: "CPUUtilization", namespace: "AWS/EC2", threshold: 70, alarmActions },
});

describe("the risks of what tells a policy that more are needed", () => {
  const { metricAlarm } = otherTypes;
  const [app, jobs] = ["app/6d0ecf831eec9f09", "jobs/73e2d6bc24d8a067"] as const;
  judgesAsExpected([
    [
      "it comes to count the requests of another group",
      counted(becomes(scalingPolicy, "requests", label(app), label(jobs))),
      ["medium capacity-lowered web"],
    ],
    [
      "it comes to count the requests of the group where it adds",
      counted(becomes(scalingPolicy, "requests", label(jobs), label(app))),
      [],
    ],
    [
      "the alarm goes that sets off its steps",
      site(same(scalingGroup, "web", web()), stepped, goes(metricAlarm, "high", alarm(["out"]))),
      ["medium capacity-lowered web"],
      ["high: alarmActions"],
    ],
    [
      "another alarm sets off its steps",
      site(
        ...[same(scalingGroup, "web", web()), stepped, goes(metricAlarm, "high", alarm(["out"]))],
        same(metricAlarm, "higher", alarm(["out"])),
      ),
      [],
      ["high: alarmActions"],
    ],
  ]);
});
