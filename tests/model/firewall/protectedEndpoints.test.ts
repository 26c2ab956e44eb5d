import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import {
  ModelReference,
  type ModelObject,
  type ModelResource,
} from "../../../model/graph/resources";
import type { ModelTypeName } from "../../../model/graph/resourceTypes";
import {
  endpointsOf,
  groupsOn,
  isAttached,
  isCarrier,
  networkName,
  networkOf,
  protectedEndpoints,
  type ProtectedEndpoint,
} from "../../../model/firewall/protectedEndpoints";
import { resource } from "../resource";

const group = (id: string, more: ModelObject = {}) =>
  resource("securityGroup", id, { vpcId: "vpc", ...more });
const short = ({ key, title, attachedTo, groups }: ProtectedEndpoint) => [
  ...[key, title, attachedTo?.key],
  groups.map(({ name }) => name),
];
const all = (...resources: ModelResource[]) =>
  protectedEndpoints(new Inventory(resources)).map(short);
const of = (own: ModelResource, ...others: ModelResource[]) =>
  endpointsOf(new Inventory([own, ...others]), own).map(short);

const carriers: [ModelTypeName, ModelObject][] = [
  ["awsLoadBalancer", { securityGroups: ["b", "a"] }],
  ["instance", { vpcSecurityGroupIds: ["b", "a"] }],
  ["instance", { securityGroups: ["b", "a"] }],
  ["networkInterface", { securityGroups: ["b", "a"] }],
  ["launchTemplate", { vpcSecurityGroupIds: ["b", "a"] }],
  [
    "launchTemplate",
    { networkInterfaces: [{ securityGroups: ["b"] }, { securityGroups: ["a", "b"] }] },
  ],
  ["ecsService", { networkConfiguration: { subnets: ["p"], securityGroups: ["b", "a"] } }],
];

describe("what strangers could connect to", () => {
  for (const [type, more] of carriers) {
    it(`is what carries groups: ${type} with ${Object.keys(more).join()}`, () => {
      const carrier = resource(type, "it", { name: "edge", ...more });
      const wanted = [[`${type}::it`, "edge", `${type}::it`, ["a", "b"]]];
      expect(all(group("a"), group("b"), carrier)).to.deep.equal(wanted);
      expect(of(group("a"), group("b"), carrier)).to.deep.equal(wanted);
      const inventory = new Inventory([group("a"), group("b"), carrier]);
      expect(groupsOn(inventory, carrier).map(({ name }) => name)).to.deep.equal(["a", "b"]);
      expect([isCarrier(carrier), isAttached(inventory, group("a"))]).to.deep.equal([true, true]);
    });
  }

  it("is no group, which carries none", () => {
    const inventory = new Inventory([group("a", { securityGroups: ["b"] }), group("b")]);
    expect(isCarrier(group("a"))).to.equal(false);
    expect(groupsOn(inventory, group("a", { securityGroups: ["b"] }))).to.deep.equal([]);
    expect(isAttached(inventory, group("b"))).to.equal(false);
  });

  it("is each carrier of a group, sorted, and the network of those that nothing carries", () => {
    const first = resource("instance", "i", { vpcSecurityGroupIds: ["a"] });
    const second = resource("awsLoadBalancer", "l", { securityGroups: ["a"] });
    expect(all(group("c"), group("b"), group("a"), first, second)).to.deep.equal([
      ["awsLoadBalancer::l", "l", "awsLoadBalancer::l", ["a"]],
      ["instance::i", "i", "instance::i", ["a"]],
      ["network vpc", "origins of vpc", undefined, ["b", "c"]],
    ]);
    expect(of(group("a"), first, second).map(([key]) => key)).to.deep.equal([
      ...["awsLoadBalancer::l", "instance::i"],
    ]);
    expect(of(group("b"), group("c"), group("a"), first)).to.deep.equal([
      ["network vpc", "origins of vpc", undefined, ["b", "c"]],
    ]);
  });

  it("is a network of one region", () => {
    const there = group("there", { region: "eu-west-1" });
    expect(all(group("here"), there)).to.deep.equal([
      ["network vpc", "origins of vpc", undefined, ["here"]],
      ["network vpc in eu-west-1", "origins of vpc in eu-west-1", undefined, ["there"]],
    ]);
    expect(of(there, group("here"))).to.deep.equal([
      ["network vpc in eu-west-1", "origins of vpc in eu-west-1", undefined, ["there"]],
    ]);
  });

  it("is the group itself where its network is not known", () => {
    const alone = group("a", { vpcId: null, name: "web" });
    const wanted = [["securityGroup::a", "web", undefined, ["a"]]];
    expect(of(alone, group("b", { vpcId: null }))).to.deep.equal(wanted);
    expect(all(alone)).to.deep.equal(wanted);
  });

  it("takes a group that may be of several networks for one of each", () => {
    const either = group("a", { vpcId: new ModelReference(["vpc-2", "vpc"]) });
    expect(all(either, group("b"), group("c", { vpcId: "vpc-2" }))).to.deep.equal([
      ["network vpc or vpc-2", "origins of vpc or vpc-2", undefined, ["a", "b", "c"]],
    ]);
  });
});

describe("the network of a group", () => {
  const cases: [string, ModelObject, string | undefined][] = [
    ["by its id", {}, "vpc"],
    ["with the region", { region: "eu-west-1" }, "vpc in eu-west-1"],
    ["without a region that is not known", { region: unknownValue }, "vpc"],
    ["as all that it may be", { vpcId: new ModelReference(["z", "y"]) }, "y or z"],
    ["not, where it is not said", { vpcId: null }, undefined],
  ];
  for (const [title, more, wanted] of cases) {
    it(`is named ${title}`, () => {
      expect(networkName(group("a", more))).to.equal(wanted);
      expect(networkOf(group("a", more))).to.deep.equal(
        wanted === undefined
          ? { key: "securityGroup::a", title: "a" }
          : { key: `network ${wanted}`, title: `origins of ${wanted}` },
      );
    });
  }
});
