import { expect } from "chai";
import { otherTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { bareText } from "../../../checks/words/words";
import { becomes, comes, goes, reviewSteps, same, stands, urnOf, type Step } from "../report/plans";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const dnsName = "edge-1.eu-west-1.elb.amazonaws.com";
const resourceId = "service/main/shop";
const ofService = { serviceNamespace: "ecs", scalableDimension: "ecs:service:DesiredCount" };
const { applicationScalingPolicy, ecsService, listener, listenerRule, scalableTarget } = modelTypes;
const { scalingGroup, scalingPolicy, scalingSchedule, scheduledAction, targetGroup } = modelTypes;

const site: readonly Step[] = [
  same("record", "www", {
    ...{ zoneId, name: "www.example.com", type: "CNAME", content: dnsName, proxied: true, ttl: 1 },
  }),
  stands(modelTypes.awsLoadBalancer, "edge", "edge", { name: "edge" }, { arn: "edge", dnsName }),
  stands(targetGroup, "app", "app", { port: 8080, protocol: "HTTP" }, { arn: "app" }),
];
const leads = { type: "forward", targetGroupArn: "app" };
const listening = (port: number, action: object = leads): object => ({
  ...{ loadBalancerArn: "edge", port, protocol: "HTTPS", defaultActions: [action] },
});
const https = stands(listener, "https", "https", listening(443), { arn: "https" });
/** What an `AlbOrigin` associates the group of its service by, before anything leads there. */
const association: readonly Step[] = [
  stands(listener, "association", "association", listening(9, { type: "redirect" }), {
    arn: "association",
  }),
  same(listenerRule, "association", {
    ...{ listenerArn: "association", priority: 1, actions: [leads] },
    conditions: [{ sourceIp: { values: ["192.0.2.0/32"] } }],
  }),
];
const service = (more: object = {}): object => ({
  ...{ name: "shop", cluster: "arn:aws:ecs:eu-west-1:123456789012:cluster/main" },
  ...{ desiredCount: 3, deploymentMinimumHealthyPercent: 100, taskDefinition: "shop:41" },
  loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 8080 }],
  ...more,
});
const shop = same(ecsService, "shop", service());
const shopBecomes = (more: object): Step => becomes(ecsService, "shop", service(), service(more));
const bounds = (minCapacity: number, maxCapacity: number): object => ({
  ...{ ...ofService, resourceId, minCapacity, maxCapacity },
});
const action = (scalableTargetAction: object): object => ({
  ...{ ...ofService, resourceId, scalableTargetAction, schedule: "cron(0 20 * * ? *)" },
});
const tracks = (targetValue: number): object => ({
  ...{ ...ofService, resourceId, policyType: "TargetTrackingScaling" },
  targetTrackingScalingPolicyConfiguration: {
    predefinedMetricSpecification: { predefinedMetricType: "ALBRequestCountPerTarget" },
    targetValue,
  },
});
const tracksCpu = (targetValue: number): object => ({
  ...tracks(targetValue),
  targetTrackingScalingPolicyConfiguration: {
    predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
    targetValue,
  },
});
const counts = (targetValue: number): object => ({
  ...{ ...ofService, resourceId, policyType: "TargetTrackingScaling" },
  targetTrackingScalingPolicyConfiguration: {
    customizedMetricSpecification: {
      ...{ metricName: "JobsPerTask", namespace: "Shop", statistic: "Average" },
    },
    targetValue,
  },
});
const containers = (...steps: readonly Step[]): Step[] => [
  ...[...site, https, ...association, ...steps],
];

describe("the risks of services of ECS behind a load balancer", () => {
  judgesAsExpected([
    [
      "a service and what scales it are made, before the listener leads there",
      [
        ...site,
        ...association,
        comes(otherTypes.ecsCluster, "main", { name: "main" }),
        comes(otherTypes.taskDefinition, "shop", { family: "shop" }),
        comes(ecsService, "shop", service()),
        {
          ...comes(scalableTarget, "tasks", bounds(3, 12)),
          from: { resourceId: [urnOf(ecsService, "shop")] },
        },
        comes(applicationScalingPolicy, "scaling", tracks(600)),
        comes(listener, "https", listening(443)),
      ],
      [],
    ],
    ["fewer tasks", containers(shopBecomes({ desiredCount: 1 })), ["medium capacity-lowered shop"]],
    ["more tasks", containers(shopBecomes({ desiredCount: 9 })), []],
    ["no tasks", containers(shopBecomes({ desiredCount: 0 })), ["high capacity-none shop"]],
    [
      "how many tasks there are is no longer said",
      containers(shopBecomes({ desiredCount: undefined })),
      ["high capacity-none shop"],
    ],
    [
      "a deployment may come to stop all tasks",
      containers(shopBecomes({ deploymentMinimumHealthyPercent: 0 })),
      ["high deployment-stops-all shop"],
    ],
    [
      "a deployment can neither end a task nor begin one",
      containers(
        shopBecomes({ deploymentMinimumHealthyPercent: 100, deploymentMaximumPercent: 100 }),
      ),
      ["medium object-refused shop"],
    ],
    [
      "a deployment can end one task of several first",
      containers(
        shopBecomes({ deploymentMinimumHealthyPercent: 50, deploymentMaximumPercent: 100 }),
      ),
      [],
    ],
    [
      "a deployment can begin one task more",
      containers(
        shopBecomes({ deploymentMinimumHealthyPercent: 100, deploymentMaximumPercent: 150 }),
      ),
      [],
    ],
    [
      "a deployment that stops all tasks",
      containers(shopBecomes({ deploymentMinimumHealthyPercent: 0, taskDefinition: "shop:42" })),
      ["high deployment-stops-all shop"],
      ["shop: taskDefinition"],
    ],
    [
      "the same revision anew, while all tasks stay",
      containers(shopBecomes({ forceNewDeployment: true, triggers: { redeployment: "2" } })),
      [],
    ],
    [
      "another revision, whose contents nobody reads, while all tasks stay until its own are healthy",
      containers(
        becomes(otherTypes.taskDefinition, "shop", { cpu: "256" }, { cpu: "512" }),
        shopBecomes({ taskDefinition: "shop:42", deploymentCircuitBreaker: { enable: true } }),
      ),
      [],
      ["shop: taskDefinition", "shop: "],
    ],
    [
      "containers at another port, where tasks have addresses of their own",
      containers(
        shopBecomes({
          loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 9090 }],
        }),
      ).map((step) =>
        step.name === "app" ? { ...step, old: { ...step.old, targetType: "ip" } } : step,
      ),
      ["medium target-port-changed app"],
    ],
    [
      "containers at another port, where their machines decide which is asked",
      containers(
        shopBecomes({
          loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 9090 }],
        }),
      ),
      [],
    ],
    ["a service goes", containers({ ...shop, op: "delete" }), ["high targets-lost app"]],
    [
      "a service stops behind the port that only associates its group",
      [...site, ...association, shopBecomes({ desiredCount: 0 })],
      ["medium capacity-none shop"],
    ],
  ]);
});

describe("the risks of what scales services of ECS", () => {
  judgesAsExpected([
    ["bounds come", containers(shop, comes(scalableTarget, "tasks", bounds(2, 9))), []],
    [
      "bounds come under what serves",
      containers(shop, comes(scalableTarget, "tasks", bounds(1, 2))),
      ["medium capacity-lowered shop"],
    ],
    [
      "bounds come to hold none",
      containers(shop, becomes(scalableTarget, "tasks", bounds(2, 9), bounds(0, 0))),
      ["high capacity-none shop"],
    ],
    [
      "the lower bound becomes none",
      containers(shop, becomes(scalableTarget, "tasks", bounds(2, 9), bounds(0, 9))),
      ["medium capacity-lowered shop"],
    ],
    [
      "the lower bound sinks",
      containers(shop, becomes(scalableTarget, "tasks", bounds(3, 9), bounds(2, 12))),
      [],
    ],
    [
      "bounds that held none already get labels",
      containers(
        shop,
        becomes(scalableTarget, "tasks", bounds(0, 9), { ...bounds(0, 9), tags: { team: "web" } }),
      ),
      [],
    ],
    ["bounds go", containers(shop, goes(scalableTarget, "tasks", bounds(2, 9))), []],
    [
      "a schedule stops all",
      containers(shop, comes(scheduledAction, "night", action({ minCapacity: 0, maxCapacity: 0 }))),
      ["high capacity-none shop"],
    ],
    [
      "a schedule keeps more",
      containers(shop, comes(scheduledAction, "day", action({ minCapacity: 10 }))),
      [],
    ],
    [
      "a schedule keeps fewer",
      containers(shop, comes(scheduledAction, "night", action({ maxCapacity: 1 }))),
      ["medium capacity-lowered shop"],
    ],
    [
      "the schedule goes that brought back what another one goes on taking away",
      containers(
        shop,
        same(scheduledAction, "night", action({ minCapacity: 1, maxCapacity: 1 })),
        goes(scheduledAction, "day", action({ minCapacity: 9, maxCapacity: 9 })),
      ),
      ["high capacity-lowered shop"],
    ],
    [
      "the schedule goes that brought back what another one takes away, and a policy scales",
      containers(
        ...[shop, same(applicationScalingPolicy, "scaling", tracks(600))],
        same(scheduledAction, "night", action({ minCapacity: 1, maxCapacity: 1 })),
        goes(scheduledAction, "day", action({ minCapacity: 9, maxCapacity: 9 })),
      ),
      ["medium capacity-lowered shop"],
    ],
    [
      "one of two schedules goes that bring back as many",
      containers(
        ...[shop, same(scheduledAction, "night", action({ minCapacity: 1, maxCapacity: 1 }))],
        same(scheduledAction, "day", action({ minCapacity: 9, maxCapacity: 9 })),
        goes(scheduledAction, "monday", action({ minCapacity: 9, maxCapacity: 9 })),
      ),
      [],
    ],
    [
      "the bounds come under what the load keeps busy, as the policy has it",
      containers(
        same(ecsService, "shop", service({ desiredCount: 8 })),
        same(applicationScalingPolicy, "cpu", tracksCpu(60)),
        becomes(scalableTarget, "tasks", bounds(2, 12), bounds(2, 3)),
      ),
      ["high capacity-lowered shop"],
    ],
    [
      "the bounds come somewhat under what runs",
      containers(
        same(ecsService, "shop", service({ desiredCount: 8 })),
        same(applicationScalingPolicy, "cpu", tracksCpu(60)),
        becomes(scalableTarget, "tasks", bounds(2, 12), bounds(2, 6)),
      ),
      ["medium capacity-lowered shop"],
    ],
    [
      "the bounds come under what runs, which is the fewest",
      containers(
        same(ecsService, "shop", service({ desiredCount: 8 })),
        same(applicationScalingPolicy, "cpu", tracksCpu(60)),
        becomes(scalableTarget, "tasks", bounds(8, 12), bounds(2, 3)),
      ),
      ["medium capacity-lowered shop"],
    ],
    [
      "a policy lets each task have more",
      containers(shop, becomes(applicationScalingPolicy, "scaling", tracks(600), tracks(1200))),
      ["medium capacity-lowered shop"],
    ],
    [
      "a policy lets each task have less",
      containers(shop, becomes(applicationScalingPolicy, "scaling", tracks(600), tracks(400))),
      [],
    ],
    [
      "a policy that counts a metric of one's own lets each task have more",
      containers(shop, becomes(applicationScalingPolicy, "scaling", counts(100), counts(1000))),
      ["medium capacity-lowered shop"],
    ],
    [
      "a policy counts something else",
      containers(shop, becomes(applicationScalingPolicy, "scaling", tracks(600), counts(600))),
      ["low capacity-lowered shop"],
    ],
    [
      "a policy that scales in steps",
      containers(
        shop,
        comes(applicationScalingPolicy, "steps", {
          ...{ ...ofService, resourceId, policyType: "StepScaling" },
          stepScalingPolicyConfiguration: { adjustmentType: "ExactCapacity" },
        }),
      ),
      [],
      ["steps: stepScalingPolicyConfiguration"],
    ],
    [
      "a policy comes whose steps may take all away",
      containers(
        ...[shop, same(scalableTarget, "tasks", bounds(0, 9))],
        comes(applicationScalingPolicy, "steps", {
          ...{ ...ofService, resourceId, policyType: "StepScaling" },
          stepScalingPolicyConfiguration: {
            adjustmentType: "ExactCapacity",
            stepAdjustments: [{ scalingAdjustment: 0 }],
          },
        }),
      ),
      ["medium capacity-lowered shop"],
      ["steps: stepScalingPolicyConfiguration"],
    ],
    [
      "a policy comes whose steps may take all but the fewest away",
      containers(
        ...[shop, same(scalableTarget, "tasks", bounds(2, 9))],
        comes(applicationScalingPolicy, "steps", {
          ...{ ...ofService, resourceId, policyType: "StepScaling" },
          stepScalingPolicyConfiguration: {
            adjustmentType: "PercentChangeInCapacity",
            stepAdjustments: [{ scalingAdjustment: -100 }],
          },
        }),
      ),
      [],
      ["steps: stepScalingPolicyConfiguration"],
    ],
    [
      "the last policy goes",
      containers(shop, goes(applicationScalingPolicy, "scaling", tracks(600))),
      ["medium capacity-lowered shop"],
    ],
    [
      "a policy goes beside another one",
      containers(
        ...[shop, same(applicationScalingPolicy, "requests", tracks(500))],
        goes(applicationScalingPolicy, "scaling", tracks(600)),
      ),
      [],
    ],
    [
      "bounds of a table, which are not read",
      containers(
        shop,
        comes(scalableTarget, "table", {
          ...{ serviceNamespace: "dynamodb", resourceId: "table/orders" },
          ...{ scalableDimension: "dynamodb:table:ReadCapacityUnits" },
          ...{ minCapacity: 0, maxCapacity: 0 },
        }),
      ),
      [],
      ["table: "],
    ],
  ]);

  it("names the hostname, the error, the beginning, the end and the way out", () => {
    const night = comes(scheduledAction, "night", action({ minCapacity: 0, maxCapacity: 0 }));
    const [risk, ...others] = reviewSteps(containers(shop, night)).risks;
    expect(others).to.deep.equal([]);
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "From this change on night sets shop to none at its times: from then on visitors of www.example.com get Error 503 from the load " +
        "balancer until something lets it run again.",
    );
    expect(bareText(risk?.hint ?? [])).to.equal(
      "Let at least one run at all times, two in two availability zones where the hostname matters, or lead the requests elsewhere first.",
    );
  });
});

const web = (more: object = {}): object => ({
  ...{ name: "web", minSize: 2, desiredCapacity: 4, maxSize: 8, targetGroupArns: ["app"], ...more },
});
const machines = (...steps: readonly Step[]): Step[] => [
  ...[...site, https, same(scalingGroup, "web", web()), ...steps],
];
const machinesBecome = (more: object): Step[] => [
  ...[...site, https, becomes(scalingGroup, "web", web(), web(more))],
];
const schedule = (more: object): object => ({
  ...{ autoscalingGroupName: "web", scheduledActionName: "night", recurrence: "0 20 * * *" },
  ...more,
});
const stops = schedule({ minSize: 0, maxSize: 0, desiredCapacity: 0 });
const restores = schedule({
  ...{ scheduledActionName: "day", minSize: 2, maxSize: 8, desiredCapacity: 4 },
});
const groupTracks = (targetValue: number): object => ({
  ...{ autoscalingGroupName: "web", policyType: "TargetTrackingScaling" },
  targetTrackingConfiguration: {
    predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
    targetValue,
  },
});

describe("the risks of what scales Auto Scaling groups", () => {
  judgesAsExpected([
    [
      "a schedule stops all",
      machines(comes(scalingSchedule, "night", stops)),
      ["high capacity-none web"],
    ],
    [
      "a schedule that says of one size alone leaves none of the others as it is",
      machines(comes(scalingSchedule, "night", schedule({ desiredCapacity: 0 }))),
      ["high capacity-none web"],
    ],
    [
      "a schedule keeps fewer",
      machines(
        comes(scalingSchedule, "night", schedule({ minSize: -1, maxSize: -1, desiredCapacity: 2 })),
      ),
      ["medium capacity-lowered web"],
    ],
    ["a schedule keeps as many", machines(comes(scalingSchedule, "day", restores)), []],
    [
      "a schedule that stops all goes",
      machines(goes(scalingSchedule, "night", stops), same(scalingSchedule, "day", restores)),
      [],
    ],
    [
      "a schedule that brings all back goes",
      machines(same(scalingSchedule, "night", stops), goes(scalingSchedule, "day", restores)),
      ["high capacity-none web"],
    ],
    [
      "a schedule that stops all stays, and that in the morning comes later",
      machines(
        same(scalingSchedule, "night", stops),
        becomes(scalingSchedule, "day", restores, { ...restores, recurrence: "0 7 * * *" }),
      ),
      [],
    ],
    [
      "new machines are no longer registered",
      machinesBecome({ suspendedProcesses: ["AddToLoadBalancer"] }),
      ["medium capacity-lowered web"],
    ],
    [
      "machines are no longer taken away",
      machinesBecome({ suspendedProcesses: ["Terminate"] }),
      [],
    ],
    ["a policy comes", machines(comes(scalingPolicy, "cpu", groupTracks(50))), []],
    [
      "a policy lets each machine have more",
      machines(becomes(scalingPolicy, "cpu", groupTracks(50), groupTracks(80))),
      ["medium capacity-lowered web"],
    ],
    [
      "a policy that sets a number outright",
      machines(
        comes(scalingPolicy, "off", {
          ...{ autoscalingGroupName: "web", adjustmentType: "ExactCapacity", scalingAdjustment: 0 },
        }),
      ),
      [],
      ["off: adjustmentType, scalingAdjustment"],
    ],
  ]);
});

describe("what is said of processes that an Auto Scaling group no longer does", () => {
  const said = (...suspendedProcesses: readonly string[]): string[] =>
    reviewSteps(machinesBecome({ suspendedProcesses })).risks.map(({ consequence }) =>
      bareText(consequence),
    );
  const until =
    "is not added, and where the rest cannot carry all requests, visitors of www.example.com meet slow answers, Error 502, 503 or 504 until it does again.";

  it("nothing of what falls where its place is taken all the same", () => {
    expect(said("ScheduledActions")).to.deep.equal([
      `From this change on web no longer does ScheduledActions: what more requests need ${until}`,
    ]);
  });

  it("that nothing takes the place of what falls", () => {
    expect(said("Launch")).to.deep.equal([
      `From this change on web no longer does Launch: what takes the place of what falls, or what more requests need, ${until}`,
    ]);
  });
});
