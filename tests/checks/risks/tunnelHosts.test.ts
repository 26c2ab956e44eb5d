import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, goes, reviewSteps, same, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const { accessApplication, acmCertificate, awsLoadBalancer, dnsRecord, listener, listenerRule } =
  modelTypes;
const { targetGroup, tunnelConfig } = modelTypes;
const tunnelId = "6ff42ae2-765d-4adf-8112-31c55c1551ef";
const dnsName = "internal-tools-1.eu-west-1.elb.amazonaws.com";
const tools = ["grafana", "wiki"] as const;
const hostOf = (tool: string): string => `${tool}.example.com`;

const balancer: readonly Step[] = [
  {
    ...same(awsLoadBalancer, "tools", { internal: true, loadBalancerType: "application" }),
    outputs: { dnsName },
  },
  same(listener, "http", {
    ...{ loadBalancerArn: "tools", port: 80, protocol: "HTTP" },
    defaultActions: [{ type: "fixed-response", fixedResponse: { statusCode: "404" } }],
  }),
  ...tools.flatMap((tool, index) => [
    same(targetGroup, tool, { port: 80, protocol: "HTTP" }),
    same(listenerRule, `${tool}-rule`, {
      ...{ listenerArn: "http", priority: index + 1 },
      conditions: [{ hostHeader: { values: [hostOf(tool)] } }],
      actions: [{ type: "forward", targetGroupArn: tool }],
    }),
  ]),
];
const records = tools.map((tool) =>
  same(dnsRecord, `${tool}-record`, {
    ...{ zoneId, name: hostOf(tool), type: "CNAME", proxied: true, ttl: 1 },
    content: `${tunnelId}.cfargotunnel.com`,
  }),
);
const config = (ofAll: object, ofWiki: object = {}, service = `http://${dnsName}`): object => ({
  ...{ accountId: "a", tunnelId },
  config: {
    originRequest: ofAll,
    ingresses: [
      { hostname: hostOf("grafana"), service },
      { hostname: hostOf("wiki"), service, originRequest: ofWiki },
      { service: "http_status:404" },
    ],
  },
});
const asked = (now: object, old: object = config({})): readonly Step[] => [
  ...[...balancer, ...records],
  becomes(tunnelConfig, "config", old, now),
];
const withRules = (...ingresses: readonly object[]): object => ({
  ...{ accountId: "a", tunnelId },
  config: { ingresses: [...ingresses, { service: "http_status:404" }] },
});
const toWiki = (service: string, originRequest: object = {}): object =>
  withRules({ hostname: hostOf("wiki"), service, originRequest });
const allOfWiki = { hostname: hostOf("wiki"), service: "http://wiki:80" };
const apiOfWiki = { ...allOfWiki, path: "^/api/", service: "http://api:80" };
const secureListener = (certificateArn = "all-names"): Step[] => [
  same(acmCertificate, "all-names", { domainName: "*.example.com", validationMethod: "DNS" }),
  same(listener, "https", {
    ...{ loadBalancerArn: "tools", port: 443, protocol: "HTTPS", certificateArn },
    defaultActions: [{ type: "forward", targetGroupArn: "wiki" }],
  }),
];
const named = { httpHostHeader: hostOf("grafana") };

const demanding = config({}, { access: { required: true, teamName: "t", audTags: ["x"] } });
const open = { decision: "bypass", includes: [{ everyone: {} }] };
const staff = { decision: "allow", includes: [{ emailDomain: { domain: "example.com" } }] };
const application = (more: object = {}): object => ({
  ...{ accountId: "a", type: "self_hosted", name: "wiki", domain: hostOf("wiki") },
  ...{ policies: [staff], ...more },
});
const guarded: readonly Step[] = [...records, same(tunnelConfig, "config", demanding)];
const refused = ["high tunnel-token-demanded wiki.example.com"];
const change = (more: object): Step =>
  becomes(accessApplication, "wiki", application(), application(more));

const plans: StrangersPlans = [
  [
    "tells of hosts for which a load balancer has another site, and not of the one that is asked as before",
    asked(config(named)),
    ["high host-header-changed wiki.example.com"],
  ],
  [
    "tells of a host that its load balancer answers with an error",
    asked(config({}, { httpHostHeader: "wiki.internal" })),
    ["high host-header-changed wiki.example.com"],
  ],
  [
    "tells of less where nobody knows what the service does with it",
    asked(config({}, named, "http://wiki:80"), config({}, {}, "http://wiki:80")),
    ["medium host-header-changed wiki.example.com"],
  ],
  [
    "says nothing of the host that is asked for anyway",
    asked(config({}, { httpHostHeader: hostOf("wiki") })),
    [],
  ],
  [
    "tells of a port at which the load balancer does not listen",
    asked(toWiki(`http://${dnsName}:8080`), toWiki(`http://${dnsName}`)),
    ["high tunnel-service-changed wiki.example.com"],
  ],
  [
    "tells of TLS that the listener does not speak",
    asked(toWiki(`https://${dnsName}:80`), toWiki(`http://${dnsName}`)),
    ["high tunnel-service-changed wiki.example.com"],
  ],
  [
    "tells of a service in clear where the listener speaks TLS",
    [...secureListener(), ...asked(toWiki(`http://${dnsName}:443`), toWiki(`http://${dnsName}`))],
    ["high tunnel-service-changed wiki.example.com"],
  ],
  [
    "tells of less where the listener speaks what the service says",
    [...secureListener(), ...asked(toWiki(`https://${dnsName}`), toWiki(`http://${dnsName}`))],
    ["medium tunnel-service-changed wiki.example.com"],
  ],
  [
    "tells of a name that no certificate of the listener has",
    [
      ...secureListener(),
      ...asked(
        toWiki(`https://${dnsName}`, { originServerName: "wiki.example.org" }),
        toWiki(`https://${dnsName}`, { originServerName: hostOf("wiki") }),
      ),
    ],
    ["high tunnel-certificate-refused wiki.example.com"],
  ],
  [
    "says nothing of a name that its certificate has",
    [
      ...secureListener(),
      ...asked(
        toWiki(`https://${dnsName}`, { originServerName: hostOf("grafana") }),
        toWiki(`https://${dnsName}`, { originServerName: hostOf("wiki") }),
      ),
    ],
    [],
  ],
  [
    "tells of less where the plan does not hold the certificate",
    [
      ...secureListener("arn:aws:acm:eu-west-1:1:certificate/elsewhere"),
      ...asked(
        toWiki(`https://${dnsName}`, { originServerName: "wiki.example.org" }),
        toWiki(`https://${dnsName}`, { originServerName: hostOf("wiki") }),
      ),
    ],
    ["medium tunnel-certificate-refused wiki.example.com"],
  ],
  [
    "tells of a path whose rule comes to stand behind the one for all of its hostname",
    asked(withRules(allOfWiki, apiOfWiki), withRules(apiOfWiki, allOfWiki)),
    ["high tunnel-service-changed wiki.example.com"],
  ],
  [
    "tells of less where the rule of a path goes",
    asked(withRules(allOfWiki), withRules(apiOfWiki, allOfWiki)),
    ["medium tunnel-service-changed wiki.example.com"],
  ],
  [
    "tells of an application that goes while cloudflared demands its token",
    [...guarded, goes(accessApplication, "wiki", application())],
    refused,
  ],
  [
    "tells of one that goes over to another hostname",
    [...guarded, change({ domain: hostOf("grafana") })],
    [...refused, "low access-login grafana.example.com"],
  ],
  ["tells of one that lets everybody pass", [...guarded, change({ policies: [open] })], refused],
  [
    "says nothing of one that goes where no token is demanded",
    [
      ...[...records, same(tunnelConfig, "config", config({}))],
      goes(accessApplication, "wiki", application()),
    ],
    [],
  ],
  [
    "says nothing of one beside it that goes",
    [
      ...[...guarded, same(accessApplication, "wiki", application())],
      goes(accessApplication, "grafana", application({ domain: hostOf("grafana") })),
    ],
    [],
  ],
];

describe("what cloudflared asks services for", () => {
  judgesAsExpected(plans.map(([name, steps, ...rest]) => [name, [www, ...steps], ...rest]));

  it("is told with who gets it", () => {
    const { risks } = reviewSteps(asked(config(named)));
    expect(risks.map(({ consequence }) => bareText(consequence))).to.deep.equal([
      `From this change on cloudflared asks http://${dnsName}, to which the tunnel leads wiki.example.com, for the host grafana.example.com and no longer for wiki.example.com, which its load balancer gives to grafana: visitors get the page of another site, or its Error 404.`,
    ]);
  });
});
