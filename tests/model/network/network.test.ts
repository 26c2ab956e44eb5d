import { expect } from "chai";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { Inventory } from "../../../model/graph/inventory";
import type { ModelObject, ModelResource } from "../../../model/graph/resources";
import { refusalsOf } from "../../../model/network/aclAdmission";
import { Network } from "../../../model/network/network";
import { subnetsOf } from "../../../model/network/subnets";
import { resource } from "../resource";

const vpc = resource("vpc", "vpc-1", {
  mainRouteTableId: "rtb-main",
  defaultNetworkAclId: "acl-0",
});
const subnet = resource("subnet", "subnet-1", { vpcId: "vpc-1" });
const table = resource("routeTable", "rtb-1", { vpcId: "vpc-1" });
const chosen = resource("routeTableAssociation", "assoc", {
  ...{ subnetId: "subnet-1", routeTableId: "rtb-1" },
});
const route = (routeTableId: string, more: ModelObject): ModelResource =>
  resource("route", `route ${JSON.stringify(more)}`, {
    ...{ routeTableId, destinationCidrBlock: "0.0.0.0/0", ...more },
  });
const internet = (routeTableId: string) => route(routeTableId, { gatewayId: "igw-1" });
const all = cloudflareRanges.ipv4;

function read(...resources: readonly ModelResource[]) {
  const inventory = new Inventory(resources);
  const [own] = subnetsOf(inventory, ["subnet-1"]);
  if (own === undefined) {
    throw new Error("the subnet is named");
  }
  return { network: new Network(inventory), subnet: own };
}

function wayOf(...resources: readonly ModelResource[]) {
  const { network, subnet: own } = read(...resources);
  const { lost, unknown, leadsTo } = network.way(own, "ipv4");
  return { lost: lost.length, unknown: unknown.length, leadsTo };
}

describe("the way of a subnet to Cloudflare", () => {
  const [found, none] = [
    { lost: 0, unknown: 0 },
    { lost: all.length, unknown: 0 },
  ];
  const cases: [string, ModelResource[], object][] = [
    [
      "is found by the table that it is associated with",
      [vpc, subnet, table, chosen, internet("rtb-1")],
      { ...found, leadsTo: [] },
    ],
    [
      "is none by a route to a NAT gateway",
      [vpc, subnet, table, chosen, route("rtb-1", { natGatewayId: "nat-1" })],
      { ...none, leadsTo: ["a NAT gateway"] },
    ],
    [
      "is none without a default route",
      [vpc, subnet, table, chosen],
      { ...none, leadsTo: [undefined] },
    ],
    [
      "is that of the main table without an association",
      [vpc, subnet, table, internet("rtb-main")],
      { ...found, leadsTo: [] },
    ],
    [
      "is that of the table that was made the main one",
      [
        vpc,
        subnet,
        table,
        resource("mainRouteTableAssociation", "main", { vpcId: "vpc-1", routeTableId: "rtb-1" }),
        internet("rtb-1"),
      ],
      { ...found, leadsTo: [] },
    ],
    [
      "is not known by a table of another program",
      [vpc, subnet, chosen],
      { lost: 0, unknown: all.length, leadsTo: [] },
    ],
    [
      "is not known in a VPC of another program",
      [subnet],
      { lost: 0, unknown: all.length, leadsTo: [] },
    ],
    [
      "is none by a gateway that is attached to no VPC",
      [vpc, subnet, table, chosen, internet("rtb-1"), resource("internetGateway", "igw-1", {})],
      { ...none, leadsTo: ["an internet gateway that is not attached to its VPC"] },
    ],
    [
      "is none by a gateway of another VPC",
      [
        vpc,
        subnet,
        table,
        chosen,
        internet("rtb-1"),
        resource("internetGateway", "igw-1", { vpcId: "vpc-2" }),
      ],
      { ...none, leadsTo: ["an internet gateway that is not attached to its VPC"] },
    ],
    [
      "is found by a gateway with an attachment",
      [
        vpc,
        subnet,
        table,
        chosen,
        internet("rtb-1"),
        resource("internetGateway", "igw-1", {}),
        resource("internetGatewayAttachment", "a", { internetGatewayId: "igw-1", vpcId: "vpc-1" }),
      ],
      { ...found, leadsTo: [] },
    ],
    [
      "is none for what a narrower route takes",
      [
        vpc,
        subnet,
        table,
        chosen,
        internet("rtb-1"),
        route("rtb-1", { destinationCidrBlock: "172.64.0.0/12", vpcPeeringConnectionId: "pcx-1" }),
      ],
      { lost: 1, unknown: 0, leadsTo: ["a peering connection"] },
    ],
    [
      "is that of the narrowest route",
      [
        vpc,
        subnet,
        table,
        chosen,
        route("rtb-1", { transitGatewayId: "tgw-1" }),
        route("rtb-1", { destinationCidrBlock: "104.16.0.0/12", gatewayId: "igw-1" }),
      ],
      { lost: all.length - 2, unknown: 0, leadsTo: ["a transit gateway"] },
    ],
  ];
  for (const [title, resources, expected] of cases) {
    it(title, () => {
      expect(wayOf(...resources)).to.deep.equal(expected);
    });
  }
});

describe("a network ACL", () => {
  const rule = (
    ruleNo: number,
    action: string,
    cidrBlock: string,
    fromPort: number,
    toPort: number,
    protocol = "tcp",
  ) => ({
    ...{ ruleNo, action, cidrBlock, fromPort, toPort, protocol },
  });
  const shut = (
    direction: "ingress" | "egress",
    ports: [number, number],
    ...rules: ModelObject[]
  ) => {
    const acl = resource("networkAcl", "acl-1", {
      vpcId: "vpc-1",
      subnetIds: ["subnet-1"],
      [direction]: rules,
    });
    const { network, subnet: own } = read(vpc, subnet, acl);
    const [first, last] = ports;
    const refusals = refusalsOf(network.acl(own), direction, "ipv4", { first, last });
    return refusals.map(
      ({ range, ports: spans }) =>
        `${range} ${spans.map((span) => `${span.first}-${span.last}`).join(" ")}`,
    );
  };
  const everywhere = (ports: string) => all.map((range) => `${range} ${ports}`);
  const any = "0.0.0.0/0";
  const cases: [string, string[], string[]][] = [
    ["turns away what no rule matches", shut("ingress", [443, 443]), everywhere("443-443")],
    [
      "lets through what a rule allows, whatever is denied after it",
      shut(
        "ingress",
        [443, 443],
        rule(200, "deny", any, 443, 443),
        rule(100, "allow", any, 443, 443),
      ),
      [],
    ],
    [
      "turns away what a lower number denies",
      shut(
        "ingress",
        [443, 443],
        rule(90, "deny", any, 0, 0, "-1"),
        rule(100, "allow", any, 443, 443),
      ),
      everywhere("443-443"),
    ],
    [
      "joins rules about neighbouring ports",
      shut(
        "egress",
        [1024, 65_535],
        rule(1, "allow", any, 1024, 32_767),
        rule(2, "allow", any, 32_768, 65_535),
      ),
      [],
    ],
    [
      "turns away the ports that are left over",
      shut("egress", [1024, 65_535], rule(1, "allow", any, 32_768, 60_999)),
      everywhere("1024-32767 61000-65535"),
    ],
    [
      "turns away a part of a range",
      shut(
        "ingress",
        [443, 443],
        rule(1, "deny", "172.64.1.0/24", 443, 443),
        rule(2, "allow", any, 443, 443),
      ),
      ["172.64.0.0/13 443-443"],
    ],
    [
      "lets a range through by its halves",
      shut(
        "ingress",
        [443, 443],
        rule(1, "allow", "0.0.0.0/1", 443, 443),
        rule(2, "allow", "128.0.0.0/1", 443, 443),
      ),
      [],
    ],
    [
      "does not let TCP through by a rule about UDP",
      shut("ingress", [443, 443], rule(1, "allow", any, 443, 443, "udp")),
      everywhere("443-443"),
    ],
    [
      "knows TCP by its number",
      shut("ingress", [443, 443], rule(1, "allow", any, 443, 443, "6")),
      [],
    ],
  ];
  for (const [title, found, expected] of cases) {
    it(title, () => {
      expect(found).to.deep.equal(expected);
    });
  }

  it("is the VPC's own, which turns nothing away, where the program names none", () => {
    const { network, subnet: own } = read(vpc, subnet);
    expect(network.acl(own)).to.equal(undefined);
    expect(refusalsOf(undefined, "ingress", "ipv4", { first: 443, last: 443 })).to.deep.equal([]);
  });

  it("is the adopted default one, or the one that an association names, with the rules that stand alone", () => {
    const alone = resource("networkAclRule", "r", {
      networkAclId: "acl-0",
      egress: false,
      ruleNumber: 7,
      ruleAction: "deny",
      protocol: "-1",
      cidrBlock: any,
    });
    const adopted = {
      ...resource("networkAcl", "acl-0", { defaultNetworkAclId: "acl-0" }),
      type: "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
    };
    const first = read(vpc, subnet, adopted, alone);
    expect(
      first.network.acl(first.subnet)?.rules.ingress.map(({ number, allows }) => [number, allows]),
    ).to.deep.equal([[7, false]]);
    const association = resource("networkAclAssociation", "x", {
      subnetId: "subnet-1",
      networkAclId: "acl-9",
    });
    const second = read(vpc, subnet, adopted, alone, association);
    expect(second.network.acl(second.subnet)).to.deep.include({ title: "acl-9", maybeMore: true });
  });
});
