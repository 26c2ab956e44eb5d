import { modelTypes } from "../../../model/graph/resourceTypes";
import { networkTypes } from "../../../facts/resourceTypes";
import { becomes, same, stands, type Step } from "../report/plans";
import { balancer, dnsName, front, known, listens, record, targets } from "./behindBalancer";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { awsLoadBalancer, listener, scalingGroup, targetGroup, targetGroupAttachment } = modelTypes;
const { elasticIp, subnet } = networkTypes;

const subnets = ["a", "b", "c", "d"].map((zone) =>
  same(subnet, `in-${zone}`, { vpcId: "vpc-1", availabilityZone: `eu-west-1${zone}` }),
);
const inZones = (zones: string): string[] => [...zones].map((zone) => `in-${zone}`);
const app = known(same(targetGroup, "app", targets()));
const site: readonly Step[] = [
  ...front.filter(({ name }) => name !== "edge"),
  ...[...subnets, app, balancer({ subnets: inZones("ab") })],
];
const fleet = (zones: string): object => ({
  ...{ minSize: 2, desiredCapacity: 4, maxSize: 8, targetGroupArns: ["app"] },
  vpcZoneIdentifiers: inZones(zones),
});
const moves = (was: string, is: string): Step =>
  becomes(scalingGroup, "web", fleet(was), fleet(is));
const stood = (name: string, zones: string): Step => same(scalingGroup, name, fleet(zones));

describe("the risks of availability zones behind a load balancer", () => {
  judgesAsExpected([
    [
      "all machines come to be where it does not stand",
      [...site, moves("ab", "cd")],
      ["high targets-lost app"],
    ],
    ["some machines do", [...site, moves("ab", "bc")], []],
    [
      "all of one of two groups do",
      [...site, moves("ab", "cd"), stood("other", "ab")],
      ["medium capacity-lowered app"],
    ],
    [
      "machines come to be where it comes to stand in the same update",
      [
        ...site.filter(({ name }) => name !== "edge"),
        known(
          becomes(
            ...([awsLoadBalancer, "edge"] as const),
            { name: "edge", securityGroups: ["front"], subnets: inZones("ab") },
            { name: "edge", securityGroups: ["front"], subnets: inZones("abcd") },
          ),
          { dnsName },
        ),
        moves("ab", "cd"),
      ],
      [],
    ],
  ]);
});

const nlb = (crossing: boolean, more: object = {}): object => ({
  ...{ name: "edge", loadBalancerType: "network", subnets: inZones("ab") },
  ...{ enableCrossZoneLoadBalancing: crossing, ...more },
});
const network = (was: object, is: object, ...steps: readonly Step[]): Step[] => [
  ...[...subnets, known(same(listener, "https", listens({ protocol: "TCP" })))],
  known(same(targetGroup, "app", targets({ protocol: "TCP" }))),
  known(becomes(awsLoadBalancer, "edge", was, is), { dnsName }),
  ...steps,
];
const single = [
  same(targetGroupAttachment, "one", { targetGroupArn: "app", targetId: "machine" }),
  same(modelTypes.instance, "machine", { subnetId: "in-a" }),
];
const both = [
  ...single,
  same(targetGroupAttachment, "two", { targetGroupArn: "app", targetId: "further" }),
  same(modelTypes.instance, "further", { subnetId: "in-b" }),
];
const fixed = {
  subnets: undefined,
  subnetMappings: ["a", "b"].map((zone) => ({
    subnetId: `in-${zone}`,
    allocationId: `ip-${zone}`,
  })),
};
const addresses = ["a", "b"].flatMap((zone, at): Step[] => {
  const content = `203.0.113.${61 + at}`;
  return [
    stands(elasticIp, `ip-${zone}`, `ip-${zone}`, {}, { publicIp: content }),
    same("record", `www-${zone}`, {
      ...{ zoneId, name: "www.example.com", type: "A", content, proxied: true, ttl: 1 },
    }),
  ];
});

describe("the risks of balancing that ends at the border of a zone", () => {
  judgesAsExpected([
    [
      "a zone has no target, and resolvers forget it",
      network(nlb(true), nlb(false), record, ...single),
      ["medium targets-absent-in-zone app"],
    ],
    [
      "a zone has no target, and records name its address",
      network(nlb(true, fixed), nlb(false, fixed), ...addresses, ...single),
      ["high targets-absent-in-zone app"],
    ],
    ["each zone has a target", network(nlb(true), nlb(false), record, ...both), []],
    ["it begins", network(nlb(false), nlb(true), record, ...single), []],
  ]);
});
