import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { bareText } from "../../../checks/words/words";
import { becomes, reviewSteps, same, urnOf, type Step } from "../report/plans";
import { front, known, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { ecsService, launchTemplate, scalingGroup, targetGroup } = modelTypes;

/** How an engine writes a value that is not known yet. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const site = (step: Step): Step[] => [
  ...[...front, known(same(targetGroup, "app", targets())), step],
  becomes(launchTemplate, "lt", { description: "a" }, { description: "b" }),
];
const machines = (version: string, more: object = {}): object => ({
  ...{ minSize: 1, maxSize: 20, desiredCapacity: 10, targetGroupArns: ["app"] },
  ...{ launchTemplate: { id: "lt", version }, instanceRefresh: { strategy: "Rolling" }, ...more },
});
const followed = (more: object = {}): Step => ({
  ...becomes(scalingGroup, "web", machines("1", more), machines(unknown, more)),
  from: { launchTemplate: [urnOf(launchTemplate, "lt")] },
});
const keeps = (minHealthyPercentage: number): object => ({
  instanceRefresh: { strategy: "Rolling", preferences: { minHealthyPercentage } },
});
const only = { minSize: 1, maxSize: 2, desiredCapacity: 1 };

describe("the risks of machines that a group exchanges by itself", () => {
  judgesAsExpected([
    ["most stay", site(followed()), []],
    ["few stay", site(followed(keeps(10))), ["medium capacity-lowered web"]],
    ["half stay", site(followed(keeps(50))), []],
    [
      "few may stay from now on",
      site(becomes(scalingGroup, "web", machines("1", keeps(90)), machines("1", keeps(20)))),
      ["low capacity-lowered web"],
    ],
    ["none stays", site(followed(keeps(0))), ["high deployment-stops-all web"]],
    ["the only one ends first", site(followed(only)), ["high deployment-stops-all web"]],
    ["the new one begins before the only one ends", site(followed({ ...only, ...keeps(100) })), []],
    [
      "the new one begins before the only one ends, as the group has it for all that replaces",
      site(
        followed({
          ...only,
          instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 200 },
        }),
      ),
      [],
    ],
    [
      "the only one is exchanged by nobody",
      site(followed({ ...only, instanceRefresh: undefined })),
      [],
    ],
  ]);

  it("says that the only machine ends", () => {
    const [risk] = reviewSteps(site(followed(only))).risks;
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "web ends the only machine that it has while it replaces what runs, which this update begins: until the new ones are healthy, " +
        "visitors of www.example.com get Error 503 from the load balancer.",
    );
  });
});

const follows = (from: string, to: string, ...others: readonly Step[]): Step[] => [
  ...[...front, known(same(targetGroup, "app", targets())), ...others],
  becomes(scalingGroup, "web", machines(from), machines(to)),
];
const template = (more: object = {}): Step => ({
  ...same(launchTemplate, "lt", { instanceType: "t3.large", ...more }),
  outputs: { latestVersion: 4, defaultVersion: 1 },
});
const another = ["web: launchTemplate.version"];

describe("versions of a launch template that a plan does not show", () => {
  judgesAsExpected([
    ["an earlier one", follows("4", "3", template()), [], another],
    ["the newest, after another one", follows("3", "$Latest", template()), [], another],
    ["the newest, by its number", follows("$Latest", "4", template()), []],
    ["the first one, by its number", follows("$Default", "1", template()), []],
    ["one of a template of another program", follows("3", "4"), [], another],
    ["the one that this plan makes", site(followed()), []],
  ]);
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
