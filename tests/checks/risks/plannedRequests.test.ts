import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, same, type Step } from "../report/plans";
import { balancer, forward, known, listens, record, targets } from "./behindBalancer";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { instance, listener, listenerRule, ruleset, securityGroup, targetGroup } = modelTypes;
const { tunnelConfig, zoneSetting } = modelTypes;
const rules = (expression: string): object => ({
  ...{ zoneId, kind: "zone", name: "default", phase: "http_request_firewall_custom" },
  rules: [{ action: "block", expression, enabled: true }],
});
const nothing = 'http.request.uri.path eq "/xmlrpc.php"';
const blocks = (expression: string): Step =>
  becomes(ruleset, "firewall", rules(nothing), rules(expression));
const app = (more: object = {}): Step => known(same(targetGroup, "app", targets(more)));
const https = (more: object = {}): Step => known(same(listener, "https", listens(more)));
const takes = (condition: object): Step =>
  known(
    same(listenerRule, "rule", {
      ...{ listenerArn: "https", priority: 1, actions: [forward] },
      conditions: [condition],
    }),
  );
const login = { type: "authenticate-oidc", authenticateOidc: {} };
const usualMethods = 'not http.request.method in {"GET" "HEAD" "POST"}';
const setting = (value: string): object => ({ zoneId, settingId: "http2", value });

const machine = [
  same(securityGroup, "services", {
    vpcId: "vpc-1",
    ingress: [{ protocol: "tcp", fromPort: 8080, toPort: 8080, cidrBlocks: ["10.0.0.0/8"] }],
  }),
  same(instance, "services", { privateIp: "10.75.2.30", vpcSecurityGroupIds: ["services"] }),
];
const tunnel = "a1b2c3d4-0000-4000-8000-000000000001";
const toTunnel = same("record", "api", {
  ...{ zoneId, name: "api.example.com", type: "CNAME", proxied: true, ttl: 1 },
  content: `${tunnel}.cfargotunnel.com`,
});
const ingress = (...own: readonly object[]): object => ({
  ...{ accountId: "a", tunnelId: tunnel },
  config: { ingresses: [...own, { service: "http_status:404" }] },
});
const api = (service: string, more: object = {}): object => ({
  ...{ hostname: "api.example.com", service, ...more },
});
const leads = (old: readonly object[], now: readonly object[]): Step =>
  becomes(tunnelConfig, "ingress", ingress(...old), ingress(...now));

const uploads = takes({ pathPattern: { values: ["/uploads/*"] } });
const sending = known(
  same(listenerRule, "rule", {
    ...{ listenerArn: "https", priority: 1, actions: [forward] },
    conditions: [
      { pathPattern: { values: ["/uploads/*"] } },
      { httpRequestMethod: { values: ["POST", "PUT"] } },
    ],
  }),
);
const connects = (expression: string): Step =>
  comes(modelTypes.cloudConnector, "buckets", {
    zoneId,
    rules: [
      {
        ...{ cloudConnectorRulesProvider: "aws_s3", enabled: true, expression },
        parameters: { host: "acme-uploads.s3.eu-west-1.amazonaws.com" },
      },
    ],
  });
const toUploads = 'starts_with(http.request.uri.path, "/uploads/")';
const site = "acme-static.s3-site.example";
const origins = (...own: readonly object[]): object => ({
  ...{ zoneId, kind: "zone", name: "default", phase: "http_request_origin", rules: own },
});
const website = (bucket: string): Step[] => [
  same(modelTypes.bucket, "static", { bucket }),
  {
    ...same(modelTypes.bucketWebsite, "static-site", { bucket }),
    outputs: { bucket, websiteEndpoint: site },
  },
  same("record", "static", {
    ...{ zoneId, name: "static.example.com", type: "CNAME", content: site, proxied: true, ttl: 1 },
  }),
  becomes(
    ruleset,
    "origins",
    origins({
      ...{ action: "route", enabled: true, expression: 'http.host eq "static.example.com"' },
      actionParameters: { hostHeader: site },
    }),
    origins(),
  ),
];

describe("requests that origins are made for, as the plan shows", () => {
  judgesAsExpected([
    [
      "what a service takes that is sent to it comes to a bucket",
      [record, balancer(), app(), https(), sending, connects(toUploads)],
      ["high destination-changed www.example.com"],
    ],
    [
      "what is read comes to a bucket, and what is sent does not",
      [
        ...[record, balancer(), app(), https(), sending],
        connects(`${toUploads} and http.request.method in {"GET" "HEAD"}`),
      ],
      [],
    ],
    [
      "what comes to a bucket is sent by nobody, as far as the plan shows",
      [record, balancer(), app(), https(), uploads, connects(toUploads)],
      [],
    ],
    [
      "a bucket's website comes to be asked for a name that is no bucket's",
      website("acme-static"),
      ["high host-header-changed static.example.com"],
    ],
    [
      "a bucket's website comes to be asked for the name of its bucket",
      website("static.example.com"),
      [],
    ],
    [
      "methods that a rule of the listener forwards are refused",
      [
        ...[record, balancer(), app(), https(), blocks(usualMethods)],
        takes({ httpRequestMethod: { values: ["PUT", "DELETE"] } }),
      ],
      ["high edge-rule-blocks www.example.com"],
    ],
    [
      "methods are refused that nothing shows to be asked",
      [record, balancer(), app(), https(), blocks(usualMethods)],
      [],
    ],
    [
      "a path that a rule of the listener forwards is refused",
      [
        ...[record, balancer(), app(), https(), blocks('http.request.uri.path contains "/."')],
        takes({ pathPattern: { values: ["/.well-known/*"] } }),
      ],
      ["high edge-rule-blocks www.example.com"],
    ],
    [
      "the way back from a login is refused",
      [
        ...[record, balancer(), app(), https({ defaultActions: [login, forward] })],
        blocks('starts_with(http.request.uri.path, "/oauth2/")'),
      ],
      ["high edge-rule-blocks www.example.com"],
    ],
    [
      "the same path is refused where nobody logs in",
      [
        ...[record, balancer(), app(), https()],
        blocks('starts_with(http.request.uri.path, "/oauth2/")'),
      ],
      [],
    ],
    [
      "gRPC loses HTTP/2",
      [
        ...[record, balancer(), app({ protocolVersion: "GRPC" }), https()],
        becomes(zoneSetting, "http2", setting("on"), setting("off")),
      ],
      ["high visitors-http2-off www.example.com"],
    ],
    [
      "a service moves to a port at which its machine lets nobody in",
      [
        ...[...machine, toTunnel],
        leads([api("http://10.75.2.30:8080")], [api("http://10.75.2.30:8090")]),
      ],
      ["high tunnel-service-changed api.example.com"],
    ],
    [
      "the rule for a path of a tunnel goes",
      [
        toTunnel,
        leads(
          [api("http://orders:8080", { path: "^/orders" }), api("http://web:80")],
          [api("http://web:80")],
        ),
      ],
      ["medium tunnel-service-changed api.example.com"],
    ],
    [
      "cloudflared demands a token that nobody gives",
      [
        toTunnel,
        leads(
          [api("http://web:80")],
          [api("http://web:80", { originRequest: { access: { required: true } } })],
        ),
      ],
      ["high tunnel-token-demanded api.example.com"],
    ],
  ]);
});
