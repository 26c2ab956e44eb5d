import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import {
  ModelReference,
  type ModelObject,
  type ModelResource,
} from "../../../model/graph/resources";
import { aclOf } from "../../../model/network/networkAcls";
import { subnetsOf } from "../../../model/network/subnets";
import { resource } from "../resource";

const vpc = resource("vpc", "vpc-1", { defaultNetworkAclId: "acl-default" });
const subnet = resource("subnet", "subnet-1", { vpcId: "vpc-1" });
const acl = (id: string, more: ModelObject = {}) =>
  resource("networkAcl", id, { vpcId: "vpc-1", subnetIds: ["subnet-1"], ...more });
const inline = (more: ModelObject = {}): ModelObject => ({
  ...{ ruleNo: 100, action: "allow", protocol: "tcp", fromPort: 443, toPort: 444 },
  ...{ cidrBlock: "0.0.0.0/0", ...more },
});
const alone = (id: string, more: ModelObject = {}) =>
  resource("networkAclRule", id, {
    ...{ networkAclId: "acl-1", ruleNumber: 50, ruleAction: "deny", protocol: "6" },
    ...{ fromPort: 80, toPort: 80, cidrBlock: "10.0.0.0/8", ...more },
  });

function aclIn(...resources: readonly ModelResource[]) {
  const inventory = new Inventory([vpc, subnet, ...resources]);
  const [own] = subnetsOf(inventory, ["subnet-1"]);
  return aclOf(inventory, own!);
}

/** The rules of one direction, each like `100 allow 0.0.0.0/0 443-444`. */
function rulesOf(
  direction: "ingress" | "egress",
  ...resources: readonly ModelResource[]
): string[] {
  return (aclIn(...resources)?.rules[direction] ?? []).map(
    ({ number, allows, range, ports }) =>
      `${number} ${allows ? "allow" : "deny"} ${range.text} ${ports.first}-${ports.last}`,
  );
}

const ingress = (...rules: ModelObject[string][]) => acl("acl-1", { ingress: rules, egress: [] });

describe("the rules of a network ACL", () => {
  it("are those within it and those that stand alone, in the order of their numbers", () => {
    const whole = acl("acl-1", {
      ingress: [inline({ ruleNo: 200, cidrBlock: "203.0.113.0/24" }), inline()],
      egress: [inline({ ruleNo: 10, action: "DENY" })],
    });
    const others = [
      ...[alone("a"), alone("b", { egress: true, ruleNumber: 5 })],
      alone("c", { networkAclId: "acl-2" }),
    ];
    expect(rulesOf("ingress", whole, ...others)).to.deep.equal([
      ...[
        "50 deny 10.0.0.0/8 80-80",
        "100 allow 0.0.0.0/0 443-444",
        "200 allow 203.0.113.0/24 443-444",
      ],
    ]);
    expect(rulesOf("egress", whole, ...others)).to.deep.equal([
      ...["5 deny 10.0.0.0/8 80-80", "10 deny 0.0.0.0/0 443-444"],
    ]);
    const found = aclIn(whole, ...others);
    expect(found?.title).to.equal("acl-1");
    expect(found?.parts.map(({ name }) => name)).to.deep.equal(["acl-1", "a", "b"]);
    expect(found?.maybeMore).to.equal(false);
  });

  it("go both ways where the plan does not say which", () => {
    const rule = alone("a", { egress: unknownValue });
    const told = ["50 deny 10.0.0.0/8 80-80"];
    expect(rulesOf("ingress", ingress(), rule)).to.deep.equal(told);
    expect(rulesOf("egress", ingress(), rule)).to.deep.equal(told);
  });

  it("are about every port without a protocol, in any spelling, and none about another one", () => {
    for (const protocol of ["-1", "all", "ALL"]) {
      expect(rulesOf("ingress", ingress(inline({ protocol })))).to.deep.equal([
        "100 allow 0.0.0.0/0 0-65535",
      ]);
    }
    for (const protocol of ["tcp", "TCP", "6"]) {
      expect(rulesOf("ingress", ingress(inline({ protocol })))).to.deep.equal([
        "100 allow 0.0.0.0/0 443-444",
      ]);
    }
    const udp = ingress(inline({ protocol: "udp" }));
    expect(rulesOf("ingress", udp)).to.deep.equal([]);
    expect(aclIn(udp)?.maybeMore).to.equal(false);
  });

  it("are one for each range that they name, and from port 0 where they name none", () => {
    const both = inline({ ipv6CidrBlock: "::/0", fromPort: null, toPort: null });
    expect(rulesOf("ingress", ingress(both))).to.deep.equal([
      ...["100 allow 0.0.0.0/0 0-0", "100 allow ::/0 0-0"],
    ]);
    expect(rulesOf("ingress", ingress(inline({ cidrBlock: "nonsense" })))).to.deep.equal([]);
  });

  it("may be more where one of them, or the list, cannot be read", () => {
    for (const more of [
      ...[{ ruleNo: unknownValue }, { action: unknownValue }, { protocol: unknownValue }],
      ...[{ fromPort: unknownValue }, { cidrBlock: unknownValue }, { ruleNo: null }],
      { protocol: null },
    ] as ModelObject[]) {
      const whole = ingress(inline(more));
      expect(rulesOf("ingress", whole), JSON.stringify(Object.keys(more))).to.deep.equal([]);
      expect(aclIn(whole)?.maybeMore).to.equal(true);
    }
    expect(aclIn(ingress("a rule"))?.maybeMore).to.equal(true);
    expect(aclIn(acl("acl-1", { ingress: unknownValue, egress: [] }))?.maybeMore).to.equal(true);
    expect(aclIn(acl("acl-1", { ingress: [], egress: unknownValue }))?.maybeMore).to.equal(true);
    const lost = alone("lost", { networkAclId: unknownValue });
    expect(aclIn(ingress(), lost)?.maybeMore).to.equal(true);
  });
});

describe("the network ACL of a subnet", () => {
  const association = (networkAclId: ModelObject[string], subnetId = "subnet-1") =>
    resource("networkAclAssociation", "as", { subnetId, networkAclId });
  const told = (...resources: readonly ModelResource[]) => {
    const found = aclIn(...resources);
    return found && [found.title, found.parts.map(({ name }) => name), found.maybeMore];
  };
  const plain = (id: string, more: ModelObject = {}) =>
    acl(id, { subnetIds: [], ingress: [], egress: [], ...more });

  it("is the one that an association names, before the one that names the subnet", () => {
    const named = acl("acl-1", { ingress: [], egress: [] });
    expect(told(named, plain("acl-2"), association("acl-2"))).to.deep.equal([
      ...["acl-2", ["acl-2", "as"], false],
    ]);
    expect(told(named, plain("acl-2"), association("acl-2", "subnet-2"))).to.deep.equal([
      ...["acl-1", ["acl-1"], false],
    ]);
  });

  it("is not known where the association names another program's, or one of several", () => {
    expect(told(association("acl-9"))).to.deep.equal(["acl-9", ["as"], true]);
    expect(told(association(unknownValue))).to.deep.equal(["as", ["as"], true]);
    const [one, other] = [plain("acl-1"), plain("acl-2")];
    const several = association(new ModelReference([one.key, other.key]));
    expect(told(one, other, several)).to.deep.equal([one.key, ["as"], true]);
    expect(aclIn(association("acl-9"))?.rules).to.deep.equal({ ingress: [], egress: [] });
  });

  it("is the default one of its VPC where no other names it", () => {
    const byDefault = {
      ...plain("acl-default", { defaultNetworkAclId: "acl-default" }),
      type: "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
    };
    expect(told(byDefault)).to.deep.equal(["acl-default", ["acl-default"], false]);
    expect(told(plain("acl-1", { subnetIds: ["subnet-2"] }))).to.equal(undefined);
    expect(told(byDefault, acl("acl-1", { ingress: [], egress: [] }))).to.deep.equal([
      ...["acl-1", ["acl-1"], false],
    ]);
  });
});
