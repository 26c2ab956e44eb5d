import { modelTypes } from "../../../model/graph/resourceTypes";
import { networkTypes } from "../../../facts/resourceTypes";
import { becomes, same, urnOf, type Step } from "../report/plans";
import { balancer, dnsName, known, listens, targets } from "./behindBalancer";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { accelerator, acceleratorGroup, acceleratorListener, distribution, listener, targetGroup } =
  modelTypes;
const { networkAcl, subnet } = networkTypes;

const led = (content: string): Step =>
  same("record", "www", {
    ...{ zoneId, name: "www.example.com", type: "CNAME", content, proxied: true, ttl: 1 },
  });
const at = (step: Step, id: string, outputs: object): Step => ({ ...step, id, outputs });
const name = "a1b2.awsglobalaccelerator.com";
const arn = "arn:accelerator";
const accelerated: readonly Step[] = [
  led(name),
  at(same(accelerator, "fast", { enabled: true }), arn, { arn, dnsName: name }),
  same(acceleratorListener, "takes", { acceleratorArn: arn }),
  same(acceleratorGroup, "group", {
    ...{ listenerArn: "takes", endpointConfigurations: [{ endpointId: "edge" }] },
  }),
];
const cached: readonly Step[] = [
  led("d111.cloudfront.net"),
  at(
    same(distribution, "cdn", {
      ...{ enabled: true, aliases: ["www.example.com"] },
      origins: [{ originId: "edge", domainName: dnsName }],
    }),
    "E1",
    { domainName: "d111.cloudfront.net" },
  ),
];
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const edge = balancer({ subnets: ["public"] });
const behind: readonly Step[] = [
  known(same(listener, "https", listens())),
  known(same(targetGroup, "app", targets())),
  same(subnet, "public", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" }),
];
const all = {
  protocol: "-1",
  action: "allow",
  ruleNo: 100,
  cidrBlock: "0.0.0.0/0",
  fromPort: 0,
  toPort: 0,
};
const acl = (ingress: readonly object[]): object => ({
  ...{ vpcId: "vpc-1", subnetIds: ["public"], ingress, egress: [all] },
});
const shuts = becomes(networkAcl, "public", acl([all]), acl([]));

describe("a load balancer behind Global Accelerator or CloudFront", () => {
  judgesAsExpected([
    [
      "behind Global Accelerator, whose network ACL shuts",
      [...accelerated, edge, ...behind, shuts],
      ["high network-acl-shut edge"],
    ],
    [
      "behind CloudFront, whose network ACL shuts",
      [...cached, edge, ...behind, shuts],
      ["high network-acl-shut edge"],
    ],
    [
      "to which nothing leads, whose network ACL shuts",
      [led("198.51.100.1.example.net"), edge, ...behind, shuts],
      [],
    ],
    [
      "behind Global Accelerator, which goes",
      [...accelerated, { ...edge, op: "delete" }],
      ["high origin-gone edge"],
    ],
    [
      "behind Global Accelerator, which is made anew, the old one deleted first",
      [
        ...accelerated.filter((step) => step.name !== "group"),
        {
          ...becomes(
            acceleratorGroup,
            "group",
            { listenerArn: "takes", endpointConfigurations: [{ endpointId: "edge" }] },
            { listenerArn: "takes", endpointConfigurations: [{ endpointId: unknown }] },
          ),
          from: { endpointConfigurations: [urnOf(modelTypes.awsLoadBalancer, "edge")] },
        },
        {
          ...edge,
          ...{ op: "replace", new: { name: "edge", internal: true }, pendingReplacement: true },
          ...{ replaceReasons: ["internal"], isMadeAnew: true },
        },
        ...behind,
      ],
      ["high origin-gap edge"],
    ],
    [
      "behind CloudFront, which goes",
      [...cached, { ...edge, op: "delete" }],
      ["high origin-gone edge"],
    ],
    [
      "behind Global Accelerator, which leads elsewhere from the same update on",
      [
        ...accelerated.filter((step) => step.name !== "group"),
        becomes(
          acceleratorGroup,
          "group",
          { listenerArn: "takes", endpointConfigurations: [{ endpointId: "edge" }] },
          { listenerArn: "takes", endpointConfigurations: [{ endpointId: "arn:other" }] },
        ),
        { ...edge, op: "delete" },
      ],
      [],
      ["group: endpointConfigurations[0].endpointId"],
    ],
  ]);
});
