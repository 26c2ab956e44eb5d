import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, urnOf, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const { accessApplication, acmCertificate, awsLoadBalancer, dnsRecord, listener } = modelTypes;
const { loadBalancer, pageRule, pool, ruleset, waitingRoom, waitingRoomRules } = modelTypes;

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const named = (name: string, more: object = {}): Step =>
  same(dnsRecord, name, { ...www.old, name, ...more });
const api = named("api.example.com");
const rules = (phase: string, ...list: readonly object[]): object => ({
  ...{ zoneId, kind: "zone", name: "default", phase, rules: list },
});

type Ttl = readonly [from: number, to: number, seconds: number];
const kept = (path: string, ...ttls: readonly Ttl[]): object =>
  rules("http_request_cache_settings", {
    ...{ action: "set_cache_settings", enabled: true },
    expression: `starts_with(http.request.uri.path, "${path}")`,
    actionParameters: {
      cache: true,
      edgeTtl: {
        mode: "respect_origin",
        statusCodeTtls: ttls.map(([from, to, value]) => ({ statusCodeRange: { from, to }, value })),
      },
    },
  });
const keeps = (...ttls: readonly Ttl[]): Step =>
  comes(ruleset, "cache", kept("/catalogue/", ...ttls));
const byStatus = (cacheTtlByStatus: object): Step =>
  comes(pageRule, "errors", {
    ...{ zoneId, target: "www.example.com/*", status: "active", priority: 1 },
    actions: { cacheTtlByStatus },
  });

const room = (more: object = {}): object => ({
  ...{ zoneId, name: "sale", host: "www.example.com", path: "/sale", totalActiveUsers: 200 },
  ...{ newUsersPerMinute: 200, queueingMethod: "fifo", cookieSuffix: "sale", ...more },
});
const withApi = { additionalRoutes: [{ host: "api.example.com", path: "/" }] };

const away = (expression: string, target = "https://www.example.com/"): Step =>
  comes(
    ruleset,
    "redirects",
    rules("http_request_dynamic_redirect", {
      ...{ action: "redirect", enabled: true, expression },
      actionParameters: { fromValue: { statusCode: 301, targetUrl: { value: target } } },
    }),
  );

const login = (...domains: readonly string[]): Step =>
  comes(accessApplication, "app", {
    ...{ zoneId, type: "self_hosted", name: "app", selfHostedDomains: domains },
    policies: [{ decision: "allow", includes: [{ emailDomain: { domain: "example.com" } }] }],
  });

const route = (actionParameters: object): object =>
  rules("http_request_origin", {
    ...{ action: "route", enabled: true, expression: "true" },
    actionParameters,
  });
const bucket = "assets-prod.s3-website-us-east-1.amazonaws.com";
const atBucket = named("www.example.com", { type: "CNAME", content: bucket });
const asBucket = route({ hostHeader: bucket });
const blocksScanners = rules("http_request_firewall_custom", {
  ...{ action: "block", enabled: true, expression: 'http.request.uri.path eq "/.env"' },
});

const pages = (name: string): Step => named("www.example.com", { type: "CNAME", content: name });

const dnsName = "edge-1.eu-west-1.elb.amazonaws.com";
const balanced = (strict: boolean): readonly Step[] => [
  named("www.example.com", { type: "CNAME", content: dnsName }),
  { ...same(awsLoadBalancer, "alb", { name: "alb" }), outputs: { arn: "alb", dnsName } },
  same(listener, "https", {
    ...{ loadBalancerArn: "alb", port: 443, protocol: "HTTPS", certificateArn: "cert" },
    defaultActions: [{ type: "forward", targetGroupArn: "shop" }],
  }),
  {
    ...same(acmCertificate, "cert", { domainName: "www.example.com" }),
    outputs: { arn: "cert" },
  },
  same(modelTypes.zoneSetting, "ssl", {
    zoneId,
    settingId: "ssl",
    value: strict ? "strict" : "full",
  }),
];

const encrypts = (host: string, ssl: string): Step =>
  same(
    ruleset,
    "encryption",
    rules("http_config_settings", {
      ...{ action: "set_config", enabled: true, expression: `http.host eq "${host}"` },
      actionParameters: { ssl },
    }),
  );

const origin = (last: number, more: object = {}): object => ({
  ...{ name: `o${last}`, address: `203.0.113.${last}`, ...more },
});
const ofOrigins = (origins: readonly object[], more: object = {}): object => ({
  ...{ accountId: "a", name: "web", monitor: "m", origins, ...more },
});
const pooled = (old: readonly object[], now: readonly object[], more: object = {}): Step =>
  becomes(pool, "web", ofOrigins(old, more), ofOrigins(now, more));

const pinned = (sessionAffinity: string, steeringPolicy = "off"): object => ({
  ...{ zoneId, name: "shop.example.com", proxied: true, steeringPolicy, sessionAffinity },
  ...{ defaultPools: ["web"], fallbackPool: "web" },
});
const unpinned = (origins: readonly object[], from = "cookie", to = "none"): readonly Step[] => [
  same(pool, "web", ofOrigins(origins)),
  becomes(loadBalancer, "shop", pinned(from), pinned(to)),
];

/** Kinds that sets of strangers and a reading of the tables brought. */
const plans: StrangersPlans = [
  [
    "errors of the server that are kept for an hour",
    [www, keeps([200, 599, 3600])],
    ["medium cache-keeps-errors www.example.com"],
  ],
  ["what is well, and what is missing, kept", [www, keeps([200, 299, 3600], [404, 404, 60])], []],
  ["errors of the server kept for seconds", [www, keeps([500, 599, 10])], []],
  ["errors of the server that are not kept", [www, keeps([400, 599, 0], [500, 599, -1])], []],
  [
    "refusals that are kept for everybody",
    [www, keeps([401, 403, 600])],
    ["medium cache-keeps-errors www.example.com"],
  ],
  [
    "errors that are kept for longer, and for as long as before",
    [
      ...[
        www,
        becomes(ruleset, "cache", kept("/a/", [500, 599, 120]), kept("/a/", [500, 599, 900])),
      ],
    ],
    ["medium cache-keeps-errors www.example.com"],
  ],
  [
    "errors that are kept for as long as before",
    [
      ...[
        www,
        becomes(
          ruleset,
          "cache",
          kept("/a/", [500, 599, 900]),
          kept("/a/", [500, 599, 900], [200, 200, 5]),
        ),
      ],
    ],
    [],
  ],
  [
    "errors that a page rule keeps",
    [www, byStatus({ "200-299": "86400", "500-599": "3600" })],
    ["medium cache-keeps-errors www.example.com"],
  ],
  ["errors that a page rule does not keep", [www, byStatus({ "500-599": "no-store" })], []],
  [
    "a waiting room that comes to stand before an API",
    [www, api, becomes(waitingRoom, "sale", room(), room(withApi))],
    ["medium waiting-room-takes-programs api.example.com"],
  ],
  [
    "a waiting room that comes with the API that it stands before",
    [
      ...[www, comes(modelTypes.dnsRecord, "api", api.old as object)],
      becomes(waitingRoom, "sale", room(), room(withApi)),
    ],
    [],
  ],
  [
    "a waiting room before an API of which the plan holds no record",
    [www, becomes(waitingRoom, "sale", room(), room(withApi))],
    ["medium waiting-room-takes-programs api.example.com"],
  ],
  [
    "a waiting room before an API whose clients are told in JSON",
    [
      www,
      api,
      becomes(waitingRoom, "sale", room(), room({ ...withApi, jsonResponseEnabled: true })),
    ],
    [],
  ],
  [
    "a waiting room before an API that is off",
    [www, api, becomes(waitingRoom, "sale", room(), room({ ...withApi, suspended: true }))],
    ["low waiting-room-lost www.example.com/sale"],
  ],
  [
    "a waiting room that a rule bypasses for the API",
    [
      ...[www, api, becomes(waitingRoom, "sale", room(), room(withApi))],
      same(waitingRoomRules, "bypass", {
        ...{ zoneId, waitingRoomId: "sale" },
        rules: [{ action: "bypass_waiting_room", expression: 'http.host eq "api.example.com"' }],
      }),
    ],
    [],
  ],
  [
    "a waiting room before webhooks of a site",
    [www, comes(waitingRoom, "sale", room({ path: "/webhooks" }))],
    ["medium waiting-room-takes-programs www.example.com/webhooks"],
    ["sale: cookieSuffix, newUsersPerMinute, totalActiveUsers"],
  ],
  [
    "a waiting room before all of a site",
    [www, comes(waitingRoom, "sale", room({ path: "/" }))],
    [],
    ["sale: cookieSuffix, newUsersPerMinute, totalActiveUsers"],
  ],
  [
    "a load balancer that goes from before a record that leads to a bucket",
    [
      ...[atBucket, goes(loadBalancer, "www", { ...pinned("none"), name: "www.example.com" })],
      becomes(ruleset, "firewall", rules("http_request_firewall_custom"), blocksScanners),
    ],
    ["high balancer-lost www.example.com", "high origin-rule-host www.example.com"],
  ],
  [
    "calls that are redirected to the site",
    [www, api, away('http.host ne "www.example.com"')],
    ["high redirect-takes-programs api.example.com"],
  ],
  [
    "a blog that is redirected to the site",
    [www, named("blog.example.com"), away('http.host eq "blog.example.com"')],
    [],
  ],
  [
    "a login before the site that everybody visits",
    [www, login("www.example.com")],
    ["high access-login www.example.com"],
  ],
  [
    "a login before calls of an API",
    [api, login("api.example.com")],
    ["high access-login api.example.com"],
  ],
  [
    "a login before the back office",
    [named("admin.example.com"), login("admin.example.com")],
    ["low access-login admin.example.com"],
  ],
  [
    "a login before something that may be for everybody",
    [named("shop.example.com"), login("shop.example.com")],
    ["medium access-login shop.example.com"],
  ],
  [
    "a login before the path of the monitors",
    [www, login("www.example.com/*")],
    ["high access-login www.example.com"],
  ],
  [
    "the name by which a bucket is asked that goes",
    [atBucket, { op: "delete", type: ruleset, name: "origins", id: "origins", old: asBucket }],
    ["high origin-rule-host www.example.com"],
  ],
  [
    "another name by which a bucket is asked",
    [
      atBucket,
      becomes(
        ruleset,
        "origins",
        asBucket,
        route({ hostHeader: "assets-next.s3-website-us-east-1.amazonaws.com" }),
      ),
    ],
    ["high origin-rule-host www.example.com"],
  ],
  [
    "requests that an origin rule sends to a bucket, under the visitor's name",
    [www, comes(ruleset, "origins", route({ origin: { host: bucket } }))],
    ["high origin-rule-host www.example.com"],
  ],
  [
    "requests that an origin rule sends to a bucket, under its name",
    [www, comes(ruleset, "origins", route({ hostHeader: bucket, origin: { host: bucket } }))],
    [],
  ],
  [
    "a bucket that has the name of the site",
    [
      www,
      comes(
        ruleset,
        "origins",
        route({ origin: { host: `www.example.com.s3-website-us-east-1.amazonaws.com` } }),
      ),
    ],
    [],
  ],
  [
    "a platform that is asked for another name, which it may know",
    [
      pages("shop.herokuapp.com"),
      {
        op: "delete",
        type: ruleset,
        name: "origins",
        id: "origins",
        old: route({ hostHeader: "shop.herokuapp.com" }),
      },
    ],
    ["medium origin-rule-host www.example.com"],
  ],
  [
    "a platform that is asked as before",
    [
      pages("shop.herokuapp.com"),
      becomes(ruleset, "firewall", blocksScanners, rules("http_request_firewall_custom")),
    ],
    [],
  ],
  [
    "a name in the handshake that no certificate of the origin has",
    [...balanced(true), comes(ruleset, "origins", route({ sni: { value: "origin.example.com" } }))],
    ["high origin-rule-host www.example.com"],
  ],
  [
    "a name in the handshake that no certificate has, where none is checked",
    [
      ...balanced(false),
      comes(ruleset, "origins", route({ sni: { value: "origin.example.com" } })),
    ],
    [],
  ],
  [
    "a name in the handshake that no certificate has, where none is checked but by a rule for this hostname",
    [
      ...[...balanced(false), encrypts("www.example.com", "strict")],
      comes(ruleset, "origins", route({ sni: { value: "origin.example.com" } })),
    ],
    ["high origin-rule-host www.example.com"],
  ],
  [
    "a name in the handshake that no certificate has, where a rule has none checked for this hostname",
    [
      ...[...balanced(true), encrypts("www.example.com", "full")],
      comes(ruleset, "origins", route({ sni: { value: "origin.example.com" } })),
    ],
    [],
  ],
  ...(["off", "flexible", "full"] as const).map((value): StrangersPlans[number] => [
    `a port of HTTPS for an origin of a zone in the mode ${value}`,
    [
      same(modelTypes.zoneSetting, "ssl", { zoneId, settingId: "ssl", value }),
      pooled([origin(1)], [origin(1, { port: 443 })]),
    ],
    value === "full" ? [] : ["medium origins-moved web"],
  ]),
  [
    "a name in the handshake that a certificate of the origin has",
    [...balanced(true), comes(ruleset, "origins", route({ sni: { value: "www.example.com" } }))],
    [],
  ],
  [
    "one of three origins that is drained",
    [
      pooled(
        [origin(1), origin(2), origin(3)],
        [origin(1), origin(2, { enabled: false }), origin(3)],
      ),
    ],
    ["low origins-fewer web"],
  ],
  [
    "one of two origins that is drained",
    [pooled([origin(1), origin(2)], [origin(1), origin(2, { enabled: false })])],
    ["medium origins-fewer web"],
  ],
  [
    "one of three origins, of which two must be healthy",
    [pooled([origin(1), origin(2), origin(3)], [origin(1), origin(2)], { minimumOrigins: 2 })],
    ["medium origins-fewer web"],
  ],
  [
    "the origin that took most of what came",
    [
      pooled(
        [origin(1, { weight: 1 }), origin(2, { weight: 0.2 }), origin(3, { weight: 0.2 })],
        [origin(2, { weight: 0.2 }), origin(3, { weight: 0.2 })],
      ),
    ],
    ["medium origins-fewer web"],
  ],
  [
    "visitors who are no longer kept on one of two origins",
    [...unpinned([origin(1), origin(2)])],
    ["medium sessions-unpinned shop.example.com"],
  ],
  ["visitors who have one origin to go to", [...unpinned([origin(1)])], []],
  ["visitors who come to be kept", [...unpinned([origin(1), origin(2)], "none", "cookie")], []],
];

const lateTransform = "http_request_late_transform";
const edits = (phase: string, headers: object, expression = "true"): object =>
  rules(phase, { action: "rewrite", enabled: true, expression, actionParameters: { headers } });
const sent = (headers: object, expression?: string): Step =>
  comes(ruleset, "headers", edits(lateTransform, headers, expression));
const answered = (headers: object): Step =>
  comes(ruleset, "headers", edits("http_response_headers_transform", headers));
const gone = { operation: "remove" };
const written = (value: string): object => ({ operation: "set", value });
const firstRule = ["headers: rules[0]"];
const keyed = (queryString: object, cache = true): Step =>
  comes(
    ruleset,
    "cache",
    rules("http_request_cache_settings", {
      ...{ action: "set_cache_settings", enabled: true },
      expression: 'starts_with(http.request.uri.path, "/search")',
      actionParameters: { cache, cacheKey: { customKey: { queryString } } },
    }),
  );

/** What rules do with headers, and with what tells answers of the cache apart. */
const headerPlans: StrangersPlans = [
  [
    "cookies that no origin gets",
    [www, sent({ Cookie: gone })],
    ["high request-header-changed www.example.com"],
    firstRule,
  ],
  [
    "cookies that no origin gets for images",
    [www, sent({ Cookie: gone }, 'starts_with(http.request.uri.path, "/static/")')],
    [],
    firstRule,
  ],
  [
    "addresses of visitors that no origin gets",
    [www, sent({ "X-Forwarded-For": gone, "CF-Connecting-IP": gone })],
    ["medium request-header-changed www.example.com"],
    firstRule,
  ],
  [
    "a header with the visitor's address that Cloudflare writes again",
    [www, sent({ "X-Forwarded-For": gone })],
    [],
    firstRule,
  ],
  [
    "a scheme that origins redirect by",
    [www, sent({ "X-Forwarded-Proto": gone })],
    ["medium request-header-changed www.example.com"],
    firstRule,
  ],
  [
    "a scheme that Cloudflare lets nobody write",
    [www, sent({ "X-Forwarded-Proto": written("http") })],
    [],
    firstRule,
  ],
  [
    "cookies that no origin of a hostname gets, which comes with this change",
    [comes(dnsRecord, "www", www.old ?? {}), sent({ Cookie: gone })],
    [],
    firstRule,
  ],
  [
    "a rule that comes to be met by one hostname more",
    [
      ...[www, api],
      becomes(
        ruleset,
        "headers",
        edits(lateTransform, { Cookie: gone }, 'http.host eq "www.example.com"'),
        edits(
          lateTransform,
          { Cookie: gone },
          'http.host in {"api.example.com" "www.example.com"}',
        ),
      ),
    ],
    ["high request-header-changed api.example.com"],
    firstRule,
  ],
  [
    "two rules that take the same away",
    [
      ...[www, api],
      comes(
        ruleset,
        "headers",
        rules(
          lateTransform,
          ...["api", "www"].map((name) => ({
            ...{ action: "rewrite", enabled: true },
            expression: `http.host eq "${name}.example.com"`,
            actionParameters: { headers: { Cookie: gone } },
          })),
        ),
      ),
    ],
    ["high request-header-changed api.example.com, www.example.com"],
    ["headers: rules[0], rules[1]"],
  ],
  [
    "more hostnames than a title names",
    [
      ...["a", "b", "c", "d", "e", "f", "g"].map((name) => named(`${name}.example.com`)),
      sent({ Cookie: gone }),
    ],
    [
      "high request-header-changed a.example.com, b.example.com, c.example.com, d.example.com, e.example.com, 2 more",
    ],
    firstRule,
  ],
  ["a header of one's own", [www, sent({ "X-Edge": written("1") })], []],
  [
    "cookies that no browser gets",
    [www, answered({ "Set-Cookie": gone })],
    ["high answer-header-changed www.example.com"],
    firstRule,
  ],
  [
    "a policy of what pages load",
    [www, answered({ "Content-Security-Policy": written("default-src 'self'") })],
    ["medium answer-header-changed www.example.com"],
    firstRule,
  ],
  [
    "a policy of who frames pages, and of the scheme of what they load",
    [
      www,
      answered({
        "Content-Security-Policy": written("frame-ancestors 'self'; upgrade-insecure-requests"),
      }),
    ],
    [],
    firstRule,
  ],
  [
    "any origin that may read answers",
    [www, answered({ "Access-Control-Allow-Origin": written("*") })],
    [],
    firstRule,
  ],
  [
    "origins that may read answers",
    [www, api, answered({ "Access-Control-Allow-Origin": written("https://www.example.com") })],
    ["medium answer-header-changed api.example.com, www.example.com"],
    firstRule,
  ],
  [
    "headers for scanners",
    [www, answered({ "X-Frame-Options": written("DENY"), Server: gone })],
    [],
  ],
  [
    "one answer for every query",
    [www, keyed({ exclude: { all: true } })],
    ["medium cache-mixes-queries www.example.com"],
  ],
  [
    "one answer for every query, by an empty list",
    [www, keyed({ include: { lists: [] } })],
    ["medium cache-mixes-queries www.example.com"],
  ],
  ["answers without what counts visits", [www, keyed({ exclude: { lists: ["utm_source"] } })], []],
  ["answers that are not kept", [www, keyed({ exclude: { all: true } }, false)], []],
];

const offices = "{198.51.100.16/28 203.0.113.200}";
const firewall = (expression: string): object =>
  rules("http_request_firewall_custom", { action: "block", enabled: true, expression });
const refuses = (old: string, now: string): Step =>
  becomes(ruleset, "firewall", firewall(old), firewall(now));
const back = named("backoffice.example.com");
const onBack = 'http.host eq "backoffice.example.com"';

const tools = (...ingresses: readonly (readonly [string, string])[]): object => ({
  ...{ accountId: "a", tunnelId: "tunnel", source: "cloudflare" },
  config: {
    ingresses: [
      ...ingresses.map(([hostname, service]) => ({ hostname, service })),
      { service: "http_status:404" },
    ],
  },
});
const wiki = ["wiki.example.com", "http://10.50.1.30:3000"] as const;
const tenants = ["*.example.com", "http://10.50.1.40:8000"] as const;

const legacy = named("legacy.example.com");
const goingRecord = (name: string): Step => ({
  ...{ op: "delete", type: dnsRecord, name, id: name },
  old: { ...www.old, name },
});
const toLegacy = same(
  ruleset,
  "origins",
  rules("http_request_origin", {
    ...{ action: "route", enabled: true },
    expression:
      'http.host eq "www.example.com" and starts_with(http.request.uri.path, "/reports/")',
    actionParameters: { hostHeader: "www.example.com", origin: { host: "legacy.example.com" } },
  }),
);

const toApex = { action: "redirect", enabled: true, expression: 'http.host eq "www.example.com"' };
const apexAt = (clear: boolean, more: readonly Step[]): readonly Step[] => [
  named("example.com", { type: "CNAME", content: dnsName }),
  named("www.example.com", { type: "CNAME", content: dnsName }),
  { ...same(awsLoadBalancer, "alb", { name: "alb" }), outputs: { arn: "alb", dnsName } },
  same(listener, "https", {
    ...{ loadBalancerArn: "alb", port: 443, protocol: "HTTPS" },
    defaultActions: [{ type: "forward", targetGroupArn: "shop" }],
  }),
  ...(clear
    ? [
        same(listener, "http", {
          ...{ loadBalancerArn: "alb", port: 80, protocol: "HTTP" },
          defaultActions: [{ type: "forward", targetGroupArn: "shop" }],
        }),
      ]
    : []),
  same(modelTypes.listenerRule, "canonical", {
    ...{ listenerArn: "https", priority: 5 },
    conditions: [{ hostHeader: { values: ["example.com"] } }],
    actions: [{ type: "redirect", redirect: { host: "www.example.com", statusCode: "HTTP_301" } }],
  }),
  ...more,
];
const redirectsToApex = comes(
  ruleset,
  "redirects",
  rules("http_request_dynamic_redirect", {
    ...toApex,
    actionParameters: {
      fromValue: {
        statusCode: 301,
        targetUrl: { expression: 'concat("https://example.com", http.request.uri.path)' },
      },
    },
  }),
);

const firewallOf = (...list: readonly object[]): object =>
  rules("http_request_firewall_custom", ...list);
const refused = (expression: string): object => ({ action: "block", enabled: true, expression });
const exceptOffices = (where: string): object => refused(`${where} and not ip.src in ${offices}`);

/** What the fourth set of strangers brought. */
const fourthPlans: StrangersPlans = [
  [
    "an exception that comes to hold for one of two places alone",
    [
      ...[www, back],
      refuses(
        `${onBack} and not ip.src in ${offices}`,
        `${onBack} or starts_with(http.request.uri.path, "/reports/") and not ip.src in ${offices}`,
      ),
    ],
    ["high edge-rule-blocks backoffice.example.com"],
  ],
  [
    "an exception that holds for both places",
    [
      ...[www, back],
      refuses(
        `${onBack} and not ip.src in ${offices}`,
        `(${onBack} or starts_with(http.request.uri.path, "/reports/")) and not ip.src in ${offices}`,
      ),
    ],
    [],
  ],
  [
    "an exception by a list that is lost",
    [back, refuses(`${onBack} and not ip.src in $office`, `${onBack} or not ip.src in $office`)],
    ["high edge-rule-blocks backoffice.example.com"],
  ],
  [
    "an office that is no longer excepted",
    [
      back,
      refuses(
        `${onBack} and not ip.src in ${offices}`,
        `${onBack} and not ip.src in {198.51.100.16/28}`,
      ),
    ],
    ["low edge-rule-blocks backoffice.example.com"],
  ],
  [
    "an office that one of two rules no longer excepts",
    [
      back,
      becomes(
        ruleset,
        "firewall",
        firewallOf(exceptOffices(onBack), exceptOffices('http.request.uri.path eq "/reports"')),
        firewallOf(refused(onBack), exceptOffices('http.request.uri.path eq "/reports"')),
      ),
    ],
    ["high edge-rule-blocks backoffice.example.com"],
  ],
  [
    "a country that is no longer excepted",
    [
      back,
      refuses(
        `${onBack} and not ip.src.country in {"AT" "CH"}`,
        `${onBack} and not ip.src.country in {"CH"}`,
      ),
    ],
    ["medium edge-rule-blocks backoffice.example.com"],
  ],
  [
    "a wildcard of a tunnel that comes to stand before a hostname",
    [
      named("wiki.example.com", { type: "CNAME", content: "tunnel.cfargotunnel.com" }),
      becomes(modelTypes.tunnelConfig, "tools", tools(wiki, tenants), tools(tenants, wiki)),
    ],
    ["high tunnel-service-changed wiki.example.com"],
  ],
  [
    "a hostname of a tunnel that comes to be in clear, and in TLS by an address",
    [
      named("wiki.example.com", { type: "CNAME", content: "tunnel.cfargotunnel.com" }),
      becomes(
        modelTypes.tunnelConfig,
        "tools",
        tools(wiki),
        tools(["wiki.example.com", "https://10.50.1.30"]),
      ),
    ],
    ["high tunnel-certificate-refused wiki.example.com"],
  ],
  [
    "a record that only an origin rule leads to",
    [www, goingRecord("legacy.example.com"), toLegacy],
    ["high hostname-stops legacy.example.com", "high origin-rule-host www.example.com"],
  ],
  [
    "a record to which an origin rule leads, and that stays",
    [www, legacy, toLegacy, goingRecord("old.example.com")],
    ["high hostname-stops old.example.com"],
  ],
  [
    "a redirect at the edge that meets one of the origin, by whatever mode",
    apexAt(false, [redirectsToApex]),
    ["high redirect-loop example.com, www.example.com"],
  ],
  [
    "a redirect at the edge, where the origin may be asked in the clear",
    apexAt(true, [redirectsToApex]),
    [],
  ],
  [
    "the addresses of one family that go, behind Cloudflare",
    [
      www,
      {
        ...{ op: "delete", type: dnsRecord, name: "six", id: "six" },
        old: { ...www.old, type: "AAAA", content: "2606:4700::1111" },
      },
    ],
    ["low destination-changed www.example.com"],
  ],
];

const staff = [{ decision: "allow", includes: [{ emailDomain: { domain: "example.com" } }] }];
const guards = (domain: string, policies: readonly object[]): object => ({
  ...{ zoneId, type: "self_hosted", name: domain, domain, policies },
});
const ci = named("ci.example.com");
const guarded = same(accessApplication, "ci", guards("ci.example.com", staff));
const hook = guards("ci.example.com/github-webhook", [
  { decision: "bypass", includes: [{ everyone: {} }] },
]);

const atNlb = (port: number): readonly Step[] => [
  {
    ...same(awsLoadBalancer, "nlb", { name: "nlb", loadBalancerType: "network" }),
    outputs: { arn: "nlb", dnsName },
  },
  same(listener, "tcp", {
    ...{ loadBalancerArn: "nlb", port, protocol: "TCP" },
    defaultActions: [{ type: "forward", targetGroupArn: "sftp" }],
  }),
];
const proxies = (name: string): Step =>
  becomes(
    dnsRecord,
    name,
    { ...www.old, name, type: "CNAME", content: dnsName, proxied: false, ttl: 300 },
    { ...www.old, name, type: "CNAME", content: dnsName, proxied: true, ttl: 1 },
  );

const sorry = (statusCode: string, steeringPolicy: string, more: object = {}): readonly Step[] => {
  const balancer = (policy: string, other: object = {}): object => ({
    ...{ zoneId, name: "shop.example.com", proxied: true, steeringPolicy: policy },
    ...{ defaultPools: ["live", "sorry"], fallbackPool: "sorry", ...other },
  });
  const of = (name: string, address: string, other: object): Step =>
    same(pool, name, { accountId: "a", name, origins: [{ name: "o", address }], ...other });
  return [
    { ...same(awsLoadBalancer, "alb", { name: "alb" }), outputs: { arn: "alb", dnsName } },
    same(listener, "https", {
      ...{ loadBalancerArn: "alb", port: 443, protocol: "HTTPS" },
      defaultActions: [
        { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode } },
      ],
    }),
    of("live", "203.0.113.10", { monitor: "m" }),
    of("sorry", dnsName, {}),
    becomes(loadBalancer, "shop", balancer("off"), balancer(steeringPolicy, more)),
  ];
};

/** What the fifth set of strangers brought. */
const fifthPlans: StrangersPlans = [
  [
    "the path of webhooks, which no login stood before",
    [ci, guarded, { op: "delete", type: accessApplication, name: "hook", id: "hook", old: hook }],
    ["high access-login ci.example.com"],
  ],
  [
    "the path of webhooks, which comes to be without a login",
    [ci, guarded, comes(accessApplication, "hook", hook)],
    [],
  ],
  [
    "the path of webhooks, which a rule let pass until now",
    [
      www,
      becomes(
        ruleset,
        "firewall",
        rules(
          "http_request_firewall_custom",
          {
            ...{ action: "skip", enabled: true, actionParameters: { ruleset: "current" } },
            expression: 'http.request.uri.path eq "/payment/notify"',
          },
          {
            ...{ action: "block", enabled: true },
            expression: 'not http.user_agent contains "Mozilla/"',
          },
        ),
        firewall('not http.user_agent contains "Mozilla/"'),
      ),
    ],
    ["medium edge-rule-blocks www.example.com"],
  ],
  [
    "a name for other protocols that comes to be proxied",
    [...atNlb(22), proxies("sftp.example.com")],
    ["high proxy-entered sftp.example.com"],
  ],
  [
    "a name for HTTPS that comes to be proxied",
    [...atNlb(443), proxies("app.example.com")],
    ["medium proxy-entered app.example.com"],
  ],
  [
    "a pool with the page of maintenance that gets its share of visitors",
    sorry("503", "random"),
    ["high steering-changed shop.example.com"],
  ],
  [
    "a pool that serves, and gets its share of visitors",
    sorry("200", "random"),
    ["medium steering-changed shop.example.com"],
  ],
  [
    "a pool with the page of maintenance that gets no share",
    sorry("503", "random", { randomSteering: { defaultWeight: 1, poolWeights: { sorry: 0 } } }),
    ["medium steering-changed shop.example.com"],
  ],
];

const exports = {
  may: {
    ...{ action: "skip", enabled: true, actionParameters: { ruleset: "current" } },
    expression:
      'starts_with(http.request.uri.path, "/v1/export") and ip.src in {192.0.2.0/24 198.51.100.0/25}',
  },
  closed: {
    ...{ action: "block", enabled: true },
    expression: 'starts_with(http.request.uri.path, "/v1/export")',
  },
};
const worker = (bindings: readonly string[], content: string): object => ({
  ...{ accountId: "a", scriptName: "gate", content },
  bindings: bindings.map((name) => ({ name, type: "kv_namespace", namespaceId: "n" })),
});
const reading = "export default { async fetch(r, env) { await env.FLAGS.get('x'); } };";
const routed = same(modelTypes.workersRoute, "route", {
  ...{ zoneId, pattern: "shop.example.com/*", script: "gate" },
});
const loses = (content: string): readonly Step[] => [
  routed,
  becomes(modelTypes.workersScript, "gate", worker(["FLAGS"], reading), worker([], content)),
];
const widget = (...domains: readonly string[]): object => ({
  ...{ accountId: "a", name: "forms", mode: "managed", domains },
});
const customer = (name: string, more: object = {}): Step =>
  same("cloudflare:index/customHostname:CustomHostname", name, { zoneId, hostname: name, ...more });
const fallback = same(modelTypes.fallbackOrigin, "saas", { zoneId, origin: "saas.example.com" });

/** What the sixth set of strangers brought. */
const sixthPlans: StrangersPlans = [
  [
    "an exception that comes to stand behind what it excepts from",
    [
      api,
      becomes(
        ruleset,
        "firewall",
        firewallOf(exports.may, exports.closed),
        firewallOf(exports.closed, exports.may),
      ),
    ],
    ["high edge-rule-blocks api.example.com"],
  ],
  [
    "an exception that stays before what it excepts from",
    [
      api,
      becomes(
        ruleset,
        "firewall",
        firewallOf(exports.may, exports.closed),
        firewallOf(exports.may, exports.closed, {
          action: "log",
          enabled: true,
          expression: "true",
        }),
      ),
    ],
    [],
  ],
  [
    "the name to which customers' hostnames lead, which goes",
    [
      ...[www, fallback, customer("shop.customer.net"), goingRecord("saas.example.com")],
      customer("own.customer.net", { customOriginServer: "www.example.com" }),
    ],
    ["high fallback-origin-changed shop.customer.net", "high hostname-stops saas.example.com"],
  ],
  [
    "a load balancer to whose name customers' hostnames lead, which goes",
    [
      ...[www, fallback, customer("shop.customer.net")],
      same(pool, "live", { accountId: "a", name: "live", origins: [] }),
      {
        ...{ op: "delete", type: loadBalancer, name: "saas-lb", id: "saas-lb" },
        old: {
          ...{ zoneId, name: "saas.example.com", proxied: true },
          ...{ defaultPools: ["live"], fallbackPool: "live" },
        },
      },
    ],
    [
      "high fallback-origin-changed shop.customer.net",
      "high serving-path-removed saas.example.com",
    ],
  ],
  [
    "an origin of customers' hostnames that is not known before it is made",
    [
      ...[www, customer("shop.customer.net")],
      becomes(
        modelTypes.fallbackOrigin,
        "saas",
        { zoneId, origin: "saas.example.com" },
        { zoneId, origin: unknown },
      ),
    ],
    [],
    ["saas: origin"],
  ],
  [
    "more hostnames of customers than a title names",
    [
      ...[www, fallback, goingRecord("saas.example.com")],
      ...["a", "b", "c", "d", "e", "f", "g"].map((name) => customer(`${name}.net`)),
    ],
    [
      "high fallback-origin-changed a.net, b.net, c.net, d.net, e.net, 2 more",
      "high hostname-stops saas.example.com",
    ],
  ],
  [
    "a hostname of a customer that gets an origin of its own",
    [
      www,
      becomes(
        "cloudflare:index/customHostname:CustomHostname",
        "customer",
        { zoneId, hostname: "shop.acme.test" },
        { zoneId, hostname: "shop.acme.test", customOriginServer: "acme.example.com" },
      ),
    ],
    ["medium fallback-origin-changed shop.acme.test"],
  ],
  [
    "a Worker that loses what it reads",
    loses(reading),
    ["high worker-binding-lost shop.example.com"],
    ["gate: bindings[0]"],
  ],
  [
    "a Worker that no longer reads what it loses",
    loses("export default { fetch: (request) => fetch(request) };"),
    [],
    ["gate: bindings[0], content"],
  ],
  [
    "a widget that loses a hostname with pages",
    [
      ...[www, named("shop.example.com")],
      becomes(
        modelTypes.turnstileWidget,
        "forms",
        widget("www.example.com", "shop.example.com", "old.example.com"),
        widget("www.example.com"),
      ),
    ],
    ["medium widget-refused shop.example.com"],
  ],
  [
    "a widget that is made anew under another logical name",
    [
      www,
      goes(modelTypes.turnstileWidget, "forms", widget("www.example.com")),
      comes(modelTypes.turnstileWidget, "signIn", widget("www.example.com")),
    ],
    ["medium widget-refused www.example.com"],
  ],
  [
    "a widget that goes, while another one that stood has its hostname",
    [
      www,
      goes(modelTypes.turnstileWidget, "forms", widget("www.example.com")),
      same(modelTypes.turnstileWidget, "signIn", widget("example.com")),
    ],
    [],
  ],
  [
    "a widget that is made anew, whose sitekey the plan hands on",
    [
      www,
      goes(modelTypes.turnstileWidget, "forms", widget("www.example.com")),
      comes(modelTypes.turnstileWidget, "signIn", widget("www.example.com")),
      {
        ...named("shown.example.com", { type: "TXT", proxied: false, content: "sitekey" }),
        after: [urnOf(modelTypes.turnstileWidget, "signIn")],
      },
    ],
    [],
  ],
  [
    "a widget that has the domain of all its hostnames",
    [
      www,
      becomes(
        modelTypes.turnstileWidget,
        "forms",
        widget("www.example.com"),
        widget("example.com"),
      ),
    ],
    [],
  ],
];

describe("kinds of changes at the edge that came later", () => {
  judgesAsExpected(plans);
  judgesAsExpected(headerPlans);
  judgesAsExpected(fourthPlans);
  judgesAsExpected(fifthPlans);
  judgesAsExpected(sixthPlans);
});
