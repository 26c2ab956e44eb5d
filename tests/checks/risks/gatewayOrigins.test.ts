import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, type Step } from "../report/plans";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { accelerator, acceleratorGroup, acceleratorListener, apiDomain, apiMapping } = modelTypes;
const { apiRoute, classicAttachment, classicBalancer, distribution, httpApi } = modelTypes;
const { awsLoadBalancer, listener, restDomain, restMapping, scalingGroup, targetGroup } =
  modelTypes;

const led = (content: string): Step =>
  same("record", "www", {
    ...{ zoneId, name: "www.example.com", type: "CNAME", content, proxied: true, ttl: 1 },
  });
const at = (step: Step, id: string, outputs: object): Step => ({ ...step, id, outputs });

const dnsName = "a1b2.awsglobalaccelerator.com";
const accelerated = (step: Step): Step[] => [
  ...[led(dnsName), at(step, "arn:accelerator", { arn: "arn:accelerator", dnsName })],
];
const takes = same(acceleratorListener, "takes", { acceleratorArn: "arn:accelerator" });
const ports = (fromPort: number, toPort: number): object => ({
  ...{ acceleratorArn: "arn:accelerator", portRanges: [{ fromPort, toPort }] },
});
const passes = { listenerArn: "takes", endpointConfigurations: [{ endpointId: "arn:edge" }] };
const two = {
  ...passes,
  endpointConfigurations: [...passes.endpointConfigurations, { endpointId: "arn:far" }],
};

describe("the risks of Global Accelerator before an origin", () => {
  const group = same(acceleratorGroup, "group", passes);
  judgesAsExpected([
    [
      "it is switched off",
      [
        ...accelerated(becomes(accelerator, "front", { enabled: true }, { enabled: false })),
        ...[takes, group],
      ],
      ["high origin-shut front"],
    ],
    [
      "its only group of endpoints goes",
      [
        ...accelerated(same(accelerator, "front", { enabled: true })),
        ...[takes, goes(acceleratorGroup, "group", passes)],
      ],
      ["high origin-shut front"],
    ],
    [
      "its only listener goes",
      [
        ...accelerated(same(accelerator, "front", { enabled: true })),
        ...[goes(acceleratorListener, "takes", { acceleratorArn: "arn:accelerator" }), group],
      ],
      ["high origin-shut front"],
    ],
    [
      "its only listener comes to take another port",
      [
        ...accelerated(same(accelerator, "front", { enabled: true })),
        ...[becomes(acceleratorListener, "takes", ports(443, 443), ports(8443, 8443)), group],
      ],
      ["high origin-shut front"],
    ],
    [
      "its only listener comes to take more ports",
      [
        ...accelerated(same(accelerator, "front", { enabled: true })),
        ...[becomes(acceleratorListener, "takes", ports(443, 443), ports(80, 443)), group],
      ],
      [],
    ],
    [
      "one of its two endpoints goes",
      [
        ...[...accelerated(same(accelerator, "front", { enabled: true })), takes],
        becomes(acceleratorGroup, "group", two, passes),
      ],
      ["medium capacity-lowered front"],
    ],
    [
      "one of its two groups of endpoints goes",
      [
        ...[...accelerated(same(accelerator, "front", { enabled: true })), takes, group],
        goes(acceleratorGroup, "far", passes),
      ],
      ["medium capacity-lowered front"],
    ],
    [
      "it gets a second endpoint",
      [
        ...[...accelerated(same(accelerator, "front", { enabled: true })), takes],
        becomes(acceleratorGroup, "group", passes, two),
      ],
      [],
    ],
    [
      "it gets another name",
      [
        ...accelerated(becomes(accelerator, "front", { name: "a" }, { name: "b" })),
        ...[takes, group],
      ],
      [],
    ],
  ]);
});

const domainName = "d111.cloudfront.net";
const distributed = (old: object, now: object): Step[] => [
  led(domainName),
  at(becomes(distribution, "cdn", old, now), "E1", { domainName }),
];
const aliases = ["*.example.com"];
const asks = (...names: readonly string[]): object => ({
  ...{ enabled: true, aliases },
  origins: names.map((domainName, index) => ({ originId: `${index}`, domainName })),
});
const dnsNameOf = (name: string): string => `${name}-1.eu-west-1.elb.amazonaws.com`;

/** An origin rule that gives the distribution another name. */
const asksBy = (hostHeader: string): Step =>
  same("cloudflare:index/ruleset:Ruleset", "names", {
    ...{ zoneId, kind: "zone", phase: "http_request_origin", name: "names" },
    rules: [
      { action: "route", expression: "true", enabled: true, actionParameters: { hostHeader } },
    ],
  });
const balanced = (more: object): Step[] => [
  ...distributed({ enabled: true, aliases }, { enabled: true, aliases: [] }).slice(1),
  same("pool", "primary", {
    ...{ name: "primary", origins: [{ name: "cdn", address: domainName, ...more }] },
  }),
  same("balancer", "www", {
    ...{ zoneId, name: "www.example.com", proxied: true },
    ...{ defaultPools: ["primary"], fallbackPool: "primary" },
  }),
];

describe("the risks of CloudFront before an origin", () => {
  judgesAsExpected([
    [
      "it is switched off",
      distributed({ enabled: true, aliases }, { enabled: false, aliases }),
      ["high origin-shut cdn"],
    ],
    [
      "it loses the hostname's alias",
      distributed({ enabled: true, aliases }, { enabled: true, aliases: ["api.example.com"] }),
      ["high origin-shut cdn"],
    ],
    [
      "it loses the hostname's alias, by which a rule has it asked no more",
      [
        ...distributed({ enabled: true, aliases }, { enabled: true, aliases: [] }),
        asksBy(domainName),
      ],
      [],
    ],
    [
      "it loses the hostname's alias, by which a rule has it asked",
      [
        ...distributed({ enabled: true, aliases }, { enabled: true, aliases: [] }),
        asksBy("www.example.com"),
      ],
      ["high origin-shut cdn"],
    ],
    [
      "it loses the hostname's alias, by which a pool has it asked no more",
      balanced({ header: { hosts: [domainName] } }),
      [],
    ],
    [
      "it loses the hostname's alias, by which a pool has it asked",
      balanced({}),
      ["high origin-shut cdn"],
    ],
    [
      "it asks another place",
      distributed(asks("a.example.net"), asks("b.example.net")),
      ["medium origin-name-moved cdn"],
    ],
    [
      "it asks one more",
      distributed(asks("a.example.net"), asks("a.example.net", "b.example.net")),
      [],
      ["cdn: origins.originId"],
    ],
    [
      "it asks another place, and no hostname leads there",
      distributed(asks("a.example.net"), asks("b.example.net")).slice(1),
      [],
    ],
    [
      "it asks a load balancer without targets",
      [
        ...distributed(asks("a.example.net"), asks(dnsNameOf("new"))),
        at(same(awsLoadBalancer, "new", { name: "new" }), "arn:new", {
          ...{ arn: "arn:new", dnsName: dnsNameOf("new") },
        }),
        same(listener, "https", {
          ...{ loadBalancerArn: "arn:new", port: 443, protocol: "HTTPS" },
          defaultActions: [{ type: "forward", targetGroupArn: "empty" }],
        }),
        same(targetGroup, "empty", { port: 80, protocol: "HTTP" }),
      ],
      ["medium origin-name-moved cdn", "medium origin-unready new"],
    ],
    [
      "another alias takes the wildcard's place for the hostname",
      distributed({ enabled: true, aliases }, { enabled: true, aliases: ["www.example.com"] }),
      [],
    ],
  ]);
});

const targetDomainName = "d-a1b2.execute-api.eu-west-1.amazonaws.com";
const www = { domainName: "www.example.com" };

describe("the risks of a domain of API Gateway", () => {
  const domain = (now: object = www): Step =>
    at(becomes(apiDomain, "domain", www, now), "www.example.com", {
      domainNameConfiguration: { targetDomainName },
    });
  const rest = at(same(restDomain, "domain", www), "www.example.com", {
    regionalDomainName: targetDomainName,
  });
  const mapped = { ...www, apiId: "a", stage: "$default" };
  judgesAsExpected([
    [
      "its mapping goes",
      [led(targetDomainName), domain(), goes(apiMapping, "all", mapped)],
      ["high origin-shut domain"],
    ],
    [
      "its mapping is for some paths alone from then on",
      [
        ...[led(targetDomainName), domain()],
        becomes(apiMapping, "all", mapped, { ...mapped, apiMappingKey: "v1" }),
      ],
      ["high origin-shut domain"],
    ],
    [
      "a mapping of the other kind takes its place",
      [
        ...[led(targetDomainName), domain(), goes(apiMapping, "all", mapped)],
        comes(restMapping, "rest", { ...www, restApi: "a" }),
      ],
      [],
    ],
    [
      "the mapping of a REST API gives way to one of the other kind",
      [
        ...[led(targetDomainName), rest, goes(restMapping, "all", { ...www, restApi: "a" })],
        comes(apiMapping, "all", mapped),
      ],
      [],
    ],
    [
      "another mapping goes",
      [
        ...[led(targetDomainName), domain(), same(apiMapping, "all", mapped)],
        goes(apiMapping, "v1", { ...mapped, apiMappingKey: "v1" }),
      ],
      ["medium origin-shut domain"],
    ],
    [
      "the mapping of a REST API goes",
      [led(targetDomainName), rest, goes(restMapping, "all", { ...www, restApi: "a" })],
      ["high origin-shut domain"],
    ],
    [
      "nothing leads there",
      [led("d-other.execute-api.eu-west-1.amazonaws.com"), rest, goes(restMapping, "all", www)],
      [],
    ],
  ]);
});

describe("the risks of the routes of an HTTP API", () => {
  const api = { ...same(httpApi, "api", { protocolType: "HTTP" }), id: "a1b2c3d4e5" };
  const all = { apiId: "a1b2c3d4e5", routeKey: "$default" };
  const name = "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com";
  judgesAsExpected([
    ["the only one goes", [led(name), api, goes(apiRoute, "all", all)], ["high origin-shut api"]],
    [
      "another one stays",
      [led(name), api, goes(apiRoute, "all", all), same(apiRoute, "get", all)],
      [],
    ],
  ]);
});

describe("the risks of a Classic Load Balancer", () => {
  const classic = (old: object, now: object): Step[] => [
    led("classic-1.us-east-1.elb.amazonaws.com"),
    at(becomes(classicBalancer, "classic", old, now), "classic", {
      dnsName: "classic-1.us-east-1.elb.amazonaws.com",
    }),
  ];
  const fleet = { minSize: 2, maxSize: 4, desiredCapacity: 2, loadBalancers: ["classic"] };
  judgesAsExpected([
    [
      "its list of instances is emptied",
      classic({ instances: ["i-1", "i-2"] }, { instances: [] }),
      ["high origin-shut classic"],
    ],
    [
      "an Auto Scaling group takes their place",
      [...classic({ instances: ["i-1"] }, { instances: [] }), same(scalingGroup, "fleet", fleet)],
      [],
    ],
    [
      "its Auto Scaling group goes to nothing",
      [
        ...classic({ instances: [] }, { instances: [] }),
        becomes(scalingGroup, "fleet", fleet, { ...fleet, minSize: 0, maxSize: 0 }),
      ],
      ["high origin-shut classic"],
    ],
    [
      "its only attachment goes",
      [
        ...classic({ instances: [] }, { instances: [] }),
        goes(classicAttachment, "one", { elb: "classic", instance: "i-1" }),
      ],
      ["high origin-shut classic"],
    ],
  ]);
});
