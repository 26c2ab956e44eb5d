import { assert, expect } from "chai";
import { answeringWorker } from "../../../core/answeringWorker";
import type { ExpressionRequest } from "../../../core/expressions/requests";
import { unknownValue } from "../../../core/known";
import {
  secretValue,
  type ModelObject,
  type ModelResource,
  type ModelValue,
} from "../../../model/graph/resources";
import { declaredSites, type DeclaredSites } from "../../../model/serving/declaredSites";
import type { DeclaredSite } from "../../../model/serving/declaredSite";
import type { ShownError } from "../../../model/serving/ruled";
import { readTrafficPaths } from "../../../model/traffic/path";
import { balancer, pool, record, resource } from "../resource";

function sitesOf(...resources: readonly ModelResource[]): DeclaredSites {
  return declaredSites(readTrafficPaths(resources, { complete: true }));
}

function there<T>(each: T | undefined): T {
  assert(each !== undefined);
  return each;
}

/** The only site of some resources. */
function siteOf(...resources: readonly ModelResource[]): DeclaredSite {
  const { sites, notServed } = sitesOf(...resources);
  expect([sites.length, notServed]).to.deep.equal([1, []]);
  return there(sites[0]);
}

const strict = resource("zoneSetting", "mode", {
  zoneId: "zone",
  settingId: "ssl",
  value: "strict",
});

function monitor(more: ModelObject = {}): ModelResource {
  return resource("monitor", "m", { type: "https", path: "/healthz", ...more });
}

describe("sites that a rehearsal runs, of strangers' programs", () => {
  it("are answered by a record's address where there is no load balancer", () => {
    const { loadBalancer, addresses, encryptionMode } = siteOf(record("www.example.com"), strict);
    expect([loadBalancer, encryptionMode]).to.deep.equal([undefined, "strict"]);
    expect(addresses.map(({ address, port, host }) => [address, port, host])).to.deep.equal([
      ["203.0.113.9", 443, "www.example.com"],
    ]);
  });

  it("are asked at port 80 where the zone is flexible", () => {
    const flexible = resource("zoneSetting", "mode", {
      ...{ zoneId: "zone", settingId: "ssl", value: "flexible" },
    });
    const { addresses } = siteOf(record("www.example.com"), flexible);
    expect(addresses.map(({ port, isEncrypted }) => [port, isEncrypted])).to.deep.equal([
      [80, false],
    ]);
  });

  it("are asked as a rule for the whole hostname says, and not as one for a path", () => {
    const mode = (expression: string, ssl: string): ModelObject => ({
      ...{ action: "set_config", expression, actionParameters: { ssl } },
    });
    const rules = resource("ruleset", "configuration", {
      ...{ zoneId: "zone", kind: "zone", phase: "http_config_settings" },
      rules: [
        mode(
          'http.host eq "www.example.com" and starts_with(http.request.uri.path, "/legacy")',
          "flexible",
        ),
        mode('http.host eq "www.example.com"', "full"),
      ],
    });
    const { encryptionMode } = siteOf(record("www.example.com"), strict, rules);
    expect(encryptionMode).to.equal("full");
  });

  const notServed: readonly (readonly [string, readonly ModelResource[], string])[] = [
    [
      "a record that is DNS-only",
      [record("www.example.com", { proxied: false })],
      "its visitors do not go through Cloudflare",
    ],
    [
      "a wildcard",
      [record("*.example.com")],
      "it is a wildcard: only single hostnames are rehearsed",
    ],
    [
      "a placeholder alone",
      [record("www.example.com", { content: "192.0.2.0" })],
      "the plan holds no address that its requests are sent to",
    ],
  ];
  for (const [title, resources, because] of notServed) {
    it(`are not made of ${title}`, () => {
      const { sites, notServed: others } = sitesOf(...resources, strict);
      expect([sites, others.map((each) => each.because)]).to.deep.equal([[], [because]]);
    });
  }

  it("are not made of a load balancer whose pool is off, for the reason that the model gives", () => {
    const { sites, notServed: others } = sitesOf(
      ...[balancer("www.example.com"), pool("p", { enabled: false }), strict],
    );
    expect([sites, others.map(({ hostname }) => hostname)]).to.deep.equal([
      [],
      ["www.example.com"],
    ]);
    expect(others[0]?.because).to.not.equal("");
  });

  it("have the provider's defaults where a monitor says nothing", () => {
    const { loadBalancer, assumptions } = siteOf(
      ...[
        balancer("www.example.com"),
        pool("p", { monitor: "m" }),
        resource("monitor", "m", {}),
        strict,
      ],
    );
    expect(loadBalancer?.pools[0]?.monitor).to.deep.include({
      ...{ type: "http", method: "GET", path: "/", port: undefined, headers: {} },
      ...{ expectedCodes: "", intervalSeconds: 60, timeoutSeconds: 5, retries: 2 },
      ...{ consecutiveUp: 0, consecutiveDown: 0, probesAsZone: false },
    });
    expect(loadBalancer).to.include({ steeringPolicy: "", failoverAcrossPools: false });
    expect(assumptions).to.deep.equal([]);
  });

  it("have monitors of UDP, ICMP and mail, which connect to the origin's own port, and say so", () => {
    const probedBy = (type: string) => {
      const { loadBalancer, assumptions } = siteOf(
        ...[balancer("www.example.com"), pool("p", { monitor: "m" }), strict],
        monitor({ type, port: 25 }),
      );
      return [
        loadBalancer?.pools[0]?.monitor?.type,
        loadBalancer?.pools[0]?.monitor?.port,
        assumptions,
      ];
    };
    const said = (type: string): string =>
      `the monitor m is one of ${type}: it is rehearsed as a connection of TCP to the origin's own port`;
    expect(["smtp", "udp_icmp", "icmp_ping", "tcp"].map(probedBy)).to.deep.equal([
      ["smtp", undefined, [said("smtp")]],
      ["udp_icmp", undefined, [said("udp_icmp")]],
      ["icmp_ping", undefined, [`${said("icmp_ping")}, which may be refused`]],
      ["tcp", 25, []],
    ]);
  });

  it("say each value that is not known yet", () => {
    const unknown = pool("p", {
      monitor: "m",
      minimumOrigins: unknownValue,
      origins: [{ name: "a", address: unknownValue, enabled: true }],
    });
    const { loadBalancer, assumptions } = siteOf(
      ...[balancer("www.example.com"), unknown, monitor({ interval: unknownValue }), strict],
    );
    const origin = loadBalancer?.pools[0]?.origins[0];
    expect(origin?.address).to.equal("the-origin-a-of-the-pool-p-a.invalid");
    expect(origin?.admits("103.21.244.10")).to.equal("unknown");
    expect(loadBalancer?.pools[0]?.monitor?.intervalSeconds).to.equal(60);
    expect(assumptions).to.deep.equal([
      "the address of the origin a of the pool p is not known yet: one that leads to it is taken",
      "how many origins the pool p needs is not known yet: 1 is taken",
      "the interval in seconds of the monitor m is not known yet: 60 is taken",
    ]);
  });

  it("say a pool that the plan does not hold", () => {
    const more = { defaultPools: ["p", "elsewhere"] };
    const resources = [balancer("www.example.com", more), pool("p"), strict];
    const { sites } = declaredSites(readTrafficPaths(resources));
    expect(sites[0]?.loadBalancer?.pools.map(({ name }) => name)).to.deep.equal(["p"]);
    expect(sites[0]?.assumptions).to.deep.equal([
      "the pool elsewhere is not in the plan: nothing is sent to it",
    ]);
  });

  it("have a monitor that sends what a secret header demands, though nobody can read it", () => {
    const { loadBalancer } = siteOf(
      ...[balancer("www.example.com"), pool("p", { monitor: "m" }), strict],
      monitor({ header: { Host: ["www.example.com"], "x-secret": [secretValue] } }),
    );
    expect(loadBalancer?.pools[0]?.monitor?.headers).to.deep.equal({
      Host: ["www.example.com"],
      "x-secret": ["not-known"],
    });
  });

  it("do with requests what the rules of their zone say", () => {
    const rules = resource("ruleset", "redirects", {
      ...{ zoneId: "zone", kind: "zone", phase: "http_request_dynamic_redirect" },
      rules: [
        {
          ...{ action: "redirect", expression: 'http.request.uri.path eq "/old"', enabled: true },
          actionParameters: { fromValue: { targetUrl: { value: "https://www.example.com/new" } } },
        },
      ],
    });
    const errors = resource("ruleset", "errors", {
      ...{ zoneId: "zone", kind: "zone", phase: "http_custom_errors" },
      rules: [
        {
          ...{ action: "serve_error", expression: "http.response.code ge 500", enabled: true },
          actionParameters: { content: "sorry", contentType: "text/plain" },
        },
      ],
    });
    const { rules: read } = siteOf(record("www.example.com"), strict, rules, errors);
    const request = { scheme: "https", host: "www.example.com", path: "/old" } as const;
    expect(read?.answer(request)).to.include({
      status: 302,
      location: "https://www.example.com/new",
    });
    expect(read?.answer({ ...request, path: "/" })).to.equal(undefined);
    expect(read?.errorPage(request, { code: 522, isOfEdge: true })).to.deep.equal({
      ...{ content: "sorry", contentType: "text/plain", status: undefined },
    });
    expect(read?.errorPage(request, { code: 404, isOfEdge: false })).to.equal(undefined);
  });

  it("are answered by the Worker of maintenance, and run no other one", () => {
    const route = (script: string): ModelResource =>
      resource("workersRoute", script, { zoneId: "zone", pattern: "www.example.com/*", script });
    const request = { scheme: "https", host: "www.example.com", path: "/any" } as const;
    const retryAfter = "Sun, 29 Nov 2026 12:00:00 GMT";
    const content = answeringWorker({
      ...{ status: 503, page: "soon" },
      headers: { "Retry-After": retryAfter, "Content-Type": "text/plain" },
    });
    const script = resource("workersScript", "closed", { scriptName: "closed", content });
    const closed = siteOf(record("www.example.com"), strict, script, route("closed"));
    expect(closed.rules?.answer(request)).to.deep.equal({
      ...{ status: 503, by: "the Worker closed", location: undefined, retryAfter },
      page: { content: "soon", contentType: "text/plain" },
    });
    expect(closed.assumptions).to.deep.equal([]);
    const named = siteOf(record("www.example.com"), strict, route("web-maintenance-script"));
    expect(named.rules?.answer(request)).to.equal(undefined);
    const other = siteOf(record("www.example.com"), strict, route("router"));
    expect(other.rules?.answer(request)).to.equal(undefined);
    expect(other.assumptions).to.deep.equal([
      "the Worker router of www.example.com is not run: requests pass it by",
    ]);
  });

  const request = {
    scheme: "https",
    host: "www.example.com",
    path: "/",
    clientAddress: "a",
  } as const;

  function ruleset(phase: string, ...rules: readonly ModelObject[]): ModelResource {
    return resource("ruleset", phase, { zoneId: "zone", kind: "zone", phase, rules });
  }

  it("count requests as rate limits say, under what they tell apart", () => {
    const limited = ruleset("http_ratelimit", {
      ...{
        action: "block",
        description: "logins",
        expression: 'http.request.uri.path eq "/login"',
      },
      ratelimit: {
        characteristics: ["cf.colo.id", "ip.src", 'http.request.headers["x-key"]'],
        ...{ period: 60, requestsPerPeriod: 5, mitigationTimeout: 600, requestsToOrigin: true },
      },
    });
    const { rules, assumptions } = siteOf(record("www.example.com"), strict, limited);
    expect(rules?.limits?.(request)).to.deep.equal([]);
    const asked = { ...request, path: "/login", headers: { "x-key": "k" } };
    expect(rules?.limits?.(asked)).to.deep.equal([
      {
        ...{ title: "the rate limit logins", requests: 5, periodSeconds: 60, refusedSeconds: 600 },
        ...{ status: 429, countsOriginOnly: true, key: '["the rate limit logins","","a","k"]' },
      },
    ]);
    expect(rules?.answer(asked)).to.equal(undefined);
    expect(assumptions).to.deep.equal([]);
  });

  const unrehearsed: readonly (readonly [ModelObject, string])[] = [
    [{ action: "managed_challenge" }, "its action is managed_challenge"],
    [
      { ratelimit: { characteristics: ["cf.colo.id"], period: 10, scorePerPeriod: 5 } },
      "something else is counted than the requests that it matches",
    ],
    [
      {
        ratelimit: { characteristics: ["cf.colo.id"], period: unknownValue, requestsPerPeriod: 5 },
      },
      "not all of it is known yet",
    ],
  ];
  for (const [more, why] of unrehearsed) {
    it(`say of a rate limit that it is not rehearsed, since ${why}`, () => {
      const ratelimit = { characteristics: ["cf.colo.id"], period: 10, requestsPerPeriod: 5 };
      const usual = { action: "block", description: "all", expression: "true", ratelimit };
      const own = { ...usual, ...more };
      const { rules, assumptions } = siteOf(
        ...[record("www.example.com"), strict, ruleset("http_ratelimit", own)],
      );
      expect(rules?.limits).to.equal(undefined);
      expect(assumptions).to.include(`the rate limit all is not rehearsed: ${why}`);
    });
  }

  it("pass the waiting room that stands before the path, for as long as it counts", () => {
    const shop = (more: ModelObject = {}): ModelResource =>
      resource("waitingRoom", `shop ${JSON.stringify(more)}`, {
        ...{ zoneId: "zone", name: "shop", host: "www.example.com", path: "/shop" },
        ...{ newUsersPerMinute: 200, totalActiveUsers: 300, sessionDuration: 10 },
        ...{ queueingStatusCode: 429, cookieSuffix: "_shop" },
        ...more,
      });
    const { rules } = siteOf(record("www.example.com"), strict, shop());
    const at = (path: string) => rules?.waitingRoom?.({ ...request, path });
    expect(at("/shop/cart")).to.deep.include({
      ...{ title: "the waiting room shop", cookie: "__cfwaitingroom_shop", status: 429 },
      ...{ newUsersPerMinute: 200, totalActiveUsers: 300, sessionSeconds: 600 },
    });
    expect([at("/shop") === undefined, at("/shopping"), at("/")]).to.deep.equal([
      ...[false, undefined, undefined],
    ]);
    const offs: ModelObject[] = [{ suspended: true }, { queueingMethod: "passthrough" }];
    for (const off of offs) {
      const { rules: none } = siteOf(record("www.example.com"), strict, shop(off));
      expect(none?.waitingRoom, JSON.stringify(off)).to.equal(undefined);
    }
    const unknowns: ModelObject[] = [{ host: unknownValue }, { additionalRoutes: unknownValue }];
    for (const unknown of unknowns) {
      const { rules: none, assumptions } = siteOf(record("www.example.com"), strict, shop(unknown));
      expect(none?.waitingRoom, Object.keys(unknown)[0]).to.equal(undefined);
      expect(assumptions).to.include(
        "the waiting room shop is not rehearsed: where it stands is not known yet",
      );
    }
    const closed = siteOf(record("www.example.com"), strict, shop({ queueAll: true }));
    expect(closed.rules?.answer({ ...request, path: "/shop" })).to.include({
      ...{ status: 429, by: "the waiting room shop" },
    });
  });

  const allCounted = ruleset("http_ratelimit", {
    ...{ action: "block", description: "all", expression: "true" },
    ratelimit: {
      characteristics: ["cf.colo.id", "http.request.uri.path"],
      ...{ period: 60, requestsPerPeriod: 5, mitigationTimeout: 600 },
    },
  });
  const everywhere = (path: string): ModelResource =>
    resource("waitingRoom", `room ${path}`, {
      ...{ zoneId: "zone", name: "room", host: "www.example.com", path },
      ...{ newUsersPerMinute: 200, totalActiveUsers: 300 },
    });
  const redirect = (phase: string): ModelResource =>
    ruleset(phase, {
      ...{ action: "redirect", expression: 'http.request.uri.path eq "/old"' },
      actionParameters: { fromValue: { targetUrl: { value: "https://www.example.com/new" } } },
    });
  const met = (
    made: readonly ModelResource[],
    asked: ExpressionRequest,
  ): { readonly by: string | undefined; readonly room: boolean; readonly keys: string[] } => {
    const { rules } = siteOf(record("www.example.com"), strict, ...made);
    return {
      by: rules?.answer(asked)?.by,
      room: rules?.waitingRoom?.(asked) !== undefined,
      keys: (rules?.limits?.(asked) ?? []).map(({ key }) => key),
    };
  };

  it("are passed by in the room and uncounted where a redirect answers before both", () => {
    const made = [redirect("http_request_dynamic_redirect"), everywhere("/"), allCounted];
    const old = met(made, { ...request, path: "/old" });
    expect([old.by === undefined, old.room, old.keys]).to.deep.equal([false, false, []]);
    const other = met(made, { ...request, path: "/other" });
    expect([other.by, other.room]).to.deep.equal([undefined, true]);
    expect(other.keys).to.deep.equal(['["the rate limit all","","/other"]']);
  });

  it("wait in a room before a rule blocks them, uncounted", () => {
    const block = ruleset("http_request_firewall_custom", {
      ...{ action: "block", description: "no", expression: "true" },
    });
    expect(met([block, everywhere("/"), allCounted], request)).to.deep.equal({
      ...{ by: "no", room: true, keys: [] },
    });
  });

  it("are counted before a Worker answers them", () => {
    const content = answeringWorker({ status: 503, page: "soon", headers: {} });
    const made = [
      resource("workersScript", "closed", { scriptName: "closed", content }),
      resource("workersRoute", "closed", {
        ...{ zoneId: "zone", pattern: "www.example.com/*", script: "closed" },
      }),
    ];
    expect(met([...made, everywhere("/"), allCounted], request)).to.deep.equal({
      ...{ by: "the Worker closed", room: true, keys: ['["the rate limit all","","/"]'] },
    });
  });

  it("are answered by a Worker before a rule of the load balancer, and by any other rule before a Worker", () => {
    const content = answeringWorker({ status: 503, page: "soon", headers: {} });
    const worker = [
      resource("workersScript", "closed", { scriptName: "closed", content }),
      resource("workersRoute", "closed", {
        ...{ zoneId: "zone", pattern: "www.example.com/shop/*", script: "closed" },
      }),
    ];
    const block = ruleset("http_request_firewall_custom", {
      ...{ action: "block", description: "no", expression: 'http.request.uri.path eq "/shop/no"' },
    });
    const fixed = balancer("www.example.com", {
      rules: [{ name: "gone", condition: "", fixedResponse: { statusCode: 410 } }],
    });
    const { rules } = siteOf(strict, pool("p"), fixed, block, ...worker);
    const by = (path: string) => rules?.answer({ ...request, path })?.by;
    expect([by("/shop/any"), by("/shop/no"), rules?.answer(request)?.status]).to.deep.equal([
      ...["the Worker closed", "no", 410],
    ]);
  });

  it("are probed by the monitors of a group that decide, and say where none does", () => {
    const monitors = ["deep", "looks", "off"].map((id) =>
      resource("monitor", id, { type: "https", path: `/${id}`, interval: 30 }),
    );
    const member = (monitorId: string, more: ModelObject = {}): ModelObject => ({
      ...{ monitorId, enabled: true, monitoringOnly: false, mustBeHealthy: false },
      ...more,
    });
    const grouped = (members: ModelValue): DeclaredSite =>
      siteOf(
        ...[strict, balancer("www.example.com"), pool("p", { monitorGroup: "group" }), ...monitors],
        resource("monitorGroup", "group", { description: "group", members }),
      );
    const probed = (members: ModelValue): readonly (string | undefined)[] => {
      const { loadBalancer, assumptions } = grouped(members);
      const notes = assumptions.filter((each) => each.startsWith("the monitor of"));
      return [loadBalancer?.pools[0]?.monitor?.path, ...notes];
    };
    const [looks, off] = [
      member("looks", { monitoringOnly: true }),
      member("off", { enabled: false }),
    ];
    expect(probed([looks, member("deep"), off])).to.deep.equal(["/deep"]);
    const unknown =
      "the monitor of the pool p is not in the plan, or a group of which none decides, or it is not known who: it is taken to have none";
    expect(probed([looks])).to.deep.equal([undefined, unknown]);
    const both = grouped([member("deep", { mustBeHealthy: true }), looks, member("off")]);
    expect(
      both.loadBalancer?.pools[0]?.monitorGroup?.map(({ monitor, mustBeHealthy }) => [
        ...[monitor.path, mustBeHealthy],
      ]),
    ).to.deep.equal([
      ["/deep", true],
      ["/off", false],
    ]);
    expect(grouped([member("deep", { mustBeHealthy: unknownValue })]).assumptions).to.deep.equal([
      "whether origins of the pool p are out where deep alone fails is not known yet: false is taken",
    ]);
    const vague: ModelValue[] = [
      [member("gone")],
      unknownValue,
      [member("deep"), unknownValue],
      [member("deep"), member("looks", { monitoringOnly: unknownValue })],
    ];
    for (const members of vague) {
      expect(probed(members)).to.deep.equal([undefined, unknown]);
    }
  });

  const ruled = (rules: ModelValue, more: ModelObject = {}): DeclaredSite =>
    siteOf(
      ...[strict, pool("p"), pool("q")],
      balancer("www.example.com", { defaultPools: ["p"], ...more, rules }),
    );

  it("have what rules of their load balancer override, in the order of their priorities", () => {
    const { loadBalancer, assumptions } = ruled([
      {
        ...{ name: "shop", condition: 'starts_with(http.request.uri.path, "/shop")', priority: 2 },
        overrides: { defaultPools: ["q"], adaptiveRouting: { failoverAcrossPools: true } },
      },
      {
        ...{ name: "all", priority: 1, terminates: true },
        overrides: { sessionAffinity: "cookie" },
      },
      { name: "off", disabled: true, overrides: { sessionAffinity: "cookie" } },
      { name: "gone", fixedResponse: { statusCode: 410 } },
      { name: "empty", overrides: {} },
    ]);
    const [all, shop, ...others] = loadBalancer?.overrides ?? [];
    expect(others).to.deep.equal([]);
    expect([all?.balancer, all?.terminates, all?.applies(request)]).to.deep.equal([
      { sessionAffinity: "cookie" },
      ...[true, true],
    ]);
    expect(shop?.balancer.pools?.map(({ name }) => name)).to.deep.equal(["q"]);
    expect(Object.keys(shop?.balancer ?? {}).sort()).to.deep.equal([
      ...["failoverAcrossPools", "poolWeights", "pools"],
    ]);
    const applies = (path: string) => shop?.applies({ ...request, path });
    expect([shop?.terminates, applies("/shop/x"), applies("/")]).to.deep.equal([
      false,
      true,
      false,
    ]);
    expect(assumptions.filter((each) => each.includes("rule"))).to.deep.equal([]);
    expect(ruled([]).loadBalancer).not.to.have.property("overrides");
  });

  it("keep the rules after one that is the last for a request from answering or overriding it", () => {
    const api = 'starts_with(http.request.uri.path, "/api")';
    const { rules, loadBalancer } = ruled([
      { name: "api", condition: api, terminates: true },
      { name: "maintenance", fixedResponse: { statusCode: 503 }, terminates: true },
      { name: "late", overrides: { sessionAffinity: "cookie" } },
    ]);
    const answered = (path: string) => rules?.answer({ ...request, path })?.status;
    expect([answered("/api/x"), answered("/")]).to.deep.equal([undefined, 503]);
    const applying = (path: string) =>
      (loadBalancer?.overrides ?? []).map(({ applies, terminates, balancer: own }) => [
        ...[applies({ ...request, path }), terminates, own],
      ]);
    const late = { sessionAffinity: "cookie" };
    expect(applying("/api/x")).to.deep.equal([
      [true, true, {}],
      [true, false, late],
    ]);
    expect(applying("/")).to.deep.equal([
      [false, true, {}],
      [true, false, late],
    ]);
  });

  it("say which rules of their load balancer are left out, and which do not work as expected", () => {
    const said = (rules: ModelValue, more?: ModelObject): readonly string[] =>
      ruled(rules, more).assumptions.filter((each) => each.includes("rule"));
    const of = "of the load balancer of www.example.com";
    const unheard = (name: string): string =>
      `what the rule ${name} ${of} overrides, or when, is not known: it is left out`;
    const sticky = { overrides: { sessionAffinity: "cookie" } };
    expect(
      said([
        { name: "vague", condition: unknownValue, ...sticky },
        { condition: "no expression", ...sticky },
        { name: "new", overrides: unknownValue },
        unknownValue,
      ]),
    ).to.deep.equal(["vague", "2", "new", "4"].map(unheard));
    expect(said(unknownValue)).to.deep.equal([`the rules ${of} are not known yet: none is taken`]);
    expect(said([sticky], { steeringPolicy: "geo" })).to.deep.equal([
      `the rules ${of} are rehearsed as they are written: Cloudflare says that with geo steering they do not work as expected`,
    ]);
  });

  it("meet rooms and limits with the URL that rewrites gave them", () => {
    const rewrite = ruleset("http_request_transform", {
      ...{ action: "rewrite", expression: 'http.request.uri.path eq "/buy"' },
      actionParameters: { uri: { path: { value: "/shop/buy" } } },
    });
    const made = [rewrite, everywhere("/shop"), allCounted];
    const buy = { ...request, path: "/buy" };
    expect(met(made, buy)).to.deep.equal({
      ...{ by: undefined, room: true, keys: ['["the rate limit all","","/shop/buy"]'] },
    });
    expect(met([everywhere("/buy"), rewrite], buy).room).to.equal(false);
    const vague = ruleset("http_request_transform", {
      ...{ action: "rewrite", expression: "true" },
      actionParameters: { uri: { path: { value: unknownValue } } },
    });
    expect(met([vague, everywhere("/")], request).room).to.equal(false);
  });

  it("ask for the page of an error by its class", () => {
    const pages = ruleset(
      "http_custom_errors",
      ...["5xx", "1xxx"].map((type) => ({
        ...{ action: "serve_error", expression: `cf.response.error_type eq "${type}"` },
        actionParameters: { content: type, contentType: "text/plain" },
      })),
    );
    const { rules } = siteOf(record("www.example.com"), strict, pages);
    const shown = (error: ShownError) => rules?.errorPage(request, error)?.content;
    expect([
      shown({ code: 522, isOfEdge: true }),
      shown({ code: 530, detailCode: 1033, isOfEdge: true }),
      shown({ code: 502, isOfEdge: false }),
    ]).to.deep.equal(["5xx", "1xxx", undefined]);
  });

  it("say of rules that may answer that they are taken not to", () => {
    const rule: ModelObject = {
      ...{ action: "block", description: "perhaps" },
      expression: unknownValue,
    };
    const { rules, assumptions } = siteOf(
      ...[record("www.example.com"), strict, ruleset("http_request_firewall_custom", rule)],
    );
    expect(rules?.answer(request)).to.equal(undefined);
    expect(assumptions).to.deep.equal([
      "whether the rule perhaps answers visitors of www.example.com is not known: it is taken not to",
    ]);
  });

  it("wait for answers as long as the zone says, else for 120 seconds", () => {
    const setting = { zoneId: "zone", settingId: "proxy_read_timeout", value: 600 };
    const long = resource("zoneSetting", "read", setting);
    const sites = [
      siteOf(record("www.example.com"), strict, long),
      siteOf(record("www.example.com"), strict),
    ];
    expect(sites.map(({ readTimeoutSeconds }) => readTimeoutSeconds)).to.deep.equal([600, 120]);
  });

  it("have pools where they are, which turn away what is declared", () => {
    const { loadBalancer } = siteOf(
      ...[balancer("www.example.com", { steeringPolicy: "proximity" }), strict],
      pool("p", {
        ...{ latitude: 50.1, longitude: 8.7 },
        loadShedding: { defaultPercent: 20, defaultPolicy: "hash", sessionPercent: 5 },
      }),
    );
    expect(loadBalancer?.pools[0]).to.deep.include({
      coordinates: { latitude: 50.1, longitude: 8.7 },
      shedding: { share: 0.2, isByAddress: true, sessionShare: 0.05 },
    });
  });

  for (const [attributes, https, cookie] of [
    [{}, "off", ["SameSite=Lax"]],
    [{}, "on", ["SameSite=None", "Secure"]],
    [{ samesite: "Strict", secure: "Never" }, "on", ["SameSite=Strict"]],
    [{ samesite: "Lax", secure: "Always" }, "off", ["SameSite=Lax", "Secure"]],
  ] as const) {
    it(`have session cookies with ${cookie.join(" and ")} for ${JSON.stringify(attributes)} where HTTPS always is ${https}`, () => {
      const always = { zoneId: "zone", settingId: "always_use_https", value: https };
      const { loadBalancer } = siteOf(
        balancer("www.example.com", {
          ...{ sessionAffinity: "cookie", sessionAffinityAttributes: attributes },
        }),
        ...[pool("p"), strict, resource("zoneSetting", "https", always)],
      );
      expect(loadBalancer?.cookieAttributes).to.deep.equal(cookie);
    });
  }

  it("have the sessions of their load balancer", () => {
    const { loadBalancer } = siteOf(
      balancer("www.example.com", {
        ...{ sessionAffinity: "header", sessionAffinityTtl: 60 },
        sessionAffinityAttributes: {
          ...{ zeroDowntimeFailover: "temporary", drainDuration: 30, headers: ["X-User"] },
        },
      }),
      ...[pool("p"), strict],
    );
    expect(loadBalancer).to.deep.include({
      ...{ sessionAffinity: "header", sessionSeconds: 60, affinityHeaders: ["x-user"] },
      ...{ zeroDowntimeFailover: "temporary", drainDurationSeconds: 30 },
    });
  });
});
