import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { networkTypes } from "../../../facts/resourceTypes";
import { becomes, comes, riskLines, same, type Step } from "../report/plans";
import { balancer, front, known, listens, record, targets } from "./behindBalancer";
import { judgesAsExpected, zoneId, type StrangersPlans } from "./strangersPlans";

const { acmCertificate, ingressRule, listener, originCertificate, scalingGroup } = modelTypes;
const { awsLoadBalancer, securityGroup, targetGroup } = modelTypes;

describe("certificates of others than the origin", () => {
  const www = same("record", "www", {
    ...{ zoneId, name: "www.example.com", type: "A", content: "203.0.113.60" },
    ...{ proxied: true, ttl: 1 },
  });
  const vpn = { domainName: "vpn.example.com" };
  const missed = (...steps: readonly Step[]): string[] =>
    riskLines([www, ...steps]).filter((line) => line.includes("certificate-misses-hostname"));
  const shows = listens({ loadBalancerArn: "vpn", certificateArn: "vpn-cert" });
  const machine = (more: object = {}): Step =>
    known(same(awsLoadBalancer, "vpn", { name: "vpn", ...more }), { dnsName: "vpn.elb.example" });

  it("are none of the origin's: of ACM where no listener shows it, or one that other hostnames lead to", () => {
    const cert = comes(acmCertificate, "vpn-cert", vpn);
    const certHeld = known(same(acmCertificate, "vpn-cert", vpn));
    const toVpn = same("record", "vpn", {
      ...{ zoneId, name: "vpn.example.com", type: "CNAME", content: "vpn.elb.example" },
      ...{ proxied: false, ttl: 300 },
    });
    expect(missed(cert)).to.deep.equal([]);
    expect(missed(certHeld, machine(), toVpn, comes(listener, "vpn", shows))).to.deep.equal([]);
    expect(
      missed(certHeld, machine({ internal: true }), comes(listener, "vpn", shows)),
    ).to.deep.equal([]);
  });

  it("are told where they may be the origin's: of the Origin CA, or of a listener that may be led to", () => {
    const told = ["high certificate-misses-hostname www.example.com"];
    const certHeld = known(same(acmCertificate, "vpn-cert", vpn));
    expect(missed(certHeld, machine(), comes(listener, "vpn", shows))).to.deep.equal(told);
    expect(
      missed(comes(originCertificate, "ca", { hostnames: ["vpn.example.com"] })),
    ).to.deep.equal(told);
  });
});

describe("an internal load balancer whose group opens", () => {
  const group = (cidr: string): object => ({
    ...{ vpcId: "vpc-1", name: "intern" },
    ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [cidr] }],
  });
  const opens = (internal: boolean): string[] =>
    riskLines([
      known(
        same(awsLoadBalancer, "intern", { name: "intern", internal, securityGroups: ["inner"] }),
      ),
      becomes(securityGroup, "inner", group("10.0.0.0/8"), group("0.0.0.0/0")),
    ]).filter((line) => /origin-open/.test(line));
  it("is open to nobody outside its network", () => {
    expect(opens(true)).to.deep.equal([]);
    expect(opens(false)).to.deep.equal(["high origin-opened intern"]);
  });
});

describe("a target group of whose targets the plan knows nothing", () => {
  const weighted = (app: number, green: number): object =>
    listens({
      defaultActions: [
        {
          type: "forward",
          forward: {
            targetGroups: [
              { arn: "app", weight: app },
              { arn: "green", weight: green },
            ],
          },
        },
      ],
    });
  const fleet = same(scalingGroup, "web", {
    ...{ name: "web", minSize: 2, desiredCapacity: 2, maxSize: 4, targetGroupArns: ["app"] },
  });
  const group = (name: string): Step => known(same(targetGroup, name, targets({ name })));
  const site = (...steps: readonly Step[]): Step[] => [
    ...[record, balancer(), same(securityGroup, "front", { vpcId: "vpc-1" })],
    ...[group("app"), fleet, ...steps],
  ];
  judgesAsExpected([
    [
      "comes to get some of the requests",
      site(group("green"), known(becomes(listener, "https", weighted(100, 0), weighted(90, 10)))),
      ["medium targets-lost green"],
    ],
    [
      "comes to get all of them",
      site(group("green"), known(becomes(listener, "https", weighted(100, 0), weighted(0, 100)))),
      ["high targets-lost green"],
    ],
    [
      "is made without any, and comes to get some of them",
      site(
        known(comes(targetGroup, "green", targets({ name: "green" }))),
        known(becomes(listener, "https", weighted(100, 0), weighted(90, 10))),
      ),
      ["high targets-lost green"],
    ],
  ]);
});

describe("a security group that is called by its account too", () => {
  const app = known(same(targetGroup, "app", targets()));
  const fleet = same(scalingGroup, "web", {
    ...{ name: "web", minSize: 2, desiredCapacity: 2, maxSize: 4, targetGroupArns: ["app"] },
    launchTemplate: { id: "lt", version: "$Latest" },
  });
  const template = same(modelTypes.launchTemplate, "lt", {
    ...{ name: "lt", vpcSecurityGroupIds: ["inner"] },
  });
  const inner = same(securityGroup, "inner", { vpcId: "vpc-1", name: "inner" });
  const one = (group: string): object => ({
    ...{ securityGroupId: "inner", ipProtocol: "tcp", fromPort: 8080, toPort: 8080 },
    referencedSecurityGroupId: group,
  });
  const spelt = (type: string, was: object, is: object): Step[] => [
    ...[...front, app, fleet, template, inner],
    becomes(type, "in", was, is),
  ];
  const many = (group: string): object => ({
    ...{ vpcId: "vpc-1", name: "inner" },
    ingress: [{ protocol: "tcp", fromPort: 8080, toPort: 8080, securityGroups: [group] }],
  });
  const plans: StrangersPlans = [
    ["is let in as before", spelt(ingressRule, one("front"), one("111122223333/front")), []],
    [
      "is let in as before by its group's own rule",
      [
        ...[...front, app, fleet, template],
        becomes(securityGroup, "inner", many("front"), many("111122223333/front")),
      ],
      [],
    ],
    [
      "is another one, which is let in",
      spelt(ingressRule, one("front"), one("111122223333/other")),
      ["high targets-shut app"],
    ],
  ];
  judgesAsExpected(plans);
});

describe("rules of a network ACL that a program no longer gives", () => {
  const inSubnet = [
    balancer({ subnets: ["public"] }),
    ...front.filter(({ name }) => name !== "edge"),
    known(same(targetGroup, "app", targets())),
    same(networkTypes.subnet, "public", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" }),
  ];
  const open = {
    ...{ protocol: "-1", ruleNo: 100, action: "allow", cidrBlock: "0.0.0.0/0" },
    ...{ fromPort: 0, toPort: 0 },
  };
  const acl = { vpcId: "vpc-1", subnetIds: ["public"], ingress: [open], egress: [open] };
  judgesAsExpected([
    [
      "stay",
      [
        ...inSubnet,
        becomes(networkTypes.networkAcl, "acl", acl, { vpcId: "vpc-1", tags: { team: "web" } }),
      ],
      [],
    ],
    [
      "go where they are given and empty",
      [...inSubnet, becomes(networkTypes.networkAcl, "acl", acl, { ...acl, ingress: [] })],
      ["high network-acl-shut edge"],
    ],
  ]);
});
