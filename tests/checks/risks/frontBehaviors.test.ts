import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, same, type Step } from "../report/plans";
import { dnsName, known } from "./behindBalancer";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { awsLoadBalancer, distribution, listener } = modelTypes;
const domainName = "d111.cloudfront.net";
const led = same("record", "www", {
  ...{ zoneId, name: "www.example.com", type: "CNAME", content: domainName },
  ...{ proxied: true, ttl: 1 },
});
const bucket = { originId: "s3", domainName: "docs.s3.eu-west-1.amazonaws.com" };
const server = (own: string, originProtocolPolicy = "https-only"): object => ({
  ...{ originId: "app", domainName: own },
  customOriginConfig: { httpPort: 80, httpsPort: 443, originProtocolPolicy },
});
const cdn = (
  origins: readonly object[],
  behavior: object,
  ...ordered: readonly object[]
): object => ({
  ...{ enabled: true, aliases: ["www.example.com"], origins, defaultRootObject: "index.html" },
  ...{ defaultCacheBehavior: behavior, orderedCacheBehaviors: ordered },
});
const site = (was: object, is: object, ...more: readonly Step[]): Step[] => [
  ...[led, ...more],
  { ...becomes(distribution, "cdn", was, is), id: "E1", outputs: { domainName } },
];
const files = { targetOriginId: "s3", originAccessControlId: "c" };
const app = { targetOriginId: "app", allowedMethods: ["GET", "HEAD", "POST"] };
const api = { ...app, pathPattern: "/api/*" };
const pages = { ...app, pathPattern: "/shop/*", allowedMethods: ["GET", "HEAD"] };
const both = [{ ...bucket, originAccessControlId: "c" }, server("app.example.net")];
const shut = (severity: string): string[] => [`${severity} origin-shut cdn`];

describe("the risks of a path for which a distribution of CloudFront asks a bucket", () => {
  const unread = ["cdn: orderedCacheBehaviors[0]"];
  judgesAsExpected([
    ["and asked a server", site(cdn(both, files, api), cdn(both, files)), shut("high"), unread],
    [
      "and asked a server for pages",
      site(cdn(both, files, pages), cdn(both, files)),
      shut("medium"),
      unread,
    ],
    [
      "and may ask a server by another pattern",
      site(cdn(both, files, api), cdn(both, files, { ...app, pathPattern: "/a*" })),
      [],
      ["cdn: orderedCacheBehaviors[0].pathPattern"],
    ],
    ["and asks a server by default", site(cdn(both, app, api), cdn(both, app)), [], unread],
  ]);
});

describe("the risks of how a distribution of CloudFront asks", () => {
  const to = (place: string, policy: string): object =>
    cdn([server(place, policy)], { ...app, allowedMethods: ["GET", "HEAD"] });
  const website = "docs.s3-website-eu-west-1.amazonaws.com";
  const protocol = ["cdn: origins[0].customOriginConfig.originProtocolPolicy"];
  const balancer = [
    known(same(awsLoadBalancer, "edge", { name: "edge" }), { dnsName }),
    known(same(listener, "https", { loadBalancerArn: "edge", port: 443, protocol: "HTTPS" })),
  ];
  const passes = (place: string, id: string): object =>
    cdn([server(place)], { ...app, originRequestPolicyId: id });
  const [all, butHost] = [
    "216adef6-5c7f-47e4-b989-5492eafa07d3",
    "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  ];
  const own = "a1b2c3.execute-api.eu-west-1.amazonaws.com";
  const policy = ["cdn: defaultCacheBehavior.originRequestPolicyId"];
  judgesAsExpected([
    [
      "a website of S3 comes to be asked by HTTPS",
      site(to(website, "http-only"), to(website, "https-only")),
      shut("high"),
      protocol,
    ],
    [
      "a website of S3 comes to be asked by HTTP",
      site(to(website, "https-only"), to(website, "http-only")),
      [],
      protocol,
    ],
    [
      "a server of somebody comes to be asked by HTTPS",
      site(to("app.example.net", "http-only"), to("app.example.net", "https-only")),
      [],
      protocol,
    ],
    [
      "a load balancer comes to be asked where it does not listen",
      site(to(dnsName, "https-only"), to(dnsName, "http-only"), ...balancer),
      shut("high"),
      protocol,
    ],
    [
      "a load balancer comes to be asked where it listens",
      site(to(dnsName, "http-only"), to(dnsName, "https-only"), ...balancer),
      [],
      protocol,
    ],
    [
      "an API at its own name comes to be asked by the viewer's",
      site(passes(own, butHost), passes(own, all)),
      shut("high"),
      policy,
    ],
    [
      "a server comes to be asked by the viewer's name",
      site(passes("app.example.net", butHost), passes("app.example.net", all)),
      [],
      policy,
    ],
  ]);
});

describe("the risks of the name by which a distribution of CloudFront asks a load balancer", () => {
  const [all, butHost] = [
    "216adef6-5c7f-47e4-b989-5492eafa07d3",
    "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  ];
  const origin = "origin.example.com";
  const asks = (originRequestPolicyId: string): object =>
    cdn([server(origin)], { ...app, originRequestPolicyId });
  const refuses = [{ type: "fixed-response", fixedResponse: { statusCode: "404" } }];
  const forward = [{ type: "forward", targetGroupArn: "app" }];
  const rule = (...values: readonly string[]): Step =>
    same(modelTypes.listenerRule, "site", {
      ...{ listenerArn: "https", priority: 1, actions: forward },
      conditions: [{ hostHeader: { values } }],
    });
  const behind = (defaultActions: readonly object[], ...more: readonly Step[]): Step[] => [
    same("record", "origin", {
      ...{ zoneId, name: origin, type: "CNAME", content: dnsName, proxied: false, ttl: 300 },
    }),
    known(same(awsLoadBalancer, "edge", { name: "edge" }), { dnsName }),
    known(
      same(listener, "https", {
        ...{ loadBalancerArn: "edge", port: 443, protocol: "HTTPS", defaultActions },
      }),
    ),
    known(same(modelTypes.targetGroup, "app", { name: "app", port: 80, protocol: "HTTP" })),
    ...more,
  ];
  const unread = ["cdn: defaultCacheBehavior.originRequestPolicyId"];
  judgesAsExpected([
    [
      "its own in place of the visitor's, for which no rule forwards",
      site(asks(all), asks(butHost), ...behind(refuses, rule("www.example.com"))),
      shut("high"),
      unread,
    ],
    [
      "its own in place of the visitor's, for which a rule forwards",
      site(asks(all), asks(butHost), ...behind(refuses, rule("www.example.com", origin))),
      [],
      unread,
    ],
    [
      "its own in place of the visitor's, and all is forwarded",
      site(asks(all), asks(butHost), ...behind(forward)),
      [],
      unread,
    ],
    [
      "the visitor's in place of its own, for which no rule forwards",
      site(asks(butHost), asks(all), ...behind(refuses, rule(origin))),
      shut("high"),
      unread,
    ],
    [
      "one that a policy of somebody decides",
      site(asks(all), asks("somebody"), ...behind(refuses, rule("www.example.com"))),
      [],
      unread,
    ],
  ]);
});
