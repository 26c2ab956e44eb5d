import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, reviewSteps, same, type Step } from "../report/plans";
import { balancer, dnsName, front, known, listens, record, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { ecsService, instance, launchTemplate, listener, scalingGroup, securityGroup } = modelTypes;
const { targetGroup, targetGroupAttachment } = modelTypes;
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

describe("targets that come to carry another group, which lets the load balancer in nowhere", () => {
  const groups = [
    same(securityGroup, "inner", lets(fromFront)),
    same(securityGroup, "shut", lets(fromItself)),
  ];
  const site = (...steps: readonly Step[]): Step[] => [...front, ...groups, ...steps];
  const service = (group: string, more: object = {}): object => ({
    ...{ desiredCount: 4, networkConfiguration: { subnets: ["a"], securityGroups: [group] } },
    loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 8080 }],
    ...more,
  });
  const ofTasks = known(same(targetGroup, "app", targets({ targetType: "ip" })));
  const tasksTurn = (more: object = {}): Step[] =>
    site(ofTasks, becomes(ecsService, "web", service("inner", more), service("shut", more)));
  const fleet = (version: string, more: object): object => ({
    ...{ minSize: 2, maxSize: 4, desiredCapacity: 2, targetGroupArns: ["app"] },
    ...{ launchTemplate: { id: "lt", version }, ...more },
  });
  const template = (group: string): object => ({ vpcSecurityGroupIds: [group] });
  const machinesTurn = (more: object = {}): Step[] =>
    site(
      app,
      becomes(launchTemplate, "lt", template("inner"), template("shut")),
      becomes(scalingGroup, "web", fleet("1", more), fleet("2", more)),
    );
  const refresh = (minHealthyPercentage: number): object => ({
    instanceRefresh: { strategy: "Rolling", preferences: { minHealthyPercentage } },
  });
  const [later, sure] = [["medium targets-shut app"], ["high targets-shut app"]];
  const atOnce = ["high deployment-stops-all web", ...sure];
  judgesAsExpected([
    ["tasks, of which all serve until others are healthy", tasksTurn(), later],
    ["tasks, half of which stay", tasksTurn({ deploymentMinimumHealthyPercent: 50 }), later],
    ["tasks, none of which has to stay", tasksTurn({ deploymentMinimumHealthyPercent: 0 }), atOnce],
    [
      "tasks, and the group that they had lets nobody in either",
      [
        ...tasksTurn().filter(({ name }) => name !== "inner"),
        becomes(securityGroup, "inner", lets(fromFront), lets()),
      ],
      sure,
    ],
    ["machines that are made some day", machinesTurn(), later],
    ["machines that are replaced as soon as the next ones run", machinesTurn(refresh(90)), sure],
    [
      "machines that are replaced as soon as the next ones are healthy",
      machinesTurn({ ...refresh(90), healthCheckType: "ELB" }),
      later,
    ],
    [
      "machines that are all replaced at once",
      machinesTurn({ ...refresh(0), healthCheckType: "ELB" }),
      atOnce,
    ],
  ]);

  it("are told as what is made next", () => {
    const [risk] = reviewSteps(tasksTurn()).risks;
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "For what is made from this change on the security groups of what serves behind app do not let edge in at port 8080: it never becomes healthy, and visitors of www.example.com get Error 504 as soon as nothing that was made before serves any more, until they let it in again.",
    );
  });
});
