import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { networkTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, stands, type Step } from "../report/plans";
import { balancer, dnsName, front, known, listens, targets } from "./behindBalancer";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { ecsService, instance, instanceState, interfaceAttachment, launchTemplate, listener } =
  modelTypes;
const { listenerRule, networkInterface, scalingGroup, securityGroup, targetGroup } = modelTypes;
const { targetGroupAttachment } = modelTypes;
const { elasticIp, route53Record, route53Zone } = networkTypes;

const publicIp = "203.0.113.60";
const led = (content: string, name = "www", more: object = {}): Step =>
  same("record", name, {
    ...{ zoneId, name: `${name}.example.com`, type: /^\d/.test(content) ? "A" : "CNAME" },
    ...{ content, proxied: true, ttl: 1, ...more },
  });
const web = (more: object = {}, outputs: object = {}): Step => ({
  ...same(instance, "web", { ami: "ami-1", instanceType: "t3.small", ...more }),
  outputs: { ipv6Addresses: [], ...outputs },
});
const elastic = (machine: object = { instance: "web" }): Step =>
  stands(elasticIp, "ip", "ip", machine, { publicIp });
const opens = (...cidrBlocks: string[]): object => ({
  vpcId: "vpc-1",
  ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks }],
});
const world = { ...opens("0.0.0.0/0"), name: "web" };
const shut = { ...opens("10.0.0.0/8"), name: "web" };

describe("the risks of a machine behind an elastic address", () => {
  const grows = becomes(
    ...([instance, "web", { instanceType: "t3.small" }, { instanceType: "t3.large" }] as const),
  );
  const attached = { networkInterfaceId: "card", instanceId: "web", deviceIndex: 1 };
  const card = same(networkInterface, "card", { subnetId: "s" });
  judgesAsExpected([
    ["it is stopped", [led(publicIp), grows, elastic()], ["high machine-stops web"]],
    [
      "one beside it is stopped that serves nobody",
      [led(publicIp), web(), elastic(), { ...grows, name: "bastion", id: "bastion" }],
      [],
    ],
    [
      "it is kept stopped from then on",
      [
        ...[led(publicIp), web(), elastic()],
        becomes(
          ...([instanceState, "night"] as const),
          { instanceId: "web", state: "running" },
          { instanceId: "web", state: "stopped" },
        ),
      ],
      ["high machine-stops web"],
    ],
    [
      "it is started again",
      [
        ...[led(publicIp), web(), elastic()],
        comes(instanceState, "night", { instanceId: "web", state: "running" }),
      ],
      [],
    ],
    [
      "its group closes",
      [
        ...[led(publicIp), web({ vpcSecurityGroupIds: ["sg-web"] }), elastic()],
        { ...becomes(securityGroup, "web", world, shut), id: "sg-web" },
      ],
      ["high origin-shut web"],
    ],
    [
      "it goes, and another one has the address by then",
      [
        ...[led(publicIp), same(instance, "next", { ami: "ami-2" })],
        { ...web({}, { publicIp }), op: "delete" },
        { ...elastic(), op: "update", new: { instance: "next" } },
      ],
      ["medium address-moved ip"],
    ],
    ...(
      [
        ["lets Cloudflare in nowhere", shut, "high"],
        ["lets in everybody", world, "medium"],
      ] as const
    ).map(
      ([title, group, severity]) =>
        [
          `its address goes over to another machine, whose group ${title}`,
          [
            ...[led(publicIp), web()],
            same(instance, "next", { ami: "ami-2", vpcSecurityGroupIds: ["sg-next"] }),
            { ...same(securityGroup, "next", group), id: "sg-next" },
            { ...elastic(), op: "update", new: { instance: "next" } } as const,
          ],
          [`${severity} address-moved ip`],
        ] as const,
    ),
    [
      "its interface with the address is detached",
      [
        ...[led(publicIp), web(), card, elastic({ networkInterface: "card" })],
        goes(interfaceAttachment, "card", attached),
      ],
      ["high address-untied ip"],
    ],
    [
      "its interface with the address goes over to another machine",
      [
        ...[led(publicIp), web(), card, elastic({ networkInterface: "card" })],
        same(instance, "next", { ami: "ami-2" }),
        becomes(interfaceAttachment, "card", attached, { ...attached, instanceId: "next" }),
      ],
      ["medium address-moved ip"],
    ],
    [
      "a record moves to the address of a machine that the same update makes",
      [
        {
          ...becomes(
            ...(["record", "www"] as const),
            { zoneId, name: "www.example.com", type: "A", content: "203.0.113.1", proxied: true },
            { zoneId, name: "www.example.com", type: "A", content: publicIp, proxied: true },
          ),
        },
        comes(instance, "next", { ami: "ami-2", publicIp }),
      ],
      ["high destination-changed www.example.com"],
    ],
  ]);
});

describe("the risks of a firewall before what no visitor asks", () => {
  const hardens = (name: string, ...now: string[]): Step => ({
    ...becomes(securityGroup, name, world, opens(...now)),
    id: `sg-${name}`,
  });
  judgesAsExpected([
    [
      "of a load balancer in a private network",
      [
        ...[...front, known(same(targetGroup, "app", targets()))],
        known(
          same(modelTypes.awsLoadBalancer, "inner", { internal: true, securityGroups: ["sg-in"] }),
        ),
        hardens("in", "10.0.0.0/8"),
      ],
      [],
    ],
    [
      "of a bastion beside the load balancer",
      [
        ...front,
        same(instance, "bastion", { ami: "ami-1", vpcSecurityGroupIds: ["sg-in"] }),
        hardens("in", "198.51.100.0/24"),
      ],
      [],
    ],
    [
      "of a bastion where a hostname leads to what this plan does not hold",
      [
        ...[led("origin.example.com", "shop"), ...front],
        same(instance, "bastion", { ami: "ami-1", vpcSecurityGroupIds: ["sg-in"] }),
        hardens("in", "198.51.100.0/24"),
      ],
      ["high origin-shut bastion"],
    ],
    [
      "of a machine without IPv6, from everybody to Cloudflare's IPv4 ranges",
      [
        led(publicIp),
        web({ vpcSecurityGroupIds: ["sg-web"] }, { publicIp }),
        {
          ...becomes(
            ...([securityGroup, "web"] as const),
            {
              ...world,
              ingress: [
                {
                  ...opens("0.0.0.0/0"),
                  protocol: "tcp",
                  fromPort: 443,
                  toPort: 443,
                  cidrBlocks: ["0.0.0.0/0"],
                  ipv6CidrBlocks: ["::/0"],
                },
              ],
            },
            opens(...cloudflareRanges.ipv4),
          ),
          id: "sg-web",
        },
      ],
      [],
    ],
  ]);
});

const app = known(same(targetGroup, "app", targets()));
const tasks = (ingress: readonly object[]): object => ({ vpcId: "vpc-1", ingress });
const fromFront = { protocol: "tcp", fromPort: 8080, toPort: 8080 };

describe("the risks of who is let in to targets", () => {
  const template = (more: object): Step =>
    same(launchTemplate, "lt", { name: "web-lt", vpcSecurityGroupIds: ["sg-tasks"], ...more });
  const fleet = same(scalingGroup, "fleet", {
    ...{ minSize: 2, maxSize: 4, desiredCapacity: 2, targetGroupArns: ["app"] },
    ...{ healthCheckType: "ELB", launchTemplate: { name: "web-lt", version: "$Latest" } },
  });
  const turns = (old: readonly object[], now: readonly object[]): Step => ({
    ...becomes(securityGroup, "tasks", tasks(old), tasks(now)),
    id: "sg-tasks",
  });
  judgesAsExpected([
    [
      "the load balancer is let in by its other group, which another program makes",
      [
        ...front.filter(({ name }) => name !== "edge"),
        ...[balancer({ securityGroups: ["front", "sg-0abc"] }), app],
        same(ecsService, "shop", {
          ...{ desiredCount: 3, networkConfiguration: { securityGroups: ["sg-tasks"] } },
          loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 8080 }],
        }),
        turns(
          [{ ...fromFront, securityGroups: ["front"] }],
          [{ ...fromFront, securityGroups: ["sg-0abc"] }],
        ),
      ],
      [],
    ],
    [
      "a launch template that is named by its name shuts the load balancer out",
      [
        ...[...front, app, fleet, template({})],
        turns([{ ...fromFront, securityGroups: ["front"] }], []),
      ],
      ["high targets-shut app"],
    ],
    [
      "the same keeps the load balancer alone",
      [
        ...[...front, app, fleet, template({})],
        turns(
          [
            { ...fromFront, securityGroups: ["front"] },
            { ...fromFront, cidrBlocks: ["0.0.0.0/0"] },
          ],
          [{ ...fromFront, securityGroups: ["front"] }],
        ),
      ],
      [],
    ],
  ]);
});

describe("the risks of targets that are registered at another port", () => {
  const machine = same(instance, "web", { ami: "ami-1", vpcSecurityGroupIds: ["sg-tasks"] });
  const port80 = known(same(targetGroup, "app", targets({ port: 80 })));
  const registers = (more: object): object => ({ targetGroupArn: "app", targetId: "web", ...more });
  const anew = ["create-replacement", "replace", "delete-replaced"].map((op) => ({
    ...{ op, type: targetGroupAttachment, name: "a", id: "a" },
    ...{ old: registers({ port: 8080 }), new: registers({}) },
  }));
  const others = [...front, machine, port80];
  const group = (port: number): Step => ({
    ...same(
      securityGroup,
      "tasks",
      tasks([{ ...fromFront, fromPort: port, securityGroups: ["front"] }]),
    ),
    id: "sg-tasks",
  });
  judgesAsExpected([
    [
      "at which they do not let the load balancer in",
      [...others, group(8080), ...anew],
      ["high targets-shut app", "medium target-port-changed app", "medium targets-gap app"],
    ],
    [
      "at which they do",
      [...others, group(80), ...anew],
      ["medium target-port-changed app", "medium targets-gap app"],
    ],
  ]);
});

describe("the risks of a default security group that a program takes over", () => {
  const network = stands(networkTypes.vpc, "net", "vpc-1", {}, { defaultSecurityGroupId: "sg-0d" });
  const adopts = (rules: object = {}): Step =>
    comes("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "default", {
      ...{ vpcId: "vpc-1", ingress: [], egress: [], ...rules },
    });
  const inDefault = front.map((step) =>
    step.name === "edge" ? balancer({ securityGroups: ["sg-0d"] }) : step,
  );
  const every = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };
  const own = { protocol: "-1", fromPort: 0, toPort: 0, self: true };
  const service = same(ecsService, "shop", {
    ...{ desiredCount: 3, networkConfiguration: { securityGroups: ["sg-0d", "sg-tasks"] } },
    loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 8080 }],
  });
  judgesAsExpected([
    [
      "which a load balancer carries",
      [...inDefault, app, network, adopts()],
      ["high origin-shut edge"],
    ],
    [
      "which tasks carry beside another one",
      [...front, app, service, network, adopts()],
      ["medium targets-shut app"],
    ],
    ["which nothing carries", [...front, app, network, adopts()], []],
    [
      "with rules both ways",
      [...inDefault, app, network, adopts({ ingress: [own], egress: [every] })],
      [],
    ],
  ]);
});

describe("the risks of a health check that says what held already", () => {
  const checked = (old: object, now: object): Step =>
    known(becomes(targetGroup, "app", targets(old), targets(now)));
  const defaults = { path: "/", matcher: "200", port: "traffic-port", protocol: "HTTP" };
  judgesAsExpected([
    ["one setting more", [...front, checked({}, { healthCheck: { interval: 15 } })], []],
    ["the defaults", [...front, checked({}, { healthCheck: defaults })], []],
    [
      "another path",
      [...front, checked({}, { healthCheck: { path: "/healthz" } })],
      ["medium target-check-changed app"],
    ],
  ]);
});

describe("the risks of what a listener without rules does by default", () => {
  const redirect = (more: object): object => ({ type: "redirect", redirect: more });
  const turns = (action: object): Step =>
    known(becomes(listener, "https", listens(), listens({ defaultActions: [action] })));
  const others = front.filter(({ name }) => name !== "https");
  judgesAsExpected([
    [
      "it redirects to itself",
      [...others, app, turns(redirect({ protocol: "HTTPS", port: "443", statusCode: "HTTP_301" }))],
      ["high listener-rule-answers www.example.com"],
    ],
    [
      "it answers an error, which is told once",
      [...others, app, turns({ type: "fixed-response", fixedResponse: { statusCode: "503" } })],
      ["high listener-answers edge"],
    ],
  ]);
});

describe("the risks of rules for single names beneath a wildcard", () => {
  const all = same("record", "all", {
    ...{ zoneId, name: "*.example.com", type: "CNAME", content: dnsName, proxied: true, ttl: 1 },
  });
  const rule = (host: string, priority: number): object => ({
    ...{ listenerArn: "https", priority, actions: [{ type: "forward", targetGroupArn: "app" }] },
    conditions: [{ hostHeader: { values: [host] } }],
  });
  const answers = { type: "fixed-response", fixedResponse: { statusCode: "404" } };
  const others = front.filter(({ name }) => !["www", "https"].includes(name));
  const https = known(same(listener, "https", listens({ defaultActions: [answers] })));
  judgesAsExpected([
    [
      "one of them goes",
      [
        ...[all, ...others, https, app, same(listenerRule, "b", rule("b.example.com", 2))],
        goes(listenerRule, "a", rule("a.example.com", 1)),
      ],
      ["high listener-rule-answers a.example.com"],
    ],
  ]);
});

describe("the risks of hostnames that are asked in the clear", () => {
  const answers = { type: "fixed-response", fixedResponse: { statusCode: "503" } };
  const ssl = same("setting", "ssl", { zoneId, settingId: "ssl", value: "flexible" });
  const http = known(same(listener, "http", listens({ port: 80, protocol: "HTTP" })));
  const takesAll = (listenerArn: string): Step =>
    comes(listenerRule, "sorry", {
      ...{ listenerArn, priority: 1, actions: [answers] },
      conditions: [{ pathPattern: { values: ["/*"] } }],
    });
  judgesAsExpected([
    [
      "a rule answers all at the port of HTTP",
      [...front, app, ssl, http, takesAll("http")],
      ["high listener-rule-answers www.example.com"],
    ],
    ["a rule answers all at the port of HTTPS", [...front, app, ssl, http, takesAll("https")], []],
  ]);
});

describe("the risks of names of load balancers and of Route 53", () => {
  const hosted = (name: string, more: object = {}): Step =>
    same(route53Zone, name, { name: "example.net", ...more });
  const wildcard = { zoneId: "public", name: "*.origin.example.net", type: "A" };
  const origin = { name: "origin.example.net", type: "A" };
  judgesAsExpected([
    [
      "a load balancer goes that is named with its addresses of both families",
      [led(`dualstack.${dnsName}`), { ...balancer(), op: "delete" }],
      ["high origin-gone edge"],
    ],
    [
      "the wildcard goes that answers for an origin",
      [
        ...[led("a.origin.example.net"), hosted("public")],
        goes(route53Record, "all", { ...wildcard, records: [publicIp] }),
      ],
      ["high origin-name-gone *.origin.example.net"],
    ],
    [
      "the wildcard goes, and a name of its own answers for the origin",
      [
        ...[led("a.origin.example.net"), hosted("public")],
        goes(route53Record, "all", { ...wildcard, records: [publicIp] }),
        same(route53Record, "a", {
          ...{ zoneId: "public", name: "a.origin.example.net", type: "A", records: [publicIp] },
        }),
      ],
      [],
    ],
    [
      "the record of a private zone leads elsewhere",
      [
        ...[led("origin.example.net"), hosted("public"), hosted("own", { vpcs: [{ vpcId: "v" }] })],
        same(route53Record, "out", { ...origin, zoneId: "public", records: [publicIp] }),
        becomes(
          ...([route53Record, "in"] as const),
          { ...origin, zoneId: "own", records: ["10.0.1.5"] },
          { ...origin, zoneId: "own", records: ["10.0.1.6"] },
        ),
      ],
      [],
    ],
  ]);
});

describe("the risks of sessions that stand on single targets", () => {
  const sticky = (enabled: boolean): object =>
    targets({ stickiness: { type: "lb_cookie", enabled } });
  const fleet = (desiredCapacity: number): Step =>
    same(scalingGroup, "fleet", {
      ...{ minSize: 1, maxSize: 4, desiredCapacity, targetGroupArns: ["app"] },
      ...{ healthCheckType: "ELB", availabilityZones: ["a", "b"] },
    });
  const turns = (is: boolean): Step => known(becomes(targetGroup, "app", sticky(!is), sticky(is)));
  const by = (cookieName: string): object =>
    targets({ stickiness: { type: "app_cookie", cookieName, enabled: true } });
  const renamed = (was: string, is: string): Step =>
    known(becomes(targetGroup, "app", by(was), by(is)));
  judgesAsExpected([
    [
      "visitors are kept on one no longer",
      [...front, turns(false), fleet(2)],
      ["medium sessions-unpinned app"],
    ],
    [
      "visitors are kept on one by another cookie of the application",
      [...front, renamed("SESSION", "SID"), fleet(2)],
      ["low sessions-unpinned app"],
    ],
    ["by the same", [...front, renamed("SID", "SID"), fleet(2)], []],
    ["there is one target alone", [...front, turns(false), fleet(1)], []],
    ["visitors come to be kept on one", [...front, turns(true), fleet(2)], []],
  ]);
});

describe("the risks of the form in which targets get requests", () => {
  const turns = (old: object, now: object): Step[] => [
    ...[...front.filter(({ name }) => name !== "edge"), app],
    {
      ...known(
        becomes(
          modelTypes.awsLoadBalancer,
          "edge",
          { securityGroups: ["front"], ...old },
          { securityGroups: ["front"], ...now },
        ),
        { dnsName },
      ),
    },
  ];
  const lambda = (lambdaMultiValueHeadersEnabled: boolean): object =>
    targets({ targetType: "lambda", lambdaMultiValueHeadersEnabled });
  judgesAsExpected([
    [
      "requests must keep to the standard",
      turns({}, { desyncMitigationMode: "strictest" }),
      ["medium target-request-changed edge"],
    ],
    [
      "requests must keep to the standard, and what listens stands in another stack",
      turns({}, { desyncMitigationMode: "strictest" }).filter(({ name }) =>
        ["edge", "front", "www"].includes(name),
      ),
      ["medium target-request-changed edge"],
    ],
    ["fewer must", turns({}, { desyncMitigationMode: "monitor" }), []],
    [
      "the Host header stays as it is",
      turns({}, { preserveHostHeader: true }),
      ["medium target-request-changed edge"],
    ],
    ["what held is written out", turns({}, { preserveHostHeader: false }), []],
    [
      "the addresses of visitors are no longer told",
      turns({}, { xffHeaderProcessingMode: "remove" }),
      ["medium target-request-changed edge"],
    ],
    [
      "a function gets headers as lists",
      [...front, known(becomes(targetGroup, "app", lambda(false), lambda(true)))],
      ["medium target-request-changed app"],
    ],
  ]);
});
