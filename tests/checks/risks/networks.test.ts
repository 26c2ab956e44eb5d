import { expect } from "chai";
import { riskLines, stands, type Step } from "../report/plans";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const publicIp = "203.0.113.60";
const types = {
  instance: "aws:ec2/instance:Instance",
  subnet: "aws:ec2/subnet:Subnet",
  table: "aws:ec2/routeTable:RouteTable",
  association: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  acl: "aws:ec2/networkAcl:NetworkAcl",
  aclRule: "aws:ec2/networkAclRule:NetworkAclRule",
  route: "aws:ec2/route:Route",
  vpc: "aws:ec2/vpc:Vpc",
  aclAssociation: "aws:ec2/networkAclAssociation:NetworkAclAssociation",
  name: "aws:route53/record:Record",
};

const everywhere = { cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" };

/** A site whose first pool leads to a machine in a subnet with a route to the Internet. */
function site(address: string, ...steps: readonly Step[]): Step[] {
  const pool = (name: string, at: string): Step =>
    stands("pool", name, name, { name, monitor: "m", origins: [{ name: "a", address: at }] });
  return [
    stands("monitor", "health", "m", { type: "https", expectedCodes: "2xx", path: "/healthz" }),
    pool("primary", address),
    pool("backup", "198.51.100.20"),
    stands("balancer", "www", "l", {
      ...{ zoneId: "f".repeat(32), name: "www.example.com", proxied: true },
      ...{ defaultPools: ["primary", "backup"], fallbackPool: "backup" },
    }),
    stands(types.instance, "web", "i-1", { ami: "ami-1", subnetId: "subnet-1" }, { publicIp }),
    stands(types.subnet, "public", "subnet-1", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" }),
    ...steps,
  ];
}

const table = { vpcId: "vpc-1", routes: [everywhere] };
const association = { subnetId: "subnet-1", routeTableId: "rtb-1" };
const admitsAll = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlock: "0.0.0.0/0" };
const acl = {
  ...{ vpcId: "vpc-1", subnetIds: ["subnet-1"] },
  ingress: [{ ruleNo: 100, action: "allow", ...admitsAll }],
  egress: [{ ruleNo: 100, action: "allow", ...admitsAll }],
};
const answers = {
  ...{ ruleNo: 100, action: "allow", protocol: "tcp", toPort: 65_535, cidrBlock: "0.0.0.0/0" },
};
const aclRule = {
  ...{ networkAclId: "acl-1", egress: false, ruleNumber: 100, ruleAction: "allow" },
  ...admitsAll,
};
const outRule = { ...aclRule, egress: true };
const emptyAcl = { vpcId: "vpc-1", subnetIds: ["subnet-1"], ingress: [], egress: [] };
const route = {
  ...{ routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-1" },
};

/** A replacement, whose old one goes first unless told otherwise. */
const replaced = (
  [type, name, id]: readonly [string, string, string],
  [old, now]: readonly [object, object],
  ops: readonly string[] = ["delete-replaced", "replace", "create-replacement"],
): Step[] => ops.map((op): Step => ({ ...{ op, type, name, id, old, new: now } }));
const createdFirst = ["create-replacement", "replace", "delete-replaced"];

const routeAnew = [route, { ...route, region: "us-east-1" }] as const;
const ruleAnew = [aclRule, { ...aclRule, region: "us-east-1" }] as const;
const otherTable = { ...association, routeTableId: "rtb-2" };
const alias = { zoneId: "Z1", name: "origin.example.net", type: "A", records: [publicIp] };

const ownTable = stands(types.table, "internet", "rtb-1", { vpcId: "vpc-1", routes: [] });
const associated = stands(types.association, "public", "rtbassoc-1", association);
const ownAcl = [
  stands(types.acl, "edge", "acl-1", emptyAcl),
  stands(types.aclRule, "out", "nacl-2", outRule),
];

/** Plans by what changes in them, with all risks. */
const plans: readonly (readonly [string, readonly Step[], readonly string[]])[] = [
  [
    "tells of a subnet that comes to a table which the plan does not show",
    site(publicIp, stands(types.table, "internet", "rtb-1", table), {
      ...{ op: "update", type: types.association, name: "public", id: "rtbassoc-1" },
      ...{ old: association, new: { ...association, routeTableId: unknown } },
    }),
    ["medium subnet-route-unknown web"],
  ],
  [
    "tells of a subnet whose table loses the route",
    site(
      publicIp,
      {
        ...{ op: "update", type: types.table, name: "internet", id: "rtb-1" },
        ...{ old: table, new: { ...table, routes: [] } },
      },
      stands(types.association, "public", "rtbassoc-1", association),
    ),
    ["high subnet-cut-off web"],
  ],
  ...(
    [
      ["no answers out to half of the ports", 1024, 32_768, ["high network-acl-shut web"]],
      ["no answers out to few of the ports", 1024, 4096, ["medium network-acl-shut web"]],
      ["answers out to all but hardly any port", 1024, 1100, ["low network-acl-shut web"]],
      ["answers out to more ports", 1024, 1, []],
    ] as const
  ).map(
    ([title, was, is, risks]) =>
      [
        `tells of a network ACL that comes to let ${title}`,
        site(publicIp, {
          ...{ op: "update", type: types.acl, name: "edge", id: "acl-1" },
          old: { ...acl, egress: [{ ...answers, fromPort: was }] },
          new: { ...acl, egress: [{ ...answers, fromPort: is }] },
        }),
        risks,
      ] as const,
  ),
  [
    "tells of a network ACL whose only rule is not known yet",
    site(publicIp, {
      ...{ op: "update", type: types.acl, name: "edge", id: "acl-1", old: acl },
      new: { ...acl, ingress: [{ ruleNo: 100, action: unknown, ...admitsAll }] },
    }),
    ["medium network-acl-unknown web"],
  ],
  [
    "tells of a rule of a network ACL that turns away who is not known yet",
    site(publicIp, {
      ...{ op: "update", type: types.acl, name: "edge", id: "acl-1", old: acl },
      new: {
        ...acl,
        ingress: [
          { ruleNo: 100, action: "allow", ...admitsAll },
          { ruleNo: 90, action: "deny", ...admitsAll, cidrBlock: unknown },
        ],
      },
    }),
    ["medium network-acl-unknown web"],
  ],
  [
    "says nothing of a rule that lets in who is not known yet, beside one that lets in all",
    site(publicIp, {
      ...{ op: "update", type: types.acl, name: "edge", id: "acl-1", old: acl },
      new: {
        ...acl,
        ingress: [
          { ruleNo: 100, action: "allow", ...admitsAll },
          { ruleNo: 110, action: "allow", ...admitsAll, cidrBlock: unknown },
        ],
      },
    }),
    [],
  ],
  [
    "tells of a subnet that comes to a network ACL which the plan does not show",
    site(publicIp, stands(types.acl, "edge", "acl-1", { ...acl, subnetIds: [] }), {
      ...{ op: "update", type: types.aclAssociation, name: "public", id: "aclassoc-1" },
      ...{
        old: { subnetId: "subnet-1", networkAclId: "acl-1" },
        new: { subnetId: "subnet-1", networkAclId: unknown },
      },
    }),
    ["medium network-acl-unknown web"],
  ],
  [
    "says nothing of a network ACL that gets another tag",
    site(publicIp, {
      ...{ op: "update", type: types.acl, name: "edge", id: "acl-1" },
      ...{ old: acl, new: { ...acl, tags: { team: "web" } } },
    }),
    [],
  ],
  [
    "tells of the moment without a name of Route 53 that goes first",
    site(
      "origin.example.net",
      ...(["delete-replaced", "replace", "create-replacement"] as const).map((op): Step => ({
        ...{ op, type: types.name, name: "origin", id: "Z1_origin" },
        ...{ old: alias, new: { ...alias, setIdentifier: "one" } },
        ...{ keys: ["setIdentifier"] },
      })),
    ),
    ["medium origin-name-gap origin.example.net"],
  ],
  [
    "tells of the moment without a route that goes first",
    site(
      publicIp,
      ...[ownTable, associated],
      ...replaced([types.route, "default", "r-1"], routeAnew),
    ),
    ["medium network-gap web"],
  ],
  [
    "tells of a route that is made anew before the old one goes, and is refused while that stands",
    site(
      publicIp,
      ...[ownTable, associated],
      ...replaced([types.route, "default", "r-1"], routeAnew, createdFirst),
    ),
    ["medium object-refused default"],
  ],
  [
    "says nothing of a route that goes first beside another one that leads there",
    site(
      publicIp,
      ...[ownTable, associated],
      ...["0.0.0.0/1", "128.0.0.0/1"].map((destinationCidrBlock) =>
        stands(types.route, destinationCidrBlock, destinationCidrBlock, {
          ...route,
          destinationCidrBlock,
        }),
      ),
      ...replaced([types.route, "default", "r-1"], routeAnew),
    ),
    [],
  ],
  [
    "tells of the moment in which a subnet follows the main table",
    site(
      publicIp,
      stands(types.vpc, "vpc", "vpc-1", { cidrBlock: "10.0.0.0/16" }),
      ...[
        stands(types.table, "internet", "rtb-1", table),
        stands(types.table, "like", "rtb-2", table),
      ],
      ...replaced([types.association, "public", "rtbassoc-1"], [association, otherTable]),
    ),
    ["medium network-gap web"],
  ],
  [
    "tells of the moment without a rule of a network ACL",
    site(publicIp, ...ownAcl, ...replaced([types.aclRule, "in", "nacl-1"], ruleAnew)),
    ["medium network-gap web"],
  ],
  [
    "says nothing of a rule that goes first beside another one that lets the same in",
    site(
      publicIp,
      ...ownAcl,
      stands(types.aclRule, "also", "nacl-3", { ...aclRule, ruleNumber: 110 }),
      ...replaced([types.aclRule, "in", "nacl-1"], ruleAnew),
    ),
    [],
  ],
];

describe("the risks of a change of the network around the origins", () => {
  for (const [title, steps, expected] of plans) {
    it(title, () => {
      expect(riskLines(steps)).to.deep.equal(expected);
    });
  }
});
