import { expect } from "chai";
import { riskLines, type Step } from "../report/plans";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const publicIp = "203.0.113.60";
const types = {
  instance: "aws:ec2/instance:Instance",
  subnet: "aws:ec2/subnet:Subnet",
  table: "aws:ec2/routeTable:RouteTable",
  association: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  acl: "aws:ec2/networkAcl:NetworkAcl",
  aclAssociation: "aws:ec2/networkAclAssociation:NetworkAclAssociation",
  name: "aws:route53/record:Record",
};

const same = (type: string, name: string, id: string, old: object, outputs: object = {}): Step => ({
  ...{ op: "same", type, name, id, old, outputs },
});

const everywhere = { cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" };

/** A site whose first pool leads to a machine in a subnet with a route to the Internet. */
function site(address: string, ...steps: readonly Step[]): Step[] {
  const pool = (name: string, at: string): Step =>
    same("pool", name, name, { name, monitor: "m", origins: [{ name: "a", address: at }] });
  return [
    same("monitor", "health", "m", { type: "https", expectedCodes: "2xx", path: "/healthz" }),
    pool("primary", address),
    pool("backup", "198.51.100.20"),
    same("balancer", "www", "l", {
      ...{ zoneId: "f".repeat(32), name: "www.example.com", proxied: true },
      ...{ defaultPools: ["primary", "backup"], fallbackPool: "backup" },
    }),
    same(types.instance, "web", "i-1", { ami: "ami-1", subnetId: "subnet-1" }, { publicIp }),
    same(types.subnet, "public", "subnet-1", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" }),
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
const alias = { zoneId: "Z1", name: "origin.example.net", type: "A", records: [publicIp] };

/** Plans by what changes in them, with all risks. */
const plans: readonly (readonly [string, readonly Step[], readonly string[]])[] = [
  [
    "tells of a subnet that comes to a table which the plan does not show",
    site(publicIp, same(types.table, "internet", "rtb-1", table), {
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
      same(types.association, "public", "rtbassoc-1", association),
    ),
    ["high subnet-cut-off web"],
  ],
  [
    "tells of a network ACL whose only rule is not known yet",
    site(publicIp, {
      ...{ op: "update", type: types.acl, name: "edge", id: "acl-1", old: acl },
      new: { ...acl, ingress: [{ ruleNo: 100, action: unknown, ...admitsAll }] },
    }),
    ["medium network-acl-unknown web"],
  ],
  [
    "tells of a subnet that comes to a network ACL which the plan does not show",
    site(publicIp, same(types.acl, "edge", "acl-1", { ...acl, subnetIds: [] }), {
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
];

describe("the risks of a change of the network around the origins", () => {
  for (const [title, steps, expected] of plans) {
    it(title, () => {
      expect(riskLines(steps)).to.deep.equal(expected);
    });
  }
});
