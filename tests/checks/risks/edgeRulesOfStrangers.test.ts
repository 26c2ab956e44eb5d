import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { reviewSteps, type Step } from "../report/plans";
import { judgesAsExpected, type StrangersPlans } from "./strangersPlans";

const zoneId = "f".repeat(32);
const type = "cloudflare:index/ruleset:Ruleset";

const proxied = (name: string): Step => ({
  ...{ op: "same", type: "record", name, id: `r-${name}` },
  old: { zoneId, name, type: "A", content: "203.0.113.10", proxied: true, ttl: 1 },
});
const names = ["example.com", "www.example.com", "api.example.com"].map(proxied);
const comes = (phase: string, ...rules: readonly object[]): Step => ({
  ...{ op: "create", type, name: phase },
  new: { zoneId, kind: "zone", name: "default", phase, rules },
});
const firewall = (...rules: readonly (readonly [string, string, object?])[]): Step =>
  comes(
    "http_request_firewall_custom",
    ...rules.map(([action, expression, more = {}]) => ({ action, expression, ...more })),
  );
const redirects = (expression: string, target: string): Step =>
  comes("http_request_dynamic_redirect", {
    ...{ action: "redirect", expression },
    actionParameters: { fromValue: { statusCode: 301, targetUrl: { expression: target } } },
  });
const limits = (expression: string, requestsPerPeriod: number, period: number): Step =>
  comes("http_ratelimit", {
    ...{ action: "block", expression },
    ratelimit: {
      ...{ characteristics: ["ip.src", "cf.colo.id"], requestsPerPeriod, period },
      mitigationTimeout: 60,
    },
  });

/** Plans as strangers write them: the steps, what must be said, and what nobody can judge. */
const plans: StrangersPlans = [
  [
    "the firewall of a blog",
    [
      ...names,
      firewall(
        [
          "skip",
          '(cf.client.bot) or (http.user_agent contains "Better Uptime")',
          {
            actionParameters: { ruleset: "current" },
          },
        ],
        ["block", '(http.request.uri.path contains "/xmlrpc.php")'],
        ["managed_challenge", '(ip.geoip.country in {"CN" "RU"})'],
        ["js_challenge", "(cf.threat_score gt 14)"],
      ),
    ],
    [],
  ],
  [
    "a block of hostnames that nobody has, which forgets one",
    [...names, firewall(["block", 'not http.host in {"example.com" "www.example.com"}'])],
    ["high edge-rule-blocks api.example.com"],
  ],
  [
    "HTTPS by wildcards",
    [
      ...names,
      redirects(
        'http.request.full_uri wildcard "http://*"',
        'wildcard_replace(http.request.full_uri, "http://*", "https://${1}")',
      ),
    ],
    [],
  ],
  [
    "the apex as the one name, by wildcards",
    [
      ...names,
      redirects(
        'http.request.full_uri wildcard "https://www.*"',
        'wildcard_replace(http.request.full_uri, "https://www.*", "https://${1}")',
      ),
    ],
    [],
  ],
  [
    "the same, while a page rule still leads back",
    [
      ...names,
      {
        ...{ op: "same", type: "cloudflare:index/pageRule:PageRule", name: "old", id: "old" },
        old: {
          ...{ zoneId, target: "example.com/*", status: "active", priority: 1 },
          actions: { forwardingUrl: { url: "https://www.example.com/$1", statusCode: 301 } },
        },
      },
      redirects(
        'http.request.full_uri wildcard "https://www.*"',
        'wildcard_replace(http.request.full_uri, "https://www.*", "https://${1}")',
      ),
    ],
    ["high redirect-loop example.com, www.example.com"],
  ],
  [
    "pages kept for those who are not signed in",
    [
      ...names,
      comes("http_request_cache_settings", {
        action: "set_cache_settings",
        expression:
          'not starts_with(http.request.uri.path, "/api") and not http.cookie contains "wordpress_logged_in"',
        actionParameters: { cache: true, edgeTtl: { mode: "override_origin", default: 7_200 } },
      }),
    ],
    [],
  ],
  [
    "a limit for an API",
    [...names, limits('starts_with(http.request.uri.path, "/api/")', 100, 60)],
    [],
  ],
  [
    "a limit for all of a site that a few pages reach",
    [...names, limits("true", 50, 10)],
    ["medium rate-limit-low api.example.com, example.com, www.example.com"],
  ],
  [
    "client certificates for an API that answered without",
    [
      ...names,
      firewall([
        "block",
        '(http.host in {"api.example.com"} and not cf.tls_client_auth.cert_verified)',
      ]),
    ],
    ["medium edge-rule-blocks api.example.com"],
  ],
  [
    "a rule that looks into bodies",
    [...names, firewall(["block", 'any(http.request.body.form.values[*] contains "<script")'])],
    [],
    ["http_request_firewall_custom: rules[0]"],
  ],
  [
    "managed rules, which nobody reads",
    [
      ...names,
      comes("http_request_firewall_managed", {
        ...{ action: "execute", expression: "true" },
        actionParameters: { id: "efb7b8c949ac4650a09736fc376e9aee" },
      }),
    ],
    [],
    ["http_request_firewall_managed: "],
  ],
  [
    "a firewall without a record in the same program",
    [firewall(["block", '(http.request.uri.path eq "/wp-login.php")'])],
    [],
  ],
  [
    "the same of a hostname, all of which it blocks, if anybody is served there",
    [firewall(["block", '(http.host eq "shop.example.com")'])],
    ["medium edge-rule-blocks shop.example.com"],
  ],
  [
    "assets that pass the Worker by",
    [
      ...names,
      {
        ...{
          op: "same",
          type: "cloudflare:index/workersRoute:WorkersRoute",
          name: "all",
          id: "all",
        },
        old: { zoneId, pattern: "*example.com/*", script: "site" },
      },
      {
        ...{ op: "create", type: "cloudflare:index/workersRoute:WorkersRoute", name: "assets" },
        new: { zoneId, pattern: "www.example.com/assets/*" },
      },
    ],
    [],
  ],
  [
    "a route as version 5 of the provider has it",
    [
      ...names,
      {
        ...{ op: "create", type: "cloudflare:index/workerRoute:WorkerRoute", name: "site" },
        new: { zoneId, pattern: "www.example.com/*", scriptName: "site" },
      },
    ],
    ["medium worker-takes www.example.com"],
  ],
  [
    "an administration that one office reaches",
    [
      ...names,
      firewall(["block", 'http.request.uri.path contains "/wp-admin" and ip.src ne 203.0.113.5']),
    ],
    [],
  ],
  [
    "a blog that has moved to another zone",
    [
      ...names,
      redirects(
        'starts_with(http.request.uri.path, "/blog")',
        'concat("https://blog.example.net", http.request.uri.path)',
      ),
    ],
    [],
  ],
  [
    "a limit for sign-ins",
    [
      ...names,
      limits('http.request.uri.path eq "/login" and http.request.method eq "POST"', 5, 10),
    ],
    [],
  ],
  [
    "a block of methods that nobody uses",
    [
      ...names,
      firewall([
        "block",
        'not http.request.method in {"GET" "HEAD" "POST" "OPTIONS" "PUT" "PATCH" "DELETE"}',
      ]),
    ],
    [],
  ],
  [
    "a block of all methods but one",
    [...names, firewall(["block", 'http.request.method ne "GET"'])],
    ["high edge-rule-blocks api.example.com, example.com, www.example.com"],
  ],
  [
    "a challenge that no client of an API solves",
    [...names, firewall(["managed_challenge", '(http.host eq "api.example.com")'])],
    ["high edge-rule-challenges api.example.com"],
  ],
  [
    "a limit of ten requests a minute for a whole site",
    [...names, limits("true", 10, 60)],
    ["high rate-limit-low api.example.com, example.com, www.example.com"],
  ],
  [
    "a rule that turns TLS down for every request",
    [
      ...names,
      comes("http_config_settings", {
        ...{ action: "set_config", expression: "true" },
        actionParameters: { ssl: "flexible" },
      }),
    ],
    ["high tls-weaker the zone of example.com"],
  ],
];

describe("rules of the edge as strangers write them", () => {
  judgesAsExpected(plans);

  it("says the code of a maintenance, and for whom it is none", () => {
    const [risk] = reviewSteps([
      ...names.slice(1, 2),
      firewall([
        "block",
        "not ip.src in $office",
        {
          description: "maintenance",
          actionParameters: {
            response: { statusCode: 503, content: "Back soon", contentType: "text/plain" },
          },
        },
      ]),
    ]).risks;
    expect(risk?.severity).to.equal("medium");
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "From this change on www.example.com answers requests of all visitors, of API clients, of API clients that write, of crawlers and of monitors for / with Error 503, but for those whom its expression lets through: the rule maintenance (rules[0] of http_request_firewall_custom) blocks them, and none reaches an origin.",
    );
  });
});
