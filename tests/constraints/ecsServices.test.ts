import { expect } from "chai";
import { brokenRules } from "../../constraints/constraint";
import {
  capacityInOrder,
  ecsServiceConstraints,
  publicIpOnFargate,
  roomForNewTasks,
  type EcsServiceFields,
} from "../../constraints/ecsServices";
import { unknownValue } from "../../core/known";
import type { ModelObject } from "../../model/graph/resources";
import { standInSays, type Declared } from "./callers";

const subnets = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"];
const vpcId = "vpc-0a1b2c3d4e5f60718";
const refused = "400 InvalidParameterException";

const service = (properties: ModelObject): Declared["properties"] => ({
  ...{ name: "web", cluster: "main", taskDefinition: "web:1", desiredCount: 2 },
  ...properties,
});

describe("the public addresses of tasks of ECS", () => {
  const cases: readonly (readonly [
    launchType: string | undefined,
    isAssigned: boolean,
    expected: string | undefined,
  ])[] = [
    ["FARGATE", true, undefined],
    ["FARGATE", false, undefined],
    ["EC2", false, undefined],
    ["EC2", true, refused],
    // Capacity providers decide, which may be Fargate's.
    [undefined, true, undefined],
  ];
  for (const [launchType, assignPublicIp, expected] of cases) {
    it(`are ${expected ?? "taken"} where they are ${assignPublicIp ? "" : "not "}asked for on ${launchType ?? "nothing named"}`, async () => {
      const properties = service({
        networkConfiguration: { subnets, assignPublicIp },
        ...(launchType !== undefined && { launchType }),
      });
      expect(await standInSays({}, [{ type: "ecsService", properties }])).to.equal(expected);
      const broken = brokenRules([publicIpOnFargate], { launchType, assignPublicIp }, undefined);
      expect(broken.map(({ must, actual }) => `${must}: ${actual}`)).to.deep.equal(
        expected === undefined ? [] : ["be false where launchType is EC2: true"],
      );
    });
  }

  it("are not judged where they, or what tasks run on, are not known", () => {
    const vague: Omit<EcsServiceFields, "loadBalancers">[] = [
      { launchType: "EC2", assignPublicIp: unknownValue },
      { launchType: unknownValue, assignPublicIp: true },
    ];
    for (const each of vague) {
      expect(brokenRules([publicIpOnFargate], each, undefined)).to.deep.equal([]);
    }
  });
});

describe("the target groups of a service of ECS", () => {
  const group = (name: string): Declared => ({
    type: "targetGroup",
    properties: { name, port: 80, protocol: "HTTP", targetType: "ip", vpcId },
  });
  const balancer: Declared = {
    type: "awsLoadBalancer",
    properties: { name: "web", loadBalancerType: "application", subnets },
  };
  const listener: Declared = {
    type: "listener",
    properties: ([loadBalancerArn = "", targetGroupArn = ""]) => ({
      ...{ loadBalancerArn, port: 80, protocol: "HTTP" },
      defaultActions: [{ type: "forward", targetGroupArn }],
    }),
  };
  const behind = (...indexes: number[]): Declared => ({
    type: "ecsService",
    properties: (ids) => ({
      ...{ name: "web", cluster: "main", desiredCount: 2 },
      loadBalancers: indexes.map((index) => ({
        ...{ targetGroupArn: ids[index] ?? "", containerName: "app", containerPort: 80 },
      })),
    }),
  });

  const cases: readonly (readonly [string, readonly Declared[], string | undefined])[] = [
    ["without a listener", [balancer, group("app"), behind(1)], refused],
    ["with one", [balancer, group("app"), listener, behind(1)], undefined],
    [
      "of which one has none",
      [balancer, group("app"), listener, group("other"), behind(1, 3)],
      refused,
    ],
    ["of which there are none", [behind()], undefined],
  ];
  for (const [what, declared, expected] of cases) {
    it(`${what} are ${expected ?? "taken"}`, async () => {
      expect(await standInSays({}, declared)).to.equal(expected);
    });
  }

  it("are named by the first that no listener leads to, and not judged where that is not known", () => {
    const said = (...associated: ("yes" | "no" | "unknown")[]): string[] => {
      const loadBalancers = associated.map((isAssociated, index) => ({
        ...{ targetGroupArn: `arn-${index}`, isAssociated },
      }));
      const fields: EcsServiceFields = {
        ...{ loadBalancers, launchType: undefined, assignPublicIp: false },
      };
      return brokenRules(ecsServiceConstraints, fields, undefined).map(({ rule }) =>
        typeof rule.answer === "function" ? rule.answer(fields, undefined) : "no answer of its own",
      );
    };
    expect(said("yes", "no", "no")).to.deep.equal([
      "The target group with targetGroupArn arn-1 does not have an associated load balancer.",
    ]);
    expect(said("yes", "unknown")).to.deep.equal([]);
    expect(said("unknown", "no")).to.have.length(1);
  });
});

describe("the bounds of a service of ECS that scales", () => {
  it("are in order, or the same", () => {
    const said = (
      minCapacity: number | typeof unknownValue,
      maxCapacity: number | typeof unknownValue,
    ) =>
      brokenRules([capacityInOrder], { minCapacity, maxCapacity }, undefined).map(
        ({ must, actual }) => `${must}: ${actual}`,
      );
    expect(said(2, 3)).to.deep.equal([]);
    expect(said(2, 2)).to.deep.equal([]);
    expect(said(3, 2)).to.deep.equal(["be at least the minimum, which is 3: 2"]);
    expect(said(unknownValue, 2)).to.deep.equal([]);
    expect(said(3, unknownValue)).to.deep.equal([]);
  });
});

describe("the room of a deployment of ECS", () => {
  it("is that of one task more, and the least percentage that is named leaves it", () => {
    for (let desiredCount = 1; desiredCount <= 200; desiredCount += 1) {
      const said = (deploymentMaximumPercent: number): string[] =>
        brokenRules([roomForNewTasks], { desiredCount, deploymentMaximumPercent }, undefined).map(
          ({ must }) => must,
        );
      const [sentence = ""] = said(100);
      const least = Number(/which is (\d+) or more$/.exec(sentence)?.[1]);
      expect(sentence).to.equal(
        `leave room for one task beside ${desiredCount}, which is ${least} or more`,
      );
      expect(said(least), `${least} beside ${desiredCount}`).to.deep.equal([]);
      expect(said(least - 1), `${least - 1} beside ${desiredCount}`).to.deep.equal([sentence]);
    }
  });
});
