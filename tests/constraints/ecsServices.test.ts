import { expect } from "chai";
import { brokenRules } from "../../constraints/constraint";
import {
  capacityInOrder,
  ecsServiceConstraints,
  roomForNewTasks,
  type EcsServiceFields,
} from "../../constraints/ecsServices";
import { unknownValue } from "../../core/known";
import { modelTypes, type ModelTypeName } from "../../model/graph/resourceTypes";
import { ModelReference, type ModelObject } from "../../model/graph/resources";
import { policySays, standInSays, type Declared } from "./callers";

const vpcId = "vpc-0a1b2c3d4e5f60718";
const networks = [{ region: "us-east-1", vpcId, cidrBlock: "10.0.0.0/16" }];
const subnets = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"];
const balancer = { name: "web", loadBalancerType: "application", subnets };
const group = { name: "app", port: 80, protocol: "HTTP", targetType: "ip", vpcId };
const https = { port: 443, protocol: "HTTPS" };
const service = (more: ModelObject = {}): ModelObject => ({
  ...{ name: "shop", cluster: "main", taskDefinition: "shop:1", desiredCount: 2 },
  ...{ launchType: "FARGATE", networkConfiguration: { subnets, assignPublicIp: true } },
  ...more,
});
const ofType = (type: ModelTypeName, at: number): ModelReference =>
  new ModelReference([`urn:pulumi:t::t::${modelTypes[type]}::r${at}`]);
const registers = (targetGroupArn: ModelObject[string]): ModelObject => ({
  loadBalancers: [{ targetGroupArn, containerName: "shop", containerPort: 80 }],
});
const forwards = (targetGroupArn: ModelObject[string]): ModelObject => ({
  defaultActions: [{ type: "forward", targetGroupArn }],
});

describe("a service of ECS", () => {
  for (const [launchType, assignPublicIp, refused] of [
    ["FARGATE", true, false],
    ["EC2", false, false],
    ["EC2", true, true],
  ] as const) {
    it(`on ${launchType} ${assignPublicIp ? "with" : "without"} public addresses is ${refused ? "refused" : "taken"}`, async () => {
      const own = service({ launchType, networkConfiguration: { subnets, assignPublicIp } });
      const type = "ecsService";
      expect(await standInSays({}, [{ type, properties: own as never }])).to.equal(
        refused ? "400 InvalidParameterException" : undefined,
      );
      expect(policySays({ "refused-by-api": {} }, [{ type, properties: own }])).to.deep.equal(
        refused ? ["refused-by-api assignPublicIp"] : [],
      );
    });
  }

  for (const isLed of [true, false]) {
    it(`whose target group ${isLed ? "a" : "no"} listener leads to is ${isLed ? "taken" : "refused"}`, async () => {
      const made: Declared[] = [
        { type: "awsLoadBalancer", properties: balancer },
        { type: "targetGroup", properties: group },
        {
          type: "listener",
          properties: ([loadBalancerArn = "", arn = ""]) => ({
            ...{ ...https, loadBalancerArn },
            ...(isLed
              ? forwards(arn)
              : {
                  defaultActions: [
                    { type: "fixed-response", fixedResponse: { statusCode: "200" } },
                  ],
                }),
          }),
        },
        { type: "ecsService", properties: ([, arn = ""]) => service(registers(arn)) as never },
      ];
      expect(await standInSays({ networks }, made)).to.equal(
        isLed ? undefined : "400 InvalidParameterException",
      );
      const declared = [
        { type: "targetGroup", properties: group },
        ...(isLed
          ? [
              {
                type: "listener",
                properties: { ...https, ...forwards(ofType("targetGroup", 0)) },
              } as const,
            ]
          : []),
        { type: "ecsService", properties: service(registers(ofType("targetGroup", 0))) },
      ] as const;
      expect(policySays({ "refused-by-api": {} }, declared)).to.deep.equal(
        isLed ? [] : ["refused-by-api loadBalancers"],
      );
    });
  }

  it("is not judged where another program may lead to its target group", () => {
    const elsewhere = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/app/1";
    const declared = [{ type: "ecsService", properties: service(registers(elsewhere)) }] as const;
    expect(policySays({ "refused-by-api": {} }, declared)).to.deep.equal([]);
  });

  it("is not judged where its values are not known", () => {
    const vague: EcsServiceFields = {
      launchType: unknownValue,
      assignPublicIp: true,
      loadBalancers: [{ targetGroupArn: "a", isAssociated: "unknown" }],
    };
    const late: EcsServiceFields = { ...vague, launchType: "EC2", assignPublicIp: unknownValue };
    expect(brokenRules(ecsServiceConstraints, vague, undefined)).to.deep.equal([]);
    expect(brokenRules(ecsServiceConstraints, late, undefined)).to.deep.equal([]);
  });

  it("has room for one task more", () => {
    const holds = (desiredCount: number, deploymentMaximumPercent: number): unknown =>
      roomForNewTasks.holds({ desiredCount, deploymentMaximumPercent }, undefined);
    expect([
      holds(1, 200),
      holds(1, 199),
      holds(4, 125),
      holds(4, 124),
      holds(3, 100),
    ]).to.deep.equal(["yes", "no", "yes", "no", "no"]);
  });
});

describe("the bounds of a scalable target", () => {
  for (const [minCapacity, maxCapacity, refused] of [
    [1, 4, false],
    [2, 2, false],
    [0, 0, false],
    [3, 2, true],
  ] as const) {
    it(`from ${minCapacity} to ${maxCapacity} are ${refused ? "refused" : "taken"}`, async () => {
      const properties = {
        ...{ serviceNamespace: "ecs", scalableDimension: "ecs:service:DesiredCount" },
        ...{ resourceId: "service/main/shop", minCapacity, maxCapacity },
      };
      const target = { type: "scalableTarget", properties } as const;
      expect(await standInSays({}, [target])).to.equal(
        refused ? "400 ValidationException" : undefined,
      );
      expect(policySays({ "refused-by-api": {} }, [target])).to.deep.equal(
        refused ? ["refused-by-api maxCapacity"] : [],
      );
    });
  }

  it("are not judged where they are not known", () => {
    const judged = (bounds: Parameters<typeof capacityInOrder.holds>[0]): unknown =>
      capacityInOrder.holds(bounds, undefined);
    expect(judged({ minCapacity: unknownValue, maxCapacity: 0 })).to.equal("unknown");
    expect(judged({ minCapacity: 1, maxCapacity: unknownValue })).to.equal("unknown");
  });
});
