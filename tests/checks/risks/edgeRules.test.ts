import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { reviewSteps, riskLines, type Step } from "../report/plans";

const zoneId = "f".repeat(32);
const type = "cloudflare:index/ruleset:Ruleset";

/** A name of a record at Cloudflare's proxy. */
const proxied = (name: string): Step => ({
  ...{ op: "same", type: "record", name, id: `r-${name}` },
  old: { zoneId, name, type: "A", content: "203.0.113.10", proxied: true, ttl: 1 },
});
const shop = proxied("shop.example.com");
const www = proxied("www.example.com");

const inputs = (phase: string, rules: readonly object[]): object => ({
  ...{ zoneId, kind: "zone", name: phase, phase, rules },
});
const firewall = "http_request_firewall_custom";
const redirects = "http_request_dynamic_redirect";
const limits = "http_ratelimit";

/** A ruleset that comes. */
const added = (phase: string, ...rules: readonly object[]): Step => ({
  ...{ op: "create", type, name: "edge", new: inputs(phase, rules) },
});
/** A ruleset whose rules become others. */
const changed = (phase: string, old: readonly object[], now: readonly object[]): Step => ({
  ...{ op: "update", type, name: "edge", id: "rs" },
  ...{ old: inputs(phase, old), new: inputs(phase, now) },
});

const block = (expression: string, more: object = {}): object => ({
  ...{ action: "block", expression, enabled: true },
  ...more,
});
const redirect = (expression: string, targetUrl: object): object => ({
  ...{ action: "redirect", expression, enabled: true },
  actionParameters: { fromValue: { targetUrl, statusCode: 301, preserveQueryString: true } },
});
const limit = (expression: string, requestsPerPeriod: number, more: object = {}): object => ({
  ...{ action: "block", expression, enabled: true },
  ratelimit: {
    ...{ characteristics: ["cf.colo.id", "ip.src"], period: 60, mitigationTimeout: 600 },
    ...{ requestsPerPeriod, ...more },
  },
});
const setting = (settingId: string, value: string): Step => ({
  ...{ op: "same", type: "setting", name: settingId, id: settingId },
  old: { zoneId, settingId, value },
});

const toWww = { expression: 'concat("https://www.example.com", http.request.uri.path)' };
const toShop = { expression: 'concat("https://shop.example.com", http.request.uri.path)' };

const cacheRules = "http_request_cache_settings";
const keep = (expression: string, seconds: number, more: object = {}): object => ({
  ...{ action: "set_cache_settings", expression, enabled: true },
  actionParameters: {
    cache: true,
    edgeTtl: { mode: "override_origin", default: seconds },
    ...more,
  },
});
const bypass = (expression: string): object => ({
  ...{ action: "set_cache_settings", expression, enabled: true },
  actionParameters: { cache: false },
});
const route = (expression: string, origin: object): object => ({
  ...{ action: "route", expression, enabled: true, actionParameters: { origin } },
});
const origins = "http_request_origin";
const dnsName = "edge-1.eu-west-1.elb.amazonaws.com";
/** A hostname that leads to a load balancer of AWS with one listener. */
const behindAlb: Step[] = [
  {
    ...{ op: "same", type: modelTypes.awsLoadBalancer, name: "alb", id: "arn:alb" },
    ...{ old: { name: "alb" }, outputs: { arn: "arn:alb", dnsName } },
  },
  {
    ...{ op: "same", type: modelTypes.listener, name: "https", id: "arn:l" },
    old: { loadBalancerArn: "arn:alb", port: 443, protocol: "HTTPS", defaultActions: [] },
  },
  { ...www, old: { ...www.old, type: "CNAME", content: dnsName } },
];
/** The same, and it redirects what it is asked at port 80. */
const redirectsItself: Step = {
  ...{ op: "same", type: modelTypes.listener, name: "http", id: "arn:h" },
  old: {
    ...{ loadBalancerArn: "arn:alb", port: 80, protocol: "HTTP" },
    defaultActions: [
      { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
    ],
  },
};
/** The same, which listens at a second port, with a security group that admits Cloudflare at these. */
const admittedAt = (...ports: readonly number[]): Step[] => [
  ...behindAlb.map((step) =>
    step.type === modelTypes.awsLoadBalancer
      ? { ...step, old: { ...step.old, securityGroups: ["sg"] } }
      : step,
  ),
  {
    ...{ op: "same", type: modelTypes.listener, name: "second", id: "arn:s" },
    old: { loadBalancerArn: "arn:alb", port: 8443, protocol: "HTTPS", defaultActions: [] },
  },
  {
    ...{ op: "same", type: "group", name: "sg", id: "sg" },
    old: {
      vpcId: "vpc-1",
      ingress: ports.map((port) => ({
        ...{ protocol: "tcp", fromPort: port, toPort: port },
        ...{ cidrBlocks: cloudflareRanges.ipv4, ipv6CidrBlocks: cloudflareRanges.ipv6 },
      })),
    },
  },
];
/** A ruleset that is replaced, the old one first. */
const replacedAway = (old: object, now: object): Step[] => {
  const step = { type, name: "edge", id: "rs", old, new: now, replaceReasons: ["name"] };
  return ["delete-replaced", "replace", "create-replacement"].map((op) => ({ ...step, op }));
};
const becomes = (settingId: string, old: string, value: string): Step => ({
  ...{ op: "update", type: "setting", name: settingId, id: settingId },
  ...{ old: { zoneId, settingId, value: old }, new: { zoneId, settingId, value } },
});
const { accessRule, pageRule, rulesList, userAgentRule, waitingRoom, zoneLockdown } = modelTypes;
const made = (own: string, said: object): Step => ({
  ...{ op: "create", type: own, name: "made", new: { zoneId, ...said } },
});
const forward = (target: string, url: string, more: object = {}): Step =>
  made(pageRule, {
    ...{ target, status: "active", actions: { forwardingUrl: { url, statusCode: 301 } } },
    ...more,
  });
const list = (...pairs: readonly (readonly [string, string, object?])[]): Step => ({
  ...{ op: "create", type: rulesList, name: "moved" },
  new: {
    ...{ accountId: "a", name: "moved", kind: "redirect" },
    items: pairs.map(([sourceUrl, targetUrl, more = {}]) => ({
      redirect: { sourceUrl, targetUrl, statusCode: 301, ...more },
    })),
  },
});
const bulk: Step = {
  ...{ op: "create", type, name: "bulk" },
  new: {
    ...{ accountId: "a", kind: "root", name: "bulk", phase: "http_request_redirect" },
    rules: [
      {
        ...{ action: "redirect", expression: "http.request.full_uri in $moved", enabled: true },
        actionParameters: { fromList: { name: "moved", key: "http.request.full_uri" } },
      },
    ],
  },
};
const rules = (balancerRules: readonly object[]): Step[] => {
  const old = { zoneId, name: "www.example.com", defaultPools: ["p"], fallbackPool: "p" };
  const own = { ...old, proxied: true };
  return [
    {
      op: "same",
      type: "pool",
      name: "p",
      id: "p",
      old: { name: "p", origins: [{ address: "203.0.113.1" }] },
    },
    {
      ...{ op: "update", type: "balancer", name: "www", id: "lb", old: own },
      new: { ...own, rules: balancerRules },
    },
  ];
};

const harmful: readonly (readonly [string, readonly Step[], readonly string[]])[] = [
  [
    "two redirects that meet",
    [
      shop,
      www,
      added(
        redirects,
        redirect('http.host eq "shop.example.com"', toWww),
        redirect('http.host eq "www.example.com"', toShop),
      ),
    ],
    ["high redirect-loop shop.example.com, www.example.com"],
  ],
  [
    "a redirect that leads to itself",
    [www, added(redirects, redirect("true", { value: "https://www.example.com/new" }))],
    ["high redirect-loop www.example.com"],
  ],
  [
    "a redirect to HTTP under Always Use HTTPS",
    [
      www,
      setting("always_use_https", "on"),
      added(
        redirects,
        redirect("ssl", { expression: 'concat("http://www.example.com", http.request.uri.path)' }),
      ),
    ],
    ["high redirect-loop www.example.com"],
  ],
  [
    "a redirect whose path grows for ever",
    [
      www,
      added(
        redirects,
        redirect('starts_with(http.request.uri.path, "/")', {
          expression: 'concat("https://www.example.com/en", http.request.uri.path)',
        }),
      ),
    ],
    ["high redirect-loop www.example.com"],
  ],
  [
    "a hostname that a rule takes to another zone",
    [shop, added(redirects, redirect("true", { value: "https://shop.example.net/" }))],
    ["low redirect-leads-away shop.example.com"],
  ],
  [
    "a hostname that a rule takes to a name without a record",
    [
      { ...shop, type: "zone", name: "zone", id: zoneId, old: { name: "example.com" } },
      shop,
      added(
        redirects,
        redirect('http.host eq "shop.example.com"', { value: "https://shpo.example.com/" }),
      ),
    ],
    ["high redirect-leads-away shop.example.com"],
  ],
  [
    "a block of every request",
    [shop, www, added(firewall, block("true"))],
    ["high edge-rule-blocks shop.example.com, www.example.com"],
  ],
  [
    "a block that an update widens",
    [
      www,
      changed(
        firewall,
        [block('http.request.uri.path eq "/xmlrpc.php"')],
        [block('http.request.uri.path eq "/xmlrpc.php" or http.host eq "www.example.com"')],
      ),
    ],
    ["high edge-rule-blocks www.example.com"],
  ],
  [
    "a block of all but an office, of a hostname that answers",
    [www, added(firewall, block("not ip.src in {198.51.100.0/24}"))],
    ["high edge-rule-blocks www.example.com"],
  ],
  [
    "a block of what writes",
    [www, added(firewall, block('http.request.method in {"POST" "PUT"}'))],
    ["medium edge-rule-blocks www.example.com"],
  ],
  [
    "a challenge before an API",
    [
      www,
      added(
        firewall,
        block('starts_with(http.request.uri.path, "/api/")', { action: "managed_challenge" }),
      ),
    ],
    ["high edge-rule-challenges www.example.com"],
  ],
  [
    "a skip that goes, and the block behind it then meets everybody",
    [
      www,
      changed(
        firewall,
        [
          block("true", { action: "skip", actionParameters: { ruleset: "current" } }),
          block("true"),
        ],
        [block("true")],
      ),
    ],
    ["high edge-rule-blocks www.example.com"],
  ],
  [
    "a limit of a hundredth",
    [www, changed(limits, [limit("true", 1_000)], [limit("true", 10)])],
    ["high rate-limit-low www.example.com"],
  ],
  [
    "a limit that all visitors share",
    [www, added(limits, limit("true", 500, { characteristics: ["cf.colo.id"] }))],
    ["high rate-limit-low www.example.com"],
  ],
  [
    "an origin that redirects what it is asked in the clear",
    [...behindAlb, redirectsItself, becomes("ssl", "full", "flexible")],
    ["high redirect-loop www.example.com", "high tls-weaker the zone of www.example.com"],
  ],
  [
    "an origin rule to a port at which nothing listens",
    [...behindAlb, added(origins, route("true", { port: 8443 }))],
    ["high origin-rule-port www.example.com"],
  ],
  [
    "an origin rule to a port that the firewall shuts",
    [...admittedAt(443), added(origins, route("true", { port: 8443 }))],
    ["high origin-rule-port www.example.com"],
  ],
  [
    "an origin rule to a name without a record",
    [
      { ...www, type: "zone", name: "zone", id: zoneId, old: { name: "example.com" } },
      www,
      added(
        origins,
        route('starts_with(http.request.uri.path, "/api/")', { host: "origin.example.com" }),
      ),
    ],
    ["high origin-rule-host www.example.com"],
  ],
  [
    "a rule that keeps every page for everybody",
    [www, added(cacheRules, keep('http.host eq "www.example.com"', 3_600))],
    ["medium cache-shares-pages www.example.com"],
  ],
  [
    "a redirect that goes from a name without an origin",
    [
      { ...shop, old: { ...shop.old, content: "192.0.2.1" } },
      www,
      {
        ...{ op: "delete", type, name: "edge", id: "rs" },
        old: inputs(redirects, [redirect('http.host eq "shop.example.com"', toWww)]),
      },
    ],
    ["high redirect-lost shop.example.com"],
  ],
  [
    "a ruleset that is renamed, so that the new one is refused",
    [
      www,
      {
        ...changed(limits, [limit("true", 1_000)], [limit("true", 1_000)]),
        ...{ op: "replace", replaceReasons: ["name"] },
      },
    ],
    ["medium ruleset-replaced the zone of www.example.com"],
  ],
  [
    "a ruleset that is away between its deletion and its creation",
    [
      www,
      ...replacedAway(inputs(limits, [limit("true", 1_000)]), {
        ...inputs(limits, [limit("true", 1_000)]),
        name: "limits",
      }),
    ],
    ["medium ruleset-gap the zone of www.example.com"],
  ],
  [
    "a page rule that forwards to itself",
    [www, forward("www.example.com/*", "https://www.example.com/$1")],
    ["high redirect-loop www.example.com"],
  ],
  [
    "a page rule and a rule that meet",
    [
      shop,
      www,
      forward("*shop.example.com/*", "https://www.example.com/$2"),
      {
        ...added(redirects, redirect('http.host eq "www.example.com"', toShop)),
        op: "same",
        id: "e",
        old: inputs(redirects, [redirect('http.host eq "www.example.com"', toShop)]),
      },
    ],
    ["high redirect-loop shop.example.com, www.example.com"],
  ],
  [
    "a list of redirects with two that meet",
    [
      shop,
      www,
      bulk,
      list(
        ["shop.example.com/", "https://www.example.com/"],
        ["www.example.com", "https://shop.example.com"],
      ),
    ],
    ["high redirect-loop shop.example.com, www.example.com"],
  ],
  [
    "a list that comes to redirect the calls of an API, by a rule that stays",
    [
      ...[www, { ...www, name: "api", id: "r-api", old: { ...www.old, name: "api.example.com" } }],
      { ...bulk, op: "same", id: "bulk", old: bulk.new },
      {
        ...list(["api.example.com/", "https://www.example.com/", { subpathMatching: true }]),
        ...{ op: "update", id: "moved", old: list().new },
      },
    ],
    ["high redirect-takes-programs api.example.com"],
  ],
  [
    "a listed redirect that covers what it leads to",
    [
      www,
      bulk,
      list(["www.example.com/", "https://www.example.com/new", { subpathMatching: true }]),
    ],
    ["high redirect-loop www.example.com"],
  ],
  [
    "a lockdown of a whole site",
    [
      www,
      made(zoneLockdown, {
        urls: ["www.example.com/*"],
        configurations: [{ target: "ip", value: "198.51.100.7" }],
      }),
    ],
    ["high edge-rule-blocks www.example.com"],
  ],
  [
    "a blocked user agent that is a monitor's",
    [
      www,
      made(userAgentRule, {
        ...{ mode: "block", paused: false },
        configuration: {
          target: "ua",
          value: "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
        },
      }),
    ],
    ["medium edge-rule-blocks www.example.com"],
  ],
  [
    "a waiting room that queues all",
    [
      www,
      made(waitingRoom, {
        ...{ host: "www.example.com", name: "sale", queueAll: true },
        ...{ newUsersPerMinute: 200, totalActiveUsers: 200 },
      }),
    ],
    ["high waiting-room-holds www.example.com"],
  ],
  [
    "a waiting room that rejects all",
    [
      www,
      made(waitingRoom, {
        ...{ host: "www.example.com", name: "sale", queueingMethod: "reject" },
        ...{ newUsersPerMinute: 200, totalActiveUsers: 200 },
      }),
    ],
    ["high waiting-room-holds www.example.com"],
  ],
  ...(["/v1", "/v1/"] as const).map(
    (prefix) =>
      [
        `a load balancing rule that answers what begins with ${prefix}, before one for /v12/`,
        rules([
          {
            ...{ name: "gone", priority: 10, fixedResponse: { statusCode: 410 } },
            condition: `starts_with(http.request.uri.path, "${prefix}")`,
          },
          {
            ...{ name: "newest", priority: 20, overrides: { steeringPolicy: "off" } },
            condition: 'starts_with(http.request.uri.path, "/v12/")',
          },
        ]),
        [`${prefix === "/v1" ? "high" : "medium"} fixed-response www.example.com`],
      ] as const,
  ),
  ...(
    [
      ["low", 'http.request.uri.path eq "/.well-known/security.txt"', 200],
      ["medium", 'http.request.uri.path eq "/.well-known/security.txt"', 404],
      ["medium", 'starts_with(http.request.uri.path, "/.well-known/")', 200],
    ] as const
  ).map(
    ([severity, condition, statusCode]) =>
      [
        `a load balancing rule that answers ${condition} with ${statusCode}`,
        rules([{ name: "text", condition, fixedResponse: { statusCode } }]),
        [`${severity} fixed-response www.example.com`],
      ] as const,
  ),
  [
    "a load balancing rule that answers everybody",
    rules([{ name: "closed", condition: "", fixedResponse: { statusCode: 503 } }]),
    ["high fixed-response www.example.com"],
  ],
];

const harmless: readonly (readonly [string, readonly Step[]])[] = [
  [
    "a redirect of one name to the other",
    [shop, www, added(redirects, redirect('http.host eq "shop.example.com"', toWww))],
  ],
  [
    "redirects that are switched off",
    [
      www,
      added(redirects, {
        ...redirect("true", { value: "https://www.example.com/" }),
        enabled: false,
      }),
    ],
  ],
  [
    "a redirect to HTTPS by a rule, of HTTP alone",
    [www, added(redirects, redirect("not ssl", toWww))],
  ],
  [
    "blocks of what nobody honest asks for",
    [
      www,
      added(
        firewall,
        block('http.request.uri.path contains "/wp-login.php" and not ip.src in {198.51.100.0/24}'),
        block('ip.src.country in {"KP"}'),
        block('http.user_agent contains "sqlmap"'),
        block("ip.src in $bad_addresses or ip.src.asnum in {64500 64501}"),
        block("cf.bot_management.score lt 10 and not cf.bot_management.verified_bot"),
      ),
    ],
  ],
  [
    "a block behind a skip that lets everybody through",
    [
      www,
      added(
        firewall,
        block('http.host eq "www.example.com"', {
          ...{ action: "skip", actionParameters: { phases: [limits], ruleset: "current" } },
        }),
        block("true"),
      ),
      { ...added(limits, limit("true", 1)), name: "limits" },
    ],
  ],
  ["a rule that only logs", [www, added(firewall, block("true", { action: "log" }))]],
  [
    "a block of a name that is DNS-only",
    [
      { ...www, old: { ...www.old, proxied: false, ttl: 300 } },
      shop,
      added(firewall, block('http.host eq "www.example.com"')),
    ],
  ],
  [
    "a high limit, and a low one of logins",
    [
      www,
      added(
        limits,
        limit("true", 1_000),
        limit('http.request.uri.path eq "/login" and http.request.method eq "POST"', 5),
      ),
    ],
  ],
  [
    "an origin that redirects at port 80, which nobody asks",
    [...behindAlb, redirectsItself, added(redirects, redirect("not ssl", toWww))],
  ],
  [
    "an origin rule to a port that is listened at",
    [...behindAlb, added(origins, route("true", { port: 443 }))],
  ],
  [
    "an origin rule to a port at which the firewall admits Cloudflare",
    [...admittedAt(443, 8443), added(origins, route("true", { port: 8443 }))],
  ],
  [
    "a ruleset of one phase that makes way for one of another",
    [
      www,
      ...replacedAway(
        inputs(limits, [limit("true", 1_000)]),
        inputs(firewall, [block('http.request.uri.path eq "/xmlrpc.php"')]),
      ),
    ],
  ],
  [
    "rules that keep what is static, or what the origin lets them",
    [
      www,
      added(
        cacheRules,
        keep('http.request.uri.path.extension in {"js" "css" "jpg"}', 86_400),
        keep("true", 60, { edgeTtl: { mode: "respect_origin" } }),
      ),
    ],
  ],
  [
    "a rule that keeps pages of those alone who have no session",
    [www, added(cacheRules, keep("true", 300), bypass('http.cookie contains "session"'))],
  ],
  [
    "a rule that keeps pages where it never kept fewer",
    [www, changed(cacheRules, [keep("true", 60)], [keep("true", 120)])],
  ],
  [
    "a page rule of lower priority than one that only caches",
    [
      www,
      {
        ...forward("www.example.com/*", "https://www.example.com/$1", { priority: 1 }),
        name: "low",
      },
      {
        ...{ op: "same", type: pageRule, name: "high", id: "high" },
        old: {
          ...{ zoneId, target: "*example.com/*", priority: 2, status: "active" },
          actions: { cacheLevel: "aggressive" },
        },
      },
    ],
  ],
  [
    "a page rule that leads to HTTPS",
    [www, forward("http://www.example.com/*", "https://www.example.com/$1")],
  ],
  [
    "listed redirects of single pages",
    [www, bulk, list(["www.example.com/", "https://www.example.com/home"])],
  ],
  [
    "countries and networks without visitors",
    [
      www,
      made(accessRule, { mode: "block", configuration: { target: "country", value: "KP" } }),
      {
        ...made(accessRule, { mode: "block", configuration: { target: "asn", value: "AS64500" } }),
        name: "network",
      },
    ],
  ],
  [
    "a lockdown of an administration",
    [
      www,
      made(zoneLockdown, {
        urls: ["www.example.com/admin*"],
        configurations: [{ target: "ip_range", value: "198.51.100.0/24" }],
      }),
    ],
  ],
  ["a limit that is raised", [www, changed(limits, [limit("true", 10)], [limit("true", 50)])]],
];

describe("the risks of rules at the edge", () => {
  for (const [name, steps, expected] of harmful) {
    it(`tells of ${name}`, () => {
      expect(riskLines(steps)).to.deep.equal(expected);
    });
  }

  for (const [name, steps] of harmless) {
    it(`says nothing of ${name}, and has judged all of it`, () => {
      const { risks, notJudged } = reviewSteps(steps);
      expect(risks.map(({ id, title }) => `${id} ${title}`)).to.deep.equal([]);
      expect(
        notJudged.map(({ change, properties }) => `${change.name}: ${properties.join(", ")}`),
      ).to.deep.equal([]);
    });
  }

  it("names rules of which the plan does not say whom they meet", () => {
    const { risks, notJudged } = reviewSteps([
      www,
      added(
        firewall,
        block('http.request.uri.path eq "/xmlrpc.php"'),
        block('cf.random_seed contains "a"'),
        block('http.request.body.raw contains "x"'),
      ),
    ]);
    expect(risks).to.deep.equal([]);
    expect(notJudged.map(({ properties }) => properties)).to.deep.equal([["rules[1]", "rules[2]"]]);
  });

  it("says once of many hostnames what a rule does to them, and who cannot get past", () => {
    const many = Array.from({ length: 8 }, (_, index) => proxied(`s${index}.example.com`));
    const [risk, ...others] = reviewSteps([
      ...many,
      added(firewall, block("true", { action: "managed_challenge", description: "bots" })),
    ]).risks;
    expect(others).to.deep.equal([]);
    expect(risk?.title).to.equal(
      "s0.example.com, s1.example.com, s2.example.com, s3.example.com, s4.example.com, 3 more",
    );
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "From this change on s0.example.com, s1.example.com, s2.example.com, s3.example.com, s4.example.com and 3 more put a challenge before requests of all visitors, of API clients, of API clients that write, of crawlers, of certificate authorities and of monitors for /, by the rule bots (rules[0] of edge): browsers show a page that checks them first, and requests that scripts send in the background fail. API clients, crawlers, certificate authorities and monitors cannot pass it and get Error 403. A certificate of an origin that is renewed over HTTP, at /.well-known/acme-challenge/, is not renewed any more: from the day on which it expires, in Full (strict) visitors get Error 526.",
    );
  });

  const consequences = (...steps: readonly Step[]): string[] =>
    reviewSteps(steps).risks.map(({ consequence }) => bareText(consequence));

  it("names each hostname whose visitors the same rule sends round, once", () => {
    const self = redirect("not ssl", {
      expression: 'concat("http://", http.host, http.request.uri.path)',
    });
    const [risk, ...others] = reviewSteps([shop, www, added(redirects, self)]).risks;
    expect(others).to.deep.equal([]);
    expect(risk?.title).to.equal("shop.example.com, www.example.com");
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "From this change on visitors of shop.example.com and www.example.com are redirected from http://shop.example.com/ to http://shop.example.com/ again: browsers give up with ERR_TOO_MANY_REDIRECTS.",
    );
    expect(bareText(risk?.hint ?? [])).to.match(/^Let the target begin with https:\/\//);
    const many = Array.from({ length: 8 }, (_, index) => proxied(`s${index}.example.com`));
    expect(riskLines([...many, added(redirects, self)])).to.deep.equal([
      "high redirect-loop s0.example.com, s1.example.com, s2.example.com, s3.example.com, s4.example.com, 3 more",
    ]);
  });

  it("says of redirects that grow that they go on, and of those that meet where they begin again", () => {
    const growing = redirect("true", {
      expression: 'concat("https://www.example.com/en", http.request.uri.path)',
    });
    expect(consequences(www, added(redirects, growing))).to.deep.equal([
      "From this change on visitors of www.example.com are redirected from https://www.example.com/ to https://www.example.com/en/ to https://www.example.com/en/en/ and on and on: browsers give up with ERR_TOO_MANY_REDIRECTS.",
    ]);
    const meeting = [
      redirect('http.host eq "shop.example.com"', toWww),
      redirect('http.host eq "www.example.com"', toShop),
    ];
    expect(consequences(shop, www, added(redirects, ...meeting))).to.deep.equal([
      "From this change on visitors of shop.example.com and www.example.com are redirected from https://shop.example.com/ to https://www.example.com/ to https://shop.example.com/ again: browsers give up with ERR_TOO_MANY_REDIRECTS.",
    ]);
  });

  it("names the hostnames first, and what they meet, and the rule behind them", () => {
    const sides: readonly (readonly [Step, string])[] = [
      [
        changed(limits, [limit("true", 1_000)], [limit("true", 10)]),
        "From this change on visitors of shop.example.com and www.example.com may each send 10 requests in 60 seconds (until now 1000), by the rule rules[0] of edge; whoever sends more is answered with Error 429 (1015) for 600 seconds.",
      ],
      [
        added(cacheRules, keep("true", 3_600)),
        "From this change on answers of shop.example.com and www.example.com to requests for the home page, for a page beneath it, for a page with a query and of API clients are kept for everybody, for 3600 seconds at the edge, whatever the origin says, by the rule rules[0] of edge: ",
      ],
      [
        added("http_request_transform", {
          ...{ action: "rewrite", expression: "true", enabled: true },
          actionParameters: { uri: { path: { value: "/index.html" } } },
        }),
        "From this change on visitors of shop.example.com and www.example.com get /index.html of the origin whatever page they ask for, by the rule rules[0] of edge: ",
      ],
    ];
    for (const [step, begin] of sides) {
      const [said, ...more] = consequences(shop, www, step);
      expect(more).to.deep.equal([]);
      expect(said?.slice(0, begin.length)).to.equal(begin);
    }
  });
});
