import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import {
  EdgeRules,
  extensionIs,
  hostIs,
  originSecretHeader,
  pathStartsWith,
  RateLimitAction,
  type EdgeRulesArgs,
} from "../../../components";
import { CloudflarePlan } from "../../../facts/cloudflare/plans";
import { SslMode } from "../../../facts/cloudflare/zoneSettings";
import { inBothModes, type Run } from "../../support/mocks";
import { rejects } from "../../support/problems";

const types = {
  component: "steady-edge:index:EdgeRules",
  ruleset: "cloudflare:index/ruleset:Ruleset",
  list: "cloudflare:index/list:List",
  asset: "cloudflare:index/customPageAsset:CustomPageAsset",
} as const;

const zoneId = "023e105f4ecef8ad9ca31a8372d0c353";
const accountId = "0123456789abcdef0123456789abcdef";

function build(args: Partial<EdgeRulesArgs>) {
  return (parent: pulumi.Resource) =>
    new EdgeRules("edge", { zoneId, zoneName: "example.com", ...args }, { parent });
}

function counts(run: Run<unknown>): Record<string, number> {
  const found = Object.entries(types).map(([noun, token]) => [noun, run.of(token).length]);
  expect(found.reduce((sum, [, count]) => sum + Number(count), 0)).to.equal(run.registered.length);
  return Object.fromEntries(found) as Record<string, number>;
}

/** The rules of a phase. */
function rulesOf(run: Run<unknown>, phase: string): unknown {
  return run.one(types.ruleset, `edge-rules-${phase}`).inputs.rules;
}

const www = { key: "www", when: hostIs("www.example.com"), toHostname: "example.com" };

const wwwRule = {
  ref: "www",
  description: "Redirect: www",
  expression: 'http.host eq "www.example.com"',
  action: "redirect",
  actionParameters: {
    fromValue: {
      targetUrl: { expression: 'concat("https://example.com", http.request.uri.path)' },
      statusCode: 302,
      preserveQueryString: true,
    },
  },
  enabled: true,
};

describe("EdgeRules", () => {
  it("makes nothing of no rules", async () => {
    await inBothModes(build({}), (run) => {
      expect(counts(run)).to.deep.equal({ component: 1, ruleset: 0, list: 0, asset: 0 });
    });
  });

  it("redirects by one ruleset of the zone", async () => {
    await inBothModes(build({ redirects: [www] }), (run) => {
      expect(counts(run)).to.deep.equal({ component: 1, ruleset: 1, list: 0, asset: 0 });
      expect(run.of(types.ruleset)[0]?.inputs).to.deep.equal({
        zoneId,
        kind: "zone",
        phase: "http_request_dynamic_redirect",
        name: "default",
        rules: [wwwRule],
      });
    });
  });

  it("keeps what origins allow, and serves what has expired while they fail", async () => {
    const cacheRules = [
      {
        key: "static",
        when: extensionIs("css", "js"),
        edgeTtlSeconds: 86_400,
        browserTtlSeconds: 3600,
      },
      { key: "html", when: "true", bypassCookies: ["session"], staleIfErrorSeconds: 0 },
      { key: "api", when: pathStartsWith("/api/"), bypass: true },
    ];
    const files = 'http.request.uri.path.extension in {"css" "js"}';
    await inBothModes(build({ cacheRules }), (run) => {
      expect(counts(run)).to.deep.equal({ component: 1, ruleset: 2, list: 0, asset: 0 });
      const cache = { action: "set_cache_settings", enabled: true };
      expect(rulesOf(run, "http_request_cache_settings")).to.deep.equal([
        {
          ref: "static",
          description: "Cache: static",
          expression: files,
          actionParameters: {
            cache: true,
            edgeTtl: { mode: "override_origin", default: 86_400 },
            browserTtl: { mode: "override_origin", default: 3600 },
          },
          ...cache,
        },
        {
          ref: "html",
          description: "Cache: html",
          expression: 'true and not http.cookie contains "session="',
          actionParameters: { cache: true, edgeTtl: { mode: "bypass_by_default" } },
          ...cache,
        },
        {
          ref: "api",
          description: "Cache: api",
          expression: 'starts_with(http.request.uri.path, "/api/")',
          actionParameters: { cache: false },
          ...cache,
        },
      ]);
      expect(rulesOf(run, "http_response_cache_settings")).to.deep.equal([
        {
          ref: "static",
          description: "Serves what has expired: static",
          expression: files,
          action: "set_cache_control",
          actionParameters: {
            staleIfError: { operation: "set", value: 86_400, cloudflareOnly: true },
          },
          enabled: true,
        },
      ]);
    });
  });

  it("lets the edge answer with what has expired while it asks anew, beside or without what origins that fail are spared", async () => {
    const cacheRules = [
      { key: "both", when: "true", staleWhileRevalidateSeconds: 60 },
      { key: "alone", when: "true", staleIfErrorSeconds: 0, staleWhileRevalidateSeconds: 30 },
      { key: "neither", when: "true", staleIfErrorSeconds: 0 },
    ];
    const seconds = (value: number) => ({ operation: "set", value, cloudflareOnly: true });
    await inBothModes(build({ cacheRules }), (run) => {
      const rules = rulesOf(run, "http_response_cache_settings") as Record<string, unknown>[];
      expect(rules.map(({ ref, actionParameters }) => [ref, actionParameters])).to.deep.equal([
        ["both", { staleIfError: seconds(86_400), staleWhileRevalidate: seconds(60) }],
        ["alone", { staleWhileRevalidate: seconds(30) }],
      ]);
    });
  });

  it("shows pages in place of errors, and says who made them", async () => {
    const errorPages = [
      { key: "api", when: pathStartsWith("/api/"), content: "{}", contentType: "application/json" },
      { key: "all", assetUrl: "https://status.example.net/5xx.html", statusCode: 503 },
    ];
    const args = { errorPages, errorSourceHeader: "x-error-source", plan: CloudflarePlan.Pro };
    await inBothModes(build(args), (run) => {
      expect(counts(run)).to.deep.equal({ component: 1, ruleset: 2, list: 0, asset: 1 });
      expect(run.of(types.asset)[0]?.inputs).to.deep.equal({
        zoneId,
        name: "all",
        description: "Error page: all",
        url: "https://status.example.net/5xx.html",
      });
      expect(rulesOf(run, "http_custom_errors")).to.deep.equal([
        {
          ref: "api",
          description: "Error page: api",
          expression: 'starts_with(http.request.uri.path, "/api/")',
          action: "serve_error",
          actionParameters: { content: "{}", contentType: "application/json" },
          enabled: true,
        },
        {
          ref: "all",
          description: "Error page: all",
          expression: "http.response.code ge 500",
          action: "serve_error",
          actionParameters: { assetName: "all", statusCode: 503 },
          enabled: true,
        },
      ]);
      const says = (source: string, expression: string) => ({
        ref: `error-source-${source}`,
        description: `Says that the ${source} made an error`,
        expression,
        action: "rewrite",
        actionParameters: { headers: { "x-error-source": { operation: "set", value: source } } },
        enabled: true,
      });
      expect(rulesOf(run, "http_response_headers_transform")).to.deep.equal([
        says("edge", 'cf.response.error_type ne ""'),
        says("origin", 'http.response.code ge 500 and cf.response.error_type eq ""'),
      ]);
    });
  });

  it("limits requests, and counts none of monitors", async () => {
    const rateLimits = [{ key: "api", when: pathStartsWith("/api/"), requestsPerPeriod: 100 }];
    await inBothModes(build({ rateLimits, monitorPaths: ["/healthz"] }), (run) => {
      expect(rulesOf(run, "http_ratelimit")).to.deep.equal([
        {
          ref: "api",
          description: "Rate limit: api",
          expression:
            'starts_with(http.request.uri.path, "/api/") and not http.request.uri.path eq "/healthz"',
          action: "block",
          ratelimit: {
            characteristics: ["cf.colo.id", "ip.src"],
            period: 10,
            requestsPerPeriod: 100,
            mitigationTimeout: 10,
            requestsToOrigin: false,
          },
          enabled: true,
        },
      ]);
    });
    const challenge = { ...rateLimits[0], action: RateLimitAction.ManagedChallenge };
    await inBothModes(
      build({
        rateLimits: [challenge as never],
        monitorPaths: [],
        plan: CloudflarePlan.Pro,
      }),
      (run) => {
        const [rule] = rulesOf(run, "http_ratelimit") as {
          ratelimit: { mitigationTimeout: number };
          expression: string;
        }[];
        expect(rule?.ratelimit.mitigationTimeout).to.equal(0);
        expect(rule?.expression).to.equal('starts_with(http.request.uri.path, "/api/")');
      },
    );
  });

  it("routes and sets some requests otherwise", async () => {
    const args: Partial<EdgeRulesArgs> = {
      plan: CloudflarePlan.Enterprise,
      originRules: [
        { key: "port", when: pathStartsWith("/app/"), port: 8443 },
        {
          ...{ key: "shop", when: hostIs("shop.example.com"), sni: "Shop.example.com" },
          ...{ hostHeader: "shop.example.net", resolveOverride: "origin.example.com" },
        },
      ],
      configRules: [
        { key: "strict", when: "true", ssl: SslMode.Strict, underAttack: false, enabled: false },
        { key: "old", when: hostIs("old.example.com"), ssl: SslMode.Full, acceptWeakerTls: true },
      ],
    };
    await inBothModes(build(args), (run) => {
      const route = { action: "route", enabled: true };
      expect(rulesOf(run, "http_request_origin")).to.deep.equal([
        {
          ref: "port",
          description: "Origin: port",
          expression: 'starts_with(http.request.uri.path, "/app/")',
          actionParameters: { origin: { port: 8443 } },
          ...route,
        },
        {
          ref: "shop",
          description: "Origin: shop",
          expression: 'http.host eq "shop.example.com"',
          actionParameters: {
            hostHeader: "shop.example.net",
            origin: { host: "origin.example.com" },
            sni: { value: "shop.example.com" },
          },
          ...route,
        },
      ]);
      expect(rulesOf(run, "http_config_settings")).to.deep.equal([
        {
          ref: "strict",
          description: "Configuration: strict",
          expression: "true",
          action: "set_config",
          actionParameters: { securityLevel: "essentially_off", ssl: "strict" },
          enabled: false,
        },
        {
          ref: "old",
          description: "Configuration: old",
          expression: 'http.host eq "old.example.com"',
          action: "set_config",
          actionParameters: { ssl: "full" },
          enabled: true,
        },
      ]);
    });
  });

  it("lets uptime services pass, by a list and a secret", async () => {
    const monitorAllowance = {
      addresses: ["2001:db8:1::/64", "198.51.100.7", "192.0.2.0/24"],
      secretHeaderName: "X-Uptime",
      secretHeaderValue: pulumi.output('secret-of"monitors'),
    };
    await inBothModes(build({ accountId, monitorAllowance }), (run) => {
      expect(counts(run)).to.deep.equal({ component: 1, ruleset: 1, list: 1, asset: 0 });
      expect(run.of(types.list)[0]?.inputs).to.deep.equal({
        accountId,
        kind: "ip",
        name: "uptime_monitors",
        description: "Uptime services",
        items: [{ ip: "192.0.2.0/24" }, { ip: "198.51.100.7" }, { ip: "2001:db8:1::/64" }],
      });
      expect(rulesOf(run, "http_request_firewall_custom")).to.deep.equal({
        secret: [
          {
            ref: "monitor-allowance",
            description: "Lets uptime services pass",
            expression:
              'ip.src in $uptime_monitors and any(http.request.headers["x-uptime"][*] eq "secret-of\\"monitors")',
            action: "skip",
            actionParameters: {
              ruleset: "current",
              phases: ["http_ratelimit", "http_request_sbfm", "http_request_firewall_managed"],
              products: [
                "zoneLockdown",
                "uaBlock",
                "bic",
                "hot",
                "securityLevel",
                "rateLimit",
                "waf",
              ],
            },
            enabled: true,
          },
        ],
      });
    });
  });

  it("redirects by the account's list", async () => {
    const bulkRedirects = [{ from: "example.com/old", to: "https://example.com/new" }];
    await inBothModes(build({ accountId, bulkRedirects }), (run) => {
      expect(counts(run)).to.deep.equal({ component: 1, ruleset: 1, list: 1, asset: 0 });
      expect(run.of(types.list)[0]?.inputs.items).to.deep.equal([
        {
          redirect: {
            sourceUrl: "example.com/old",
            targetUrl: "https://example.com/new",
            statusCode: 302,
            preserveQueryString: true,
            includeSubdomains: false,
            subpathMatching: false,
            preservePathSuffix: false,
          },
        },
      ]);
      expect(run.one(types.ruleset, "edge-bulk-redirects").inputs).to.deep.equal({
        accountId,
        kind: "root",
        phase: "http_request_redirect",
        name: "default",
        rules: [
          {
            ref: "bulk-redirects",
            description: "Redirects of the list",
            expression: "http.request.full_uri in $steady_edge_redirects",
            action: "redirect",
            actionParameters: {
              fromList: { name: "steady_edge_redirects", key: "http.request.full_uri" },
            },
            enabled: true,
          },
        ],
      });
    });
  });

  it("takes fragments of other stacks, and keeps their secrets secret", async () => {
    const header = originSecretHeader({
      hostnames: ["www.example.com"],
      value: "0123456789abcdef-secret",
    });
    const block = { expression: 'ip.src.country eq "T1"', action: "block" };
    const fragments: EdgeRulesArgs["fragments"] = [
      { key: "secret", phase: "http_request_late_transform", rules: [header.edgeRule] },
      {
        key: "team",
        phase: "http_request_firewall_custom",
        rules: [
          { ref: "tor", ...block },
          { ref: "late", ...block, expression: pulumi.output(block.expression) },
        ],
      },
      {
        key: "output",
        phase: "http_request_firewall_custom",
        rules: pulumi.output([block]),
        first: true,
      },
    ];
    await inBothModes(build({ fragments }), (run) => {
      expect(rulesOf(run, "http_request_late_transform")).to.deep.equal({
        secret: [
          {
            ref: "secret",
            description: "Shows origins the secret header x-origin-secret",
            expression: 'http.host in {"www.example.com"}',
            action: "rewrite",
            actionParameters: {
              headers: {
                "x-origin-secret": { operation: "set", value: "0123456789abcdef-secret" },
              },
            },
            enabled: true,
          },
        ],
      });
      const rule = (ref: string, key: string) => ({
        ...{ ref, description: `From ${key}`, ...block, enabled: true },
      });
      expect(rulesOf(run, "http_request_firewall_custom")).to.deep.equal([
        rule("output", "output"),
        rule("team-tor", "team"),
        rule("team-late", "team"),
      ]);
    });
  });
});

describe("EdgeRules refuses", () => {
  const refused = async (args: Partial<EdgeRulesArgs>, ...reasons: readonly string[]) => {
    const paths = reasons.map((reason) => reason.slice(0, reason.indexOf(" must ")));
    const told = await rejects(build(args), paths);
    expect(told.map(({ reason }) => reason)).to.deep.equal(reasons);
  };

  it("redirects that lead round, with the way", async () => {
    await refused(
      {
        redirects: [
          { key: "bare", when: hostIs("www.example.com"), toHostname: "example.com" },
          { key: "www", when: hostIs("example.com"), toHostname: "www.example.com" },
        ],
      },
      "redirects[1] must not lead visitors round; got https://example.com/ → https://www.example.com/ → https://example.com/. Leave the target out of the requests that it applies to",
      "redirects[0] must not lead visitors round; got https://www.example.com/ → https://example.com/ → https://www.example.com/. Leave the target out of the requests that it applies to",
    );
  });

  it("a redirect that leads to itself, and one that meets the account's list", async () => {
    const whole = { key: "all", when: "true", toUrl: "https://example.com/down" };
    await refused(
      { redirects: [whole] },
      "redirects[0] must not lead visitors round; got https://example.com/down → https://example.com/down. Leave the target out of the requests that it applies to",
    );
    await refused(
      {
        accountId,
        redirects: [
          { key: "old", when: 'http.request.uri.path eq "/a"', toUrl: "https://example.com/b" },
        ],
        bulkRedirects: [{ from: "example.com/b", to: "https://example.com/a" }],
      },
      "redirects[0] must not lead visitors round; got https://example.com/a → https://example.com/b → https://example.com/a. Leave the target out of the requests that it applies to",
      "bulkRedirects[0] must not lead visitors round; got https://example.com/b → https://example.com/a → https://example.com/b. Leave the target out of the requests that it applies to",
    );
  });

  it("redirects that others would write, where they lead round", async () => {
    const path = "http.request.uri.path";
    const bare = `concat("https://example.com", substring(${path}, 0, -1))`;
    const round: readonly (readonly [string, Partial<EdgeRulesArgs>, readonly string[]])[] = [
      [
        "everything to www",
        { redirects: [{ key: "a", when: "true", toHostname: "www.example.com" }] },
        ["redirects[0]"],
      ],
      [
        "slashes that come and go",
        {
          redirects: [
            { key: "off", when: `ends_with(${path}, "/") and ${path} ne "/"`, toExpression: bare },
            {
              key: "on",
              when: `not ends_with(${path}, "/")`,
              toExpression: `concat("https://example.com", ${path}, "/")`,
            },
          ],
        },
        ["redirects[1]", "redirects[0]"],
      ],
      [
        "back to http",
        { redirects: [{ key: "a", when: hostIs("example.com"), toUrl: "http://example.com/" }] },
        ["redirects[0]"],
      ],
      [
        "a list whose item is its target",
        { accountId, bulkRedirects: [{ from: "example.com/a", to: "https://example.com/a" }] },
        ["bulkRedirects[0]"],
      ],
    ];
    for (const [what, args, paths] of round) {
      const told = await rejects(build(args), paths);
      expect(
        told.every(({ reason }) => reason.includes(" must not lead visitors round; got ")),
        what,
      ).to.equal(true);
    }
  });

  it("redirects that meet one of a fragment, and not those that it cannot know", async () => {
    const back = (to: pulumi.Input<string>) => ({
      expression: hostIs("example.com"),
      action: "redirect",
      actionParameters: { fromValue: { targetUrl: { value: to } } },
    });
    const withBack = (to: pulumi.Input<string>): Partial<EdgeRulesArgs> => ({
      redirects: [www],
      fragments: [{ key: "back", phase: "http_request_dynamic_redirect", rules: [back(to)] }],
    });
    await refused(
      withBack("https://www.example.com/"),
      "fragments[0].rules[0] must not lead visitors round; got https://example.com/ → https://www.example.com/ → https://example.com/. Leave the target out of the requests that it applies to",
      "redirects[0] must not lead visitors round; got https://www.example.com/ → https://example.com/ → https://www.example.com/. Leave the target out of the requests that it applies to",
    );
    await inBothModes(build(withBack(pulumi.output("https://www.example.com/"))), (run) => {
      expect(rulesOf(run, "http_request_dynamic_redirect")).to.have.length(2);
    });
  });

  it("redirects that lead on and on", async () => {
    await refused(
      {
        accountId,
        bulkRedirects: [
          { from: "example.com/a", to: "https://example.com/a/b", subpathMatching: true },
        ],
      },
      "bulkRedirects[0] must lead somewhere in less than 20 redirects, after which browsers give up; got https://example.com/a/deep/path → https://example.com/a/b/deep/path → https://example.com/a/b/b/deep/path → https://example.com/a/b/b/b/deep/path → …. Leave the target out of the requests that it applies to",
    );
  });

  it("nothing of what others would rightly write", async () => {
    const harmless: readonly Partial<EdgeRulesArgs>[] = [
      { redirects: [{ key: "moved", when: "true", toUrl: "https://example.net/" }] },
      {
        redirects: [
          { key: "www", when: 'http.host ne "www.example.com"', toHostname: "www.example.com" },
        ],
      },
      {
        redirects: [
          {
            key: "wild",
            when: 'http.request.full_uri wildcard r"https://example.com/old/*"',
            toExpression:
              'wildcard_replace(http.request.full_uri, r"https://example.com/old/*", r"https://example.com/new/${1}")',
          },
        ],
      },
      { redirects: undefined, plan: undefined },
      { zoneId: pulumi.output(zoneId), cacheRules: [{ key: "all", when: "true" }] },
      {
        accountId,
        bulkRedirects: [
          { from: "example.com/", to: "https://www.example.com/", subpathMatching: true },
          { from: "example.com/shop", to: "https://shop.example.net/" },
        ],
      },
    ];
    for (const args of harmless) {
      await inBothModes(build(args), (run) => {
        expect(run.of(types.component)).to.have.length(1);
      });
    }
  });

  it("no redirect that leads out, to https, or depends on what is not known", async () => {
    const redirects = [
      {
        key: "https",
        when: "not ssl",
        toExpression: 'concat("https://", http.host, http.request.uri.path)',
      },
      { key: "out", when: hostIs("shop.example.com"), toUrl: "https://shop.example.net/" },
      {
        key: "de",
        when: 'ip.src.country eq "DE" and http.request.uri.path eq "/"',
        toUrl: "https://example.com/de",
      },
      www,
    ];
    await inBothModes(build({ redirects }), (run) => {
      expect(rulesOf(run, "http_request_dynamic_redirect")).to.have.length(4);
    });
  });

  it("what the plan lacks", async () => {
    await refused(
      {
        errorPages: [{ key: "down", content: "Down" }],
        originRules: [{ key: "a", when: "true", hostHeader: "a.example.net" }],
        rateLimits: [
          { key: "a", when: hostIs("a.example.com"), requestsPerPeriod: 5, periodSeconds: 60 },
        ],
        monitorPaths: [],
        cacheRules: [{ key: "a", when: extensionIs("css"), edgeTtlSeconds: 60 }],
      },
      'originRules[0].hostHeader must be left out below the plan enterprise, on free; got "a.example.net"',
      "rateLimits[0].periodSeconds must be one of 10 seconds on the plan free; got 60",
      'rateLimits[0].when must ask for none but http.request.uri.path, cf.client.bot, cf.bot_management.verified_bot on the plan free, not for http.host; got "http.host eq \\"a.example.com\\""',
      "cacheRules[0].edgeTtlSeconds must be 0, or 7200 to 31536000 seconds on the plan free; got 60",
      "errorPages must be left out: the plan free has no Custom Error Rules; got 1 rules",
    );
  });

  it("more rules than the plan gives, fragments included", async () => {
    const redirects = Array.from({ length: 10 }, (_, index) => ({
      key: `r${index}`,
      when: hostIs(`r${index}.example.com`),
      toUrl: "https://example.com/",
    }));
    const more = {
      expression: "ssl",
      action: "redirect",
      actionParameters: { fromValue: { targetUrl: { value: "https://example.net/" } } },
    };
    const fragments = [{ key: "more", phase: "http_request_dynamic_redirect", rules: [more] }];
    await refused(
      { redirects, fragments },
      "redirects must be at most 10 in the phase http_request_dynamic_redirect on the plan free; got 11 rules",
    );
  });

  it("expressions that cannot be read, with the place, once", async () => {
    await refused(
      { cacheRules: [{ key: "a", when: 'http.hots eq "a"' }] },
      'cacheRules[0].when must name a field or a function at line 1, column 1; got "http.hots". Did you mean http.host?',
    );
  });

  it("pages of one visitor that others would be shown", async () => {
    await refused(
      { cacheRules: [{ key: "a", when: "true", edgeTtlSeconds: 7200 }] },
      "cacheRules[0].bypassCookies must be said where edgeTtlSeconds is and the rule does not ask for endings of files; got nothing. Name the cookies of sessions, whose pages must not be shown to others, or say [] where there are none",
    );
  });

  it("weaker TLS that nobody has accepted", async () => {
    await refused(
      { configRules: [{ key: "a", when: "true", ssl: SslMode.Flexible }] },
      "configRules[0].ssl must be strict or origin_pull, which check the origin's certificate; got \"flexible\". Say acceptWeakerTls: true where these requests may go to whoever answers in the origin's place",
    );
  });

  it("modes of TLS that the plan lacks", async () => {
    await refused(
      { configRules: [{ key: "a", when: "true", ssl: SslMode.StrictOriginPull }] },
      "configRules[0].ssl must be origin_pull on the plan enterprise alone; got free",
    );
  });

  it("redirects of the list that ask for the same, or for too deep a path", async () => {
    const deep = `example.com${"/a".repeat(17)}`;
    await refused(
      {
        accountId,
        bulkRedirects: [
          { from: "example.com/a", to: "https://example.net/" },
          { from: "example.com/a", to: "https://example.org/" },
          { from: deep, to: "https://example.org/", subpathMatching: true },
        ],
      },
      'bulkRedirects[1].from must not repeat what is asked for; got "example.com/a"',
      `bulkRedirects[2].from must have at most 16 slashes in its path where paths beneath count; got "${deep}"`,
    );
  });

  it("rules that say nothing, or two things", async () => {
    await refused(
      {
        redirects: [
          { key: "a", when: "true" },
          { key: "a", when: "true", toUrl: "https://a.example/", toHostname: "a.example" },
        ],
        originRules: [{ key: "b", when: "true" }],
        configRules: [{ key: "c", when: "true" }],
        rateLimits: [{ key: "d", when: "true", requestsPerPeriod: 1 }],
        bulkRedirects: [{ from: "example.com", to: "https://example.com/", statusCode: 303 }],
      },
      "accountId must be given for bulkRedirects, whose list belongs to the account; got nothing",
      'redirects[1].key must not repeat a key, by which Cloudflare tells the rules apart; got "a"',
      "redirects[0] must have exactly one of toUrl, toHostname, toExpression; got none",
      "redirects[1] must have exactly one of toUrl, toHostname, toExpression; got toUrl and toHostname",
      'bulkRedirects[0].from must be a hostname with a path, which may be a single slash; got "example.com"',
      "bulkRedirects[0].statusCode must be one of 301, 302, 307, 308; got 303",
      "originRules[0] must have at least one of port, hostHeader, sni, resolveOverride; got none",
      "configRules[0] must have at least one of ssl, automaticHttpsRewrites, browserIntegrityCheck, underAttack; got none",
      "monitorPaths must name the paths that health checks ask for through the edge, since rateLimits are given; got nothing. Say [] where nothing asks: monitors of load balancers go to origins directly",
    );
  });

  it("addresses that a list does not take, and half a secret", async () => {
    await refused(
      {
        accountId,
        monitorAllowance: {
          addresses: ["2001:db8::1", "10.0.0.0/7", "example.com"],
          secretHeaderName: "x-uptime",
        },
      },
      'monitorAllowance.addresses[0] must be an IPv4 address, an IPv4 CIDR of /8 to /32 or an IPv6 CIDR of /4 to /64; got "2001:db8::1". A list takes no single IPv6 address: give its /64',
      'monitorAllowance.addresses[1] must be an IPv4 address, an IPv4 CIDR of /8 to /32 or an IPv6 CIDR of /4 to /64; got "10.0.0.0/7"',
      'monitorAllowance.addresses[2] must be an IPv4 address, an IPv4 CIDR of /8 to /32 or an IPv6 CIDR of /4 to /64; got "example.com"',
      "monitorAllowance.secretHeaderValue must be given beside the other half of the secret header; got nothing",
    );
  });

  it("a secret that is no text or an empty one", async () => {
    const allowance = { addresses: ["203.0.113.0/24"], secretHeaderName: "x-uptime" };
    for (const [value, actual] of [
      ["", "0 characters"],
      [Number.NaN, "no text"],
    ] as const) {
      await refused(
        { accountId, monitorAllowance: { ...allowance, secretHeaderValue: value as string } },
        `monitorAllowance.secretHeaderValue must have 16 to 128 visible characters of ASCII, with no space; got ${actual}`,
      );
    }
  });

  it("an account's id that is empty or no text", async () => {
    for (const [id, actual] of [
      ["", '""'],
      [Number.NaN, '"NaN"'],
    ] as const) {
      await refused(
        { accountId: id as string },
        `accountId must be an id of 32 lower-case hexadecimal characters; got ${actual}. Cloudflare's dashboard shows it on the overview page of the zone, under API`,
      );
    }
  });

  it("fragments of no phase, with foreign parameters, and without names", async () => {
    const rule = { expression: "ssl", action: "block", actionParameters: { cache: true } };
    await refused(
      {
        fragments: [
          { key: "a", phase: "http_request_redirect", rules: [] },
          { key: "b", phase: "http_request_firewall_custom", rules: [rule, { ...rule, ref: "x" }] },
        ],
      },
      'fragments[0].phase must be a phase that zones have; got "http_request_redirect". Redirects of the account go into bulkRedirects',
      "fragments[1].rules[0].ref must be given, since the fragment b has several rules; got nothing",
      'fragments[1].rules[0].actionParameters must have none but response for the action block, and no cache; got {"cache":true}',
      'fragments[1].rules[1].actionParameters must have none but response for the action block, and no cache; got {"cache":true}',
    );
  });

  it("hostile arguments of every kind", () => {
    const hostile: readonly unknown[] = [null, 7, "x", [], {}, pulumi.output("x"), () => 1];
    for (const value of hostile) {
      for (const name of ["redirects", "cacheRules", "fragments", "monitorAllowance"]) {
        const isEmptyList = Array.isArray(value) && name !== "monitorAllowance";
        if (isEmptyList) {
          continue;
        }
        let thrown: unknown;
        try {
          build({ [name]: value })(undefined as never);
        } catch (error) {
          thrown = error;
        }
        expect(
          pulumi.InputPropertiesError.isInstance(thrown),
          `${name}: ${String(value)}`,
        ).to.equal(true);
      }
    }
  });
});
