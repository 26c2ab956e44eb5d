import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, reviewSteps, same, type Step } from "../report/plans";
import { balancer, dnsName, front, known, listens, record, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { instance, listener, securityGroup, targetGroup, targetGroupAttachment } = modelTypes;
const lets = (...ingress: readonly object[]): object => ({
  ...{ vpcId: "vpc-1", name: "inner", ingress },
});
const at8080 = { protocol: "tcp", fromPort: 8080, toPort: 8080 };
const fromFront = { ...at8080, securityGroups: ["front"] };
const fromItself = { protocol: "-1", fromPort: 0, toPort: 0, self: true };
const machine = (name: string, group: string): Step[] => [
  known(same(instance, name, { vpcSecurityGroupIds: [group] })),
  same(targetGroupAttachment, name, { targetGroupArn: "app", targetId: name }),
];
const app = known(same(targetGroup, "app", targets()));

describe("targets whose load balancer is shut out", () => {
  const served: readonly Step[] = [...front, app, ...machine("web", "inner")];
  judgesAsExpected([
    [
      "their own group's rule for itself stays, which the load balancer does not carry",
      [...served, becomes(securityGroup, "inner", lets(fromFront, fromItself), lets(fromItself))],
      ["high targets-shut app"],
    ],
    [
      "their own group's rule for itself stays, which the load balancer carries too",
      [
        ...served.filter(({ name }) => name !== "edge"),
        balancer({ securityGroups: ["front", "inner"] }),
        becomes(securityGroup, "inner", lets(fromFront, fromItself), lets(fromItself)),
      ],
      [],
    ],
    [
      "one of two that have groups of their own",
      [
        ...[...served, ...machine("other", "open"), same(securityGroup, "open", lets(fromFront))],
        becomes(securityGroup, "inner", lets(fromFront), lets()),
      ],
      ["medium capacity-lowered app"],
    ],
    [
      "one of two that was shut before",
      [
        ...[...served, ...machine("other", "open"), same(securityGroup, "open", lets(fromFront))],
        becomes(securityGroup, "inner", lets(), lets(fromItself)),
      ],
      [],
    ],
  ]);
});

describe("targets that see Cloudflare's own addresses ask", () => {
  const network: readonly Step[] = [
    ...[record, balancer({ loadBalancerType: "network", securityGroups: [] })],
    known(same(listener, "https", listens({ protocol: "TCP" }))),
    known(same(targetGroup, "app", targets({ protocol: "TCP" }))),
    ...machine("web", "inner"),
  ];
  const from = (...cidrBlocks: readonly string[]): object => ({ ...at8080, cidrBlocks });
  const own = "10.0.0.0/8";
  const turns = (was: object, is: object): Step[] => [
    ...network,
    becomes(securityGroup, "inner", lets(was), lets(is)),
  ];
  const shut = turns(from(...cloudflareRanges.ipv4, own), from(own));
  const unchecked = turns(from("0.0.0.0/0"), from(...cloudflareRanges.ipv4));
  judgesAsExpected([
    ["they let in their own network alone", shut, ["high targets-shut app"]],
    ["they let in Cloudflare alone, and no health check", unchecked, ["medium targets-shut app"]],
    [
      "they let in Cloudflare and their own network in place of all",
      turns(from("0.0.0.0/0"), from(...cloudflareRanges.ipv4, own)),
      [],
    ],
  ]);

  it("are told with what visitors meet there", () => {
    const [first, second] = [shut, unchecked].map((steps) =>
      bareText(reviewSteps(steps).risks[0]?.consequence ?? []),
    );
    expect(first).to.equal(
      "From this change on the security groups of what serves behind app, which see Cloudflare's own addresses ask, do not let those in at port 8080: requests end in nothing, and visitors of www.example.com get Error 522 until they let them in again.",
    );
    expect(second).to.equal(
      "From this change on the security groups of what serves behind app do not let edge in at port 8080: health checks end in nothing, so that all targets count as unhealthy and requests go to all of them, and visitors of www.example.com get Error 522 from those that fail until they let it in again.",
    );
  });
});

describe("security groups of which the plan holds none", () => {
  const inner = same(securityGroup, "inner", lets(fromFront));
  const turns = (...ids: readonly string[]): Step =>
    known(
      becomes(instance, "web", { vpcSecurityGroupIds: ["inner"] }, { vpcSecurityGroupIds: ids }),
    );
  const rest = [...front, app, inner, ...machine("web", "inner").slice(1)];
  const outside = "sg-0123456789abcdef0";
  judgesAsExpected([
    [
      "come to guard what serves a hostname",
      [...rest, turns(outside)],
      [],
      ["web: vpcSecurityGroupIds"],
    ],
    ["come beside those that it holds", [...rest, turns("inner", outside)], []],
    [
      "come to guard what serves no hostname",
      [...rest.filter(({ type }) => type !== targetGroupAttachment), turns(outside)],
      [],
    ],
    [
      "come to guard a load balancer that hostnames lead to",
      [
        ...rest.filter(({ name }) => name !== "edge" && name !== "inner"),
        same(securityGroup, "inner", lets({ ...at8080, cidrBlocks: ["10.0.0.0/8"] })),
        ...machine("web", "inner").slice(0, 1),
        known(
          becomes(
            modelTypes.awsLoadBalancer,
            "edge",
            { name: "edge", securityGroups: ["front"] },
            { name: "edge", securityGroups: [outside] },
          ),
          { dnsName },
        ),
      ],
      [],
      ["edge: securityGroups"],
    ],
  ]);
});
