import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, reviewSteps, same, urnOf, type Step } from "../report/plans";
import { dnsName, front, known, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { awsLoadBalancer, ingressRule, instance, securityGroup, targetGroup } = modelTypes;
const { targetGroupAttachment } = modelTypes;
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
const fromFront = (securityGroupId: string): object => ({
  ...{ securityGroupId, ipProtocol: "tcp", fromPort: 8080, toPort: 8080 },
  referencedSecurityGroupId: "front",
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

/** Machines behind a load balancer, whose group gets another description; it has a rule of its own. */
const behind = (order: keyof typeof inOrder): Step[] => [
  ...[...front, known(same(targetGroup, "app", targets()))],
  same(targetGroupAttachment, "web", { targetGroupArn: "app", targetId: "web" }),
  ...anew(order, {
    ...{ type: securityGroup, name: "inner", id: "sg-inner" },
    ...{ old: { vpcId: "vpc-1", description: "one" }, new: { vpcId: "vpc-1", description: "two" } },
  }),
  ...anew(order, {
    ...{ type: ingressRule, name: "from-front", id: "from-front" },
    ...{ old: fromFront("sg-inner"), new: fromFront(unknown) },
    from: { securityGroupId: [urnOf(securityGroup, "inner")] },
  }),
  {
    ...known(
      becomes(
        ...([instance, "web"] as const),
        { vpcSecurityGroupIds: ["sg-inner"] },
        { vpcSecurityGroupIds: [unknown] },
      ),
    ),
    from: { vpcSecurityGroupIds: [urnOf(securityGroup, "inner")] },
    after: [urnOf(ingressRule, "from-front")],
  },
];

describe("the risks of security groups of targets that are made anew", () => {
  judgesAsExpected([
    [
      "after the old one is to go, which the targets keep",
      behind("first"),
      ["high targets-shut app", "medium object-in-use inner"],
    ],
    ["before the old one goes", behind("last"), []],
  ]);

  it("are told with where the update stops", () => {
    const [risk] = reviewSteps(behind("first")).risks;
    expect(bareText(risk?.consequence ?? [])).to.include(
      "get Error 504 until they let it in again. The rules of inner are deleted first, AWS refuses to delete the group itself while web carries it (DependencyViolation), and the update stops there.",
    );
  });
});
