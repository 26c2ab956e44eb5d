import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { networkTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, reviewSteps, same, urnOf, type Step } from "../report/plans";
import { balancer, dnsName, forward, front, known, listens, targets } from "./behindBalancer";
import { judgesAsExpected, zoneId, type StrangersPlans } from "./strangersPlans";

const { ecsService, egressRule, ingressRule, listener, ruleset, securityGroup } = modelTypes;
const { targetGroup, zoneSetting } = modelTypes;
const { route53HealthCheck, route53Record } = networkTypes;
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const app = known(same(targetGroup, "app", targets({ targetType: "ip" })));
const serving = (more: object = {}): object => ({
  ...{ desiredCount: 3, networkConfiguration: { subnets: ["p"], securityGroups: ["tasks"] } },
  loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 9000 }],
  ...more,
});
const tasks = same(ecsService, "shop", serving());
const group = same(securityGroup, "tasks", { vpcId: "vpc-1" });
const lets = (more: object): object => ({ securityGroupId: "front", ipProtocol: "tcp", ...more });
const everything = lets({ ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" });
const admitted = same(ingressRule, "in", {
  ...{ securityGroupId: "tasks", referencedSecurityGroupId: "front" },
  ...{ ipProtocol: "tcp", fromPort: 9000, toPort: 9000 },
});
const narrows = (more: object): Step[] => [
  ...[...front, app, tasks, group, admitted, goes(egressRule, "all", everything)],
  comes(egressRule, "app", lets(more)),
];

describe("the risks of what a load balancer is let out to", () => {
  judgesAsExpected([
    [
      "another port of the targets' group is left",
      narrows({ fromPort: 8080, toPort: 8080, referencedSecurityGroupId: "tasks" }),
      ["high targets-shut app"],
    ],
    [
      "the port of the targets is left, by their group",
      narrows({ fromPort: 9000, toPort: 9000, referencedSecurityGroupId: "tasks" }),
      [],
    ],
    [
      "the port of the targets is left, by their network",
      narrows({ fromPort: 9000, toPort: 9000, cidrIpv4: "10.0.0.0/8" }),
      [],
    ],
    [
      "nothing is left, which is told as that alone",
      [...front, app, tasks, group, admitted, goes(egressRule, "all", everything)],
      ["high egress-shut edge"],
    ],
  ]);
});

const anonymous = (port: number): object => ({
  ...{ name: `app-${port}`, port, protocol: "HTTP", targetType: "ip" },
});
/** A target group that is made anew, the new one first, with what leads there and what registers in it. */
const anew = (service: Partial<Step> = {}, switched: Partial<Step> = {}): Step[] => [
  ...front.filter(({ name }) => name !== "https"),
  ...["create-replacement", "replace", "delete-replaced"].map((op) => ({
    ...{ op, type: targetGroup, name: "app", id: "app", outputs: { arn: "app" } },
    ...{ old: anonymous(8080), new: anonymous(3000) },
  })),
  {
    ...becomes(
      listener,
      "https",
      listens(),
      listens({ defaultActions: [{ ...forward, targetGroupArn: unknown }] }),
    ),
    from: { defaultActions: [urnOf(targetGroup, "app")] },
    outputs: { arn: "https" },
    ...switched,
  },
  {
    ...becomes(
      ecsService,
      "shop",
      serving(),
      serving({
        ...{ loadBalancers: [{ targetGroupArn: unknown, containerName: "shop" }] },
        waitForSteadyState: true,
      }),
    ),
    from: { loadBalancers: [urnOf(targetGroup, "app")] },
    ...service,
  },
];

describe("the risks of a target group that is made anew", () => {
  judgesAsExpected([
    [
      "its service learns of it after the listener",
      anew({ after: [urnOf(listener, "https")] }),
      ["high targets-gap app-3000"],
    ],
    [
      "the listener waits until the service is healthy there",
      anew({}, { after: [urnOf(ecsService, "shop")] }),
      [],
    ],
  ]);
});

const redirect = {
  type: "redirect",
  redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" },
};
const clear = (action: object): object =>
  listens({ port: 80, protocol: "HTTP", defaultActions: [action] });
const flexible = (host: string): Step =>
  same(ruleset, "config", {
    ...{ zoneId, kind: "zone", name: "config", phase: "http_config_settings" },
    rules: [
      {
        ...{ ref: "clear", action: "set_config", expression: `(http.host eq "${host}")` },
        actionParameters: { ssl: "flexible" },
      },
    ],
  });
const redirects = (host: string): Step[] => [
  ...[...front, app, same(zoneSetting, "ssl", { zoneId, settingId: "ssl", value: "strict" })],
  same(zoneSetting, "always", { zoneId, settingId: "always_use_https", value: "on" }),
  flexible(host),
  known(becomes(listener, "http", clear(forward), clear(redirect))),
];

describe("the risks of a hostname whose origin is asked in the clear by a rule", () => {
  judgesAsExpected([
    [
      "the load balancer comes to redirect what it is asked there",
      redirects("www.example.com"),
      ["high redirect-loop www.example.com"],
    ],
    [
      "the same, and the plan does not say how its zone is encrypted",
      redirects("www.example.com").filter(({ name }) => name !== "ssl"),
      ["high redirect-loop www.example.com"],
    ],
    ["the rule is for another hostname", redirects("shop.example.com"), []],
    [
      "nothing listens at port 80 any more",
      [...[...front, app, flexible("www.example.com")], goes(listener, "http", clear(forward))],
      ["high listener-lost edge"],
    ],
  ]);
});

const failing = (name: string, type: string, more: object = {}): Step =>
  same(route53Record, name, {
    ...{ zoneId: "Z1", name: "origin.example.net", type: "A", setIdentifier: name },
    ...{ failoverRoutingPolicies: [{ type }] },
    aliases: [{ name: name === "primary" ? dnsName : "sorry.elb.amazonaws.com", zoneId: "Z2" }],
    ...more,
  });
const world = { cidrIpv4: "0.0.0.0/0" };
const inbound = (name: string, more: object): object => ({
  ...{ securityGroupId: name, ipProtocol: "tcp", fromPort: 443, toPort: 443, ...more },
});
const checked = (...rules: readonly Step[]): Step[] => [
  same("record", "www", {
    ...{ zoneId, name: "www.example.com", type: "CNAME", content: "origin.example.net" },
    ...{ proxied: true, ttl: 1 },
  }),
  ...[balancer(), same(securityGroup, "front", { vpcId: "vpc-1" }), app],
  known(same(listener, "https", listens())),
  same(route53HealthCheck, "alive", { type: "HTTPS", fqdn: dnsName, port: 443 }),
  failing("primary", "PRIMARY", { healthCheckId: "alive" }),
  ...[failing("secondary", "SECONDARY"), goes(ingressRule, "world", inbound("front", world))],
  ...cloudflareRanges.ipv4.map((cidrIpv4) =>
    comes(ingressRule, cidrIpv4, inbound("front", { cidrIpv4 })),
  ),
  ...rules,
];

/** The load balancer of the secondary record, which answers 404 by itself unless a rule says otherwise. */
const besides = (...rules: readonly Step[]): Step[] =>
  checked(
    {
      ...same(modelTypes.awsLoadBalancer, "sorry", { name: "sorry", securityGroups: ["sorry"] }),
      outputs: { arn: "sorry", dnsName: "sorry.elb.amazonaws.com" },
    },
    same(securityGroup, "sorry", { vpcId: "vpc-1" }),
    known(
      same(
        listener,
        "sorry-https",
        listens({
          loadBalancerArn: "sorry",
          defaultActions: [{ type: "fixed-response", fixedResponse: { statusCode: "404" } }],
        }),
      ),
    ),
    ...rules,
  );

describe("the risks of a health check of Route 53 that is shut out", () => {
  judgesAsExpected([
    ["Cloudflare alone is let in", checked(), ["medium probe-refused alive"]],
    [
      "so are the health checkers, by the list of AWS",
      checked(comes(ingressRule, "checkers", inbound("front", { prefixListId: "pl-0a1b2c3d" }))),
      [],
    ],
    [
      "so are some of the health checkers",
      checked(comes(ingressRule, "checkers", inbound("front", { cidrIpv4: "54.228.16.0/26" }))),
      [],
    ],
    [
      "the secondary record leads to a load balancer that answers nobody",
      besides(),
      ["high probe-refused alive"],
    ],
    [
      "the load balancer of the secondary record serves the hostname by a rule",
      besides(
        same(modelTypes.listenerRule, "www", {
          ...{ listenerArn: "sorry-https", priority: 1, actions: [forward] },
          conditions: [{ hostHeader: { values: ["www.example.com"] } }],
        }),
      ),
      ["medium probe-refused alive"],
    ],
  ]);
});

it("a health check of Route 53 that is shut out is told of by who shuts it out", () => {
  const [risk] = reviewSteps(checked()).risks;
  expect(bareText(risk?.consequence ?? [])).to.equal(
    "From this change on the security groups of edge do not let in those who ask for Route 53 at port 443: after a few checks alive finds unwell what serves, and Route 53 answers for origin.example.net, where www.example.com leads, with secondary: visitors of www.example.com go there, and get Error 521, 522 or 526 if that does not answer for them, until they let them in again.",
  );
});

const ipv6 = (ipAddressType: string): StrangersPlans[number] => [
  `Cloudflare's IPv6 ranges go at a load balancer that is ${ipAddressType}`,
  [
    ...front.filter(({ name }) => name !== "edge"),
    ...[balancer({ ipAddressType }), app],
    ...cloudflareRanges.ipv4.map((cidrIpv4) =>
      same(ingressRule, cidrIpv4, inbound("front", { cidrIpv4 })),
    ),
    ...cloudflareRanges.ipv6.map((cidrIpv6) =>
      goes(ingressRule, cidrIpv6, inbound("front", { cidrIpv6 })),
    ),
  ],
  ipAddressType === "ipv4" ? [] : ["high origin-shut edge"],
];

describe("the risks of a family of addresses that a load balancer does not have", () => {
  judgesAsExpected([ipv6("ipv4"), ipv6("dualstack")]);
});

const zone = (settingId: string, value: string): Step =>
  same(zoneSetting, settingId, { zoneId, settingId, value });
const newer = known(
  same(targetGroup, "newer", targets({ name: "newer", protocolVersion: "HTTP2" })),
);
const attached = ["app", "newer"].map((targetGroupArn) =>
  same(modelTypes.targetGroupAttachment, targetGroupArn, { targetGroupArn, targetId: "10.0.0.7" }),
);
const toNewer = known(
  becomes(
    listener,
    "https",
    listens(),
    listens({ defaultActions: [{ ...forward, targetGroupArn: "newer" }] }),
  ),
);
const versions = (...steps: readonly Step[]): Step[] => [
  ...front.filter(({ name }) => name !== "https" && name !== "edge"),
  ...[app, newer, ...attached, toNewer, ...steps],
];

/** A pool that asks by one name, before a listener that comes to forward another name, or that one, to targets of HTTP/2. */
const renamed = (asked: string, taken: string): Step[] => {
  const takes = (targetGroupArn: string): object => ({
    ...{ listenerArn: "https", priority: 1, actions: [{ ...forward, targetGroupArn }] },
    conditions: [{ hostHeader: { values: [taken] } }],
  });
  return [
    ...front.filter(({ name }) => name !== "www"),
    ...[app, newer, ...attached, zone("origin_max_http_version", "1")],
    same("pool", "one", {
      name: "one",
      origins: [{ name: "a", address: dnsName, header: { hosts: [asked] } }],
    }),
    same("balancer", "balanced", {
      ...{ zoneId, name: "www.example.com", proxied: true },
      ...{ defaultPools: ["one"], fallbackPool: "one" },
    }),
    becomes(modelTypes.listenerRule, "rule", takes("app"), takes("newer")),
  ];
};

describe("the risks of target groups that take HTTP/2 alone", () => {
  judgesAsExpected([
    [
      "Cloudflare speaks HTTP/1.1 to origins",
      versions(balancer(), zone("origin_max_http_version", "1")),
      ["high listener-http2 edge"],
    ],
    [
      "Cloudflare speaks HTTP/2 to origins",
      versions(balancer(), zone("origin_max_http_version", "2")),
      [],
    ],
    [
      "the load balancer offers no HTTP/2",
      versions(balancer({ enableHttp2: false })),
      ["high listener-http2 edge"],
    ],
    [
      "a rule takes what visitors ask for there, and the pool asks by another name",
      renamed("origin.example.com", "www.example.com"),
      [],
    ],
    [
      "a rule takes the name that the pool asks by",
      renamed("origin.example.com", "origin.example.com"),
      ["high listener-http2 edge"],
    ],
  ]);
});

const { route, routeTable, routeTableAssociation, subnet, vpc } = {
  ...networkTypes,
  ...modelTypes,
};
const placed = (name: string, more: object): Step[] => [
  same(subnet, name, { vpcId: "net", cidrBlock: "10.0.0.0/24" }),
  same(routeTable, `${name}-table`, { vpcId: "net" }),
  same(routeTableAssociation, `${name}-tie`, {
    ...{ subnetId: name, routeTableId: `${name}-table` },
  }),
  same(route, `${name}-out`, {
    ...{ routeTableId: `${name}-table`, destinationCidrBlock: "0.0.0.0/0", ...more },
  }),
];

describe("the risks of a load balancer that is put into other subnets", () => {
  judgesAsExpected([
    [
      "they lead to a NAT gateway",
      [
        ...front.filter(({ name }) => name !== "edge"),
        ...[app, same(vpc, "net", { cidrBlock: "10.0.0.0/16" })],
        ...placed("public", { gatewayId: "igw-0123456789abcdef0" }),
        ...placed("private", { natGatewayId: "nat-0123456789abcdef0" }),
        known(
          becomes(
            modelTypes.awsLoadBalancer,
            "edge",
            { name: "edge", securityGroups: ["front"], subnets: ["public"] },
            { name: "edge", securityGroups: ["front"], subnets: ["private"] },
          ),
          { dnsName },
        ),
      ],
      ["high subnet-cut-off edge", "medium balancer-leaves-subnet edge"],
    ],
  ]);
});

const { awsLoadBalancer, scalingGroup } = modelTypes;
const moved = (more: object, waits: Partial<Step> = {}): Step[] => [
  ...[balancer(), known(same(listener, "https", listens())), app],
  same(securityGroup, "front", { vpcId: "vpc-1" }),
  comes(awsLoadBalancer, "next", { name: "next", securityGroups: ["front"] }),
  comes(targetGroup, "fresh", targets({ name: "fresh" })),
  {
    ...comes(listener, "next-https", {
      ...{ loadBalancerArn: unknown, port: 443, protocol: "HTTPS" },
      defaultActions: [{ type: "forward", targetGroupArn: unknown }],
    }),
    from: {
      loadBalancerArn: [urnOf(awsLoadBalancer, "next")],
      defaultActions: [urnOf(targetGroup, "fresh")],
    },
  },
  {
    ...comes(scalingGroup, "machines", {
      ...{ minSize: 2, maxSize: 4, targetGroupArns: [unknown], ...more },
    }),
    from: { targetGroupArns: [urnOf(targetGroup, "fresh")] },
    after: [urnOf(listener, "next-https")],
  },
  {
    ...becomes(
      "record",
      "www",
      { zoneId, name: "www.example.com", type: "CNAME", content: dnsName, proxied: true, ttl: 1 },
      { zoneId, name: "www.example.com", type: "CNAME", content: unknown, proxied: true, ttl: 1 },
    ),
    from: { content: [urnOf(awsLoadBalancer, "next")] },
    ...waits,
  },
];

describe("the risks of a record that leads to what the same update makes", () => {
  judgesAsExpected([
    [
      "it waits for the load balancer alone",
      moved({ minElbCapacity: 2 }),
      ["high origin-unready next", "medium destination-changed www.example.com"],
    ],
    [
      "it waits until the machines are healthy",
      moved({ minElbCapacity: 2 }, { after: [urnOf(scalingGroup, "machines")] }),
      [],
    ],
    [
      "it waits for machines that nobody waits to be healthy",
      moved({}, { after: [urnOf(scalingGroup, "machines")] }),
      ["high origin-unready next", "medium destination-changed www.example.com"],
    ],
  ]);
});

const regional = (enabled: boolean): Step[] => [
  ...[balancer(), known(same(listener, "https", listens())), app],
  same("pool", "near", {
    ...{ name: "near", origins: [{ name: "a", address: "198.51.100.20" }] },
  }),
  same("pool", "far", { name: "far", enabled, origins: [{ name: "b", address: dnsName }] }),
  same("balancer", "www", {
    ...{ zoneId, name: "www.example.com", proxied: true },
    ...{ defaultPools: ["near", "far"], fallbackPool: "near" },
  }),
  becomes(
    scalingGroup,
    "fleet",
    { minSize: 4, maxSize: 8, desiredCapacity: 4, targetGroupArns: ["app"] },
    { minSize: 0, maxSize: 0, desiredCapacity: 0, targetGroupArns: ["app"] },
  ),
];

describe("the risks behind a pool that is switched off", () => {
  judgesAsExpected([
    ["all machines go", regional(false), []],
    ["all machines go, and the pool is on", regional(true), ["high capacity-none fleet"]],
  ]);
});

const database = (more: object): object => ({
  ...{ securityGroupId: "database", ipProtocol: "tcp", fromPort: 5432, toPort: 5432, ...more },
});
const serves = same(subnet, "p", { vpcId: "vpc-1", cidrBlock: "10.0.10.0/24" });
const byGroup = database({ referencedSecurityGroupId: "tasks" });
const beforeDatabase = (...steps: readonly Step[]): Step[] => [
  ...[...front, app, tasks, group, admitted, same(securityGroup, "database", { vpcId: "vpc-1" })],
  ...steps,
];

const narrowedTo = (name: string, old: object): StrangersPlans => [
  [
    `a rule of ${name} is narrowed to the database's own`,
    beforeDatabase(
      goes(ingressRule, "db", { ...byGroup, ...old }),
      comes(ingressRule, "narrow", byGroup),
    ),
    [],
  ],
  [
    `a rule of ${name} is narrowed in place`,
    beforeDatabase(becomes(ingressRule, "db", { ...byGroup, ...old }, byGroup)),
    [],
  ],
];

describe("the risks of what guards a database", () => {
  judgesAsExpected([
    [
      "the rule goes that lets the tasks in",
      beforeDatabase(goes(ingressRule, "db", byGroup)),
      ["medium egress-shut shop"],
    ],
    [
      "a rule by their network takes its place",
      beforeDatabase(
        goes(ingressRule, "db", byGroup),
        comes(ingressRule, "net", database({ cidrIpv4: "10.0.0.0/16" })),
      ),
      [],
    ],
    [
      "a rule by the network of others takes its place",
      beforeDatabase(
        serves,
        goes(ingressRule, "db", byGroup),
        comes(ingressRule, "net", database({ cidrIpv4: "10.0.99.0/24" })),
      ),
      ["medium egress-shut shop"],
    ],
    [
      "a rule by addresses of its own subnet takes its place",
      beforeDatabase(
        serves,
        goes(ingressRule, "db", byGroup),
        comes(ingressRule, "net", database({ cidrIpv4: "10.0.10.128/25" })),
      ),
      [],
    ],
    ...narrowedTo("all ports", { ipProtocol: "-1", fromPort: undefined, toPort: undefined }),
    ...narrowedTo("all ports of TCP", { fromPort: 0, toPort: 65_535 }),
    [
      "a rule of all ports gives way to one of another security group's",
      beforeDatabase(
        same(securityGroup, "jobs", { vpcId: "vpc-1" }),
        goes(ingressRule, "db", { ...byGroup, fromPort: 0, toPort: 65_535 }),
        comes(ingressRule, "jobs", database({ referencedSecurityGroupId: "jobs" })),
      ),
      ["medium egress-shut shop"],
    ],
    [
      "a rule of one port gives way to one of another port",
      beforeDatabase(
        goes(ingressRule, "db", byGroup),
        comes(ingressRule, "other", { ...byGroup, fromPort: 3306, toPort: 3306 }),
      ),
      ["medium egress-shut shop"],
    ],
    [
      "a rule for others comes beside it",
      beforeDatabase(
        same(ingressRule, "db", byGroup),
        comes(ingressRule, "jobs", database({ referencedSecurityGroupId: "sg-0a1b2c3d" })),
      ),
      [],
    ],
  ]);
});

describe("the words about what guards a database", () => {
  it("name the port of a rule of one, and none of a rule of all", () => {
    const said = [{}, { ipProtocol: "-1", fromPort: undefined, toPort: undefined }].map((more) => {
      const gone = beforeDatabase(goes(ingressRule, "db", { ...byGroup, ...more }));
      return bareText(reviewSteps(gone).risks[0]?.consequence ?? []).split(",")[0];
    });
    expect(said).to.deep.equal([
      "From this change on the security group database does not let shop in at port 5432",
      "From this change on the security group database does not let shop in at all",
    ]);
  });
});

const { httpApi, instance } = modelTypes;
const { listenerRule } = modelTypes;
const { elasticIp, route53Zone } = networkTypes;
const nowhere = { type: "fixed-response", fixedResponse: { statusCode: "404" } };
const takes = (...values: readonly string[]): object => ({
  ...{ listenerArn: "https", priority: 10, actions: [forward] },
  conditions: [{ pathPattern: { values } }],
});
const byPath = (was: readonly string[], is: readonly string[]): Step[] => [
  ...front.filter(({ name }) => name !== "https"),
  ...[app, known(same(listener, "https", listens({ defaultActions: [nowhere] })))],
  becomes(listenerRule, "orders", takes(...was), takes(...is)),
];

describe("the risks of rules that take other paths", () => {
  judgesAsExpected([
    [
      "what stands beneath a path is taken no more",
      byPath(["/orders*"], ["/orders"]),
      ["high listener-rule-answers www.example.com at /orders/1"],
    ],
    [
      "what stood at two paths is answered and redirected",
      [
        ...byPath(["/cart", "/orders"], ["/other"]),
        comes(listenerRule, "moved", {
          ...{
            listenerArn: "https",
            priority: 5,
            conditions: [{ pathPattern: { values: ["/cart"] } }],
          },
          actions: [{ type: "redirect", redirect: { path: "/basket", statusCode: "HTTP_302" } }],
        }),
      ],
      [
        "high listener-rule-answers www.example.com at /cart",
        "high listener-rule-answers www.example.com at /orders",
      ],
    ],
    ["more is taken", byPath(["/orders"], ["/orders", "/orders/*"]), []],
    ["the same is written otherwise", byPath(["/orders*"], ["/orders", "/orders/*"]), []],
  ]);
});

const led = (content: string): Step =>
  same("record", "www", {
    ...{ zoneId, name: "www.example.com", type: content.includes("origin") ? "CNAME" : "A" },
    ...{ content, proxied: true, ttl: 1 },
  });
const machineAnew: Step[] = ["create-replacement", "replace", "delete-replaced"].map((op) => ({
  ...{ op, type: instance, name: "shop", id: "shop" },
  ...{ old: { ami: "ami-1" }, new: { ami: "ami-2" } },
}));

describe("the risks of a machine that has only begun to run", () => {
  judgesAsExpected([
    [
      "the elastic address of the only origin goes over to it",
      [
        ...[led("203.0.113.7"), ...machineAnew],
        {
          ...becomes(elasticIp, "ip", { instance: "shop" }, { instance: unknown }),
          from: { instance: [urnOf(instance, "shop")] },
          outputs: { publicIp: "203.0.113.7" },
        },
      ],
      ["high machine-changed shop"],
      ["shop: ami"],
    ],
  ]);
});

const hosted = (more: object): object => ({ name: "example.net", ...more });
const delegated = (...steps: readonly Step[]): Step[] => [
  led("origin.example.net"),
  same(route53Record, "origin", {
    ...{ zoneId: "hosted", name: "origin.example.net", type: "A", records: ["203.0.113.7"] },
  }),
  ...steps,
];
const zoneAnew = (now: object): Step[] =>
  ["create-replacement", "replace", "delete-replaced"].map((op) => ({
    ...{ op, type: route53Zone, name: "hosted", id: "hosted", old: hosted({}), new: now },
  }));

describe("the risks of a hosted zone under names of origins", () => {
  judgesAsExpected([
    [
      "it is made anew with other name servers",
      delegated(...zoneAnew(hosted({ delegationSetId: "N1" }))),
      ["high origin-name-gone origin.example.net"],
    ],
    [
      "it gets another comment",
      delegated(becomes(route53Zone, "hosted", hosted({}), hosted({ comment: "origins" }))),
      [],
    ],
  ]);
});

const gateway = (disableExecuteApiEndpoint: boolean): object => ({
  ...{ name: "api", protocolType: "HTTP", disableExecuteApiEndpoint },
});
const endpoint = "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com";
const api = (content: string): Step[] => [
  same("record", "api", {
    ...{ zoneId, name: "api.example.com", type: "CNAME", content, proxied: true, ttl: 1 },
  }),
  { ...becomes(httpApi, "api", gateway(false), gateway(true)), id: "a1b2c3d4e5" },
];

describe("the risks of an API that no longer answers at its own hostname", () => {
  judgesAsExpected([
    ["a hostname leads there", api(endpoint), ["high origin-shut api"]],
    ["a hostname leads to its domain name", api("d-1.execute-api.us-east-1.amazonaws.com"), []],
  ]);

  it("name two hostnames that lead there", () => {
    const calls = same("record", "calls", {
      ...{ zoneId, name: "calls.example.com", type: "CNAME", content: endpoint },
      ...{ proxied: true, ttl: 1 },
    });
    expect(
      reviewSteps([...api(endpoint), calls]).risks.map(({ consequence }) => bareText(consequence)),
    ).to.deep.equal([
      "From this change on api answers nobody at the hostname that AWS made for it, and api.example.com and calls.example.com lead there: visitors of api.example.com and calls.example.com get Error 404 until it does again.",
    ]);
  });
});

const proxying = (is: boolean, ...steps: readonly Step[]): Step[] => [
  ...front.filter(({ name }) => name !== "edge" && name !== "https"),
  balancer({ loadBalancerType: "network" }),
  known(same(listener, "https", listens({ protocol: "TCP" }))),
  known(
    becomes(
      targetGroup,
      "app",
      targets({ protocol: "TCP", proxyProtocolV2: !is }),
      targets({ protocol: "TCP", proxyProtocolV2: is }),
    ),
  ),
  ...steps,
];
const fleet = { minSize: 2, maxSize: 4, desiredCapacity: 2, targetGroupArns: ["app"] };

describe("the risks of the PROXY protocol", () => {
  judgesAsExpected([
    [
      "it begins before machines that stay as they are",
      proxying(true, same(scalingGroup, "fleet", fleet)),
      ["high target-port-changed app"],
    ],
    [
      "it begins with machines that change too",
      proxying(true, becomes(scalingGroup, "fleet", fleet, { ...fleet, maxSize: 5 })),
      ["medium target-port-changed app"],
    ],
  ]);
});
