import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, same, urnOf, type Step } from "../report/plans";
import { dnsName, front, known, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { awsLoadBalancer, ingressRule, securityGroup, targetGroup } = modelTypes;
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const inOrder = {
  first: ["delete-replaced", "replace", "create-replacement"],
  last: ["create-replacement", "replace", "delete-replaced"],
} as const;
const anew = (order: keyof typeof inOrder, step: Omit<Step, "op">): Step[] =>
  inOrder[order].map((op) => ({ ...step, op }));
const rule = (securityGroupId: string, cidrIpv4: string): object => ({
  ...{ securityGroupId, ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4 },
});
/** A group with another description, and the rules that belong to it. */
const described = (order: keyof typeof inOrder): Step[] => [
  ...front.filter(({ name }) => name !== "edge" && name !== "front"),
  known(same(targetGroup, "app", targets())),
  ...anew(order, {
    ...{ type: securityGroup, name: "front", id: "front" },
    ...{ old: { vpcId: "vpc-1", description: "one" }, new: { vpcId: "vpc-1", description: "two" } },
  }),
  ...cloudflareRanges.ipv4.flatMap((range) =>
    anew(order, {
      ...{ type: ingressRule, name: range, id: range },
      ...{ old: rule("front", range), new: rule(unknown, range) },
      from: { securityGroupId: [urnOf(securityGroup, "front")] },
    }),
  ),
  {
    ...known(
      becomes(
        ...([awsLoadBalancer, "edge"] as const),
        { name: "edge", securityGroups: ["front"] },
        { name: "edge", securityGroups: [unknown] },
      ),
      { dnsName },
    ),
    from: { securityGroups: [urnOf(securityGroup, "front")] },
    after: cloudflareRanges.ipv4.map((range) => urnOf(ingressRule, range)),
  },
];

describe("the risks of security groups that are made anew", () => {
  judgesAsExpected([
    [
      "after the old one is to go, which what carries it keeps",
      described("first"),
      ["high origin-shut-meanwhile edge", "medium object-in-use front"],
    ],
    ["before the old one goes", described("last"), []],
  ]);
});
