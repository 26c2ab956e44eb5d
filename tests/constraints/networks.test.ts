import { expect } from "chai";
import {
  aclRuleNumber,
  aclRuleOnce,
  gatewayFree,
  gatewayOnce,
  routeOnce,
  subnetApart,
  subnetInVpc,
} from "../../constraints/networks";
import { standInSays, type Declared } from "./callers";

const vpcId = "vpc-0a1b2c3d4e5f60718";
const networks = [
  { region: "us-east-1", vpcId, cidrBlock: "10.0.0.0/16" },
  { region: "us-east-1", vpcId: "vpc-0b1c2d3e4f5061728", cidrBlock: "10.1.0.0/16" },
];
const subnet = (cidrBlock: string): Declared => ({
  type: "subnet",
  properties: { vpcId, cidrBlock, availabilityZone: "us-east-1a" },
});
const gateway = (vpc: string | undefined = vpcId): Declared => ({
  type: "internetGateway",
  properties: vpc === undefined ? {} : { vpcId: vpc },
});
const table: Declared = { type: "routeTable", properties: { vpcId } };
const acl: Declared = { type: "networkAcl", properties: { vpcId } };
const route = (destinationCidrBlock: string): Declared => ({
  type: "route",
  properties: ([gatewayId = "", routeTableId = ""]) => ({
    ...{ gatewayId, routeTableId, destinationCidrBlock },
  }),
});
const aclRule = (ruleNumber: number, egress = false): Declared => ({
  type: "networkAclRule",
  properties: ([networkAclId = ""]) => ({
    ...{ networkAclId, ruleNumber, egress, protocol: "tcp", ruleAction: "allow" },
    ...{ cidrBlock: "0.0.0.0/0", fromPort: 443, toPort: 443 },
  }),
});

describe("what EC2 refuses of a network", () => {
  const cases: readonly (readonly [string, readonly Declared[], string | undefined])[] = [
    ["a subnet in its VPC", [subnet("10.0.4.0/24")], undefined],
    ["a subnet as large as its VPC", [subnet("10.0.0.0/16")], undefined],
    ["a subnet beside its VPC", [subnet("10.1.4.0/24")], "400 InvalidSubnet.Range"],
    ["a subnet beyond its VPC", [subnet("10.0.0.0/15")], "400 InvalidSubnet.Range"],
    ["two subnets", [subnet("10.0.4.0/24"), subnet("10.0.5.0/24")], undefined],
    [
      "a subnet in another one",
      [subnet("10.0.4.0/24"), subnet("10.0.4.128/25")],
      "400 InvalidSubnet.Conflict",
    ],
    ["an internet gateway", [gateway()], undefined],
    ["a second internet gateway", [gateway(), gateway()], "400 InvalidParameterValue"],
    [
      "routes of two destinations",
      [gateway(), table, route("0.0.0.0/0"), route("192.0.2.0/24")],
      undefined,
    ],
    [
      "a destination for the second time",
      [gateway(), table, route("0.0.0.0/0"), route("0.0.0.0/0")],
      "400 RouteAlreadyExists",
    ],
    ["rules of a network ACL", [acl, aclRule(1), aclRule(2), aclRule(32_766)], undefined],
    ["the same number in both directions", [acl, aclRule(7), aclRule(7, true)], undefined],
    [
      "a number for the second time",
      [acl, aclRule(7), aclRule(7)],
      "400 NetworkAclEntryAlreadyExists",
    ],
    ["the number 0", [acl, aclRule(0)], "400 InvalidParameterValue"],
    ["the number of the last rule", [acl, aclRule(32_767)], "400 InvalidParameterValue"],
  ];
  for (const [title, resources, expected] of cases) {
    it(`${title}: ${expected ?? "taken"}`, async () => {
      expect(await standInSays({ networks }, resources)).to.equal(expected);
    });
  }

  it("is not judged where blocks are not known", () => {
    const view = { vpcCidr: "", others: ["10.0.0.0/24"] };
    expect(subnetInVpc.holds({ cidrBlock: "10.0.0.0/24" }, view)).to.equal("unknown");
    expect(subnetApart.holds({ cidrBlock: "" }, view)).to.equal("unknown");
    expect(subnetApart.holds({ cidrBlock: "10.0.0.0/24" }, { ...view, others: [""] })).to.equal(
      "yes",
    );
  });

  it("is said with the words of EC2", () => {
    const destination = "0.0.0.0/0";
    expect([
      answerOf(routeOnce, { destination }, { present: new Set([destination]) }),
      answerOf(aclRuleOnce, { ruleNumber: 7 }, { present: new Set([7]) }),
      answerOf(aclRuleNumber, { ruleNumber: 0 }, undefined),
      answerOf(gatewayOnce, { vpcId }, { hasGateway: true }),
      answerOf(gatewayFree, { internetGatewayId: "igw-1" }, { attachedTo: vpcId }),
    ]).to.deep.equal([
      "The route identified by 0.0.0.0/0 already exists.",
      "The network acl entry identified by 7 already exists.",
      "Value (0) for parameter ruleNumber is invalid.",
      `Network ${vpcId} already has an internet gateway attached`,
      `resource igw-1 is already attached to network ${vpcId}`,
    ]);
  });
});

/** What a constraint answers where it does not hold. */
function answerOf<Fields, View>(
  {
    answer,
    holds,
  }: {
    readonly answer?: string | ((fields: Fields, view: View) => string);
    readonly holds: (fields: Fields, view: View) => unknown;
  },
  fields: Fields,
  view: View,
): string | undefined {
  const said = typeof answer === "function" ? answer(fields, view) : answer;
  return holds(fields, view) === "no" ? said : undefined;
}
