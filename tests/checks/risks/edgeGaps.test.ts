import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, reviewSteps, same, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const accountId = "a".repeat(32);
const host = "www.example.com";
const { alert, loadBalancer, monitor, pool } = modelTypes;

const origin = (place: number, weight?: number): object => ({
  ...{ name: `o${place}`, address: `203.0.113.${place}` },
  ...(weight === undefined ? {} : { weight }),
});
const main = (more: object = {}): object => ({
  ...{ accountId, name: "main", monitor: "health", origins: [origin(1), origin(2)], ...more },
});
const weighing = (...weights: readonly number[]): object =>
  main({ origins: weights.map((weight, place) => origin(place + 1, weight)) });
const balanced = (more: object = {}): object => ({
  ...{ zoneId, name: host, proxied: true, ...more },
  ...{ defaultPools: ["main", "backup"], fallbackPool: "backup" },
});
const standing: readonly Step[] = [
  same(monitor, "health", { accountId, type: "https", path: "/health", expectedCodes: "2xx" }),
  same(pool, "backup", main({ name: "backup", origins: [origin(9)] })),
];
const pooled = (old: object, now: object, ...others: readonly Step[]): Step[] => [
  ...standing,
  same(loadBalancer, "www", balanced()),
  becomes(pool, "main", old, now),
  ...others,
];
const spread = (old: object, now: object): Step[] => {
  const by = (poolWeights: object): object =>
    balanced({ steeringPolicy: "random", randomSteering: { defaultWeight: 1, poolWeights } });
  return [...standing, same(pool, "main", main()), becomes(loadBalancer, "www", by(old), by(now))];
};
const mailing = { notificationEmail: "ops@example.com" };
const healthAlert = same(alert, "health-alert", {
  ...{ accountId, name: "health", alertType: "load_balancing_health_alert", enabled: true },
  mechanisms: { emails: [{ id: "ops@example.com" }] },
});
const moved = [`medium origins-moved ${host}`];
const fewer = [`medium origins-fewer ${host}`];
const unmailed = [`low alert-lost ${host}`];

const plans: StrangersPlans = [
  [
    "an origin that comes to get what another got",
    pooled(weighing(0.99, 0.01), weighing(0.01, 0.99)),
    moved,
  ],
  ["an origin that is led up to by its weight", pooled(weighing(0.9, 0.1), weighing(0.8, 0.2)), []],
  ["an origin that gets its first requests", pooled(weighing(1, 0), weighing(0.9, 0.1)), []],
  ["an origin that takes over by its weight", pooled(weighing(1, 0), weighing(0, 1)), moved],
  ["an origin whose weight becomes 0", pooled(weighing(1, 1), weighing(0, 1)), fewer],
  ["weights in the same proportions", pooled(weighing(1, 0.5), weighing(0.4, 0.2)), []],
  [
    "an origin of another name",
    pooled(main({ origins: [origin(1)] }), main({ origins: [{ ...origin(1), name: "a" }] })),
    [],
  ],
  ["a new origin that gets nearly all", pooled(weighing(0.05), weighing(0.05, 1)), moved],
  [
    "a pool that needs more origins than it has",
    pooled(main(), main({ minimumOrigins: 3 })),
    [`high backup-lost ${host}`, `medium pool-needs-all ${host}`],
  ],
  [
    "an origin's name written otherwise, and the header that it has anyway",
    pooled(
      main({ origins: [{ name: "a", address: "Origin.example.net" }] }),
      main({ origins: [{ name: "a", address: "origin.example.net.", header: { hosts: [host] } }] }),
    ),
    [],
  ],
  [
    "an origin that is asked by another name",
    pooled(
      main({ origins: [origin(1)] }),
      main({ origins: [{ ...origin(1), header: { hosts: ["shop.example.com"] } }] }),
    ),
    [`medium host-header-changed ${host}`],
  ],
  [
    "pools of slightly other weights",
    spread({ main: 0.9, backup: 0.1 }, { main: 0.8, backup: 0.2 }),
    [`low steering-changed ${host}`],
  ],
  [
    "a pool that comes to get most",
    spread({ main: 0.9, backup: 0.1 }, { main: 0.1, backup: 0.9 }),
    [`medium steering-changed ${host}`],
  ],
  [
    "a pool whose weight becomes 0",
    spread({ main: 0.9, backup: 0.1 }, { main: 0.9, backup: 0 }),
    [`medium steering-changed ${host}`],
  ],
  ["the mail of a pool that is in no alert", pooled(main(mailing), main()), unmailed],
  [
    "the mail of a pool that goes on telling of recoveries alone",
    pooled(
      main(mailing),
      main({
        ...mailing,
        notificationFilter: { pool: { healthy: true }, origin: { disable: true } },
      }),
    ),
    unmailed,
  ],
  [
    "the mail of a pool that goes on telling of the pool",
    pooled(main(mailing), main({ ...mailing, notificationFilter: { origin: { disable: true } } })),
    [],
  ],
  ["the mail of a pool that an alert tells of", pooled(main(mailing), main(), healthAlert), []],
  [
    "the mail of a pool to somebody else",
    pooled(main(mailing), main({ notificationEmail: "team@example.com" })),
    [],
  ],
];

/** A record by its short name, in a zone that nothing names. */
const short = (name: string): Step =>
  same(modelTypes.dnsRecord, `record-${name}`, {
    ...{ zoneId, name, type: "A", content: "203.0.113.10", proxied: true, ttl: 1 },
  });
const redirects = (expression: string, targetUrl: object): Step =>
  comes(modelTypes.ruleset, "redirects", {
    ...{ zoneId, kind: "zone", name: "default", phase: "http_request_dynamic_redirect" },
    rules: [
      {
        ...{ action: "redirect", enabled: true, expression },
        actionParameters: { fromValue: { statusCode: 301, targetUrl } },
      },
    ],
  });
const upgrade = { expression: 'concat("https://", http.host, http.request.uri.path)' };

/** Plans in which nothing names the zone of short names. */
const unnamed: StrangersPlans = [
  [
    "a redirect of one path",
    [
      ...[short("www"), short("@"), short("*")],
      redirects('http.request.uri.path eq "/old"', { value: "https://example.org/new" }),
    ],
    [],
  ],
  ["a redirect to HTTPS", [short("www"), short("@"), redirects("not ssl", upgrade)], []],
  [
    "a redirect of everything to itself",
    [short("www"), redirects("true", upgrade)],
    [`high redirect-loop www in zone ${zoneId}`],
  ],
];

const ruleset = (phase: string, ...rules: readonly object[]): object => ({
  ...{ zoneId, kind: "zone", name: "default", phase, rules },
});
const rulesBecome = (old: object, now: object, ...others: readonly Step[]): Step[] => [
  ...[www, ...others],
  becomes(modelTypes.ruleset, "rules", old, now),
];
const under = (path: string): string =>
  `http.host eq "${host}" and starts_with(http.request.uri.path, "${path}")`;
const kept = (path: string, more: object = {}): object =>
  ruleset("http_request_cache_settings", {
    ...{ action: "set_cache_settings", enabled: true, expression: under(path) },
    actionParameters: {
      cache: true,
      edgeTtl: { mode: "override_origin", default: 3_600 },
      ...more,
    },
  });
const limit = (expression: string, more: object = {}): object =>
  ruleset("http_ratelimit", {
    ...{ action: "block", enabled: true, expression },
    ratelimit: {
      ...{ characteristics: ["cf.colo.id", "ip.src"], period: 60, requestsPerPeriod: 10 },
      ...{ mitigationTimeout: 600, ...more },
    },
  });
const pictures = same(modelTypes.ruleset, "pictures", kept("/catalog/img/"));
const login = 'http.request.uri.path eq "/login"';
const log = 'lower(http.request.uri.path) contains "log"';
const told = (expression: string): Step =>
  same(
    modelTypes.ruleset,
    "headers",
    ruleset("http_request_late_transform", {
      ...{ action: "rewrite", enabled: true, expression: "true" },
      actionParameters: { headers: { "X-Visitor-Country": { operation: "set", expression } } },
    }),
  );
const nothing = ruleset("http_request_cache_settings");
const anonymous = ruleset("http_request_cache_settings", {
  ...{ action: "set_cache_settings", enabled: true },
  expression: `${under("/products/")} and not http.cookie contains "session="`,
  actionParameters: { cache: true, edgeTtl: { mode: "override_origin", default: 3_600 } },
});
const products = (key?: object): object =>
  kept("/products/", key === undefined ? {} : { cacheKey: { customKey: key } });
const route = (content: string): Step[] => [
  same(modelTypes.dnsRecord, "api", {
    ...{ zoneId, name: "api.example.com", type: "A", content: "203.0.113.10" },
    ...{ proxied: true, ttl: 1 },
  }),
  same(modelTypes.workersScript, "landing", { accountId, scriptName: "landing", content }),
  becomes(
    modelTypes.workersRoute,
    "route",
    { zoneId, pattern: "example.com/*", script: "landing" },
    { zoneId, pattern: "*example.com/*", script: "landing" },
  ),
];
const handler = (body: string): string =>
  `export default { async fetch(request, env) { ${body} } };`;

/** What rules of the edge do to requests that nobody asks for every day. */
const asked: StrangersPlans = [
  [
    "a limit that comes to count what pages are made of",
    rulesBecome(limit(login), limit(log), pictures),
    [`high rate-limit-low ${host}`],
  ],
  [
    "a limit that comes to count what pages are made of, where the cache answers that",
    rulesBecome(limit(login), limit(log, { requestsToOrigin: true }), pictures),
    [],
  ],
  [
    "a limit that counts other pages to log in",
    rulesBecome(limit(login), limit('ends_with(http.request.uri.path, "/login")'), pictures),
    [],
  ],
  [
    "a limit of a shorter time that no page stays within",
    rulesBecome(
      limit("true", { requestsPerPeriod: 300 }),
      limit("true", { requestsPerPeriod: 50, period: 10 }),
    ),
    [`medium rate-limit-low ${host}`],
  ],
  [
    "a limit of a shorter time that pages stay within",
    rulesBecome(
      limit("true", { requestsPerPeriod: 600 }),
      limit("true", { requestsPerPeriod: 100, period: 10 }),
    ),
    [],
  ],
  [
    "pages that are kept for everybody, and made by the visitor's country",
    rulesBecome(nothing, products(), told("ip.src.country")),
    [`medium cache-shares-pages ${host}`],
  ],
  [
    "pages that are kept for those who are not signed in, and made by the visitor's country",
    rulesBecome(nothing, anonymous, told("ip.src.country")),
    [`medium cache-shares-pages ${host}`],
  ],
  [
    "pages that are kept for each country",
    rulesBecome(nothing, products({ user: { geo: true } }), told("ip.src.country")),
    [],
  ],
  [
    "pages that are kept for each value of the header",
    rulesBecome(
      nothing,
      products({ header: { includes: ["x-visitor-country"] } }),
      told("ip.src.country"),
    ),
    [],
  ],
  [
    "pages that are kept and made by the host",
    rulesBecome(nothing, products(), told("http.host")),
    [],
  ],
  [
    "a Worker that takes an API and passes nothing on",
    route(handler('const page = await env.SITE.get("x"); return new Response(page.body);')),
    ["high worker-takes api.example.com"],
  ],
  [
    "a Worker that takes an API and passes it on",
    route(handler("const answer = await fetch(request); return answer;")),
    ["medium worker-takes api.example.com"],
  ],
  [
    "a Worker that hands calls to another one",
    route(handler("return env.API.fetch(request);")),
    ["medium worker-takes api.example.com"],
  ],
  [
    "a hostname that is written with capitals, which none has",
    rulesBecome(
      ruleset("http_request_firewall_custom"),
      ruleset("http_request_firewall_custom", {
        ...{ action: "block", enabled: true, expression: 'http.host eq "WWW.example.com"' },
      }),
    ),
    [],
  ],
];

describe("gaps at the edge that were known", () => {
  judgesAsExpected(plans);
  judgesAsExpected(unnamed);
  judgesAsExpected(asked);

  const words = (steps: readonly Step[]): string[] =>
    reviewSteps(steps).risks.map(({ consequence }) => bareText(consequence));

  it("names what leads a hostname to redirects that stand and go round", () => {
    const standing = { ...redirects("true", upgrade), op: "same", id: "redirects" };
    const { new: old, ...rest } = standing;
    const { risks } = reviewSteps([
      { ...rest, old: old ?? {} },
      comes(modelTypes.dnsRecord, "www", www.old ?? {}),
    ]);
    expect(
      risks.map(({ id, cause }) => [id, ...cause.map(({ change }) => change.name)]),
    ).to.deep.equal([["redirect-loop", "www"]]);
  });

  it("says by how much the share of an origin grows, hostname first", () => {
    expect(words(pooled(weighing(0.99, 0.01), weighing(0.01, 0.99)))).to.deep.equal([
      "www.example.com: 203.0.113.2 gets 99 % of what comes to main instead of 1 % in one call, by its weight: where it cannot carry that, visitors meet slow answers and errors until it is given less.",
    ]);
    expect(words(pooled(weighing(1, 0), weighing(0, 1)))).to.deep.equal([
      "www.example.com: All traffic of main that went to 203.0.113.1 goes to 203.0.113.2 in one call, which had the weight 0: if it does not answer yet, visitors meet errors until it is found to be down.",
    ]);
  });
});
