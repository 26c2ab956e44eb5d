import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { reviewSteps, riskLines, stands, update, urnOf, type Step } from "../report/plans";

const dnsName = "edge-1.eu-west-1.elb.amazonaws.com";
const subnet = (name: string, block: string): Step =>
  stands(modelTypes.subnet, name, `subnet-${name}`, { vpcId: "vpc-1", cidrBlock: block });

const edge = stands(
  modelTypes.awsLoadBalancer,
  "edge",
  "arn:alb",
  { name: "edge", subnets: ["subnet-a", "subnet-b"] },
  { arn: "arn:alb", dnsName },
);
const serving = (more: object = {}): object => ({
  ...{ minSize: 1, maxSize: 4, desiredCapacity: 2, targetGroupArns: ["arn:tg"] },
  ...{ vpcZoneIdentifiers: ["subnet-p", "subnet-q"], ...more },
});
const web = stands(modelTypes.scalingGroup, "web", "web", serving());

/** A hostname, a load balancer in two public subnets and machines in two private ones. */
const site = (...steps: readonly Step[]): Step[] => [
  stands("record", "www", "r", {
    ...{ zoneId: "f".repeat(32), name: "www.example.com", type: "CNAME", content: dnsName },
    ...{ proxied: true, ttl: 1 },
  }),
  ...[subnet("a", "10.0.0.0/24"), subnet("b", "10.0.1.0/24")],
  ...[subnet("p", "10.0.10.0/24"), subnet("q", "10.0.11.0/24"), edge],
  stands(modelTypes.targetGroup, "app", "arn:tg", { port: 8080 }, { arn: "arn:tg" }),
  stands(
    modelTypes.listener,
    "https",
    "arn:l",
    {
      ...{ loadBalancerArn: "arn:alb", port: 443, protocol: "HTTPS" },
      defaultActions: [{ type: "forward", targetGroupArn: "arn:tg" }],
    },
    { arn: "arn:l" },
  ),
  ...steps,
];

const rule = (
  ruleNo: number,
  action: string,
  cidrBlock: string,
  fromPort: number,
  toPort: number,
) => ({
  ...{ ruleNo, action, cidrBlock, fromPort, toPort, protocol: "tcp" },
});
const inside = [rule(100, "allow", "10.0.0.0/16", 8080, 8080)];
const back = [rule(100, "allow", "10.0.0.0/16", 1024, 65_535)];
const acl = (more: object = {}): object => ({
  ...{ vpcId: "vpc-1", subnetIds: ["subnet-p", "subnet-q"], ingress: inside, egress: back },
  ...more,
});
const machines = stands(modelTypes.networkAcl, "machines", "acl-1", acl());
const machine = (port: number): readonly Step[] => [
  stands(modelTypes.instance, `machine-${port}`, `i-${port}`, { subnetId: "subnet-p" }),
  stands(modelTypes.targetGroupAttachment, `at-${port}`, `at-${port}`, {
    ...{ targetGroupArn: "arn:tg", targetId: `i-${port}`, port },
  }),
];
const opens = (...ports: readonly number[]): object =>
  acl({
    ingress: ports.map((port, at) => rule(100 + at, "allow", "10.0.0.0/16", port, port)),
  });
const between = (was: readonly number[], is: readonly number[]): Step =>
  update({ ...machines, old: opens(...was) }, opens(...is));
const high = "high targets-shut app";
const medium = "medium targets-shut app";

describe("the risks of the subnets between a load balancer and its targets", () => {
  const cases: readonly (readonly [string, readonly Step[], readonly string[]])[] = [
    [
      "tells of a network ACL that turns requests away",
      site(web, update(machines, acl({ ingress: [rule(100, "allow", "10.0.0.0/16", 80, 80)] }))),
      [high],
    ],
    [
      "tells of a network ACL that turns answers away",
      site(web, update(machines, acl({ egress: [rule(100, "allow", "10.0.0.0/16", 443, 443)] }))),
      [high],
    ],
    [
      "tells mildly where one subnet of the load balancer is turned away",
      site(
        web,
        update(machines, acl({ ingress: [rule(90, "deny", "10.0.1.0/24", 0, 65_535), ...inside] })),
      ),
      [medium],
    ],
    [
      "tells mildly of machines that come to a subnet which is shut",
      site(
        update(web, serving({ vpcZoneIdentifiers: ["subnet-p", "subnet-q", "subnet-s"] })),
        subnet("s", "10.0.12.0/24"),
        stands(modelTypes.networkAcl, "shut", "acl-2", {
          ...{ vpcId: "vpc-1", subnetIds: ["subnet-s"], ingress: [], egress: [] },
        }),
        machines,
      ),
      [medium],
    ],
    [
      "tells of a network ACL that turns away the port of a machine, not that of its group",
      site(...machine(9000), between([8080, 9000], [8080])),
      [high],
    ],
    [
      "says nothing of a network ACL that turns away the port of the group, which no machine has",
      site(...machine(9000), between([8080, 9000], [9000])),
      [],
    ],
    [
      "tells mildly of one of several ports",
      site(...machine(9000), ...machine(9001), between([9000, 9001], [9001])),
      [medium],
    ],
    [
      "tells of the port at which targets are asked whether they are well",
      site(...machine(9000), between([9000, 9999], [9000])).map((step) =>
        step.type === modelTypes.targetGroup
          ? { ...step, old: { port: 8080, healthCheck: { port: "9999" } } }
          : step,
      ),
      [high],
    ],
    [
      "says nothing of a rule behind the one that lets in",
      site(
        web,
        update(machines, acl({ ingress: [...inside, rule(200, "deny", "10.0.0.0/8", 0, 65_535)] })),
      ),
      [],
    ],
    [
      "says nothing of what was shut already",
      site(
        web,
        update(
          { ...machines, old: acl({ ingress: [] }) },
          acl({ ingress: [], tags: { team: "web" } }),
        ),
      ),
      [],
    ],
    [
      "says nothing of machines that come to another subnet which is open",
      site(
        update(web, serving({ vpcZoneIdentifiers: ["subnet-p", "subnet-q", "subnet-r"] })),
        subnet("r", "10.0.12.0/24"),
        machines,
      ),
      [],
    ],
    [
      "says nothing of machines beside their load balancer in one subnet",
      site(
        stands(
          modelTypes.scalingGroup,
          "web",
          "web",
          serving({ vpcZoneIdentifiers: ["subnet-p"] }),
        ),
        update(machines, acl({ ingress: [rule(100, "allow", "0.0.0.0/0", 443, 443)] })),
      ).map((step) =>
        step === edge ? { ...edge, old: { name: "edge", subnets: ["subnet-p"] } } : step,
      ),
      [],
    ],
    [
      "tells of a load balancer that leaves a subnet",
      site(web).map((step) =>
        step === edge ? update(edge, { name: "edge", subnets: ["subnet-a"] }) : step,
      ),
      ["medium balancer-leaves-subnet edge", "medium one-availability-zone edge"],
    ],
    [
      "tells of a load balancer that leaves a subnet which is made anew",
      site(web).map((step) => {
        if (step === edge) {
          const mark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
          const now = update(edge, { name: "edge", subnets: ["subnet-a", mark] });
          return { ...now, from: { subnets: [urnOf(modelTypes.subnet, "b")] } };
        }
        return step.id === "subnet-b"
          ? {
              ...update(step, { vpcId: "vpc-1", cidrBlock: "10.0.2.0/24" }),
              ...{ op: "replace", isMadeAnew: true, replaceReasons: ["cidrBlock"] },
            }
          : step;
      }),
      ["medium balancer-leaves-subnet edge"],
    ],
    [
      "says nothing of a load balancer that comes to stand in one more",
      site(web, subnet("c", "10.0.2.0/24")).map((step) =>
        step === edge
          ? update(edge, { name: "edge", subnets: ["subnet-a", "subnet-b", "subnet-c"] })
          : step,
      ),
      [],
    ],
  ];
  for (const [title, steps, expected] of cases) {
    it(title, () => {
      expect(riskLines(steps)).to.deep.equal(expected);
    });
  }

  it("names the network ACL and who meets what", () => {
    const steps = site(web, update(machines, acl({ ingress: [] })));
    const [risk] = reviewSteps(steps).risks;
    const words = risk?.consequence.map((part) => (typeof part === "string" ? part : part.text));
    expect(words?.join("")).to.equal(
      "From this change on the network ACL machines turns away what goes between edge and what serves behind app in p and q: " +
        "requests or their answers end in nothing, and visitors of www.example.com get Error 504 until it lets that through.",
    );
  });
});
