import { expect } from "chai";
import { reviewSteps, riskLines, same, stands, urnOf, type Step } from "../report/plans";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const types = {
  alb: "aws:lb/loadBalancer:LoadBalancer",
  listener: "aws:lb/listener:Listener",
  rule: "aws:lb/listenerRule:ListenerRule",
  group: "aws:lb/targetGroup:TargetGroup",
  target: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  service: "aws:ecs/service:Service",
  instance: "aws:ec2/instance:Instance",
  address: "aws:ec2/eip:Eip",
  association: "aws:ec2/eipAssociation:EipAssociation",
  egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  route: "cloudflare:index/workersRoute:WorkersRoute",
  workerDomain: "cloudflare:index/workersCustomDomain:WorkersCustomDomain",
  bucketDomain: "cloudflare:index/r2CustomDomain:R2CustomDomain",
  pagesDomain: "cloudflare:index/pagesDomain:PagesDomain",
  tunnel: "cloudflare:index/zeroTrustTunnelCloudflared:ZeroTrustTunnelCloudflared",
};
const zoneId = "f".repeat(32);
const dnsName = "edge-1.eu-west-1.elb.amazonaws.com";
const publicIp = "203.0.113.60";

/** What stays the same. */

const pool = (name: string, address: string): Step =>
  stands("pool", name, name, { name, monitor: "m", origins: [{ name: "a", address }] });

/** A site with two pools, the first of which leads to an address. */
function site(address: string, ...steps: readonly Step[]): Step[] {
  return [
    stands("monitor", "health", "m", { type: "https", expectedCodes: "2xx", path: "/healthz" }),
    pool("primary", address),
    pool("backup", "198.51.100.20"),
    stands("balancer", "www", "l", {
      ...{ zoneId, name: "www.example.com", proxied: true },
      ...{ defaultPools: ["primary", "backup"], fallbackPool: "backup" },
    }),
    ...steps,
  ];
}

const edge = { name: "edge", idleTimeout: 930, securityGroups: [] };
const machine = {
  type: types.alb,
  name: "edge",
  id: "arn:alb",
  outputs: { arn: "arn:alb", dnsName },
};
const standing: Step = { op: "same", ...machine, old: edge };
const listens = (more: object = {}): object => ({
  ...{ loadBalancerArn: "arn:alb", port: 443, protocol: "HTTPS" },
  defaultActions: [{ type: "forward", targetGroupArn: "arn:tg" }],
  ...more,
});
const listener = { type: types.listener, name: "https", id: "arn:l" };
const group = stands(types.group, "app", "arn:tg", { port: 8080 }, { arn: "arn:tg" });
const target = {
  type: types.target,
  name: "one",
  id: "t",
  old: { targetGroupArn: "arn:tg", targetId: "i-1" },
};
const answers = [{ type: "fixed-response", fixedResponse: { statusCode: "503" } }];
const instance = { type: types.instance, name: "web", id: "i-1", old: { ami: "ami-1" } };
const elastic = stands(types.address, "ip", "eipalloc-1", { instance: "i-1" }, { publicIp });
const guarded = [
  stands("group", "web", "sg-1", { vpcId: "vpc-1" }),
  stands(types.alb, "edge", "arn:alb", { ...edge, securityGroups: ["sg-1"] }),
];
const letsOut = {
  ...{ type: types.egress, name: "out", id: "out" },
  old: { securityGroupId: "sg-1", ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
};
const route = {
  ...{ type: types.route, name: "site", id: "route" },
  old: { zoneId, pattern: "www.example.com/*", script: "site" },
};
const worker = (content: string): Step =>
  stands("record", "www", "r", {
    ...{ zoneId, name: "www.example.com", type: content.includes(":") ? "AAAA" : "A" },
    ...{ content, proxied: true, ttl: 1 },
  });

/** A replacement as the engine writes it, the new one first or last. */
function replaced(step: Omit<Step, "op">, deleteFirst: boolean): Step[] {
  const [made, gone] = [
    { ...step, op: "create-replacement" },
    { ...step, op: "delete-replaced" },
  ];
  const both = { ...step, op: "replace" };
  return deleteFirst ? [gone, both, made] : [made, both, gone];
}

describe("the risks of a change of what stands at the origins", () => {
  const cases: readonly (readonly [string, readonly Step[], readonly string[]])[] = [
    [
      "tells of a load balancer that goes while a pool still names it",
      site(dnsName, { op: "delete", ...machine, old: edge }),
      ["high origin-gone edge"],
    ],
    [
      "tells so too where the name is written in capitals",
      site(dnsName.toUpperCase(), { op: "delete", ...machine, old: edge }),
      ["high origin-gone edge"],
    ],
    [
      "says nothing of a load balancer that no pool and no record names",
      site("203.0.113.10", { op: "delete", ...machine, old: edge }),
      [],
    ],
    [
      "says nothing of one that Pulumi only forgets",
      site(dnsName, { op: "delete", ...machine, old: edge, retainOnDelete: true }),
      [],
    ],
    [
      "tells of a tunnel that goes while a record still names it",
      [
        { op: "delete", type: types.tunnel, name: "t", id: "abc", old: { name: "t" } },
        stands("record", "www", "r", {
          ...{ zoneId, name: "www.example.com", type: "CNAME", proxied: true, ttl: 1 },
          content: "abc.cfargotunnel.com",
        }),
      ],
      ["high origin-gone t"],
    ],
    [
      "tells of a load balancer that is made anew under another name, which the pool does not follow",
      site(
        dnsName,
        ...replaced(
          { ...machine, old: edge, new: { ...edge, name: "two", internal: true } },
          false,
        ),
      ),
      ["high origin-gone edge"],
    ],
    [
      "tells of the moment without a load balancer that goes first",
      [
        ...site(dnsName).filter(({ name }) => name !== "primary"),
        ...replaced({ ...machine, old: edge, new: { ...edge, name: "two" } }, true),
        {
          ...{ op: "update", type: "pool", name: "primary", id: "primary" },
          old: { name: "primary", monitor: "m", origins: [{ name: "a", address: dnsName }] },
          new: { name: "primary", monitor: "m", origins: [{ name: "a", address: unknown }] },
          from: { origins: [urnOf(types.alb, "edge")] },
        },
      ],
      ["medium origin-gap edge", "medium origins-moved www.example.com"],
    ],
    [
      "tells of an instance behind an elastic address that is made anew",
      site(publicIp, elastic, ...replaced({ ...instance, new: { ami: "ami-2" } }, false)),
      ["medium machine-changed web"],
    ],
    [
      "tells of the moment without it where it goes first",
      site(publicIp, elastic, ...replaced({ ...instance, new: { ami: "ami-2" } }, true)),
      ["medium origin-gap web"],
    ],
    [
      "finds the instance by an association too",
      site(
        publicIp,
        stands(types.address, "ip", "eipalloc-1", {}, { publicIp }),
        stands(types.association, "at", "at", { instanceId: "i-1", allocationId: "eipalloc-1" }),
        ...replaced({ ...instance, new: { ami: "ami-2" } }, false),
      ),
      ["medium machine-changed web"],
    ],
    [
      "tells of a machine that gives its own address back for an elastic one",
      site(publicIp, stands(types.instance, "web", "i-1", { ami: "ami-1" }, { publicIp }), {
        op: "create",
        type: types.address,
        name: "ip",
        new: { instance: "i-1" },
      }),
      ["high address-released web"],
    ],
    [
      "says nothing of a machine that gets an elastic address where nothing leads to its own",
      site("203.0.113.61", stands(types.instance, "web", "i-1", { ami: "ami-1" }, { publicIp }), {
        op: "create",
        type: types.address,
        name: "ip",
        new: { instance: "i-1" },
      }),
      [],
    ],
    [
      "tells of an elastic address that goes over to another machine",
      site(
        publicIp,
        { ...elastic, op: "update", new: { instance: "i-2" } },
        {
          ...instance,
          op: "same",
        },
      ),
      ["medium address-moved ip"],
    ],
    [
      "tells of an elastic address that is left without a machine",
      site(publicIp, { ...elastic, op: "update", new: {} }, { ...instance, op: "same" }),
      ["high address-untied ip"],
    ],
    [
      "tells of an elastic address that is given back while a pool names it",
      site(publicIp, { ...elastic, op: "delete" }, { ...instance, op: "same" }),
      ["high origin-gone ip"],
    ],
    [
      "tells of a public load balancer that goes where the plan does not say what leads there",
      [{ op: "delete", ...machine, old: edge }],
      ["medium address-lost edge"],
    ],
    [
      "says nothing of an internal one then",
      [{ op: "delete", ...machine, old: { ...edge, internal: true } }],
      [],
    ],
    [
      "tells of a listener that goes",
      site(dnsName, standing, { op: "delete", ...listener, old: listens() }),
      ["high listener-lost edge"],
    ],
    [
      "tells of a listener that moves to another port",
      site(dnsName, standing, {
        op: "update",
        ...listener,
        old: listens(),
        new: listens({ port: 8443 }),
      }),
      ["high listener-lost edge"],
    ],
    [
      "says how little it knows of the listener at port 80 that goes beside one at 443",
      site(dnsName, standing, stands(types.listener, "https", "arn:l", listens()), {
        op: "delete",
        type: types.listener,
        name: "http",
        id: "arn:h",
        old: listens({ port: 80, protocol: "HTTP" }),
      }),
      ["low listener-lost edge"],
    ],
    [
      "tells of the moment without a listener that goes first",
      site(
        dnsName,
        standing,
        ...replaced({ ...listener, old: listens(), new: listens({ tags: {} }) }, true),
      ),
      ["high listener-gap edge"],
    ],
    [
      "tells of a listener that no longer speaks TLS",
      site(dnsName, standing, {
        op: "update",
        ...listener,
        old: listens(),
        new: listens({ protocol: "HTTP" }),
      }),
      ["high listener-clear edge"],
    ],
    [
      "tells of a listener that answers everything itself",
      site(dnsName, standing, {
        op: "update",
        ...listener,
        old: listens(),
        new: listens({ defaultActions: answers }),
      }),
      ["high listener-answers edge"],
    ],
    [
      "says nothing where rules forward what the listener does not answer",
      site(
        dnsName,
        standing,
        { op: "update", ...listener, old: listens(), new: listens({ defaultActions: answers }) },
        stands(types.rule, "secret", "r", {
          listenerArn: "arn:l",
          actions: [{ type: "forward" }],
        }),
      ),
      [],
    ],
    [
      "tells of a target group that loses its last target",
      site(dnsName, standing, group, stands(types.listener, "https", "arn:l", listens()), {
        ...{ op: "delete", ...target },
      }),
      ["high targets-lost app"],
    ],
    [
      "tells mildly where another target stays",
      site(
        dnsName,
        standing,
        group,
        stands(types.listener, "https", "arn:l", listens()),
        { op: "delete", ...target },
        same(types.target, "two", { targetGroupArn: "arn:tg", targetId: "i-2" }),
      ),
      ["medium capacity-lowered app"],
    ],
    [
      "says nothing where a service registers targets by itself",
      site(
        dnsName,
        standing,
        group,
        stands(types.listener, "https", "arn:l", listens()),
        { op: "delete", ...target },
        stands(types.service, "app", "s", { loadBalancers: [{ targetGroupArn: "arn:tg" }] }),
      ),
      [],
    ],
    [
      "tells of a load balancer that no longer reaches its targets",
      [...guarded, { op: "delete", ...letsOut }],
      ["high egress-shut edge"],
    ],
    [
      "says nothing where another rule lets it out",
      [...guarded, { op: "delete", ...letsOut }, { ...letsOut, op: "same", name: "other" }],
      [],
    ],
    [
      "tells of a name that is taken from its Worker, bucket or project",
      [
        { op: "delete", type: types.workerDomain, name: "w", old: { hostname: "a.example.com" } },
        { op: "delete", type: types.bucketDomain, name: "r", old: { domain: "b.example.com" } },
        { op: "delete", type: types.pagesDomain, name: "p", old: { name: "c.example.com" } },
      ],
      [
        "high edge-service-lost a.example.com",
        "high edge-service-lost b.example.com",
        "high edge-service-lost c.example.com",
      ],
    ],
    [
      "tells of a bucket that is switched off at a name",
      [
        {
          ...{ op: "update", type: types.bucketDomain, name: "r", id: "r" },
          old: { domain: "b.example.com", enabled: true },
          new: { domain: "b.example.com", enabled: false },
        },
        {
          ...{ op: "update", type: types.bucketDomain, name: "on", id: "on" },
          old: { domain: "c.example.com", enabled: false },
          new: { domain: "c.example.com", enabled: true },
        },
      ],
      ["high edge-service-lost b.example.com"],
    ],
    [
      "says nothing where the same name stays under another logical name",
      [
        { op: "delete", type: types.workerDomain, name: "w", old: { hostname: "a.example.com" } },
        { op: "create", type: types.workerDomain, name: "v", new: { hostname: "A.example.com" } },
      ],
      [],
    ],
    [
      "tells mildly of a route that goes over an origin",
      [worker("203.0.113.10"), { op: "delete", ...route }],
      ["medium edge-service-lost www.example.com/*"],
    ],
    [
      "tells of a route that goes over a record to nowhere",
      [worker("192.0.2.1"), { op: "delete", ...route }],
      ["high edge-service-lost www.example.com/*"],
    ],
    [
      "says nothing of a route that keeps a Worker away",
      [worker("100::"), { op: "delete", ...route, old: { zoneId, pattern: "www.example.com/*" } }],
      [],
    ],
  ];
  for (const [title, steps, expected] of cases) {
    it(title, () => {
      expect(riskLines(steps)).to.deep.equal(expected);
    });
  }

  it("says what leads to what goes, and what visitors meet", () => {
    const [risk] = reviewSteps(site(dnsName, { op: "delete", ...machine, old: edge })).risks;
    const words = risk?.consequence.map((part) => (typeof part === "string" ? part : part.text));
    expect(words?.join("")).to.equal(
      `With edge ${dnsName} goes, and primary leads there all the same: from this change on visitors of www.example.com get Error 522, or 530 with code 1016 where a name led there, until it leads elsewhere, and the address may soon be a stranger's.`,
    );
  });
});
