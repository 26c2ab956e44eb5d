import { expect } from "chai";
import { reviewAsMarkdown } from "../../../checks/report/markdown";
import { unknownValue } from "../../../core/known";
import { modelTypes } from "../../../model/graph/resourceTypes";
import type { ModelObject } from "../../../model/graph/resources";
import { waitsUntilHealthy } from "../../../model/origin/deployments";
import { comes, goes, reviewSteps, riskLines, same, type Step } from "../report/plans";
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
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
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
      "tells of machines whose group is done before one of them runs",
      site(
        ...replaced(newFirst, scalingGroup, "web", {
          ...{ old: machines("one"), new: machines("two", { waitForCapacityTimeout: "0" }) },
        }),
      ),
      ["high targets-gap app"],
    ],
    [
      "tells so where they are also to be well",
      site(
        ...replaced(newFirst, scalingGroup, "web", {
          old: machines("one"),
          new: machines("two", { waitForElbCapacity: 2, waitForCapacityTimeout: "0s" }),
        }),
      ),
      ["high targets-gap app"],
    ],
    [
      "tells of machines that are waited for until they run, by default",
      site(...replaced(newFirst, scalingGroup, "web", groups)),
      ["medium targets-gap app"],
    ],
    [
      "tells of machines that are waited for until they run, with a time that is set",
      site(
        ...replaced(newFirst, scalingGroup, "web", {
          ...{ old: machines("one"), new: machines("two", { waitForCapacityTimeout: "05m" }) },
        }),
      ),
      ["medium targets-gap app"],
    ],
    [
      "tells of machines whose wait is not known yet as of those that are waited for",
      site(
        ...replaced(newFirst, scalingGroup, "web", {
          old: machines("one"),
          new: machines("two", { waitForCapacityTimeout: unknown }),
        }),
      ),
      ["medium targets-gap app"],
    ],
    [
      "says nothing of machines that are waited for until they are well",
      site(
        ...replaced(newFirst, scalingGroup, "web", {
          ...{ old: machines("one"), new: machines("two", { minElbCapacity: 2 }) },
        }),
      ),
      [],
    ],
    [
      "says nothing where machines stay beside those whose group is done at once",
      site(
        ...replaced(newFirst, scalingGroup, "web", {
          ...{ old: machines("one"), new: machines("two", { waitForCapacityTimeout: "0" }) },
        }),
        same(scalingGroup, "other", machines("three")),
      ),
      [],
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

describe("the name for which an Auto Scaling group is replaced", () => {
  const cases: readonly (readonly [string, object, readonly (readonly string[])[]])[] = [
    ["is judged by the exchange of its machines", {}, []],
    ["is so where those are waited for", { minElbCapacity: 2 }, []],
    ["is not judged where no target group holds them", { targetGroupArns: [] }, [["name"]]],
    ["hides nothing else", { placementGroup: "spread" }, [["placementGroup"]]],
  ];
  for (const [title, more, wanted] of cases) {
    it(title, () => {
      const { targetGroupArns = ["app"] } = more as { targetGroupArns?: string[] };
      const old = machines("one", { targetGroupArns });
      const steps = site(
        ...replaced(newFirst, scalingGroup, "web", { old, new: machines("two", more) }),
      );
      expect(reviewSteps(steps).notJudged.map(({ properties }) => properties)).to.deep.equal(
        wanted,
      );
    });
  }

  it("says with the hostname that the old machines go first, and what waits", () => {
    const now = machines("two", { waitForCapacityTimeout: "0" });
    const steps = site(
      ...replaced(newFirst, scalingGroup, "web", { old: machines("one"), new: now }),
    );
    const text = reviewAsMarkdown([reviewSteps(steps)]);
    expect(text).to.include(
      "nothing waits until the new ones run, let alone are healthy: from the moment in which the old ones go until they are, visitors of `www.example.com` get Error 503",
    );
    expect(text).to.include("Way out: Leave waitForCapacityTimeout out,");
    expect(text).not.to.include("Not judged");
  });
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
