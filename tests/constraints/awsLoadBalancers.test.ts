import { expect } from "chai";
import {
  listenerConstraints,
  placeConstraints,
  type BalancerPlace,
  type ListenerFields,
} from "../../constraints/awsLoadBalancers";
import { brokenRules } from "../../constraints/constraint";
import { unknownValue } from "../../core/known";
import { modelTypes, type ModelTypeName } from "../../model/graph/resourceTypes";
import { ModelReference } from "../../model/graph/resources";
import { policySays, standInSays, type Declared } from "./callers";

const vpcId = "vpc-0a1b2c3d4e5f60718";
const networks = [{ region: "us-east-1", vpcId, cidrBlock: "10.0.0.0/16" }];
const subnet = (zone: string, at: number): Declared => ({
  type: "subnet",
  properties: { vpcId, cidrBlock: `10.0.${at}.0/24`, availabilityZone: `us-east-1${zone}` },
});

describe("the subnets of a load balancer of AWS", () => {
  const cases: readonly (readonly [string, string, string | undefined])[] = [
    ["application", "ab", undefined],
    ["application", "a", "400 ValidationError"],
    ["application", "aa", "400 ValidationError"],
    ["application", "aab", "400 InvalidConfigurationRequest"],
    ["network", "a", undefined],
    ["network", "aa", "400 InvalidConfigurationRequest"],
  ];
  for (const [loadBalancerType, zones, expected] of cases) {
    it(`in the zones ${zones} are ${expected ?? "taken"} for one of the type ${loadBalancerType}`, async () => {
      const subnets = [...zones].map(subnet);
      const balancer: Declared = {
        type: "awsLoadBalancer",
        properties: (ids) => ({ name: "web", loadBalancerType, subnets: [...ids] }),
      };
      expect(await standInSays({ networks }, [...subnets, balancer])).to.equal(expected);
    });
  }

  it("are not judged where their zones are not known", async () => {
    const judged = (subnets: BalancerPlace["subnets"]): string[] =>
      brokenRules(placeConstraints, { loadBalancerType: "application", subnets }, undefined).map(
        ({ rule }) => rule.id,
      );
    expect(judged([unknownValue, unknownValue])).to.deep.equal([]);
    expect(judged([unknownValue, "a"])).to.deep.equal([]);
    expect(judged([unknownValue])).to.deep.equal(["aws-load-balancer/zones-counted"]);
    const subnets = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"];
    const balancer: Declared = { type: "awsLoadBalancer", properties: { name: "web", subnets } };
    expect(await standInSays({ networks }, [balancer])).to.equal(undefined);
  });

  it("lie in zones of their own where a program names none", async () => {
    const unzoned = (at: number): Declared => ({
      type: "subnet",
      properties: { vpcId, cidrBlock: `10.0.${at}.0/24` },
    });
    const balancer: Declared = {
      type: "awsLoadBalancer",
      properties: (ids) => ({ name: "web", subnets: [...ids] }),
    };
    const made = [unzoned(0), unzoned(1), unzoned(2), balancer];
    expect(await standInSays({ networks }, made)).to.equal(undefined);
  });
});

describe("the protocol of a listener", () => {
  const cases: readonly (readonly [
    balancer: string,
    listener: string,
    group: string | undefined,
    broken: string | undefined,
  ])[] = [
    ["application", "HTTPS", "HTTP", undefined],
    ["application", "HTTP", "HTTPS", undefined],
    ["application", "HTTPS", undefined, undefined],
    ["application", "HTTPS", "TCP", "IncompatibleProtocols defaultActions"],
    ["application", "TLS", "TCP", "ValidationError protocol"],
    ["network", "TLS", "TCP", undefined],
    ["network", "UDP", "TCP_UDP", undefined],
    ["network", "TCP", "HTTP", "IncompatibleProtocols defaultActions"],
    ["network", "HTTPS", "HTTP", "ValidationError protocol"],
  ];
  const resource = (type: ModelTypeName, at: number): ModelReference =>
    new ModelReference([`urn:pulumi:t::t::${modelTypes[type]}::r${at}`]);
  for (const [loadBalancerType, protocol, group, broken] of cases) {
    const of = `${protocol} of one of the type ${loadBalancerType}, before ${group ?? "functions"}`;
    it(`is ${broken ?? "taken"}: ${of}`, async () => {
      const port = 443;
      const targets: Readonly<Record<string, string | number>> =
        group === undefined
          ? { name: "app", targetType: "lambda" }
          : { name: "app", port: 80, protocol: group, vpcId };
      const subnets = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"];
      const balancer = { name: "web", loadBalancerType, subnets };
      const [code, property] = broken?.split(" ") ?? [];
      const made: Declared[] = [
        { type: "awsLoadBalancer", properties: balancer },
        { type: "targetGroup", properties: targets },
        {
          type: "listener",
          properties: ([loadBalancerArn = "", targetGroupArn = ""]) => ({
            ...{ loadBalancerArn, port, protocol },
            defaultActions: [{ type: "forward", targetGroupArn }],
          }),
        },
      ];
      expect(await standInSays({ networks }, made)).to.equal(code && `400 ${code}`);
      const declared = [
        { type: "awsLoadBalancer", properties: balancer },
        { type: "targetGroup", properties: targets },
        {
          type: "listener",
          properties: {
            ...{ loadBalancerArn: resource("awsLoadBalancer", 0), port, protocol },
            defaultActions: [{ type: "forward", targetGroupArn: resource("targetGroup", 1) }],
          },
        },
      ] as const;
      expect(policySays({ "refused-by-api": {} }, declared)).to.deep.equal(
        property === undefined ? [] : [`refused-by-api ${property}`],
      );
    });
  }

  it("is not judged where its load balancer or its groups are not known", () => {
    const vague: ListenerFields = {
      loadBalancerType: unknownValue,
      protocol: "TCP",
      defaultActions: [unknownValue],
    };
    expect(brokenRules(listenerConstraints, vague, undefined)).to.deep.equal([]);
  });
});
