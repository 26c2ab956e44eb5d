import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, same, type Step } from "../report/plans";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { acmCertificate, awsLoadBalancer, dnsRecord, listener, loadBalancer, pool, zoneSetting } =
  modelTypes;
const host = "www.example.com";
const zone = `the zone of ${host}`;
const dnsName = "front-1.eu-west-1.elb.amazonaws.com";
const mode = (old: string, now: string): Step => {
  const setting = (value: string): object => ({ zoneId, settingId: "ssl", value });
  return becomes(zoneSetting, "ssl", setting(old), setting(now));
};
const led = same(dnsRecord, "www", {
  ...{ zoneId, name: host, type: "CNAME", content: dnsName, proxied: true, ttl: 1 },
});
const listens = (port: number, protocol: string, more: object = {}): Step[] => [
  { ...same(awsLoadBalancer, "front", {}), outputs: { dnsName } },
  same(listener, "only", {
    ...{ loadBalancerArn: "front", port, protocol, ...more },
    defaultActions: [{ type: "fixed-response", fixedResponse: { statusCode: "404" } }],
  }),
  same("aws:lb/listenerRule:ListenerRule", "known", {
    ...{ listenerArn: "only", priority: 1, conditions: [{ hostHeader: { values: [host] } }] },
    actions: [{ type: "forward", targetGroupArn: "targets" }],
  }),
];
const shows = (domainName: string): Step[] => [
  same(acmCertificate, "own", { domainName, validationMethod: "DNS" }),
  ...listens(443, "HTTPS", { certificateArn: "own" }),
];
const origin = (hosts?: readonly string[]): object => ({
  ...{ accountId: "a", name: "only", monitor: "m" },
  origins: [{ name: "o", address: dnsName, enabled: true, ...(hosts && { header: { hosts } }) }],
});
const balanced = same(loadBalancer, "lb", {
  ...{ zoneId, name: host, proxied: true, steeringPolicy: "off" },
  ...{ defaultPools: ["only"], fallbackPool: "only" },
});

describe("the risks of the way from Cloudflare to an origin that the plan shows", () => {
  judgesAsExpected([
    [
      "a strict mode before a certificate of another name",
      [mode("full", "strict"), led, ...shows("internal.example.net")],
      [`high tls-stricter ${zone}`],
    ],
    [
      "a strict mode before one of which the plan does not say all",
      [mode("full", "strict"), led, ...listens(443, "HTTPS", { certificateArn: "elsewhere" })],
      [`medium tls-stricter ${zone}`],
    ],
    [
      "a strict mode before one with the name",
      [mode("full", "strict"), led, ...shows("*.example.com")],
      [`low tls-stricter ${zone}`],
    ],
    [
      "a mode that asks by TLS where nothing listens",
      [mode("flexible", "full"), led, ...listens(80, "HTTP")],
      [`high origin-tls-on ${zone}`],
    ],
    [
      "a mode that asks by TLS where something listens",
      [mode("flexible", "full"), led, ...shows("*.example.com")],
      [`medium origin-tls-on ${zone}`],
    ],
    [
      "a host of which the load balancer answers with an error",
      [
        balanced,
        ...shows("*.example.com"),
        becomes(pool, "only", origin(), origin(["o.example.com"])),
      ],
      [`high host-header-changed ${host}`],
    ],
    [
      "a host that it serves",
      [
        balanced,
        ...shows("*.example.com"),
        becomes(pool, "only", origin(["o.example.com"]), origin([host])),
      ],
      [`medium host-header-changed ${host}`],
    ],
  ]);
});
