import { expect } from "chai";
import { pathTypes } from "../../../facts/resourceTypes";
import { declaredSites } from "../../../model/serving/declaredSites";
import type { DeclaredSite } from "../../../model/serving/declaredSite";
import { readPlan } from "../../../model/plan/planFile";
import { readTrafficPaths } from "../../../model/traffic/path";
import { struckOrigins } from "../../../sandbox/rehearsal/struck";
import { preview } from "../../checks/report/plans";
import { edgePerTest } from "../edge/client";

const zoneId = "0da42c8d2132a9ddaf714f9e7c920711";
const host = "www.example.com";
const [us, eu] = ["203.0.113.7", "198.51.100.7"];
const across = { adaptiveRouting: { failoverAcrossPools: true } };
const toEu = { overrides: { defaultPools: ["eu-id"] } };

/** A load balancer over two pools as somebody else would declare it, and what was decided of it before it was run. */
interface Stranger {
  readonly plan: string;
  readonly balancer: object;
  /** What is special about the pool `us`, and the pool `eu`. */
  readonly pools?: readonly [us: object, eu: object];
  /** Where visitors are sent, which is what faults strike. */
  readonly visits: string;
  /** What they get where that refuses connections. */
  readonly struck: number;
  /** What is said of rules. Defaults to nothing. */
  readonly said?: readonly string[];
}

const strangers: readonly Stranger[] = [
  { plan: "two pools in order, and no more", balancer: {}, visits: us, struck: 521 },
  { plan: "two pools, and failover across them", balancer: across, visits: us, struck: 200 },
  {
    plan: "pools by region, without failover",
    balancer: { steeringPolicy: "geo", regionPools: { WEU: ["eu-id"], ENAM: ["us-id"] } },
    ...{ visits: eu, struck: 521 },
  },
  {
    plan: "pools by region that the steering policy does not ask",
    balancer: { steeringPolicy: "off", regionPools: { WEU: ["eu-id"] }, ...across },
    ...{ visits: us, struck: 200 },
  },
  {
    plan: "a pool for a country before that of its region",
    balancer: {
      ...{ steeringPolicy: "geo", ...across },
      ...{ countryPools: { DE: ["eu-id", "us-id"] }, regionPools: { WEU: ["us-id"] } },
    },
    ...{ visits: eu, struck: 200 },
  },
  {
    plan: "the nearest pool",
    balancer: { steeringPolicy: "proximity" },
    pools: [
      { latitude: 40.7, longitude: -74 },
      { latitude: 48.9, longitude: 2.4 },
    ],
    ...{ visits: eu, struck: 521 },
  },
  {
    plan: "a rule for the API alone",
    balancer: {
      ...across,
      rules: [{ condition: 'starts_with(http.request.uri.path, "/api")', ...toEu }],
    },
    ...{ visits: us, struck: 200 },
  },
  {
    plan: "a rule for everything that leaves one pool",
    balancer: { ...across, rules: [{ name: "all", ...toEu }] },
    ...{ visits: eu, struck: 521 },
  },
  {
    plan: "a site that is closed but for its home page, whose rule is the last",
    balancer: {
      ...across,
      rules: [
        { condition: 'http.request.uri.path eq "/"', terminates: true, overrides: { ttl: 30 } },
        { name: "closed", fixedResponse: { statusCode: 503, messageBody: "later" } },
      ],
    },
    ...{ visits: us, struck: 200 },
  },
  {
    plan: "a rule of which nobody knows yet",
    balancer: { rules: [{ name: "new", condition: "{nope", ...toEu }] },
    ...{ visits: us, struck: 521 },
    said: [
      `what the rule new of the load balancer of ${host} overrides, or when, is not known: it is left out`,
    ],
  },
  {
    plan: "a primary that is switched off, and its fallback",
    balancer: { defaultPools: ["us-id"] },
    pools: [{ enabled: false }, {}],
    ...{ visits: eu, struck: 521 },
  },
];

function siteOf({ balancer, pools = [{}, {}] }: Stranger): DeclaredSite {
  const pool = (name: string, address: string, more: object) =>
    [
      "pool",
      name,
      { name, enabled: true, origins: [{ name, address, enabled: true }], ...more },
    ] as const;
  const made = [
    ["zoneSetting", "ssl", { zoneId, settingId: "ssl", value: "strict" }] as const,
    ...[pool("us", us, pools[0]), pool("eu", eu, pools[1])],
    [
      "loadBalancer",
      "web",
      {
        ...{ zoneId, name: host, proxied: true, enabled: true, fallbackPool: "eu-id" },
        ...{ defaultPools: ["us-id", "eu-id"], ...balancer },
      },
    ] as const,
  ];
  const steps = made.map(([type, name, properties]) => ({
    ...{ op: "create", type: pathTypes[type], name, id: `${name}-id`, new: properties },
  }));
  const { after, whole } = readPlan(JSON.stringify(preview(steps)));
  const [site] = declaredSites(readTrafficPaths(after, { complete: whole })).sites;
  return site ?? expect.fail("it is not served");
}

describe("strangers' load balancers, rehearsed", () => {
  const here = edgePerTest();

  for (const stranger of strangers) {
    const { plan, visits, struck, said = [] } = stranger;
    it(`${plan}: visitors meet ${visits}, and ${struck} where it is struck`, async () => {
      const site = siteOf(stranger);
      expect(site.assumptions.filter((each) => each.includes("rule"))).to.deep.equal(said);
      const primary = struckOrigins(site, "primary").map(({ address }) => address);
      expect(primary).to.deep.equal([visits]);
      const placed = await Promise.all(
        [us, eu].map((address) =>
          here.network.https(address, { certificate: here.network.authority.server([host]) }),
        ),
      );
      const well = await here.start([site]);
      expect((await well.get("/")).body).to.equal(visits);
      Object.assign(placed[[us, eu].indexOf(visits)] ?? {}, { way: "ECONNREFUSED" });
      const broken = await here.start([site]);
      expect((await broken.get("/")).status).to.equal(struck);
    });
  }
});
