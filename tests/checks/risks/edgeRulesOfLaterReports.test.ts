import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const { awsLoadBalancer, listener, listenerRule, pageRule, ruleset } = modelTypes;

const phases = {
  cache: "http_request_cache_settings",
  firewall: "http_request_firewall_custom",
  limits: "http_ratelimit",
  origins: "http_request_origin",
  redirects: "http_request_dynamic_redirect",
} as const;

const made = (phase: keyof typeof phases, ...rules: readonly object[]): Step =>
  comes(ruleset, phase, {
    ...{ zoneId, kind: "zone", name: "default", phase: phases[phase], rules },
  });
const rule = (action: string, expression: string, actionParameters?: object): object => ({
  ...{ action, expression, enabled: true },
  ...(actionParameters === undefined ? {} : { actionParameters }),
});
const redirect = (expression: string, target: string): object =>
  rule("redirect", expression, {
    fromValue: { statusCode: 301, targetUrl: { expression: target }, preserveQueryString: true },
  });
const limitOfKeys = (expression: string): object => ({
  ...rule("block", expression),
  ratelimit: {
    characteristics: ["cf.colo.id", 'http.request.headers["x-api-key"]'],
    ...{ period: 60, requestsPerPeriod: 600, mitigationTimeout: 60 },
  },
});
const keepsEverything = (target: string, more: object = {}, priority = 1): Step =>
  comes(pageRule, "everything", {
    ...{ zoneId, target, status: "active", priority },
    actions: { cacheLevel: "cache_everything", edgeCacheTtl: 7_200, ...more },
  });

const dnsName = "edge-1.eu-west-1.elb.amazonaws.com";
const named = (name: string): Step =>
  same("record", name, { ...www.old, name, type: "CNAME", content: dnsName });
/** A load balancer of AWS that answers with an error what none of its rules is about. */
const balanced = (...rules: readonly Step[]): readonly Step[] => [
  { ...same(awsLoadBalancer, "alb", { name: "alb" }), outputs: { arn: "alb", dnsName } },
  same(listener, "https", {
    ...{ loadBalancerArn: "alb", port: 443, protocol: "HTTPS" },
    defaultActions: [
      { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } },
    ],
  }),
  ...rules,
];
const forHosts = (name: string, priority: number, hosts: readonly string[], action: object): Step =>
  same(listenerRule, name, {
    ...{ listenerArn: "https", priority, actions: [action] },
    conditions: [{ hostHeader: { values: hosts } }],
  });
const forwards = { type: "forward", targetGroupArn: "shop" };

const shopOnly = balanced(forHosts("shop", 1, ["www.example.com", "shop.example.com"], forwards));
const askedAs = (hostHeader: string): Step =>
  made("origins", rule("route", 'http.host eq "www.example.com"', { hostHeader }));

const account = (status: string, actions: object): object => ({
  ...{ zoneId, target: "www.example.com/account*", status, priority: 3, actions },
});
const everything = {
  ...{ zoneId, target: "www.example.com/*", status: "active", priority: 2 },
  actions: { cacheLevel: "cache_everything", edgeCacheTtl: 7_200 },
};

/** Plans after public reports: the change, what must be said, and what nobody can judge. */
const plans: StrangersPlans = [
  [
    "deny all, with one address let through to another hostname (terraform-provider-cloudflare, issue 2724)",
    [
      www,
      made(
        "firewall",
        rule("skip", '(ip.src in {198.51.100.9} and http.host eq "api.example.com")', {
          ruleset: "current",
        }),
        rule("block", "(ip.src in { 0.0.0.0/0 })"),
      ),
    ],
    ["high edge-rule-blocks www.example.com, api.example.com"],
  ],
  [
    "everything kept by a page rule, sign-in and all (sourcegraph, issue 2521)",
    [www, keepsEverything("www.example.com/*")],
    ["medium cache-shares-pages www.example.com"],
  ],
  ["assets kept by a page rule", [www, keepsEverything("www.example.com/static/*")], []],
  [
    "everything kept by a page rule, but for those who are signed in",
    [www, keepsEverything("www.example.com/*", { bypassCacheOnCookie: "session.*" })],
    [],
  ],
  [
    "everything kept by a page rule after one that keeps nothing of the same",
    [
      www,
      keepsEverything("www.example.com/*"),
      same(pageRule, "none", {
        ...{ zoneId, target: "*example.com/*", status: "active", priority: 2 },
        actions: { cacheLevel: "bypass" },
      }),
    ],
    [],
  ],
  [
    "everything kept by a page rule of a higher priority than one that keeps nothing of an account",
    [
      www,
      same(pageRule, "account", {
        ...{ zoneId, target: "www.example.com/account/*", status: "active", priority: 1 },
        actions: { cacheLevel: "bypass" },
      }),
      keepsEverything("www.example.com/*", undefined, 2),
    ],
    ["high cache-shares-pages www.example.com"],
  ],
  [
    "a page rule that keeps nothing of an account is switched off before one that keeps everything",
    [
      www,
      becomes(
        pageRule,
        "account",
        account("active", { cacheLevel: "bypass" }),
        account("disabled", { cacheLevel: "bypass" }),
      ),
      same(pageRule, "all", everything),
    ],
    ["high cache-shares-pages www.example.com"],
  ],
  [
    "a page rule that keeps nothing of an account comes to keep it itself",
    [
      www,
      becomes(
        pageRule,
        "account",
        account("active", { cacheLevel: "bypass" }),
        account("active", { cacheLevel: "cache_everything", edgeCacheTtl: 7_200 }),
      ),
    ],
    ["medium cache-shares-pages www.example.com"],
  ],
  [
    "a page rule that keeps nothing of an account goes, where nothing keeps everything",
    [www, goes(pageRule, "account", account("active", { cacheLevel: "bypass" }))],
    [],
  ],
  [
    "everything kept by a page rule of a lower priority than one that keeps nothing of an account",
    [
      www,
      same(pageRule, "account", {
        ...{ zoneId, target: "www.example.com/account/*", status: "active", priority: 3 },
        actions: { cacheLevel: "bypass" },
      }),
      keepsEverything("www.example.com/*", undefined, 2),
    ],
    ["medium cache-shares-pages www.example.com"],
  ],
  [
    "everything kept by a page rule, where a cache rule goes before it",
    [
      www,
      keepsEverything("www.example.com/*"),
      made("cache", rule("set_cache_settings", "true", { cache: false })),
    ],
    ["medium cache-off www.example.com"],
  ],
  [
    "a limit for each key of an API, which those without a key share (Cloudflare docs, waf/rate-limiting-rules/parameters, missing field versus empty value)",
    [www, made("limits", limitOfKeys("true"))],
    ["high rate-limit-low www.example.com"],
  ],
  [
    "all names of a zone as one, by a wildcard that is that one too (cloudflare-docs, issue 14863)",
    [
      www,
      made(
        "redirects",
        redirect(
          'http.request.full_uri wildcard r"http*://*.example.com/*"',
          'wildcard_replace(http.request.full_uri, r"http*://*.example.com/*", r"https://www.example.com/${3}")',
        ),
      ),
    ],
    ["high redirect-loop www.example.com"],
  ],
  [
    "pages whose old names end in .html (jikig-ai/soleur, pull request 3357)",
    [
      www,
      made(
        "redirects",
        redirect(
          'http.request.uri.path matches "^/pages/[^/]+\\\\.html$"',
          'concat("https://www.example.com", regex_replace(http.request.uri.path, "^/pages/([^/]+)\\\\.html$", "/${1}/"))',
        ),
      ),
    ],
    [],
  ],
  [
    "an origin asked under a name that its load balancer does not know (Cloudflare docs, rules/origin-rules/features)",
    [...shopOnly, named("www.example.com"), askedAs("origin.example.com")],
    ["high origin-rule-host www.example.com"],
  ],
  [
    "an origin asked under another name that its load balancer knows",
    [...shopOnly, named("www.example.com"), askedAs("shop.example.com")],
    [],
  ],
  ...(["http", "raw.http"] as const).map(
    (asked) =>
      [
        `a prefix taken off before an origin rule that asks for it in ${asked} (Cloudflare docs, ruleset-engine/reference/phases-list)`,
        [
          www,
          same(ruleset, "origins", {
            ...{ zoneId, kind: "zone", name: "default", phase: phases.origins },
            rules: [
              rule("route", `starts_with(${asked}.request.uri.path, "/api/")`, {
                origin: { port: 8443 },
              }),
            ],
          }),
          comes(ruleset, "urls", {
            ...{ zoneId, kind: "zone", name: "default", phase: "http_request_transform" },
            rules: [
              rule("rewrite", 'starts_with(http.request.uri.path, "/api/")', {
                uri: {
                  path: { expression: 'regex_replace(http.request.uri.path, "^/api/", "/")' },
                },
              }),
            ],
          }),
        ],
        asked === "http" ? ["high origin-rule-missed www.example.com"] : [],
      ] as const,
  ),
  [
    "bots kept away, by the fields that only good ones have",
    [www, made("firewall", rule("block", "(not cf.client.bot)"))],
    ["high edge-rule-blocks www.example.com"],
  ],
  [
    "the apex as the one name, before a load balancer that has it the other way round",
    [
      ...balanced(
        forHosts("apex", 1, ["example.com"], {
          type: "redirect",
          redirect: { host: "www.example.com", statusCode: "HTTP_301" },
        }),
        forHosts("shop", 2, ["www.example.com"], forwards),
      ),
      same("setting", "ssl", { zoneId, settingId: "ssl", value: "strict" }),
      ...[named("example.com"), named("www.example.com")],
      made(
        "redirects",
        redirect(
          'http.host eq "www.example.com"',
          'concat("https://example.com", http.request.uri.path)',
        ),
      ),
    ],
    ["high redirect-loop example.com, www.example.com"],
  ],
  [
    "pages kept as long as their origin says, but for the router's own requests (boardsesh, pull request 5075)",
    [
      www,
      made(
        "cache",
        rule(
          "set_cache_settings",
          '(http.host eq "www.example.com" and http.request.method in {"GET" "HEAD"} and not starts_with(http.request.uri.path, "/api/") and not any(http.request.headers.names[*] eq "rsc"))',
          { cache: true, edgeTtl: { mode: "respect_origin" } },
        ),
      ),
    ],
    [],
  ],
];

describe("rules of the edge after later public reports", () => {
  judgesAsExpected(plans);
});
