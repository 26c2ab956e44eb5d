import { assert, expect } from "chai";
import { unknownValue } from "../../../core/known";
import { secretValue, type ModelObject, type ModelResource } from "../../../model/graph/resources";
import { declaredSites, type DeclaredSites } from "../../../model/serving/declaredSites";
import type { DeclaredSite } from "../../../model/serving/declaredSite";
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
    expect(read?.errorPage(request, 522, true)).to.deep.equal({
      ...{ content: "sorry", contentType: "text/plain", status: undefined },
    });
    expect(read?.errorPage(request, 404, false)).to.equal(undefined);
  });

  it("are answered by the Worker of maintenance, and run no other one", () => {
    const route = (script: string): ModelResource =>
      resource("workersRoute", script, { zoneId: "zone", pattern: "www.example.com/*", script });
    const request = { scheme: "https", host: "www.example.com", path: "/any" } as const;
    const closed = siteOf(record("www.example.com"), strict, route("web-maintenance-script"));
    expect(closed.rules?.answer(request)).to.include({ status: 503, retryAfter: "3600" });
    expect(closed.assumptions).to.deep.equal([]);
    const other = siteOf(record("www.example.com"), strict, route("router"));
    expect(other.rules?.answer(request)).to.equal(undefined);
    expect(other.assumptions).to.deep.equal([
      "the Worker router of www.example.com is not run: requests pass it by",
    ]);
  });

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
