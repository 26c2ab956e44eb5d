import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, reviewSteps, same, type Step } from "../report/plans";
import { front, known, targets } from "./behindBalancer";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { groupAttachment, instance, networkInterface, securityGroup, targetGroup } = modelTypes;
const { targetGroupAttachment } = modelTypes;

const lets = (port: number, more: object): object => ({
  vpcId: "vpc-1",
  ingress: [{ protocol: "tcp", fromPort: port, toPort: port, ...more }],
});
const groups: readonly Step[] = [
  same(securityGroup, "base", lets(22, { cidrBlocks: ["10.0.0.0/16"] })),
  same(securityGroup, "metrics", lets(9100, { cidrBlocks: ["10.0.9.0/24"] })),
  same(securityGroup, "public-web", lets(443, { cidrBlocks: cloudflareRanges.ipv4 })),
];
const outputs = { publicIp: "203.0.113.60", primaryNetworkInterfaceId: "eni-1" };
const carries = (...vpcSecurityGroupIds: readonly string[]): object => ({ vpcSecurityGroupIds });
const tie = { networkInterfaceId: "eni-1", securityGroupId: "public-web" };
const tied = same(groupAttachment, "tie", tie);
const record = same("record", "forum", {
  ...{ zoneId, name: "forum.example.com", type: "A", content: "203.0.113.60" },
  ...{ proxied: true, ttl: 1 },
});
const forum = (...steps: readonly Step[]): Step[] => [...groups, record, ...steps];
const machine: Step = { ...same(instance, "forum", carries("base")), outputs };
const machineTurns = (was: readonly string[], now: readonly string[]): Step => ({
  ...becomes(instance, "forum", carries(...was), carries(...now)),
  outputs,
});
const addsMetrics = machineTurns(["base"], ["base", "metrics"]);

describe("security groups that resources of their own tie to a machine", () => {
  judgesAsExpected([
    [
      "the machine's list comes to name one more, and writes the tied one away",
      forum(tied, addsMetrics),
      ["high origin-shut forum", "medium rules-in-two-places forum"],
    ],
    [
      "the machine's list comes to name the tied one too",
      forum(tied, machineTurns(["base"], ["base", "public-web"])),
      [],
    ],
    [
      "the machine changes in something else",
      forum(tied, {
        ...becomes(instance, "forum", carries("base"), { ...carries("base"), tags: { a: "b" } }),
        outputs,
      }),
      [],
    ],
    [
      "the new one is tied too",
      forum(
        ...[tied, machine],
        comes(groupAttachment, "more", { ...tie, securityGroupId: "metrics" }),
      ),
      [],
    ],
    [
      "the list of another machine changes",
      forum(tied, machine, becomes(instance, "other", carries("base"), carries("metrics"))),
      [],
    ],
    [
      "what is tied lets in nobody who visits",
      forum(
        same(groupAttachment, "tie", { ...tie, securityGroupId: "metrics" }),
        machineTurns(["public-web"], ["public-web", "base"]),
      ),
      ["medium rules-in-two-places forum"],
    ],
    [
      "the list of an interface comes to name one more",
      forum(
        same(groupAttachment, "tie", { ...tie, networkInterfaceId: "card" }),
        becomes(
          networkInterface,
          "card",
          { securityGroups: ["base"] },
          { securityGroups: ["base", "metrics"] },
        ),
      ),
      ["high origin-shut card", "medium rules-in-two-places card"],
    ],
    ["the tie goes", forum(machine, goes(groupAttachment, "tie", tie)), ["high origin-shut forum"]],
    [
      "the tie is only forgotten",
      forum(machine, { ...goes(groupAttachment, "tie", tie), retainOnDelete: true }),
      [],
    ],
    [
      "the tie goes, and the machine's list comes to name what it tied",
      forum(machineTurns(["base"], ["base", "public-web"]), goes(groupAttachment, "tie", tie)),
      ["high origin-shut forum", "medium object-lost forum"],
    ],
    [
      "the tie is only forgotten, and the machine's list comes to name what it tied",
      forum(machineTurns(["base"], ["base", "public-web"]), {
        ...goes(groupAttachment, "tie", tie),
        retainOnDelete: true,
      }),
      [],
    ],
  ]);

  it("are told by name, and what to do in place of it", () => {
    const { risks } = reviewSteps(forum(tied, addsMetrics));
    const told = risks.find(({ id }) => id === "rules-in-two-places");
    expect(bareText(told?.consequence ?? [])).to.equal(
      "The update of forum writes vpcSecurityGroupIds, the whole list of its security groups, and takes away public-web, tied there by tie: nothing in this update ties it again, and whom it alone lets through gets Error 522 until a later one does.",
    );
    expect(bareText(told?.hint ?? [])).to.equal(
      "Tie the others by resources of their own too, or list all of them in vpcSecurityGroupIds and have Pulumi only forget tie.",
    );
  });
});

describe("security groups that resources of their own tie to what serves behind a load balancer", () => {
  const inner = same(securityGroup, "inner", lets(8080, { securityGroups: ["front"] }));
  const site = (turns: Step, ...steps: readonly Step[]): Step[] => [
    ...[...front, ...groups, inner, known(same(targetGroup, "app", targets()))],
    same(targetGroupAttachment, "one", { targetGroupArn: "app", targetId: "forum" }),
    ...[turns, ...steps],
  ];
  const tiesInner = { ...tie, securityGroupId: "inner" };
  judgesAsExpected([
    [
      "the machine's list writes the tied one away",
      site(addsMetrics, same(groupAttachment, "tie", tiesInner)),
      ["high targets-shut app", "medium rules-in-two-places forum"],
    ],
    [
      "the tie goes",
      site(machine, goes(groupAttachment, "tie", tiesInner)),
      ["high targets-shut app"],
    ],
    ["both stay", site(machine, same(groupAttachment, "tie", tiesInner)), []],
  ]);
});
