import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { modelTypes } from "../../../model/graph/resourceTypes";
import type { ModelObject } from "../../../model/graph/resources";
import { waitsUntilHealthy } from "../../../model/origin/deployments";
import { comes, goes, riskLines, same, type Step } from "../report/plans";
import { zoneId } from "./strangersPlans";

const dnsName = "edge-1.eu-west-1.elb.amazonaws.com";
const { awsLoadBalancer, ecsService, listener, scalingGroup, targetGroup } = modelTypes;
const { targetGroupAttachment } = modelTypes;

const known = (step: Step, outputs: object = {}): Step => ({
  ...step,
  outputs: { arn: step.name, ...outputs },
});
const site = (...steps: readonly Step[]): Step[] => [
  same("record", "www", {
    ...{ zoneId, name: "www.example.com", type: "CNAME", content: dnsName, proxied: true, ttl: 1 },
  }),
  known(same(awsLoadBalancer, "edge", { name: "edge" }), { dnsName }),
  known(same(targetGroup, "app", { port: 8080, protocol: "HTTP" })),
  known(
    same(listener, "https", {
      ...{ loadBalancerArn: "edge", port: 443, protocol: "HTTPS" },
      defaultActions: [{ type: "forward", targetGroupArn: "app" }],
    }),
  ),
  ...steps,
];
const machines = (name: string, more: object = {}): object => ({
  ...{ name, minSize: 2, desiredCapacity: 2, maxSize: 4, targetGroupArns: ["app"], ...more },
});
const service = (launchType: string, more: object = {}): object => ({
  ...{ launchType, desiredCount: 2, ...more },
  loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 8080 }],
});
const newFirst = ["create-replacement", "replace", "delete-replaced"];
const oldFirst = [...newFirst].reverse();
const replaced = (ops: readonly string[], type: string, name: string, more: object = {}): Step[] =>
  ops.map((op) => ({ op, type, name, id: name, ...more }));
const groups = { old: machines("one"), new: machines("two") };
const services = { old: service("EC2"), new: service("FARGATE") };
const target = (targetId: string): object => ({ targetGroupArn: "app", targetId });

describe("the risks of targets that are all exchanged", () => {
  const cases: readonly (readonly [string, readonly Step[], readonly string[]])[] = [
    [
      "tells of machines that go before the new ones come",
      site(...replaced(oldFirst, scalingGroup, "web", groups)),
      ["high targets-gap app"],
    ],
    [
      "tells so of those that would wait",
      site(
        ...replaced(oldFirst, scalingGroup, "web", {
          ...{ old: machines("one"), new: machines("two", { waitForElbCapacity: 2 }) },
        }),
      ),
      ["high targets-gap app"],
    ],
    [
      "tells of a service that is made anew and does not wait",
      site(...replaced(newFirst, ecsService, "shop", services)),
      ["high targets-gap app"],
    ],
    [
      "says nothing of one that waits until its tasks are well",
      site(
        ...replaced(newFirst, ecsService, "shop", {
          ...{ old: service("EC2"), new: service("FARGATE", { waitForSteadyState: true }) },
        }),
      ),
      [],
    ],
    [
      "tells of machines under another logical name",
      site(
        comes(scalingGroup, "green", machines("two")),
        goes(scalingGroup, "web", machines("one")),
      ),
      ["medium targets-gap app"],
    ],
    [
      "says nothing where other machines stay beside them",
      site(
        ...replaced(newFirst, scalingGroup, "web", groups),
        same(scalingGroup, "other", machines("three")),
      ),
      [],
    ],
    [
      "says nothing where the old ones are only forgotten",
      site(...replaced(newFirst, scalingGroup, "web", { ...groups, retainOnDelete: true })),
      [],
    ],
    [
      "tells of a single target that gives way to machines",
      site(
        comes(scalingGroup, "web", machines("one")),
        goes(targetGroupAttachment, "a", target("i-0123456789abcdef0")),
      ),
      ["medium targets-gap app"],
    ],
  ];
  for (const [title, steps, lines] of cases) {
    it(title, () => {
      expect(riskLines(steps).filter((line) => line.includes("targets-gap"))).to.deep.equal(lines);
    });
  }
});

describe("what waits until its targets are healthy", () => {
  const cases: readonly (readonly [keyof typeof modelTypes, ModelObject, string])[] = [
    ["scalingGroup", {}, "no"],
    ["scalingGroup", { minElbCapacity: 1 }, "yes"],
    ["scalingGroup", { waitForElbCapacity: 0 }, "no"],
    ["scalingGroup", { waitForElbCapacity: unknownValue }, "unknown"],
    ["scalingGroup", { waitForElbCapacity: 2, waitForCapacityTimeout: "0" }, "no"],
    ["scalingGroup", { waitForElbCapacity: 2, waitForCapacityTimeout: "0s" }, "no"],
    ["scalingGroup", { waitForElbCapacity: 2, waitForCapacityTimeout: "05m" }, "yes"],
    ["ecsService", {}, "no"],
    ["ecsService", { waitForSteadyState: true }, "yes"],
  ];
  for (const [type, properties, wanted] of cases) {
    it(`${type} ${JSON.stringify(Object.keys(properties))}: ${wanted}`, () => {
      const key = `${type}::x`;
      const resource = { key, type: modelTypes[type], name: "x", properties };
      expect(waitsUntilHealthy(resource)).to.equal(wanted);
    });
  }
});
