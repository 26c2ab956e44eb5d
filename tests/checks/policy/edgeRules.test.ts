import { type ModelObject } from "../../../model/graph/resources";
import { unknownValue } from "../../../core/known";
import { from, itTells, type Shop } from "./shop";

const zoneId = "f".repeat(32);

/** The shop with a ruleset in a phase where it has none. */
const withRules = (shop: Shop, phase: string, rules: readonly ModelObject[]): Shop =>
  shop.add("ruleset", "edge", { zoneId, kind: "zone", phase, rules });
const firewall = "http_request_firewall_custom";
const limits = "http_ratelimit";

const block = (expression: string, more: ModelObject = {}): ModelObject => ({
  ...{ action: "block", expression, enabled: true },
  ...more,
});
const limit = (
  expression: string,
  requestsPerPeriod: number,
  more: ModelObject = {},
): ModelObject =>
  block(expression, {
    ratelimit: { characteristics: ["ip.src", "cf.colo.id"], period: 60, requestsPerPeriod },
    ...more,
  });
const pageRule = (status: string): ModelObject => ({
  ...{ zoneId, target: "www.example.com/*", status, actions: { cacheLevel: "bypass" } },
});

const errors = "http_custom_errors";
const page = (expression: string, more: ModelObject = {}): ModelObject => ({
  ...{ action: "serve_error", expression, enabled: true },
  actionParameters: { content: "<p>Back soon</p>", contentType: "text/html" },
  ...more,
});
const onePool = (shop: Shop): Shop =>
  shop.set("www", {
    defaultPools: [from("pool", "primary")],
    fallbackPool: from("pool", "primary"),
  });
const keep = (expression: string): ModelObject => ({
  ...{ action: "set_cache_settings", expression, enabled: true },
  actionParameters: { cache: true, edgeTtl: { mode: "override_origin", default: 7200 } },
});

/** The shop with two names beside it that are DNS-only. */
const besideDirect = (shop: Shop): Shop =>
  ["direct", "other"].reduce(
    (whole, name) =>
      whole.add("dnsRecord", name, {
        ...{ zoneId, name: `${name}.example.com`, type: "CNAME" },
        ...{ content: "shop.example.net", proxied: false, ttl: 300 },
      }),
    shop,
  );
const to = (expression: string): ModelObject => ({
  ...{ action: "redirect", expression, enabled: true },
  actionParameters: {
    fromValue: { statusCode: 301, targetUrl: { value: "https://www.example.com/new" } },
  },
});

const never = (place: string, why: string): string =>
  `rule-never-applies: edge.${place} must apply to some request; got none, since ${why}`;

describe("policy: rules of the edge", () => {
  itTells([
    {
      title: "finds rules behind one that answers everything, and says nothing of that one",
      plan: (shop) =>
        withRules(shop, firewall, [
          block('http.request.uri.path eq "/a"'),
          block("true"),
          block('http.request.uri.path eq "/b"'),
        ]),
      told: [never("rules[2]", "rules[1] answers every request before it")],
    },
    {
      title: "finds a rule with the expression of an earlier one that answers",
      plan: (shop) =>
        withRules(shop, firewall, [
          block('http.request.uri.path eq "/a"'),
          block(' http.request.uri.path eq "/a" ', { action: "managed_challenge" }),
        ]),
      told: [never("rules[1]", "rules[0] has the same expression and answers before it")],
    },
    {
      title: "finds an expression that is never true",
      plan: (shop) => withRules(shop, firewall, [block("false")]),
      told: [never("rules[0]", "its expression is never true")],
    },
    {
      title: "finds what no request has, also among what some have",
      plan: (shop) =>
        withRules(shop, firewall, [
          block('http.request.method eq "post" and http.request.uri.path contains "login"'),
          block('ip.src.country in {"KP" "uk"}'),
          block('http.request.uri.path eq "admin"', { enabled: false }),
          block('ip.src.country in {"KP" "GB"} and http.request.method eq "POST"'),
        ]),
      told: [
        never(
          "rules[0]",
          'its expression is never true: no request has "post" there, for values of http.request.method are in upper case, such as "POST"',
        ),
        'rule-never-applies: edge.rules[1] must ask for what requests have; got "uk", though no request has "uk" there, for values of ip.src.country are the two capital letters of ISO 3166-1, in which GB is the United Kingdom, such as "GB"',
      ],
    },
    {
      title: "finds rules behind one that answers, or skips, all of their requests",
      plan: (shop) =>
        withRules(shop, firewall, [
          block('starts_with(http.request.uri.path, "/old/")'),
          block('http.request.uri.path eq "/old/a" and ssl'),
          block("ssl", { action: "skip", actionParameters: { ruleset: "current" } }),
          block('ssl and http.request.uri.path eq "/b"'),
        ]),
      told: [
        never("rules[1]", "rules[0] answers all of its requests before it"),
        never("rules[3]", "rules[2] lets all of its requests skip what comes after"),
      ],
    },
    {
      title: "finds what keeps an administration out of the cache before what keeps everything",
      plan: (shop) =>
        shop.set("cache", {
          rules: [
            {
              ...keep('starts_with(http.request.uri.path, "/admin")'),
              actionParameters: { cache: false },
            },
            keep("true"),
          ],
        }),
      told: [
        "rule-never-applies: cache.rules[0] must change something; got nothing, since rules[1] comes after it and sets the same for all of its requests",
      ],
    },
    {
      title:
        "says nothing of the same in the order that counts, and of rules that share some requests",
      plan: (shop) =>
        withRules(
          shop.set("cache", {
            rules: [
              keep("true"),
              {
                ...keep('starts_with(http.request.uri.path, "/admin")'),
                actionParameters: { cache: false },
              },
            ],
          }),
          firewall,
          [
            block('starts_with(http.request.uri.path, "/old/") and ssl'),
            block('http.request.uri.path eq "/old/a"'),
          ],
        ),
      told: [],
    },
    {
      title: "finds a rule for hostnames that are DNS-only",
      plan: (shop) =>
        withRules(besideDirect(shop), "http_request_dynamic_redirect", [
          to('lower(http.host) eq "direct.example.com" and http.host eq "direct.example.com"'),
          to('http.host in {"direct.example.com" "other.example.com"} and ssl'),
        ]),
      told: [
        never("rules[0]", "direct.example.com is DNS-only"),
        never("rules[1]", "direct.example.com and other.example.com are DNS-only"),
      ],
    },
    {
      title:
        "says nothing of a rule for those and others, for what may stand elsewhere, and of one that is off",
      plan: (shop) =>
        withRules(besideDirect(shop), "http_request_dynamic_redirect", [
          to('http.host in {"direct.example.com" "www.example.com"}'),
          to('http.host in {"direct.example.com" "elsewhere.example.com"}'),
          { ...to('http.host eq "direct.example.com"'), enabled: false },
          to('not http.host eq "direct.example.com" and http.request.uri.path eq "/x"'),
        ]),
      told: [],
    },
    {
      title: "finds a header with capitals, also within functions",
      plan: (shop) =>
        withRules(shop, firewall, [
          block('any(http.request.headers["X-Token"][*] eq "a")'),
          block('any(lower(http.request.headers["X-Mode"][*])[*] eq "a")'),
          block('any(http.request.headers["x-token"][*] eq "a")'),
        ]),
      told: [
        'rule-never-applies: edge.rules[0].expression must name headers in lower case; got "X-Token"',
        'rule-never-applies: edge.rules[1].expression must name headers in lower case; got "X-Mode"',
      ],
    },
    {
      title:
        "says nothing of rules that are off, log, skip or challenge, and that the API cannot read one",
      plan: (shop) =>
        withRules(shop, firewall, [
          block("true", { enabled: false }),
          block("true", { action: "log" }),
          block("true", { action: "managed_challenge" }),
          block("ip.src eq 198.51.100.7", {
            action: "skip",
            actionParameters: { phases: [limits] },
          }),
          block("ip.src eq 198.51.100.7"),
          block("false", { enabled: false }),
          block("http.host eq"),
        ]),
      told: [
        'refused-by-api: edge.rules[6].expression must have a string ("…" or r"…") at line 1, column 13; got the end',
      ],
    },
    {
      title: "finds a limit below what monitors ask, of the hostname's own path",
      plan: (shop) => withRules(shop, limits, [limit("true", 5)]),
      told: [
        "rate-limit-counts-monitors: edge.rules[0].ratelimit.requestsPerPeriod must allow 12 requests a minute, since it counts monitors of www.example.com; got 5 a minute",
      ],
    },
    {
      title: "says nothing of limits that leave monitors out, are high enough or only log",
      plan: (shop) =>
        withRules(shop, limits, [
          limit('http.request.uri.path eq "/login"', 3),
          limit('not http.user_agent contains "UptimeRobot"', 3),
          limit("true", 100),
          limit("true", 1, { action: "log" }),
        ]),
      told: [],
    },
    {
      title: "finds page rules that are on",
      plan: (shop) =>
        shop
          .add("pageRule", "old", pageRule("active"))
          .add("pageRule", "off", pageRule("disabled")),
      told: ['page-rule-in-use: old.status must be "disabled"; got "active"'],
    },
    {
      title: "finds errors that have no page beside those that have one",
      plan: (shop) => withRules(shop, errors, [page("http.response.code in {500 502 504}")]),
      told: [
        "error-page-missing: edge.rules must have a page for Error 520, 521, 522, 523, 524, 525, 526 and 530 of www.example.com; got none that applies",
      ],
    },
    {
      title: "finds pages that are switched off, or for another hostname",
      plan: (shop) =>
        withRules(shop, errors, [
          page("http.response.code ge 500", { enabled: false }),
          page('http.host contains "shop"'),
        ]),
      told: [
        "error-page-missing: edge.rules must have a page for Error 502, 504, 520, 521, 522, 523, 524, 525, 526 and 530 of www.example.com; got none that applies",
      ],
    },
    {
      title: "says nothing of pages for every error, or of which nobody knows when they apply",
      plan: (shop) => withRules(shop, errors, [page("http.response.code ge 500")]),
      told: [],
    },
    {
      title: "says nothing of pages of which it is not known when they apply",
      plan: (shop) =>
        withRules(shop, errors, [
          page('http.cookie contains "vip"'),
          { ...page("true"), expression: unknownValue },
        ]),
      told: [],
    },
    {
      title: "says nothing of pages of an account, and of the older product's",
      plan: (shop) =>
        withRules(shop, errors, [page("http.response.code eq 502")]).add(
          "cloudflare:index/customPages:CustomPages",
          "sorry",
          { zoneId, identifier: "500_errors", state: "customized", url: "https://a.example/" },
        ),
      told: [],
    },
    {
      title: "finds a zone without pages where all are looked at",
      plan: (shop) => shop,
      configuration: { rules: { "error-page-missing": { limits: { zones: "all" } } } },
      told: [
        "error-page-missing: www.example.com must have a page for Error 502, 504, 520, 521, 522, 523, 524, 525, 526 and 530 of www.example.com; got none that applies",
      ],
    },
    {
      title: "finds what is kept of a site with one pool, and not served on when it fails",
      plan: (shop) =>
        onePool(shop).set("cache", { rules: [keep('http.host eq "www.example.com"')] }),
      told: [
        "backup-pool-missing: www.example.com.defaultPools must name at least two pools, the fallback pool counted; got 1",
        "stale-if-error-missing: www.example.com must have a rule with stale-if-error for requests for the home page, for a page beneath it, for a page with a query and for an image, whose answers a rule keeps; got none, and one pool",
      ],
    },
    {
      title: "says nothing of what is served on, of a second pool, and of what is not kept",
      plan: (shop) =>
        onePool(shop)
          .set("cache", { rules: [keep('ends_with(http.request.uri.path, ".jpg")')] })
          .add("ruleset", "stale", {
            ...{ zoneId, kind: "zone", phase: "http_response_cache_settings" },
            rules: [
              {
                ...{ action: "set_cache_control", expression: "true", enabled: true },
                actionParameters: { staleIfError: { operation: "set", value: 86_400 } },
              },
            ],
          }),
      told: [
        "backup-pool-missing: www.example.com.defaultPools must name at least two pools, the fallback pool counted; got 1",
      ],
    },
    {
      title: "says nothing of what is kept of a site with two pools",
      plan: (shop) => shop.set("cache", { rules: [keep("true")] }),
      told: [],
    },
  ]);
});

const room = (more: ModelObject = {}): ModelObject => ({
  ...{ zoneId, name: "sale", host: "www.example.com", path: "/sale" },
  ...{ totalActiveUsers: 500, newUsersPerMinute: 300, ...more },
});
const second = (shop: Shop, more: ModelObject): Shop =>
  shop
    .add("waitingRoom", "first", room())
    .add("waitingRoom", "second", room({ name: "other", path: "/other", ...more }));
const refused = (place: string, rest: string): string => `refused-by-api: ${place} must ${rest}`;

describe("policy: waiting rooms that the API refuses", () => {
  itTells([
    {
      title:
        "are those with more new users than users, a stranger's hostname, and routes without a cookie",
      plan: (shop) =>
        shop
          .add("waitingRoom", "many", room({ newUsersPerMinute: 600 }))
          .add("waitingRoom", "away", room({ name: "away", host: "shop.example.net" }))
          .add(
            "waitingRoom",
            "routes",
            room({ name: "routes", path: "/a", additionalRoutes: [{ host: "www.example.com" }] }),
          ),
      told: [
        refused("away.host", 'be a hostname of the zone example.com; got "shop.example.net"'),
        refused("routes.cookieSuffix", 'be given for additional routes; got ""'),
        refused("sale.newUsersPerMinute", "be at most the total of active users, 500; got 600"),
      ],
    },
    {
      title: "are those that take the name of another one, or its place in other letters",
      plan: (shop) =>
        second(shop, { name: "sale" }).add(
          "waitingRoom",
          "third",
          room({ name: "third", host: "WWW.example.com" }),
        ),
      told: [
        refused(
          "sale.name",
          'be no other waiting room\'s, of letters, digits, hyphens and underscores; got "sale"',
        ),
        refused("third.path", 'be with its host no other waiting room\'s; got "/sale"'),
      ],
    },
    {
      title: "are none of another path or zone, and none of which not enough is known",
      plan: (shop) =>
        second(shop, {})
          .add("waitingRoom", "elsewhere", room({ zoneId: "e".repeat(32) }))
          .add("waitingRoom", "late", {
            ...room({ name: unknownValue, path: unknownValue }),
            ...{ totalActiveUsers: unknownValue, additionalRoutes: unknownValue },
          }),
      told: [],
    },
  ]);
});
