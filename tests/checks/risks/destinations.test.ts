import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, goes, reviewSteps, same, type Step } from "../report/plans";
import { dnsName, known } from "./behindBalancer";
import { judgesAsExpected, zoneId, type StrangersPlans } from "./strangersPlans";

const { awsLoadBalancer, egressRule, ingressRule, instance, listener, ruleset } = modelTypes;
const { securityGroup, tunnel } = modelTypes;

const [first = "", ...otherRanges] = cloudflareRanges.ipv4;
const office = "198.51.100.0/24";
const at = (content: string, type: string): object => ({
  ...{ zoneId, name: "www.example.com", type, content },
});
const proxies = (content: string, type: string): Step =>
  becomes(
    "record",
    "www",
    { ...at(content, type), proxied: false, ttl: 300 },
    { ...at(content, type), proxied: true, ttl: 1 },
  );
const machine: Step = {
  ...same(instance, "web", { ami: "ami-1", vpcSecurityGroupIds: ["web"] }),
  outputs: { publicIp: "203.0.113.7" },
};
const admits = (range: string, port = 443): Step =>
  same(ingressRule, `${range} ${port}`, {
    ...{ securityGroupId: "web", ipProtocol: "tcp", fromPort: port, toPort: port },
    cidrIpv4: range,
  });
const guarded = (...rules: readonly Step[]): Step[] => [
  ...[proxies("203.0.113.7", "A"), machine, same(securityGroup, "web", { vpcId: "vpc-1" })],
  ...rules,
];
const listens = (port: number): Step[] => [
  proxies(dnsName, "CNAME"),
  known(same(awsLoadBalancer, "nlb", { name: "nlb", loadBalancerType: "network" }), { dnsName }),
  same(listener, "tcp", {
    ...{ loadBalancerArn: "nlb", port, protocol: "TCP" },
    defaultActions: [{ type: "forward", targetGroupArn: "app" }],
  }),
];
const asksAt3000 = same(ruleset, "origins", {
  ...{ zoneId, kind: "zone", name: "default", phase: "http_request_origin" },
  rules: [
    {
      ...{ action: "route", enabled: true, expression: 'http.host eq "www.example.com"' },
      actionParameters: { origin: { port: 3000 } },
    },
  ],
});
const high = ["high proxy-entered www.example.com"];
const medium = ["medium proxy-entered www.example.com"];

describe("the risks of a name that comes to be proxied", () => {
  judgesAsExpected([
    [
      "all ranges of IPv4 but one are let in",
      guarded(...otherRanges.map((range) => admits(range))),
      medium,
    ],
    ["one range is let in", guarded(admits(first)), medium],
    ["none is let in", guarded(admits(office)), high],
    [
      "Cloudflare is let in at the port at which a rule has it ask",
      guarded(admits("0.0.0.0/0", 3000), asksAt3000),
      medium,
    ],
    [
      "its load balancer listens where a rule has Cloudflare ask",
      [...listens(3000), asksAt3000],
      medium,
    ],
    ["its load balancer listens where nobody asks", listens(3000), high],
    ...[80, 2052, 2082, 2086, 2095, 8080, 8880].map((port): StrangersPlans[number] => [
      `its load balancer listens at ${port}, one of Cloudflare's ports of HTTP`,
      listens(port),
      medium,
    ]),
  ]);
});

const said = (steps: readonly Step[]): string[] =>
  reviewSteps(steps).risks.map(
    ({ severity, id, consequence }) => `${severity} ${id}: ${bareText(consequence)}`,
  );
const points = (op: string, type: string, content: string): Step => ({
  ...{ op, type: "record", name: content, id: content },
  old: { ...at(content, type), proxied: true, ttl: 1 },
});

describe("the risks of an address that goes", () => {
  const leaves = (...contents: readonly (readonly [string, string])[]): string[] =>
    said([
      points("delete", "A", "203.0.113.9"),
      ...contents.map(([type, content]) => points("same", type, content)),
    ]);

  it("and leaves a placeholder alone, which carries nobody", () => {
    expect(leaves(["AAAA", "100::"])).to.deep.equal([
      "high destination-changed: Requests for www.example.com no longer go to 203.0.113.9: 100:: is a placeholder at which nothing " +
        "answers, and only what Cloudflare itself runs for www.example.com can.",
    ]);
    expect(leaves(["AAAA", "100::"], ["A", "192.0.2.1"])).to.deep.equal([
      "high destination-changed: Requests for www.example.com no longer go to 203.0.113.9: 100:: and 192.0.2.1 are placeholders at which " +
        "nothing answers, and only what Cloudflare itself runs for www.example.com can.",
    ]);
  });

  it("and leaves one or several that carry everybody", () => {
    expect(leaves(["A", "203.0.113.10"])).to.deep.equal([
      "medium destination-changed: Visitors of www.example.com no longer go to 203.0.113.9: 203.0.113.10 carries them alone.",
    ]);
    expect(leaves(["A", "203.0.113.10"], ["A", "203.0.113.11"])).to.deep.equal([
      "medium destination-changed: Visitors of www.example.com no longer go to 203.0.113.9: 203.0.113.10 and 203.0.113.11 carry them alone.",
    ]);
  });

  it("is no loss where it was a placeholder beside another", () => {
    expect(
      said([points("delete", "A", "192.0.2.1"), points("same", "AAAA", "100::")]),
    ).to.deep.equal([]);
  });
});

const tunnelId = "c1744f8b-faa1-48a4-9e5c-02ac921467fa";
const connects = (name: string): Step[] => [
  same(instance, name, { userData: "cloudflared tunnel run", vpcSecurityGroupIds: [name] }),
  same(securityGroup, name, { vpcId: "vpc-1" }),
];
const out = (name: string): object => ({
  ...{ securityGroupId: name, ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
});
const throughTunnel: readonly Step[] = [
  { ...same(tunnel, "shop", { accountId: "a", name: "shop" }), id: tunnelId },
  same("record", "www", {
    ...at(`${tunnelId}.cfargotunnel.com`, "CNAME"),
    ...{ proxied: true, ttl: 1 },
  }),
];

describe("the risks of cloudflared that is let out no more", () => {
  it("are those of every hostname where nothing else runs it", () => {
    const steps = [...throughTunnel, ...connects("one"), goes(egressRule, "one", out("one"))];
    expect(said(steps)).to.deep.equal([
      "high egress-shut: From this change on the security groups of one do not let cloudflared out to Cloudflare at port 7844: as soon as it " +
        "has to connect anew, visitors of www.example.com get Error 530 with code 1033, until it is let out again.",
    ]);
  });

  it("are those of the hostnames that it serves where something else runs it", () => {
    const steps = [
      ...[...throughTunnel, ...connects("one"), ...connects("two")],
      ...[goes(egressRule, "one", out("one")), same(egressRule, "two", out("two"))],
    ];
    expect(said(steps)).to.deep.equal([
      "medium egress-shut: From this change on the security groups of one do not let cloudflared out to Cloudflare at port 7844: as soon as " +
        "it has to connect anew, visitors of www.example.com, as far as they are served there, get Error 530 with code 1033 where no other " +
        "cloudflared serves, until it is let out again.",
    ]);
  });
});

/** What a record says otherwise, and means as before. */
const rewritten: StrangersPlans = [
  [
    "a name of a record that is written in full, in a zone of which nothing says the name",
    [becomes("record", "www", { ...at("203.0.113.7", "A"), name: "www" }, at("203.0.113.7", "A"))],
    [],
  ],
  [
    "the name of a zone that is written out",
    [
      becomes(
        "record",
        "apex",
        { ...at("203.0.113.7", "A"), name: "@" },
        { ...at("203.0.113.7", "A"), name: "example.com" },
      ),
    ],
    [],
  ],
  [
    "a short name that becomes another one in full",
    [
      becomes(
        "record",
        "www",
        { ...at("203.0.113.7", "A"), name: "www" },
        { ...at("203.0.113.7", "A"), name: "shop.example.com" },
      ),
    ],
    [`high hostname-stops www in zone ${zoneId}`],
  ],
  [
    "an address of version 6 that is written otherwise",
    [becomes("record", "www", at("2001:db8::1", "AAAA"), at("2001:0db8:0:0:0:0:0:1", "AAAA"))],
    [],
  ],
];

describe("records that are written otherwise", () => {
  judgesAsExpected(rewritten);
});
