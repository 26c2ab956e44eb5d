import { expect } from "chai";
import type * as pulumi from "@pulumi/pulumi";
import { FailoverLoadBalancer } from "../../../components";
import { validateLoadBalancer } from "../../../components/loadBalancing/validate";
import { rejects } from "../../support/problems";
import { backup, exampleArgs, primary } from "./example";

/** Arguments as a program without types might give them. */
type Loose = Record<string, unknown>;

const build = (changes: Loose) => (parent: pulumi.Resource) =>
  new FailoverLoadBalancer("shop", exampleArgs(changes), {
    parent,
  });

const health = (changes: Loose): Loose => ({ health: { path: "/healthz", ...changes } });
const firstPool = (changes: Loose): Loose => ({ pools: [{ ...primary, ...changes }, backup] });
const firstOrigin = (changes: Loose): Loose =>
  firstPool({ origins: { a: { address: "203.0.113.10", ...changes } } });
const affinity = (changes: Loose, more: Loose = {}): Loose => ({
  sessionAffinity: { type: "cookie", ...changes },
  ...more,
});
const geo = (lists: Loose, more: Loose = {}): Loose => ({
  steering: { policy: "geo", ...lists },
  plan: "enterprise",
  ...more,
});

/** Pools of one origin each, as many as asked for. */
const manyPools = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    name: `p${index}`,
    origins: { a: { address: `198.51.100.${index + 1}` } },
  }));

type Case = readonly [title: string, changes: Loose, paths: readonly string[], words?: RegExp];

const cases: Record<string, readonly Case[]> = {
  "names and ids": [
    ["an account id that cannot be", { accountId: "acme" }, ["accountId"]],
    ["no zone id", { zoneId: undefined }, ["zoneId"], /got nothing/],
    ["no zone name", { zoneName: undefined }, ["zoneName"]],
    ["a wildcard", { hostname: "*.example.com" }, ["hostname"]],
    [
      "a hostname outside the zone",
      { hostname: "www.example.org" },
      ["hostname"],
      /example\.com or a name below it/,
    ],
    ["a hostname that only ends like the zone", { hostname: "notexample.com" }, ["hostname"]],
    ["a plan that is none", { plan: "gold" }, ["plan"], /free, pro, business, enterprise/],
    ["a plan named like a method", { plan: "constructor" }, ["plan"]],
    [
      "a text for a switch",
      { safetyRecord: "false", acceptSinglePool: 1 },
      ["acceptSinglePool", "safetyRecord"],
    ],
    ["a retired address that is none", { retiredAddresses: ["old"] }, ["retiredAddresses[0]"]],
  ],
  pools: [
    ["no pools", { pools: undefined }, ["pools"], /be a list; got nothing/],
    ["an empty list", { pools: [] }, ["pools"], /at least 2 pools; got 0/],
    [
      "an empty list even with acceptSinglePool",
      { pools: [], acceptSinglePool: true },
      ["pools"],
      /at least 1 pool; got 0/,
    ],
    ["a single pool", { pools: [primary] }, ["pools"], /say acceptSinglePool: true/],
    ["a pool that is none", { pools: [primary, null] }, ["pools[1]"]],
    [
      "two pools of one name",
      { pools: [primary, { ...backup, name: "primary" }] },
      ["pools[1].name"],
    ],
    ["a name with an underscore", firstPool({ name: "pri_mary" }), ["pools[0].name"]],
    ["no name", firstPool({ name: undefined }), ["pools[0].name"]],
    ["a name that is too long", firstPool({ name: "p".repeat(33) }), ["pools[0].name"]],
    [
      "all pools drained",
      { pools: [primary, backup].map((pool) => ({ ...pool, drain: true })) },
      ["pools"],
      /one pool that is not drained/,
    ],
    [
      "the only pool drained",
      { pools: [{ ...primary, drain: true }], acceptSinglePool: true },
      ["pools"],
    ],
    ["a drain that is a text", firstPool({ drain: "no" }), ["pools[0].drain"]],
    [
      "an unknown origin steering",
      firstPool({ originSteering: "fastest" }),
      ["pools[0].originSteering"],
    ],
    [
      "a weight above 1",
      { ...firstPool({ weight: 1.01 }), steering: { policy: "random" } },
      ["pools[0].weight"],
    ],
    [
      "a latitude alone",
      { ...firstPool({ latitude: 1 }), steering: { policy: "random" } },
      ["pools[0].longitude"],
    ],
    [
      "weights and places without a policy that would look at them",
      firstPool({ weight: 0.5, latitude: 1, longitude: 1 }),
      ["pools[0].weight", "pools[0].latitude", "pools[0].longitude"],
      /be left out where the steering policy is off, which takes the first healthy pool; got 0\.5/,
    ],
    [
      "coordinates off the globe",
      { ...firstPool({ latitude: 91, longitude: -181 }), steering: { policy: "random" } },
      ["pools[0].latitude", "pools[0].longitude"],
    ],
    [
      "21 pools below Enterprise",
      { pools: manyPools(21), plan: "business" },
      ["pools", "pools"],
      /at most 20 pools/,
    ],
    [
      "more origins needed than enabled",
      firstPool({ minimumOrigins: 3 }),
      ["pools[0].minimumOrigins"],
      /whole number of 1 to 2/,
    ],
    ["no origin needed", firstPool({ minimumOrigins: 0 }), ["pools[0].minimumOrigins"]],
    [
      "an even number of regions",
      firstPool({ checkRegions: ["WEU", "ENAM"] }),
      ["pools[0].checkRegions"],
      /odd number/,
    ],
    [
      "no region",
      firstPool({ checkRegions: [] }),
      ["pools[0].checkRegions"],
      /at least one region/,
    ],
    [
      "a region twice",
      firstPool({ checkRegions: ["WEU", "WEU", "OC"] }),
      ["pools[0].checkRegions"],
      /once/,
    ],
    ["an unknown region", firstPool({ checkRegions: ["IN"] }), ["pools[0].checkRegions"], /SAS/],
    [
      "every data centre below Enterprise",
      firstPool({ checkRegions: ["ALL_REGIONS"] }),
      ["pools[0].checkRegions"],
      /for Enterprise/,
    ],
    [
      "every data centre and a region",
      { ...firstPool({ checkRegions: ["ALL_REGIONS", "WEU"] }), plan: "enterprise" },
      ["pools[0].checkRegions"],
    ],
  ],
  origins: [
    ["no origins", firstPool({ origins: undefined }), ["pools[0].origins"]],
    ["an empty map", firstPool({ origins: {} }), ["pools[0].origins"]],
    ...[0, 65_536, Number.NaN].map(
      (port) =>
        [
          `the port ${port}, and says nothing of other ports`,
          firstOrigin({ port }),
          ["pools[0].origins.a.port"],
        ] as const,
    ),
    ...["fe80::1%eth0", "[2001:db8::1]"].map(
      (address) =>
        [
          `the address ${address}`,
          firstOrigin({ address }),
          ["pools[0].origins.a.address"],
          /be an IPv6 address without zone or brackets/,
        ] as const,
    ),
    ["an origin that is none", firstPool({ origins: { a: null } }), ["pools[0].origins.a"]],
    [
      "a key with a space",
      firstPool({ origins: { "a b": { address: "203.0.113.10" } } }),
      ['pools[0].origins["a b"]'],
    ],
    [
      "all origins drained",
      firstOrigin({ drain: true }),
      ["pools[0].origins"],
      /Drain the pool instead: pools\[0\]\.drain/,
    ],
    ["no origin with weight", firstOrigin({ weight: 0 }), ["pools[0].origins"], /weight above 0/],
    ["a negative weight", firstOrigin({ weight: -0.1 }), ["pools[0].origins.a.weight"]],
    [
      "port 0",
      { ...firstOrigin({ port: 0 }), ...health({ port: 443 }) },
      ["pools[0].origins.a.port"],
      /1 to 65535/,
    ],
    [
      "a host header that is no name",
      firstOrigin({ hostHeader: "a b" }),
      ["pools[0].origins.a.hostHeader"],
    ],
    [
      "the name of an AWS load balancer as the host header of an address",
      firstOrigin({ hostHeader: "shop-1.eu-west-1.elb.amazonaws.com" }),
      ["pools[0].origins.a.hostHeader"],
      /^pools\[0\]\.origins\.a\.hostHeader must be a name of the zone example\.com, or the address of its origin; got "shop-1\.eu-west-1\.elb\.amazonaws\.com"\. Cloudflare refuses the pool with 1002\..*acceptForeignHost: true/,
    ],
    [
      "a host header of which the zone is only the ending, and one that is another's address",
      {
        pools: [
          primary,
          {
            name: "backup",
            origins: {
              a: { address: "a.example.net", hostHeader: "badexample.com" },
              b: { address: "b.example.net", hostHeader: "a.example.net" },
            },
          },
        ],
      },
      ["pools[1].origins.a.hostHeader", "pools[1].origins.b.hostHeader"],
    ],
    ["no address", firstOrigin({ address: undefined }), ["pools[0].origins.a.address"]],
    ["a private address", firstOrigin({ address: "192.168.1.10" }), ["pools[0].origins.a.address"]],
    [
      "an address of Cloudflare",
      firstOrigin({ address: "172.64.0.1" }),
      ["pools[0].origins.a.address"],
    ],
    [
      "a retired address",
      { ...firstOrigin({}), retiredAddresses: ["203.0.113.0/24"] },
      ["pools[0].origins.a.address"],
      /retired/,
    ],
    ["half an address", firstOrigin({ address: "203.0.113" }), ["pools[0].origins.a.address"]],
    [
      "a URL",
      firstOrigin({ address: "https://origin.example.net" }),
      ["pools[0].origins.a.address"],
    ],
    [
      "the hostname itself",
      firstOrigin({ address: "WWW.example.com." }),
      ["pools[0].origins.a.address"],
      /DNS-only/,
    ],
    [
      "one address in two pools",
      firstOrigin({ address: "198.51.100.20" }),
      ["pools[1].origins.a.address"],
      /as it is of pools\[0\]\.origins\.a\.address/,
    ],
    [
      "one address in one pool, spelt in two ways",
      firstPool({ origins: { a: { address: "2001:db8::1" }, b: { address: "2001:DB8:0::1" } } }),
      ["pools[0].origins.b.address"],
    ],
    [
      "one address in a drained pool",
      { pools: [primary, { ...primary, name: "old", drain: true }] },
      ["pools[1].origins.a.address", "pools[1].origins.b.address"],
    ],
  ],
  health: [
    ["no health", { health: undefined }, ["health"]],
    ["the bare root", health({ path: "/" }), ["health.path"], /acceptShallowPath: true/],
    ["the root with a query", health({ path: "/?probe" }), ["health.path"], /deeper than the root/],
    ["a path without a slash", health({ path: "healthz" }), ["health.path"]],
    ["a path with a fragment", health({ path: "/healthz#a" }), ["health.path"]],
    ["no path", health({ path: undefined }), ["health.path"]],
    ["codes that are no success", health({ expectedCodes: "2xx,301" }), ["health.expectedCodes"]],
    ["any code", health({ expectedCodes: "" }), ["health.expectedCodes"]],
    ["an empty body", health({ expectedBody: " " }), ["health.expectedBody"]],
    ["a long body", health({ expectedBody: "x".repeat(257) }), ["health.expectedBody"]],
    [
      "10 s on Business",
      { ...health({ intervalSeconds: 10, timeoutSeconds: 4 }), plan: "business" },
      ["health.intervalSeconds"],
      /15 to 3600/,
    ],
    [
      "9 s on Enterprise",
      { ...health({ intervalSeconds: 9, timeoutSeconds: 1 }), plan: "enterprise" },
      ["health.intervalSeconds"],
      /10 to 3600/,
    ],
    ["more than an hour", health({ intervalSeconds: 3601 }), ["health.intervalSeconds"]],
    [
      "tries that outlast the interval",
      health({ intervalSeconds: 60, timeoutSeconds: 20, retries: 2 }),
      ["health.timeoutSeconds"],
      /\(2 \+ 1\) \* 20 = 60 with an interval of 60/,
    ],
    [
      "no failure in a row",
      health({ consecutiveDown: 0, consecutiveUp: 0 }),
      ["health.consecutiveDown", "health.consecutiveUp"],
      /1 to 100/,
    ],
    [
      "half a retry",
      health({ retries: 0.5 }),
      ["health.retries"],
      /a whole number of 0 or more; got 0.5/,
    ],
    ["no time", health({ timeoutSeconds: 0 }), ["health.timeoutSeconds"]],
    ["NaN", health({ intervalSeconds: Number.NaN }), ["health.intervalSeconds"], /got "?NaN/],
    ["port 0", health({ port: 0 }), ["health.port"]],
    [
      "origins on two ports and no port",
      firstOrigin({ port: 8443 }),
      ["health.port"],
      /origins on 443, 8443/,
    ],
    ["a Host header", health({ headers: { hOST: "a" } }), ["health.headers.hOST"], /hostHeader/],
    [
      "a User-Agent header",
      health({ headers: { "User-Agent": "a" } }),
      ['health.headers["User-Agent"]'],
    ],
    ["a header twice", health({ headers: { A: "1", a: "2" } }), ["health.headers.a"]],
    ["a header that cannot be", health({ headers: { "a b": "1" } }), ['health.headers["a b"]']],
    [
      "a header with a line break",
      health({ headers: { a: "hush\r\nx" } }),
      ["health.headers.a"],
      /got another text$/,
    ],
    ["headers that are a text", health({ headers: "a" }), ["health.headers"]],
    ["an even number of regions", health({ checkRegions: ["WEU", "OC"] }), ["health.checkRegions"]],
  ],
  steering: [
    ["no policy", { steering: {} }, ["steering.policy"]],
    ["a text", { steering: "geo" }, ["steering"]],
    ["the empty policy", { steering: { policy: "" } }, ["steering.policy"]],
    [
      "geo without the add-on",
      { steering: { policy: "geo", regionPools: { WEU: ["backup"] } } },
      ["steering.policy"],
      /trafficSteeringAddOn: true/,
    ],
    [
      "latency without the add-on",
      { steering: { policy: "dynamic_latency" }, plan: "business" },
      ["steering.policy"],
    ],
    [
      "lists without geo",
      { steering: { policy: "off", regionPools: {} } },
      ["steering.regionPools"],
      /unless the policy is geo/,
    ],
    ["geo without lists", geo({}), ["steering"]],
    ["geo with empty lists", geo({ regionPools: {}, countryPools: {} }), ["steering"]],
    [
      "data centres below Enterprise",
      geo({ popPools: { FRA: ["backup"] } }, { plan: "pro", trafficSteeringAddOn: true }),
      ["steering.popPools"],
    ],
    [
      "every region as a place",
      geo({ regionPools: { ALL_REGIONS: ["backup"] } }),
      ["steering.regionPools.ALL_REGIONS"],
    ],
    [
      "a country in small letters",
      geo({ countryPools: { de: ["backup"] } }),
      ["steering.countryPools.de"],
    ],
    [
      "a data centre of two letters",
      geo({ popPools: { FR: ["backup"] } }),
      ["steering.popPools.FR"],
    ],
    [
      "a pool that is none",
      geo({ regionPools: { WEU: ["backup", "third"] } }),
      ["steering.regionPools.WEU[1]"],
      /primary, backup/,
    ],
    ["an empty list", geo({ regionPools: { WEU: [] } }), ["steering.regionPools.WEU"]],
    [
      "a pool twice",
      geo({ regionPools: { WEU: ["backup", "backup"] } }),
      ["steering.regionPools.WEU"],
    ],
    ["lists that are a list", geo({ regionPools: ["backup"] }), ["steering.regionPools"]],
    [
      "proximity without coordinates",
      { steering: { policy: "proximity" }, plan: "enterprise" },
      ["pools[0].latitude", "pools[1].latitude"],
    ],
    [
      "weights of 0 alone",
      {
        steering: { policy: "random" },
        pools: [
          { ...primary, weight: 0 },
          { ...backup, drain: true },
        ],
      },
      ["pools"],
      /weight above 0/,
    ],
  ],
  "session affinity": [
    ["no type", { sessionAffinity: {} }, ["sessionAffinity.type"]],
    ["a text", { sessionAffinity: "cookie" }, ["sessionAffinity"]],
    [
      "the SDK's spelling of ip_cookie",
      affinity({ type: "ipCookie" }),
      ["sessionAffinity.type"],
      /ip_cookie/,
    ],
    [
      "none with attributes",
      affinity({ type: "none", drainSeconds: 5 }),
      ["sessionAffinity.drainSeconds"],
    ],
    [
      "a short ttl by cookie",
      affinity({ ttlSeconds: 1799 }),
      ["sessionAffinity.ttlSeconds"],
      /1800 to 604800/,
    ],
    [
      "a long ttl by header",
      affinity({ type: "header", headers: ["a"], ttlSeconds: 3601 }),
      ["sessionAffinity.ttlSeconds"],
      /30 to 3600/,
    ],
    [
      "a drain that outlasts the session",
      affinity({ ttlSeconds: 1800, drainSeconds: 1801 }),
      ["sessionAffinity.drainSeconds"],
      /0 to 1800/,
    ],
    [
      "an insecure cookie for everywhere",
      affinity({ sameSite: "None", secure: "Never" }),
      ["sessionAffinity.secure"],
    ],
    [
      "unknown cookie attributes",
      affinity({ sameSite: "lax", secure: true }),
      ["sessionAffinity.sameSite", "sessionAffinity.secure"],
    ],
    [
      "headers with a cookie",
      affinity({ headers: ["a"], requireAllHeaders: true }),
      ["sessionAffinity.headers", "sessionAffinity.requireAllHeaders"],
    ],
    ["affinity by no header", affinity({ type: "header" }), ["sessionAffinity.headers"]],
    [
      "two headers below Enterprise",
      affinity({ type: "header", headers: ["a", "b"] }),
      ["sessionAffinity.headers"],
      /one header/,
    ],
    [
      "six headers on Enterprise",
      affinity({ type: "header", headers: [..."abcdef"] }, { plan: "enterprise" }),
      ["sessionAffinity.headers"],
      /1 to 5 headers/,
    ],
    [
      "a header that cannot be",
      affinity({ type: "header", headers: ["a b"] }),
      ["sessionAffinity.headers[0]"],
    ],
    [
      "a header twice",
      affinity({ type: "header", headers: ["a", "A"] }, { plan: "enterprise" }),
      ["sessionAffinity.headers"],
    ],
    [
      "sticky by header",
      affinity({ type: "header", headers: ["a"], zeroDowntimeFailover: "sticky" }),
      ["sessionAffinity.zeroDowntimeFailover"],
    ],
    [
      "failover of sessions with Argo",
      affinity({ zeroDowntimeFailover: "temporary" }, { usesArgoOrTieredCache: true }),
      ["sessionAffinity.zeroDowntimeFailover"],
    ],
    [
      "an unknown failover",
      affinity({ zeroDowntimeFailover: "never" }),
      ["sessionAffinity.zeroDowntimeFailover"],
    ],
  ],
};

for (const [subject, ofSubject] of Object.entries(cases)) {
  describe(`FailoverLoadBalancer, ${subject}`, () => {
    for (const [title, changes, paths, words] of ofSubject) {
      it(`rejects ${title}`, async () => {
        const told = await rejects(build(changes), paths);
        expect(told.map(({ reason }) => reason).join("\n")).to.match(words ?? /./);
      });
    }
  });
}

describe("FailoverLoadBalancer, several problems", () => {
  it("rejects with all of them in one error", async () => {
    const changes = {
      accountId: "",
      hostname: "www.example.org",
      pools: [
        { name: "a", origins: { x: { address: "10.0.0.1", weight: 2 } } },
        { name: "a", origins: {} },
      ],
      health: { path: "/", intervalSeconds: 5, timeoutSeconds: 9 },
      steering: { policy: "geo" },
      sessionAffinity: { type: "cookie", ttlSeconds: 5 },
    };
    await rejects(build(changes), [
      "pools[0].origins.x.weight",
      "accountId",
      "hostname",
      "pools[1].name",
      "pools[1].origins",
      "pools[0].origins.x.address",
      "health.path",
      "health.intervalSeconds",
      "steering.policy",
      "steering",
      "sessionAffinity.ttlSeconds",
    ]);
  });
});

describe("FailoverLoadBalancer, what is accepted in words", () => {
  const accepts = (title: string, changes: Loose) =>
    it(`accepts ${title}`, () => {
      expect(validateLoadBalancer(exampleArgs(changes), "").problems).to.deep.equal([]);
    });
  accepts("a single pool with acceptSinglePool", { pools: [primary], acceptSinglePool: true });
  accepts("the bare root with acceptShallowPath", health({ path: "/", acceptShallowPath: true }));
  accepts("the zone itself", { hostname: "example.com" });
  accepts("20 pools below Enterprise", { pools: manyPools(20) });
  accepts("30 pools on Enterprise", { pools: manyPools(30), plan: "enterprise" });
  accepts("every data centre on Enterprise", {
    ...health({ checkRegions: ["ALL_REGIONS"] }),
    plan: "enterprise",
  });
  accepts("10 s on Enterprise", {
    ...health({ intervalSeconds: 10, timeoutSeconds: 4 }),
    plan: "enterprise",
  });
  accepts("tries that end just before the next probe", health({ timeoutSeconds: 7 }));
  accepts("an address as the host header", firstOrigin({ hostHeader: "203.0.113.10" }));
  accepts("the zone itself as the host header", firstOrigin({ hostHeader: "Example.com." }));
  accepts(
    "a name far below the zone as the host header",
    firstOrigin({ hostHeader: "a.b.example.com" }),
  );
  accepts(
    "the name of an AWS load balancer as its own host header",
    firstOrigin({
      address: "Shop-1.eu-west-1.elb.amazonaws.com",
      hostHeader: "shop-1.eu-west-1.elb.amazonaws.com",
    }),
  );
  accepts("a foreign host header with acceptForeignHost", {
    ...firstOrigin({ hostHeader: "shop.example.org", acceptForeignHost: true }),
  });
  accepts("cookies as headers of affinity", affinity({ type: "header", headers: ["cookie:a,b"] }));
  accepts("a secure cookie for everywhere", affinity({ sameSite: "None", secure: "Always" }));
});
