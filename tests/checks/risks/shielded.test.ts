import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, same, urnOf, type Step } from "../report/plans";
import { balancer, dnsName, front, known, listens, record, targets } from "./behindBalancer";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { awsLoadBalancer, ecsService, elasticIp, instance, launchTemplate, listener, scalingGroup } =
  modelTypes;
const { securityGroup, targetGroup, targetGroupAttachment } = modelTypes;

const rule = (port: number, more: object): object => ({
  ...{ protocol: "tcp", fromPort: port, toPort: port, ...more },
});
const ofBalancer = rule(8080, { securityGroups: ["front"] });
const ofCloudflare = rule(443, { cidrBlocks: cloudflareRanges.ipv4 });
/** The group of what serves lets in its load balancer, and Cloudflare no more. */
const shuts = becomes(
  ...([securityGroup, "inner"] as const),
  { vpcId: "vpc-1", ingress: [ofBalancer, ofCloudflare] },
  { vpcId: "vpc-1", ingress: [ofBalancer] },
);
/** The group of what serves lets in neither. */
const shutsBoth = becomes(
  ...([securityGroup, "inner"] as const),
  { vpcId: "vpc-1", ingress: [ofBalancer, ofCloudflare] },
  { vpcId: "vpc-1", ingress: [rule(22, { cidrBlocks: ["10.0.0.0/16"] })] },
);
const app = known(same(targetGroup, "app", targets()));
const template = same(launchTemplate, "web", { vpcSecurityGroupIds: ["inner"] });
const fleet = same(scalingGroup, "web-fleet", {
  ...{ minSize: 2, desiredCapacity: 4, maxSize: 8, targetGroupArns: ["app"] },
  launchTemplate: { id: "web", version: "1" },
});
const machine: Step = {
  ...same(instance, "lone", { vpcSecurityGroupIds: ["inner"] }),
  outputs: { publicIp: "203.0.113.60" },
};
const registered = same(targetGroupAttachment, "one", { targetGroupArn: "app", targetId: "lone" });
const service = same(ecsService, "shop", {
  ...{ desiredCount: 2, networkConfiguration: { subnets: ["p"], securityGroups: ["inner"] } },
  loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 8080 }],
});

const placeholder = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const ranges = (now: object = {}): Step =>
  becomes(
    ...([securityGroup, "inner"] as const),
    {
      vpcId: "vpc-1",
      ingress: [rule(443, { cidrBlocks: [...cloudflareRanges.ipv4, "10.0.0.0/16"] })],
    },
    { vpcId: "vpc-1", ingress: [now] },
  );
/** Machines behind a load balancer of TCP that has a group come to let in a group at a port, and no ranges any more. */
const named = (group: string, port: number): Step[] => [
  ...[record, balancer({ loadBalancerType: "network" }), template, fleet],
  known(same(listener, "https", listens({ protocol: "TCP" }))),
  known(same(targetGroup, "app", targets({ protocol: "TCP", port: 443 }))),
  ...["front", "other"].map((name) =>
    same(securityGroup, name, {
      vpcId: "vpc-1",
      ingress: [rule(443, { cidrBlocks: cloudflareRanges.ipv4 })],
    }),
  ),
  ranges(rule(port, { securityGroups: [group] })),
];

describe("the risks of groups of what serves behind a load balancer", () => {
  judgesAsExpected([
    [
      "machines of a group no longer let in Cloudflare",
      [...front, app, template, fleet, shuts],
      [],
    ],
    [
      "machines of a group let in neither Cloudflare nor their load balancer",
      [...front, app, template, fleet, shutsBoth],
      ["high targets-shut app"],
    ],
    [
      "tasks no longer let in Cloudflare",
      [...front, known(same(targetGroup, "app", targets({ targetType: "ip" }))), service, shuts],
      [],
    ],
    ["a machine no longer lets in Cloudflare", [...front, app, machine, registered, shuts], []],
    [
      "a machine that a record leads to besides no longer lets in Cloudflare",
      [
        ...[...front, app, machine, registered, shuts],
        same("record", "direct", {
          ...{ zoneId, name: "direct.example.com", type: "A", content: "203.0.113.60" },
          ...{ proxied: true, ttl: 1 },
        }),
      ],
      ["high origin-shut lone"],
    ],
    [
      "a machine with an elastic address of its own no longer lets in Cloudflare",
      [...front, app, machine, registered, same(elasticIp, "ip", { instance: "lone" }), shuts],
      ["high origin-shut lone"],
    ],
    [
      "machines that see the addresses of Cloudflare no longer let it in",
      [
        ...[record, balancer({ loadBalancerType: "network" }), template, fleet],
        known(same(listener, "https", listens({ protocol: "TCP" }))),
        known(same(targetGroup, "app", targets({ protocol: "TCP", port: 443 }))),
        becomes(
          ...([securityGroup, "inner"] as const),
          {
            vpcId: "vpc-1",
            ingress: [rule(443, { cidrBlocks: [...cloudflareRanges.ipv4, "10.0.0.0/16"] })],
          },
          { vpcId: "vpc-1", ingress: [rule(443, { cidrBlocks: ["10.0.0.0/16"] })] },
        ),
      ],
      ["high origin-shut web"],
    ],
    [
      "machines that see the addresses of Cloudflare come to name their load balancer's group",
      named("front", 443),
      [],
    ],
    [
      "the same, while the group is made in the same update",
      [
        ...named("front", 443).filter(({ name }) => name !== "edge" && name !== "inner"),
        comes(securityGroup, "fresh", {
          vpcId: "vpc-1",
          ingress: [rule(443, { cidrBlocks: cloudflareRanges.ipv4 })],
        }),
        {
          ...known(
            becomes(
              ...([awsLoadBalancer, "edge"] as const),
              { name: "edge", loadBalancerType: "network", securityGroups: ["front"] },
              { name: "edge", loadBalancerType: "network", securityGroups: [placeholder] },
            ),
            { dnsName },
          ),
          from: { securityGroups: [urnOf(securityGroup, "fresh")] },
        },
        {
          ...ranges(),
          new: { vpcId: "vpc-1", ingress: [rule(443, { securityGroups: [placeholder] })] },
          from: { ingress: [urnOf(securityGroup, "fresh")] },
        },
      ],
      [],
    ],
    [
      "they come to name another group",
      named("other", 443),
      ["high origin-shut web", "medium targets-shut app"],
    ],
    [
      "they come to name it at another port",
      named("front", 8443),
      ["high origin-shut web", "medium targets-shut app"],
    ],
    [
      "a machine with an elastic address of its own comes to name it",
      [
        ...named("front", 443).filter(({ name }) => !name.startsWith("web")),
        ...[machine, registered, same(elasticIp, "ip", { instance: "lone" })],
      ],
      ["high origin-shut lone"],
    ],
  ]);
});
