import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, reviewSteps, riskLines, same, type Step } from "../report/plans";

const zoneId = "f".repeat(32);
const { ruleset, workersRoute, rulesList, awsLoadBalancer, listener } = modelTypes;
const { accessApplication, waitingRoom } = modelTypes;

const record = (name: string, more: object = {}): Step =>
  same("record", name, {
    ...{ zoneId, name, type: "A", content: "203.0.113.10", proxied: true, ttl: 1 },
    ...more,
  });
const made = (step: Step): Step => comes(step.type, step.name, step.old ?? {});
const zone: Step = {
  ...same("zone", "zone", { name: "example.com", account: { id: "a" }, type: "full" }),
  id: zoneId,
};
const www = record("www.example.com");
const rules = (phase: string, ...list: readonly object[]): object => ({
  ...{ zoneId, kind: "zone", name: "default", phase },
  rules: list.map((rule) => ({ enabled: true, ...rule })),
});
const blocking = (expression: string): object =>
  rules("http_request_firewall_custom", { action: "block", expression });
const blocks = (expression: string): Step => comes(ruleset, "firewall", blocking(expression));
const redirecting = (...pairs: readonly (readonly [string, string])[]): object =>
  rules(
    "http_request_dynamic_redirect",
    ...pairs.map(([expression, value]) => ({
      ...{ action: "redirect", expression },
      actionParameters: { fromValue: { statusCode: 301, targetUrl: { value } } },
    })),
  );
const redirects = (...pairs: readonly (readonly [string, string])[]): Step =>
  comes(ruleset, "redirects", redirecting(...pairs));
const route = (pattern: string, script?: string): object => ({ zoneId, pattern, script });

type Cases = readonly (readonly [string, readonly Step[], readonly string[]])[];

function judges(cases: Cases): void {
  for (const [name, steps, expected] of cases) {
    it(name, () => {
      expect(riskLines(steps)).to.deep.equal(expected);
    });
  }
}

/** What the first risk of a plan says. */
function said(steps: readonly Step[]): string {
  return bareText(reviewSteps(steps).risks[0]?.consequence ?? []);
}

describe("hostnames that rules name, and the plan does not hold by themselves", () => {
  const shop = 'http.host eq "shop.example.com"';
  judges([
    [
      "are asked about where a wildcard answers for them",
      [zone, record("*.example.com"), blocks(shop)],
      ["high edge-rule-blocks shop.example.com"],
    ],
    [
      "are asked about where their record stands elsewhere",
      [zone, record("example.com"), blocks(shop)],
      ["medium edge-rule-blocks shop.example.com"],
    ],
    [
      "are asked about where a route of a Worker names them",
      [
        zone,
        record("*.example.com"),
        comes(workersRoute, "route", route("shop.example.com/*", "site")),
      ],
      ["medium worker-takes shop.example.com"],
    ],
    [
      "are those of short names, where nothing says the name of the zone",
      [record("www"), blocks('http.host eq "www.example.com"')],
      ["high edge-rule-blocks www.example.com"],
    ],
    [
      "are the zone's own name, where nothing says it",
      [record("@"), record("www"), blocks('http.host eq "example.com"')],
      ["high edge-rule-blocks example.com"],
    ],
    [
      "are new where the record is",
      [zone, www, made(record("shop.example.com")), blocks(shop)],
      ["medium edge-rule-blocks shop.example.com"],
    ],
    [
      "are new where the wildcard is",
      [zone, www, made(record("*.example.com")), blocks(shop)],
      ["medium edge-rule-blocks shop.example.com"],
    ],
    [
      "are not those that visitors reach past Cloudflare",
      [zone, www, record("shop.example.com", { proxied: false }), blocks(shop)],
      [],
    ],
    [
      "are not those of other zones, which rules of the account name",
      [
        zone,
        www,
        comes(ruleset, "firewall", {
          ...blocking('http.host eq "www.example.org"'),
          ...{ kind: "root", zoneId: undefined, accountId: "a" },
        }),
      ],
      [],
    ],
    [
      "are met by no rule that met them before",
      [
        zone,
        record("*.example.com"),
        becomes(
          ruleset,
          "firewall",
          blocking(shop),
          blocking(`${shop} or http.request.uri.path eq "/a"`),
        ),
      ],
      [],
    ],
  ]);

  it("are said not to be judged where they are more than are asked about", () => {
    const many = Array.from({ length: 52 }, (_, number) => `t${number + 10}.example.com`);
    const blocked = (names: readonly string[]): object =>
      rules(
        "http_request_firewall_custom",
        ...names.map((name) => ({ action: "block", expression: `http.host eq "${name}"` })),
      );
    const unjudged = (old: readonly string[]): readonly string[] =>
      reviewSteps([
        ...[zone, record("example.com")],
        becomes(ruleset, "firewall", blocked(old), blocked(many)),
      ]).notJudged.flatMap(({ properties }) => properties);
    expect(unjudged([])).to.deep.equal(["rules[50]", "rules[51]"]);
    expect(unjudged([...many].reverse())).to.deep.equal([]);
    expect(unjudged(many.slice(0, -1))).to.deep.equal(["rules[51]"]);
  });
});

describe("lists of hostnames that rules name", () => {
  const shop = record("shop.example.com");
  const hosts = same(rulesList, "hosts", {
    ...{ accountId: "a", name: "hosts", kind: "hostname" },
    items: [{ hostname: { urlHostname: "shop.example.com" } }],
  });
  const listed = blocks("http.host in $hosts");
  const unlisted = blocks("not http.host in $hosts");
  judges([
    [
      "tell the hostnames of the plan apart",
      [zone, www, shop, hosts, listed],
      ["high edge-rule-blocks shop.example.com"],
    ],
    [
      "tell apart those that they do not hold",
      [zone, www, shop, hosts, unlisted],
      ["high edge-rule-blocks www.example.com"],
    ],
  ]);

  it("say nothing where another stack has them, which is not judged", () => {
    const { risks, notJudged } = reviewSteps([zone, www, shop, unlisted]);
    expect(risks).to.deep.equal([]);
    expect(notJudged.map(({ properties }) => properties)).to.deep.equal([["rules[0]"]]);
  });
});

describe("redirects of single paths", () => {
  const list = (...items: readonly (readonly [string, string])[]): object => ({
    ...{ accountId: "a", name: "moved", kind: "redirect" },
    items: items.map(([sourceUrl, targetUrl]) => ({
      redirect: { sourceUrl, targetUrl, statusCode: 301 },
    })),
  });
  const use = same(ruleset, "use", {
    ...{ accountId: "a", kind: "root", name: "default", phase: "http_request_redirect" },
    rules: [
      {
        ...{ action: "redirect", enabled: true, expression: "http.request.full_uri in $moved" },
        actionParameters: { fromList: { name: "moved", key: "http.request.full_uri" } },
      },
    ],
  });
  const first = ["www.example.com/a", "https://www.example.com/b"] as const;
  const moves = (...second: readonly [string, string]): readonly Step[] => [
    ...[zone, www, use],
    becomes(rulesList, "moved", list(first), list(first, second)),
  ];
  const path = (text: string): string => `http.request.uri.path eq "${text}"`;
  const pricing = [path("/pricing"), "https://www.example.com/plans"] as const;
  const plans = [path("/plans"), "https://www.example.com/pricing"] as const;
  const around = ["high redirect-loop www.example.com"];

  judges([
    ["go round by two rules", [zone, www, redirects(pricing, plans)], around],
    [
      "go round by a rule that comes to another",
      [zone, www, becomes(ruleset, "redirects", redirecting(pricing), redirecting(pricing, plans))],
      around,
    ],
    [
      "go round by a rule that leads to its own path",
      [zone, www, redirects([path("/shop"), "https://www.example.com/shop"])],
      around,
    ],
    [
      "go round by a rule that leads beneath its own beginning",
      [
        zone,
        www,
        redirects([
          'http.host eq "www.example.com" and starts_with(http.request.uri.path, "/docs")',
          "https://www.example.com/docs/",
        ]),
      ],
      around,
    ],
    [
      "go round beside the home page, which leads away",
      [zone, www, redirects(pricing, plans, ["true", "https://www.example.org/"])],
      [...around, "low redirect-leads-away www.example.com"],
    ],
    ["go round by a list", moves("www.example.com/b", "https://www.example.com/a"), around],
    ["end in a row of two by a list", moves("www.example.com/b", "https://www.example.com/c"), []],
    [
      "end at a slash",
      [zone, www, redirects([path("/docs"), "https://www.example.com/docs/"])],
      [],
    ],
    [
      "went round before",
      [
        zone,
        www,
        becomes(ruleset, "redirects", redirecting(pricing, plans), redirecting(plans, pricing)),
      ],
      [],
    ],
  ]);

  it("are told with their URLs and what changes", () => {
    const steps = moves("www.example.com/b", "https://www.example.com/a");
    expect(said(steps)).to.equal(
      "From this change on visitors of www.example.com are redirected from https://www.example.com/a to https://www.example.com/b to https://www.example.com/a again: browsers give up with ERR_TOO_MANY_REDIRECTS.",
    );
    const [risk] = reviewSteps(steps).risks;
    expect(risk?.cause.map(({ change }) => change.name)).to.deep.equal(["moved"]);
  });
});

describe("origin rules of single paths", () => {
  const dnsName = "edge-1.eu-west-1.elb.amazonaws.com";
  const machine = {
    ...same(awsLoadBalancer, "alb", { name: "alb" }),
    outputs: { arn: "alb", dnsName },
  };
  const https = same(listener, "https", {
    ...{ loadBalancerArn: "alb", port: 443, protocol: "HTTPS", certificateArn: "c" },
    defaultActions: [{ type: "forward", targetGroupArn: "shop" }],
  });
  const sends = (path: string, origin: object): readonly Step[] => [
    ...[zone, record("www.example.com", { type: "CNAME", content: dnsName }), machine, https],
    comes(
      ruleset,
      "origin",
      rules("http_request_origin", {
        ...{ action: "route", expression: `starts_with(http.request.uri.path, "${path}")` },
        actionParameters: { origin },
      }),
    ),
  ];
  judges([
    [
      "lead to a port where nothing listens",
      sends("/ws", { port: 8443 }),
      ["high origin-rule-port www.example.com"],
    ],
    [
      "lead to a name that nothing answers",
      sends("/blog", { host: "nowhere.example.com" }),
      ["high origin-rule-host www.example.com"],
    ],
    ["lead to a port where something listens", sends("/ws", { port: 443 }), []],
  ]);

  it("are told with the path", () => {
    expect(said(sends("/ws", { port: 8443 }))).to.match(
      /^From this change on requests for \/ws to www\.example\.com go to port 8443, as the rule /,
    );
  });
});

describe("what stands before single paths", () => {
  const challenges = (path: string): Step =>
    comes(
      ruleset,
      "firewall",
      rules("http_request_firewall_custom", {
        ...{ action: "managed_challenge" },
        expression: `starts_with(http.request.uri.path, "${path}")`,
      }),
    );
  const login = (domain: string, ...others: readonly object[]): Step =>
    comes(accessApplication, "login", {
      ...{ zoneId, type: "self_hosted", name: "login", domain },
      policies: [
        { decision: "allow", includes: [{ emailDomain: { domain: "example.com" } }] },
        ...others,
      ],
    });
  const tokens = { decision: "non_identity", includes: [{ anyValidServiceToken: {} }] };
  const room = (more: object): object => ({
    ...{ zoneId, name: "room", host: "www.example.com", path: "/checkout" },
    ...{ totalActiveUsers: 500, newUsersPerMinute: 500, ...more },
  });
  judges([
    [
      "challenges programs",
      [zone, www, challenges("/webhooks")],
      ["high edge-rule-challenges www.example.com"],
    ],
    ["challenges people", [zone, www, challenges("/login")], []],
    [
      "asks programs for a login",
      [zone, www, login("www.example.com/webhooks")],
      ["high access-login www.example.com"],
    ],
    [
      "asks programs for a login, or for a token",
      [zone, www, login("www.example.com/webhooks", tokens)],
      ["medium access-login www.example.com"],
    ],
    ["asks people for a login", [zone, www, login("www.example.com/members")], []],
    [
      "lets nobody in any more",
      [zone, www, becomes(waitingRoom, "room", room({}), room({ queueAll: true }))],
      ["high waiting-room-holds www.example.com"],
    ],
    [
      "lets more people in",
      [zone, www, becomes(waitingRoom, "room", room({}), room({ totalActiveUsers: 900 }))],
      [],
    ],
  ]);
});

describe("routes of Workers for single paths", () => {
  const own = (script?: string): object => route("www.example.com/checkout/*", script);
  const all = same(workersRoute, "all", route("www.example.com/*", "all"));
  judges([
    [
      "come to run another Worker",
      [zone, www, becomes(workersRoute, "own", own("a"), own("b"))],
      ["medium worker-changed www.example.com"],
    ],
    [
      "no longer keep one away",
      [zone, www, all, goes(workersRoute, "own", own())],
      ["medium worker-takes www.example.com"],
    ],
    [
      "leave their path to the Worker of all others",
      [zone, www, all, goes(workersRoute, "own", own("a"))],
      ["medium worker-changed www.example.com"],
    ],
    [
      "come to a path of which nobody says that visitors ask for it",
      [zone, www, comes(workersRoute, "own", own("a"))],
      [],
    ],
    [
      "go under the type and the property of version 5 of the provider",
      [
        zone,
        www,
        goes("cloudflare:index/workerRoute:WorkerRoute", "own", {
          ...{ zoneId, pattern: "www.example.com/*", scriptName: "a" },
        }),
      ],
      ["medium edge-service-lost www.example.com/*"],
    ],
    [
      "with a scheme leave a hostname that leads nowhere",
      [
        zone,
        record("static.example.com", { content: "192.0.2.1" }),
        goes(workersRoute, "own", route("https://static.example.com/*", "a")),
      ],
      ["high edge-service-lost https://static.example.com/*"],
    ],
  ]);

  it("are told with the path", () => {
    expect(said([zone, www, becomes(workersRoute, "own", own("a"), own("b"))])).to.match(
      /^From this change on requests for \/checkout\/\* to www\.example\.com go to the Worker b /,
    );
  });
});
