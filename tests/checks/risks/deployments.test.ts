import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { bareText } from "../../../checks/words/words";
import { becomes, reviewSteps, same, type Step } from "../report/plans";
import { front, known, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { ecsService, launchTemplate, scalingGroup, targetGroup } = modelTypes;

const site = (step: Step): Step[] => [
  ...[...front, known(same(targetGroup, "app", targets())), step],
  same(launchTemplate, "lt", { instanceType: "t3.large" }),
];
const machines = (version: string, more: object = {}): object => ({
  ...{ minSize: 1, maxSize: 20, desiredCapacity: 10, targetGroupArns: ["app"] },
  ...{ launchTemplate: { id: "lt", version }, instanceRefresh: { strategy: "Rolling" }, ...more },
});
const refreshes = (more: object): Step =>
  becomes(scalingGroup, "web", machines("1", more), machines("2", more));
const keeps = (minHealthyPercentage: number): object => ({
  instanceRefresh: { strategy: "Rolling", preferences: { minHealthyPercentage } },
});
const only = { minSize: 1, maxSize: 2, desiredCapacity: 1 };

describe("the risks of machines that a group exchanges by itself", () => {
  judgesAsExpected([
    ["most stay", site(refreshes({})), []],
    ["few stay", site(refreshes(keeps(10))), ["medium capacity-lowered web"]],
    ["half stay", site(refreshes(keeps(50))), []],
    [
      "few may stay from now on",
      site(becomes(scalingGroup, "web", machines("1", keeps(90)), machines("1", keeps(20)))),
      ["low capacity-lowered web"],
    ],
    ["none stays", site(refreshes(keeps(0))), ["high deployment-stops-all web"]],
    ["the only one ends first", site(refreshes(only)), ["high deployment-stops-all web"]],
    [
      "the new one begins before the only one ends",
      site(refreshes({ ...only, ...keeps(100) })),
      [],
    ],
    [
      "the new one begins before the only one ends, as the group has it for all that replaces",
      site(
        refreshes({
          ...only,
          instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 200 },
        }),
      ),
      [],
    ],
    [
      "the only one is exchanged by nobody",
      site(refreshes({ ...only, instanceRefresh: undefined })),
      [],
    ],
  ]);

  it("says that the only machine ends", () => {
    const [risk] = reviewSteps(site(refreshes(only))).risks;
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "web ends the only machine that it has while it replaces what runs, which this update begins: until the new ones are healthy, " +
        "visitors of www.example.com get Error 503 from the load balancer.",
    );
  });
});

const service = (least: number, taskDefinition = "shop:1"): object => ({
  ...{ desiredCount: 10, deploymentMinimumHealthyPercent: least, taskDefinition },
  loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 8080 }],
});

describe("the risks of tasks that a service exchanges", () => {
  judgesAsExpected([
    [
      "few stay",
      site(becomes(ecsService, "web", service(20), service(20, "shop:2"))),
      ["medium capacity-lowered web"],
      ["web: taskDefinition"],
    ],
    [
      "few may stay from now on",
      site(becomes(ecsService, "web", service(100), service(20))),
      ["low capacity-lowered web"],
    ],
    ["half may stay from now on", site(becomes(ecsService, "web", service(100), service(50))), []],
  ]);
});
