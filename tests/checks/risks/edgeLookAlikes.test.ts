import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, reviewSteps, riskLines, same, type Step } from "../report/plans";
import { www, zoneId } from "./strangersPlans";

const { accessApplication, certificatePack, ruleset, tunnelConfig, workersRoute, zone } =
  modelTypes;
const accountId = "a".repeat(32);

const phases = {
  firewall: "http_request_firewall_custom",
  limits: "http_ratelimit",
  origins: "http_request_origin",
  redirects: "http_request_dynamic_redirect",
  urls: "http_request_transform",
} as const;

const rulesetOf = (phase: keyof typeof phases, ...rules: readonly object[]): object => ({
  ...{ zoneId, kind: "zone", name: "default", phase: phases[phase], rules },
});
const made = (phase: keyof typeof phases, ...rules: readonly object[]): Step =>
  comes(ruleset, phase, rulesetOf(phase, ...rules));
const rule = (action: string, expression: string, actionParameters: object = {}): object => ({
  ...{ action, expression, enabled: true, actionParameters },
});
const block = (expression: string): object => rule("block", expression);
const redirect = (expression: string, value: string): object =>
  rule("redirect", expression, { fromValue: { statusCode: 301, targetUrl: { value } } });
const path = (expression: string, value: string): object =>
  rule("rewrite", expression, { uri: { path: { value } } });

const named = (name: string, more: object = {}): Step =>
  same("record", name, { ...www.old, name, ...more });
const ownZone: Step = { ...same(zone, "zone", { name: "example.com" }), id: zoneId };
const nowhere = { content: "192.0.2.1" };

const route = (name: string, pattern: string, script?: string): Step =>
  same(workersRoute, name, routeOf(pattern, script));
const routeOf = (pattern: string, script?: string): object => ({ zoneId, pattern, script });

/** A load balancer whose monitor asks for `/healthz`. */
const balanced: readonly Step[] = [
  same("monitor", "m", {
    ...{ type: "https", path: "/healthz", expectedCodes: "2xx", interval: 15, timeout: 4 },
    ...{ retries: 1, header: { Host: ["www.example.com"] } },
  }),
  same("pool", "p", { name: "p", monitor: "m", origins: [{ name: "a", address: "203.0.113.1" }] }),
  same("balancer", "www.example.com", {
    ...{ zoneId, name: "www.example.com", proxied: true, defaultPools: ["p"], fallbackPool: "p" },
  }),
];
const balancerWith = (rules: readonly object[]): readonly Step[] =>
  balanced.map((step) =>
    step.type === "balancer" ? { ...step, op: "update", new: { ...step.old, rules } } : step,
  );

const workerDomain = "cloudflare:index/workersCustomDomain:WorkersCustomDomain";
/** A resource that is replaced, the old one first, or the new one. */
const replaced = (isAway: boolean, step: Step, reason: string, now: object): Step[] => {
  const each: Step = { ...step, new: now, replaceReasons: [reason] };
  return isAway
    ? ["delete-replaced", "replace", "create-replacement"].map((op) => ({ ...each, op }))
    : ["create-replacement", "replace", "delete-replaced"].map((op) => ({ ...each, op }));
};

const ingress = (...ingresses: readonly object[]): object => ({
  ...{ accountId, tunnelId: "t", source: "cloudflare", config: { ingresses } },
});
const wiki = { hostname: "wiki.example.com", service: "http://wiki:8080" };
const notFound = { service: "http_status:404" };

const limitOf = (requestsPerPeriod: number, expression: string): object => ({
  ...block(expression),
  ratelimit: {
    ...{ characteristics: ["cf.colo.id", "ip.src"], period: 60, mitigationTimeout: 60 },
    requestsPerPeriod,
  },
});

const attackMode = (expression: string): Step =>
  comes(ruleset, "configuration", {
    ...{ zoneId, kind: "zone", name: "default", phase: "http_config_settings" },
    rules: [rule("set_config", expression, { securityLevel: "under_attack" })],
  });
const parked = redirect('http.host eq "old.example.com"', "https://www.example.com/");
const firewallStep = same(ruleset, "firewall", rulesetOf("firewall", block("false")));
const domainStep = same(workerDomain, "app", {
  ...{ accountId, zoneId, hostname: "app.example.com", service: "app" },
});
const login = (domain: string): object => ({
  ...{ accountId, type: "self_hosted", name: "shop", domain },
  policies: [{ decision: "allow", includes: [{ emailDomain: { domain: "example.com" } }] }],
});
const pack = (...hosts: readonly string[]): object => ({ zoneId, hosts });

/** What breaks a site, what is said of it, and what looks like it and is harmless. */
const pairs: readonly (readonly [
  what: string,
  harmful: readonly Step[],
  said: string,
  lookAlike: string,
  harmless: readonly Step[],
  notJudged?: readonly string[],
])[] = [
  [
    "a block of methods that everybody uses",
    [www, made("firewall", block('http.request.method in {"GET" "POST"}'))],
    "high edge-rule-blocks www.example.com",
    "of methods that nobody uses",
    [www, made("firewall", block('http.request.method in {"TRACE" "CONNECT"}'))],
  ],
  [
    "a challenge before all",
    [www, made("firewall", rule("managed_challenge", 'http.host contains "example"'))],
    "medium edge-rule-challenges www.example.com",
    "before the form of comments",
    [
      www,
      made("firewall", rule("managed_challenge", 'http.request.uri contains "comments-post.php"')),
    ],
  ],
  [
    "attack mode for a site",
    [www, attackMode("true")],
    "medium under-attack-mode www.example.com",
    "for its sign-in",
    [www, attackMode('http.request.uri.path eq "/wp-login.php"')],
  ],
  [
    "a limit below one visit",
    [www, made("limits", limitOf(20, "true"))],
    "high rate-limit-low www.example.com",
    "of the same number for one form",
    [www, made("limits", limitOf(20, 'http.request.uri.path eq "/search"'))],
  ],
  [
    "a redirect to the address that it is about",
    [www, made("redirects", redirect("true", "https://www.example.com/"))],
    "high redirect-loop www.example.com",
    "of every page but that one",
    [
      www,
      made("redirects", redirect('http.request.uri.path eq "/old"', "https://www.example.com/")),
    ],
  ],
  [
    "a hostname that a rule takes to a name of which nothing is known",
    [www, made("redirects", redirect("true", "https://shop.example.net/"))],
    "low redirect-leads-away www.example.com",
    "to one that the plan shows to answer",
    [
      ...[www, named("shop.example.com")],
      made("redirects", redirect('http.host eq "www.example.com"', "https://shop.example.com/")),
    ],
  ],
  [
    "a redirect that goes from a name without an origin",
    [
      named("old.example.com", nowhere),
      ...[www, goes(ruleset, "redirects", rulesetOf("redirects", parked))],
    ],
    "high redirect-lost old.example.com",
    "from one that has an origin",
    [
      named("old.example.com"),
      ...[www, goes(ruleset, "redirects", rulesetOf("redirects", parked))],
    ],
  ],
  [
    "an origin rule to a name that nothing answers",
    [ownZone, www, made("origins", rule("route", "true", { origin: { host: "b.example.com" } }))],
    "high origin-rule-host www.example.com",
    "to a name that has a record",
    [
      ...[ownZone, www, named("b.example.com", { proxied: false, ttl: 300 })],
      made("origins", rule("route", "true", { origin: { host: "b.example.com" } })),
    ],
  ],
  [
    "a rewrite of the path that monitors ask for",
    [...balanced, made("urls", path('http.request.uri.path eq "/healthz"', "/status"))],
    "medium url-rewrite-of-health-path www.example.com",
    "of a path beside it",
    [...balanced, made("urls", path('http.request.uri.path eq "/health"', "/healthz"))],
  ],
  [
    "a ruleset that is replaced, the new one first",
    [www, ...replaced(false, firewallStep, "name", rulesetOf("firewall", block("false")))],
    "medium ruleset-replaced the zone of www.example.com",
    "that only gets other words",
    [
      www,
      becomes(ruleset, "firewall", rulesetOf("firewall", block("false")), {
        ...rulesetOf("firewall", { ...block("false"), description: "nobody" }),
      }),
    ],
  ],
  [
    "a ruleset that is replaced, the old one first",
    [www, ...replaced(true, firewallStep, "name", rulesetOf("firewall", block("false")))],
    "medium ruleset-gap the zone of www.example.com",
    "whose phase is another one then",
    [www, ...replaced(true, firewallStep, "phase", rulesetOf("limits"))],
  ],
  [
    "a hostname of a Worker that is made anew, the old one first",
    replaced(true, domainStep, "zoneId", { ...domainStep.old, zoneId: "e".repeat(32) }),
    "high edge-service-gap app.example.com",
    "the new one first",
    replaced(false, domainStep, "zoneId", { ...domainStep.old, zoneId: "e".repeat(32) }),
    ["app"],
  ],
  [
    "a hostname that its Worker loses",
    [goes(workerDomain, "app", domainStep.old ?? {})],
    "high edge-service-lost app.example.com",
    "that moves to another logical name",
    [
      goes(workerDomain, "app", domainStep.old ?? {}),
      comes(workerDomain, "web", domainStep.old ?? {}),
    ],
    ["web"],
  ],
  [
    "a Worker that comes before a site",
    [www, comes(workersRoute, "all", routeOf("www.example.com/*", "site"))],
    "medium worker-takes www.example.com",
    "before a path that nobody asks for every day",
    [www, comes(workersRoute, "all", routeOf("www.example.com/promo/*", "site"))],
  ],
  [
    "a route without a Worker before one that has one",
    [
      ...[www, route("all", "*example.com/*", "site")],
      comes(workersRoute, "api", routeOf("www.example.com/api/*")),
    ],
    "medium worker-bypassed www.example.com",
    "for assets, which it leaves to the origin",
    [
      ...[www, route("all", "*example.com/*", "site")],
      comes(workersRoute, "api", routeOf("www.example.com/assets/*")),
    ],
  ],
  [
    "another Worker at the same route",
    [
      www,
      becomes(
        workersRoute,
        "all",
        routeOf("www.example.com/*", "site"),
        routeOf("www.example.com/*", "beta"),
      ),
    ],
    "medium worker-changed www.example.com",
    "the same Worker at a wider one",
    [
      www,
      becomes(
        workersRoute,
        "all",
        routeOf("www.example.com/*", "site"),
        routeOf("*example.com/*", "site"),
      ),
    ],
  ],
  [
    "an ingress that loses its last rule",
    [becomes(tunnelConfig, "ingress", ingress(wiki, notFound), ingress(wiki))],
    "medium tunnel-catch-all-missing ingress",
    "whose last rule answers otherwise",
    [
      becomes(
        tunnelConfig,
        "ingress",
        ingress(wiki, notFound),
        ingress(wiki, { service: "http_status:503" }),
      ),
    ],
  ],
  [
    "a load balancing rule that answers everybody",
    balancerWith([{ name: "closed", condition: "", fixedResponse: { statusCode: 503 } }]),
    "high fixed-response www.example.com",
    "that is switched off",
    balancerWith([
      { name: "closed", condition: "", disabled: true, fixedResponse: { statusCode: 503 } },
    ]),
  ],
  [
    "a login before a shop",
    [www, comes(accessApplication, "login", login("www.example.com"))],
    "high access-login www.example.com",
    "before a name of its own",
    [www, named("admin.example.com"), comes(accessApplication, "login", login("new.example.com"))],
  ],
  [
    "a certificate that alone covers a name and goes",
    [ownZone, named("a.b.example.com"), goes(certificatePack, "pack", pack("*.b.example.com"))],
    "high edge-certificate-lost a.b.example.com",
    "beside another one",
    [
      ...[
        ownZone,
        named("a.b.example.com"),
        same(certificatePack, "more", pack("*.b.example.com")),
      ],
      goes(certificatePack, "pack", pack("*.b.example.com")),
    ],
  ],
];

describe("what breaks a site at the edge, and what only looks like it", () => {
  for (const [what, harmful, said, lookAlike, harmless, unjudged = []] of pairs) {
    it(`tells of ${what}`, () => {
      expect(riskLines(harmful)).to.deep.equal([said]);
    });

    it(`says nothing of the like ${lookAlike}, and what it has not judged`, () => {
      const { risks, notJudged } = reviewSteps(harmless);
      expect(risks.map(({ id, title }) => `${id} ${title}`)).to.deep.equal([]);
      expect(notJudged.map(({ change }) => change.name)).to.deep.equal(unjudged);
    });
  }
});
