import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, reviewSteps, same, urnOf, type Step } from "../report/plans";
import { dnsName, known, listens, targets } from "./behindBalancer";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { awsLoadBalancer, instance, listener, route53Record, securityGroup } = modelTypes;
const { targetGroup, targetGroupAttachment } = modelTypes;
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const [one, other] = ["203.0.113.1", "203.0.113.2"];

const www = same("record", "www", {
  ...{ zoneId, name: "www.example.com", type: "CNAME", content: "origin.example.net" },
  ...{ proxied: true, ttl: 1 },
});
const at = (step: Step, publicIp: string): Step => ({ ...step, outputs: { publicIp } });
const kind = { instanceType: "t3.large" };
const old = at(same(instance, "old", kind), one);
const named = (address: string, ttl = 300): object => ({
  ...{ zoneId: "Z1", name: "origin.example.net", type: "A", ttl, records: [address] },
});
const turns = (to: string, ttl?: number): Step =>
  becomes(route53Record, "origin", named(one, ttl), named(to, ttl));
const toNew = { ...turns(unknown), from: { records: [urnOf(instance, "new")] } };
const sure = ["high origin-name-moved origin.example.net"];
const maybe = ["medium origin-name-moved origin.example.net"];

const alias = (name: string): object => ({
  ...{ zoneId: "Z1", name: "origin.example.net", type: "A" },
  aliases: [{ name, zoneId: "ZELB", evaluateTargetHealth: true }],
});
const aliasTurns: Step = {
  ...becomes(route53Record, "origin", alias(dnsName), alias(unknown)),
  from: { aliases: [urnOf(awsLoadBalancer, "next")] },
};
const ofBalancer = { securityGroups: ["front"] };
const fronts: readonly Step[] = [
  ...[www, same(securityGroup, "front", { vpcId: "vpc-1" })],
  known(same(awsLoadBalancer, "edge", ofBalancer), { dnsName }),
  known(same(listener, "https", listens())),
  known(same(targetGroup, "app", targets())),
  same(targetGroupAttachment, "at", { targetGroupArn: "app", targetId: "i-1" }),
  comes(awsLoadBalancer, "next", ofBalancer),
  {
    ...comes(listener, "next", listens({ loadBalancerArn: unknown })),
    from: { loadBalancerArn: [urnOf(awsLoadBalancer, "next")] },
  },
  aliasTurns,
];

describe("the risks of names of Route 53 that come to lead elsewhere", () => {
  judgesAsExpected([
    [
      "to a machine that the same update makes",
      [www, old, comes(instance, "new", kind), toNew],
      sure,
    ],
    [
      "to a machine that stands",
      [www, old, at(same(instance, "new", kind), other), turns(other)],
      maybe,
    ],
    [
      "to a machine that stands, and the old one goes",
      [
        www,
        at(goes(instance, "old", kind), one),
        at(same(instance, "new", kind), other),
        turns(other),
      ],
      sure,
    ],
    [
      "to a machine that stands, and the old one goes, whom resolvers forget at once",
      [
        www,
        at(goes(instance, "old", kind), one),
        at(same(instance, "new", kind), other),
        turns(other, 10),
      ],
      maybe,
    ],
    [
      "to a machine that stands, and the old one is only forgotten",
      [
        ...[www, { ...at(goes(instance, "old", kind), one), retainOnDelete: true }],
        ...[at(same(instance, "new", kind), other), turns(other)],
      ],
      maybe,
    ],
    ["to a load balancer that the same update makes, before what stands", fronts, maybe],
    [
      "to a load balancer that the same update makes, before what it makes too",
      [
        ...fronts.filter(({ name }) => name !== "app" && name !== "at"),
        comes(instance, "new", kind),
        known(same(targetGroup, "app", targets())),
        {
          ...comes(targetGroupAttachment, "at", { targetGroupArn: "app", targetId: unknown }),
          from: { targetId: [urnOf(instance, "new")] },
        },
      ],
      sure,
    ],
  ]);

  it("are told with who meets it, and for how long", () => {
    const said = (steps: readonly Step[]): string =>
      bareText(reviewSteps(steps).risks[0]?.consequence ?? []);
    expect(said([www, old, comes(instance, "new", kind), toNew])).to.equal(
      "From this change on origin.example.net leads to an address of new instead of 203.0.113.1, which the same update makes, and www.example.com leads there: visitors of www.example.com get Error 521 or 503, or 522, as soon as the TTL is over and until what serves there has started too.",
    );
    expect(
      said([
        www,
        at(goes(instance, "old", kind), one),
        at(same(instance, "new", kind), other),
        turns(other),
      ]),
    ).to.include(
      "and what it led to goes in the same update, and www.example.com leads there: visitors of www.example.com whom resolvers still send there get Error 522 from then on, until the TTL of 300 s is over.",
    );
  });
});
