import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, goes, same, type Step } from "../report/plans";
import { balancer, dnsName, front, known, listens, record, targets } from "./behindBalancer";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const { ecsService, ingressRule, instance, launchTemplate } = modelTypes;
const { listener, listenerRule, pool, securityGroup, targetGroup, zoneSetting } = modelTypes;
const { loadBalancer } = modelTypes;

const app = known(same(targetGroup, "app", targets()));
const group = same(securityGroup, "front", { vpcId: "vpc-1" });
const mode = (value: string): object => ({ zoneId, settingId: "ssl", value });
const ssl = (value: string): Step => same(zoneSetting, "ssl", mode(value));
const redirectsNobody = same(zoneSetting, "always", {
  ...{ zoneId, settingId: "always_use_https", value: "off" },
});
const always = (value: string): object => ({ zoneId, settingId: "always_use_https", value });
const opens = (port: number): object => ({
  ...{ securityGroupId: "front", ipProtocol: "tcp", fromPort: port, toPort: port },
  cidrIpv4: "0.0.0.0/0",
});
const open = (port: number): Step => same(ingressRule, `in-${port}`, opens(port));
const shuts = (port: number): Step => goes(ingressRule, `in-${port}`, opens(port));
const carriers: readonly Step[] = [
  same(launchTemplate, "web", { vpcSecurityGroupIds: ["front"] }),
  same(ecsService, "web", { networkConfiguration: { securityGroups: ["front"] } }),
  same(instance, "web", { ami: "ami-1", vpcSecurityGroupIds: ["front"] }),
];
const clear = (more: object = {}): object => listens({ port: 80, protocol: "HTTP", ...more });

describe("the risks of a port 80 that is shut beside an open one for HTTPS", () => {
  judgesAsExpected([
    ...carriers.flatMap((carrier) =>
      ["strict", "flexible"].map((value): StrangersPlans[number] => [
        `nothing is known to lead to ${carrier.type}, in ${value}`,
        [www, carrier, group, ssl(value), redirectsNobody, open(443), shuts(80)],
        ["high origin-shut web"],
      ]),
    ),
    [
      "nothing is known to carry the group, in Flexible",
      [www, group, ssl("flexible"), redirectsNobody, open(443), shuts(80)],
      ["high origin-shut origins of vpc-1"],
    ],
    [
      "nothing is known to carry the group, in Full (strict)",
      [www, group, ssl("strict"), redirectsNobody, open(443), shuts(80)],
      ["medium origin-shut origins of vpc-1"],
    ],
    [
      "the same plan sets Flexible",
      [
        ...[...front, app, redirectsNobody, open(443), shuts(80)],
        known(same(listener, "http", clear())),
        becomes(zoneSetting, "ssl", mode("strict"), mode("flexible")),
      ],
      ["high origin-shut edge", "high tls-weaker the zone of www.example.com"],
    ],
    [
      "what carries the group gets another name, in Flexible",
      [
        ...[record, group, app, ssl("flexible"), redirectsNobody, open(443), shuts(80)],
        { ...balancer(), name: "entry", oldName: "edge", outputs: { arn: "edge", dnsName } },
        known(same(listener, "http", clear())),
        known(same(listener, "https", listens())),
      ],
      ["high origin-shut edge"],
    ],
  ]);
});

const pooled: readonly Step[] = [
  {
    ...same(instance, "web", { vpcSecurityGroupIds: ["front"] }),
    outputs: { publicIp: "203.0.113.7" },
  },
  same("record", "www", {
    ...{
      zoneId,
      name: "www.example.com",
      type: "A",
      content: "203.0.113.7",
      proxied: true,
      ttl: 1,
    },
  }),
  same(pool, "api", {
    ...{ accountId: "a", name: "api" },
    origins: [{ name: "o", address: "203.0.113.7", port: 8080 }],
  }),
  same(loadBalancer, "api", {
    ...{ zoneId, name: "api.example.com", proxied: true, steeringPolicy: "off" },
    ...{ defaultPools: ["api"], fallbackPool: "api" },
  }),
  ...[group, ssl("strict"), redirectsNobody],
];

describe("the risks of several ports that are shut alike", () => {
  judgesAsExpected([
    [
      "80 for those who come by http://, and one that a pool names",
      [...pooled, open(443), shuts(80), shuts(8080)],
      ["high origin-shut web"],
    ],
    ["80 alone", [...pooled, open(443), open(8080), shuts(80)], ["medium origin-shut web"]],
    [
      "80, at which a load balancer does not listen, and one that a pool names",
      [
        ...[record, balancer(), group, app, ssl("strict"), redirectsNobody],
        known(same(listener, "https", listens())),
        known(same(listener, "api", listens({ port: 8443 }))),
        same(pool, "api", {
          ...{ accountId: "a", name: "api" },
          origins: [{ name: "o", address: dnsName, port: 8443 }],
        }),
        same(loadBalancer, "api", {
          ...{ zoneId, name: "api.example.com", proxied: true, steeringPolicy: "off" },
          ...{ defaultPools: ["api"], fallbackPool: "api" },
        }),
        ...[open(443), shuts(80), shuts(8443)],
      ],
      ["high origin-shut edge"],
    ],
  ]);
});

const later = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const admits = (range: string): object => ({
  ...{ securityGroupId: "front", ipProtocol: "tcp", fromPort: 443, toPort: 443 },
  ...(range.includes(":") ? { cidrIpv6: range } : { cidrIpv4: range }),
});
const ipv4 = cloudflareRanges.ipv4.map((range) => same(ingressRule, range, admits(range)));
const atEdge = (ipAddressType: string): Step[] => [
  ...[...front.filter(({ name }) => name !== "edge"), balancer({ ipAddressType }), app, ...ipv4],
];

describe("the risks of families that a load balancer may have", () => {
  judgesAsExpected([
    [
      "Cloudflare's IPv6 ranges go, and its families are not known",
      [
        ...atEdge(later),
        ...cloudflareRanges.ipv6.map((range) => goes(ingressRule, range, admits(range))),
      ],
      ["high origin-shut edge"],
    ],
    ...["ipv4", "dualstack"].map((ipAddressType): StrangersPlans[number] => [
      `the rules of IPv6 are made anew, the old ones first, at one that is ${ipAddressType}`,
      [
        ...atEdge(ipAddressType),
        ...cloudflareRanges.ipv6.flatMap((range) =>
          ["delete-replaced", "replace", "create-replacement"].map((op) => ({
            ...{ op, type: ingressRule, name: range, id: range },
            ...{ old: admits(range), new: { ...admits(range), toPort: 444 } },
          })),
        ),
      ],
      ipAddressType === "ipv4" ? [] : ["medium origin-shut-meanwhile edge"],
    ]),
  ]);
});

const answers = (statusCode: string): object =>
  clear({ defaultActions: [{ type: "fixed-response", fixedResponse: { statusCode } }] });
const ruled = same(listenerRule, "www", {
  ...{ listenerArn: "http", priority: 1, actions: [{ type: "forward", targetGroupArn: "app" }] },
  conditions: [{ hostHeader: { values: ["www.example.com"] } }],
});
const strict = [...front, app, ssl("strict"), redirectsNobody];

describe("the risks of a listener at port 80 beside one for HTTPS", () => {
  judgesAsExpected([
    [
      "it goes, and answered an error to all",
      [...strict, goes(listener, "http", answers("403"))],
      [],
    ],
    [
      "it answers another error to all",
      [...strict, known(becomes(listener, "http", answers("404"), answers("403")))],
      [],
    ],
    [
      "it goes, and answered an error to all that no rule took",
      [
        ...[...strict, goes(listener, "http", answers("403"))],
        goes(listenerRule, "www", ruled.old ?? {}),
      ],
      ["medium listener-lost edge"],
    ],
    [
      "it goes, and the same plan sets Flexible",
      [
        ...[...front, app, redirectsNobody, goes(listener, "http", clear())],
        becomes(zoneSetting, "ssl", mode("strict"), mode("flexible")),
      ],
      ["high listener-lost edge", "high tls-weaker the zone of www.example.com"],
    ],
    ...(["on", "off"] as const).map((now): StrangersPlans[number] => [
      `Always Use HTTPS becomes ${now}, and nothing listens at port 80`,
      [
        ...[...front, app, ssl("strict"), open(443)],
        becomes(zoneSetting, "always", always(now === "on" ? "off" : "on"), always(now)),
      ],
      now === "on" ? [] : ["medium listener-lost www.example.com"],
    ]),
    [
      "Always Use HTTPS is switched off before a load balancer that redirects",
      [
        ...[...front, app, ssl("strict"), open(443), open(80)],
        known(same(listener, "http", clear())),
        becomes(zoneSetting, "always", always("on"), always("off")),
      ],
      [],
    ],
  ]);
});
