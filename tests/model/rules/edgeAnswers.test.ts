import { expect } from "chai";
import type { ModelObject, ModelResource } from "../../../model/graph/resources";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import { answerOf } from "../../../model/rules/edgeAnswers";
import { RedirectLists } from "../../../model/rules/redirectLists";
import { EdgeZones } from "../../../model/rules/edgeZones";
import type { SampleAnswer } from "../../../model/rules/sampleAnswer";
import { readTrafficPaths } from "../../../model/traffic/path";
import { record, resource } from "../resource";

const firewall = "http_request_firewall_custom";
const redirects = "http_request_dynamic_redirect";
const limits = "http_ratelimit";

/** A ruleset of the zone of the records of these tests. */
const rules = (phase: string, ...list: readonly ModelObject[]): ModelResource =>
  resource("ruleset", phase, { zoneId: "zone", kind: "zone", phase, rules: list });
const rule = (action: string, expression: string, actionParameters?: ModelObject): ModelObject => ({
  ...{ action, expression },
  ...(actionParameters === undefined ? {} : { actionParameters }),
});
const ofAccount = { accountId: "a", phase: firewall };
/** A ruleset that another one executes. */
const custom = (...list: readonly ModelObject[]): ModelResource =>
  resource("ruleset", "custom", { ...ofAccount, kind: "custom", rules: list });
const rootRules = (...list: readonly ModelObject[]): ModelResource =>
  resource("ruleset", "root", { ...ofAccount, kind: "root", rules: list });
const enterprise = resource("zone", "zone", {
  name: "example.com",
  plan: { legacyId: "enterprise" },
});
const lock = resource("zoneLockdown", "lock", {
  ...{ zoneId: "zone", urls: ["www.example.com/*"] },
  configurations: [{ target: "ip", value: "198.51.100.7" }],
});
const forward = resource("pageRule", "forward", {
  ...{ zoneId: "zone", target: "www.example.com/*", status: "active" },
  actions: { forwardingUrl: { url: "https://a.example/", statusCode: 301 } },
});
const to = (value: string): ModelObject => ({ fromValue: { targetUrl: { value } } });

/** What becomes of the requests of `www.example.com`. */
function answers(...resources: readonly ModelResource[]): readonly SampleAnswer[] {
  const zones = EdgeZones.of(readTrafficPaths([record("www.example.com"), ...resources]));
  const [hostname] = zones.hostnamesOf("zone");
  return hostname === undefined ? [] : zones.answersFor("zone", hostname);
}

/** What becomes of the request for the home page, and by which rule. */
function home(...resources: readonly ModelResource[]): string {
  const [answer] = answers(...resources);
  const by = answer?.by === undefined ? "" : ` by ${answer.by.resource.name} ${answer.by.place}`;
  const perhaps = (answer?.perhaps ?? []).map(({ place }) => place);
  return `${answer?.outcome}${by}${perhaps.length === 0 ? "" : `, perhaps ${perhaps.join(" ")}`}`;
}

describe("what the rules of the edge do with a request", () => {
  const cases: readonly (readonly [string, readonly ModelResource[], string])[] = [
    ["passes where there are none", [], "passes"],
    [
      "goes by the order of phases, not of resources",
      [
        rules(firewall, rule("block", "true")),
        rules(redirects, rule("redirect", "true", to("https://a.example/"))),
      ],
      `redirected by ${redirects} rules[0]`,
    ],
    [
      "goes by the order of rules",
      [rules(firewall, rule("managed_challenge", "true"), rule("block", "true"))],
      `challenged by ${firewall} rules[0]`,
    ],
    [
      "asks the rules of the account first",
      [
        rules(firewall, rule("block", "true")),
        resource("ruleset", "root", {
          ...{ accountId: "a", kind: "root", phase: firewall },
          rules: [rule("js_challenge", "true")],
        }),
      ],
      "challenged by root rules[0]",
    ],
    [
      "leaves out rules that are off",
      [rules(firewall, { ...rule("block", "true"), enabled: false })],
      "passes",
    ],
    [
      "cannot tell of a rule that may be on",
      [rules(firewall, { ...rule("block", "true"), enabled: unknownValue })],
      "passes, perhaps rules[0]",
    ],
    [
      "cannot tell of an expression that is not known, cannot be read, or asks what nobody knows",
      [
        rules(
          firewall,
          { action: "block", expression: unknownValue },
          rule("block", "http.host eq"),
          rule("block", 'cf.random_seed eq "a"'),
        ),
      ],
      "passes, perhaps rules[0] rules[1] rules[2]",
    ],
    [
      "cannot tell where it depends on the country",
      [rules(firewall, rule("block", 'ip.src.country ne "US"'))],
      "unknown, perhaps rules[0]",
    ],
    [
      "skips the rest of a ruleset",
      [rules(firewall, rule("skip", "true", { ruleset: "current" }), rule("block", "true"))],
      "passes",
    ],
    [
      "skips no other ruleset by that",
      [rules(firewall, rule("skip", "true", { ruleset: "current" })), lock],
      "blocked by lock urls",
    ],
    [
      "skips phases and products by name",
      [
        rules(firewall, rule("skip", "true", { phases: [limits], products: ["zoneLockdown"] })),
        rules(limits, rule("block", "true")),
        lock,
      ],
      "passes",
    ],
    [
      "cannot tell behind a skip of which nobody knows whether it applies",
      [
        rules(
          firewall,
          rule("skip", 'cf.random_seed eq "a"', { ruleset: "current" }),
          rule("block", "true"),
        ),
      ],
      "passes, perhaps rules[1]",
    ],
    [
      "asks later rules about the path that a rule has made",
      [
        rules(
          "http_request_transform",
          rule("rewrite", "true", {
            uri: { path: { expression: 'concat("/x", http.request.uri.path)' } },
          }),
        ),
        rules(
          firewall,
          rule("log", "true"),
          rule("block", 'http.request.uri.path eq "/"'),
          rule("block", 'http.request.uri.path eq "/x/"'),
        ),
      ],
      `blocked by ${firewall} rules[2]`,
    ],
    [
      "keeps the path that was asked for where rules ask for that one",
      [
        rules(
          "http_request_transform",
          rule("rewrite", "true", { uri: { path: { value: "/x" } } }),
        ),
        rules(firewall, rule("block", 'raw.http.request.uri.path eq "/"')),
      ],
      `blocked by ${firewall} rules[0]`,
    ],
    [
      "lets the last of several rewrites count, each of which sees what was asked for",
      [
        rules(
          "http_request_transform",
          rule("rewrite", "true", { uri: { path: { value: "/x" } } }),
          rule("rewrite", 'http.request.uri.path eq "/"', { uri: { path: { value: "/y" } } }),
          rule("rewrite", 'http.request.uri.path eq "/x"', { uri: { path: { value: "/z" } } }),
        ),
        rules(firewall, rule("block", 'http.request.uri.path eq "/y"')),
      ],
      `blocked by ${firewall} rules[0]`,
    ],
    [
      "leaves the URL as it is where a rule in that phase sets none",
      [
        rules("http_request_transform", rule("rewrite", "true", { headers: {} })),
        rules(firewall, rule("block", 'http.request.uri.path eq "/"')),
      ],
      `blocked by ${firewall} rules[0]`,
    ],
    [
      "redirects before it rewrites",
      [
        rules(
          "http_request_transform",
          rule("rewrite", "true", { uri: { path: { value: "/x" } } }),
        ),
        rules(
          redirects,
          rule("redirect", 'http.request.uri.path eq "/"', to("https://a.example/")),
        ),
      ],
      `redirected by ${redirects} rules[0]`,
    ],
    [
      "asks the rules of a ruleset that an entry point executes, for what both expressions match",
      [
        rules(
          firewall,
          rule("execute", 'http.host eq "www.example.com"', { id: "custom" }),
          rule("block", "true"),
        ),
        custom(rule("log", "true"), rule("js_challenge", "true")),
      ],
      "challenged by custom rules[1]",
    ],
    [
      "asks none of them where the executing rule does not apply",
      [
        rules(firewall, rule("execute", 'http.host eq "b.example.com"', { id: "custom" })),
        custom(rule("block", "true")),
      ],
      "passes",
    ],
    [
      "skips the rest of the executed ruleset, and not what stands behind it",
      [
        rules(
          firewall,
          rule("execute", "true", { id: "custom" }),
          rule("managed_challenge", "true"),
        ),
        custom(rule("skip", "true", { ruleset: "current" }), rule("block", "true")),
      ],
      `challenged by ${firewall} rules[1]`,
    ],
    [
      "cannot tell of a ruleset that the plan does not hold",
      [rules(firewall, rule("execute", "true", { id: "managed" }))],
      "passes, perhaps rules[0]",
    ],
    [
      "cannot tell of an executed ruleset whose rules are not known",
      [
        rules(firewall, rule("execute", "true", { id: "custom" })),
        resource("ruleset", "custom", { ...ofAccount, kind: "custom", rules: unknownValue }),
      ],
      "passes, perhaps rules[0]",
    ],
    [
      "asks a custom ruleset nothing that no entry point executes",
      [custom(rule("block", "true"))],
      "passes",
    ],
    [
      "asks rules of an account by the zone's name and plan",
      [
        enterprise,
        rootRules(rule("block", 'cf.zone.name eq "example.com" and cf.zone.plan eq "ENT"')),
      ],
      "blocked by root rules[0]",
    ],
    [
      "leaves the zone out for which a rule of the account is not",
      [enterprise, rootRules(rule("block", 'cf.zone.name eq "example.org"'))],
      "passes",
    ],
    [
      "takes the zone for one on Enterprise where nothing says its plan, and rules of the account ask for that",
      [rootRules(rule("block", 'cf.zone.plan eq "ENT"'))],
      "blocked by root rules[0]",
    ],
    [
      "cannot tell of a rule of the account that asks for another plan, where nothing says the zone's",
      [rootRules(rule("block", 'cf.zone.plan in {"ENT" "BIZ"}'))],
      "passes, perhaps rules[0]",
    ],
    [
      "runs a script of which nobody knows what it answers",
      [
        resource("snippetRules", "snippets", {
          zoneId: "zone",
          rules: [
            { expression: 'http.request.uri.path eq "/other"', snippetName: "other" },
            { expression: "true", snippetName: "ab_test" },
            { expression: "true", snippetName: "off", enabled: false },
          ],
        }),
      ],
      "passes, perhaps rules[1]",
    ],
    [
      "knows no path that a rule has rewritten to what is not known",
      [
        rules(
          "http_request_transform",
          rule("rewrite", "true", { uri: { path: { value: unknownValue } } }),
        ),
        rules(
          firewall,
          rule("block", 'http.request.uri.path eq "/"'),
          rule("block", 'http.host eq "b"'),
        ),
      ],
      "passes, perhaps rules[0]",
    ],
    [
      "asks the rules of the zone where none of the account answers",
      [rootRules(rule("log", "true")), rules(firewall, rule("block", "true"))],
      `blocked by ${firewall} rules[0]`,
    ],
    [
      "skips nothing of its own ruleset where it names phases alone",
      [rules(firewall, rule("skip", "true", { phases: [limits] }), rule("block", "true"))],
      `blocked by ${firewall} rules[1]`,
    ],
    [
      "skips no phases but those that are named",
      [rules(firewall, rule("skip", "true", { phases: [limits] })), lock],
      "blocked by lock urls",
    ],
    [
      "cannot tell of anything behind a skip of phases that are not known, wholly or in part",
      [
        rules(
          firewall,
          rule("skip", 'http.host eq "b.example.com"', { phases: unknownValue }),
          rule("skip", "true", { phases: [unknownValue, limits] }),
        ),
        rules(limits, rule("block", "true")),
        lock,
      ],
      "passes, perhaps urls",
    ],
    [
      "cannot tell of anything behind a skip of which nothing is known",
      [rules(firewall, rule("skip", "true", { phases: unknownValue })), lock],
      "passes, perhaps urls",
    ],
    [
      "skips what a rule certainly skips, whatever later ones may skip",
      [
        rules(
          firewall,
          rule("skip", "true", { phases: [limits] }),
          rule("skip", 'cf.random_seed eq "a"', { phases: [limits] }),
        ),
        rules(limits, rule("block", "true")),
      ],
      "passes",
    ],
    [
      "cannot tell of page rules for the URL that a rule has changed",
      [
        rules(
          "http_request_transform",
          rule("rewrite", "true", { uri: { path: { value: "/x" } } }),
        ),
        forward,
      ],
      "passes, perhaps actions",
    ],
    ["is forwarded by a page rule", [forward], "redirected by forward actions"],
    [
      "cannot tell of redirects of a list that the plan does not hold",
      [
        rules(
          "http_request_redirect",
          rule("redirect", "true", { fromList: { name: "elsewhere" } }),
        ),
      ],
      "passes, perhaps rules[0]",
    ],
    [
      "asks no rules that the plan does not know yet",
      [
        resource("ruleset", "late", {
          ...{ zoneId: "zone", kind: "zone", phase: firewall, rules: unknownValue },
        }),
        rules(limits, rule("block", "true")),
      ],
      `blocked by ${limits} rules[0]`,
    ],
    [
      "asks none of the executed rules where the executing one is off",
      [
        rules(firewall, { ...rule("execute", "true", { id: "custom" }), enabled: false }),
        custom(rule("block", "true")),
      ],
      "passes",
    ],
    [
      "leaves out executed rules that are off themselves",
      [
        rules(firewall, rule("execute", "true", { id: "custom" })),
        custom({ ...rule("block", "true"), enabled: false }),
      ],
      "passes",
    ],
    [
      "cannot tell of executed rules where one of both expressions is not known",
      [
        rules(
          firewall,
          { action: "execute", expression: unknownValue, actionParameters: { id: "custom" } },
          rule("execute", "true", { id: "custom" }),
        ),
        custom({ action: "block", expression: unknownValue }, rule("log", "true")),
      ],
      "passes, perhaps rules[0] rules[0]",
    ],
    [
      "cannot tell where different rules answer different visitors",
      [rules(firewall, rule("block", 'ip.src.country eq "US"'), rule("js_challenge", "true"))],
      "unknown, perhaps rules[0] rules[1]",
    ],
    [
      "holds visitors in a waiting room that queues all",
      [
        resource("waitingRoom", "room", {
          zoneId: "zone",
          host: "www.example.com",
          queueAll: true,
        }),
      ],
      "held by room queueAll",
    ],
    [
      "leaves rules of another zone out",
      [
        resource("ruleset", "other", {
          ...{ zoneId: "elsewhere", kind: "zone", phase: firewall },
          rules: [rule("block", "true")],
        }),
      ],
      "passes",
    ],
  ];
  for (const [name, resources, expected] of cases) {
    it(name, () => {
      expect(home(...resources)).to.equal(expected);
    });
  }

  it("asks every request in its own form", () => {
    const blocked = (expression: string): string[] =>
      answers(rules(firewall, rule("block", expression)))
        .filter(({ outcome }) => outcome === "blocked")
        .map(({ sample }) => sample.name);
    expect(blocked('http.request.method eq "POST"')).to.deep.equal([
      "that send a form",
      "of API clients that write",
    ]);
    expect(blocked("cf.client.bot")).to.deep.equal(["of crawlers"]);
    expect(blocked('http.user_agent contains "UptimeRobot"')).to.deep.equal(["of monitors for /"]);
    expect(blocked('http.request.uri.path matches "^/api/"')).to.deep.equal([
      "of API clients",
      "of API clients that write",
    ]);
    expect(blocked("not ssl")).to.deep.equal([]);
  });

  it("asks monitors at the path of the pool's monitor", () => {
    const monitored = [
      resource("monitor", "m", { type: "https", path: "/healthz" }),
      resource("pool", "p", {
        name: "p",
        monitor: "m",
        origins: [{ name: "a", address: "203.0.113.1" }],
      }),
      resource("loadBalancer", "lb", {
        ...{ zoneId: "zone", name: "www.example.com", proxied: true },
        ...{ defaultPools: ["p"], fallbackPool: "p" },
      }),
    ];
    const blocking = rules(firewall, rule("block", 'http.request.uri.path eq "/healthz"'));
    const found = answers(...monitored, blocking).filter(({ outcome }) => outcome === "blocked");
    expect(found.map(({ sample }) => sample.name)).to.deep.equal(["of monitors for /healthz"]);
  });

  it("asks monitors for the home page where the monitor names no path of a site", () => {
    const names = answers(
      resource("monitor", "m", { type: "tcp", path: "healthz" }),
      resource("pool", "p", {
        ...{ name: "p", monitor: "m" },
        origins: [{ name: "a", address: "203.0.113.1" }],
      }),
      resource("loadBalancer", "lb", {
        ...{ zoneId: "zone", name: "www.example.com", proxied: true },
        ...{ defaultPools: ["p"], fallbackPool: "p" },
      }),
    ).map(({ sample }) => sample.name);
    expect(names).to.include("of monitors for /");
    expect(names).to.have.length(10);
  });

  it("counts for rate limits that every visitor meets, and for no others", () => {
    const limit = (expression: string): ModelObject => ({
      ...rule("block", expression),
      ratelimit: { period: 10, requestsPerPeriod: 5 },
    });
    const [answer] = answers(rules(limits, limit('ip.src.country eq "US"'), limit("true")));
    expect(answer?.counting.map(({ place }) => place)).to.deep.equal(["rules[1]"]);
    expect([answer?.outcome, answer?.perhaps]).to.deep.equal(["passes", []]);
  });

  it("is not known of a request of which no form is known", () => {
    const [answer] = answers();
    const met = { phases: new Map(), lists: new RedirectLists(new Inventory([])) };
    const formless = answer && answerOf(met, { ...answer.sample, forms: [] });
    expect(formless).to.deep.equal({
      ...{ outcome: "unknown", by: undefined, perhaps: [], counting: [] },
    });
  });

  it("counts for rate limits and merges what later rules set", () => {
    const [answer] = answers(
      rules(limits, { ...rule("block", "true"), ratelimit: { period: 10, requestsPerPeriod: 5 } }),
      rules(
        "http_request_origin",
        rule("route", "true", { origin: { port: 8080 } }),
        rule("route", "true", { origin: { host: "b.example.com" } }),
        rule("route", 'http.cookie contains "a"', { origin: { port: 9090 } }),
      ),
      rules(
        "http_request_cache_settings",
        rule("set_cache_settings", "true", {
          cache: true,
          edgeTtl: { mode: "override_origin", default: 60 },
        }),
        rule("set_cache_settings", 'http.host eq "www.example.com"', { cache: false }),
      ),
    );
    expect(answer?.counting.map(({ place }) => place)).to.deep.equal(["rules[0]"]);
    expect(answer?.settings.port?.value).to.equal(unknownValue);
    expect(answer?.settings.originHost?.value).to.equal("b.example.com");
    expect(answer?.settings.keptSeconds?.value).to.equal(0);
  });
});
