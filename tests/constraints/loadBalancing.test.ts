import { assert, expect } from "chai";
import type { FailoverLoadBalancerArgs } from "../../components/loadBalancing";
import { checkFailoverLoadBalancer } from "../../components/loadBalancing/check";
import { ProblemsError } from "../../components/internal/checked";
import { CheckRegion } from "../../facts/cloudflare/loadBalancing";
import type { CloudflarePlan } from "../../facts/cloudflare/plans";
import { type ModelObject } from "../../model/graph/resources";
import { unknownValue } from "../../core/known";
import {
  defaultAccountId as accountId,
  defaultZoneId as zoneId,
} from "../../sandbox/cloud/accountSeed";
import type { Properties } from "../../sandbox/cloud/values";
import { backup, exampleArgs, primary } from "../components/loadBalancing/example";
import { policySays, standInSays, type Declared } from "./callers";

const id = "1".repeat(32);
const everywhere = CheckRegion.AllRegions;

const monitor = { accountId, type: "https", interval: 60, expectedCodes: "2xx", path: "/healthz" };
const pool = {
  ...{ accountId, name: "primary", checkRegions: ["WEU"] },
  origins: [{ name: "a", address: "203.0.113.10" }],
};
const balancer = {
  ...{ zoneId, name: "www.example.com", proxied: true, steeringPolicy: "off" },
  ...{ defaultPools: [id], fallbackPool: id },
};

/** Values of one resource, what the component is asked for in their place, and who refuses them where. */
interface Case {
  readonly title: string;
  readonly type: "loadBalancer" | "pool" | "monitor";
  readonly says: Properties;
  readonly args: Partial<FailoverLoadBalancerArgs>;
  readonly plan?: CloudflarePlan;
  readonly trafficSteering?: boolean;
  /** The path in the component, and what the policy says. Absent where all three take it. */
  readonly refused?: readonly [path: string, policy: string];
}

const geo = (places: object): Partial<FailoverLoadBalancerArgs> => ({
  steering: { policy: "geo", ...places },
});
const affinity = (
  sessionAffinity: FailoverLoadBalancerArgs["sessionAffinity"],
): Partial<FailoverLoadBalancerArgs> => ({ sessionAffinity });
const byApi = (property: string): string => `refused-by-api ${property}`;
const originsOf = (count: number, of = "10"): Record<string, { address: string }> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`o${at}`, { address: `203.0.${of}.${at + 1}` }]),
  );
const listed = (origins: Record<string, { address: string }>): Properties[] =>
  Object.entries(origins).map(([name, { address }]) => ({ name, address }));

const steeringCases: readonly Case[] = [
  {
    ...{ title: "geo without the add-on", type: "loadBalancer" },
    says: { steeringPolicy: "geo", regionPools: { WEU: [id] } },
    args: geo({ regionPools: { WEU: ["primary"] } }),
    refused: ["steering.policy", byApi("steeringPolicy")],
  },
  {
    ...{ title: "geo with the add-on", type: "loadBalancer", trafficSteering: true },
    says: { steeringPolicy: "geo", regionPools: { WEU: [id] } },
    args: geo({ regionPools: { WEU: ["primary"] } }),
  },
  {
    ...{ title: "geo on Enterprise", type: "loadBalancer", plan: "enterprise" },
    says: { steeringPolicy: "geo", regionPools: { WEU: [id] } },
    args: geo({ regionPools: { WEU: ["primary"] } }),
  },
  {
    ...{ title: "data centres below Enterprise", type: "loadBalancer", trafficSteering: true },
    says: { steeringPolicy: "geo", popPools: { FRA: [id] } },
    args: geo({ popPools: { FRA: ["primary"] } }),
    refused: ["steering.popPools", byApi("popPools")],
  },
  {
    ...{ title: "data centres on Enterprise", type: "loadBalancer", plan: "enterprise" },
    says: { steeringPolicy: "geo", popPools: { FRA: [id] } },
    args: geo({ popPools: { FRA: ["primary"] } }),
  },
];

const affinityCases: readonly Case[] = [
  {
    ...{ title: "a minute by cookie", type: "loadBalancer" },
    says: { sessionAffinity: "cookie", sessionAffinityTtl: 60 },
    args: affinity({ type: "cookie", ttlSeconds: 60, drainSeconds: 0 }),
    refused: ["sessionAffinity.ttlSeconds", byApi("sessionAffinityTtl")],
  },
  {
    ...{ title: "half an hour by cookie", type: "loadBalancer" },
    says: { sessionAffinity: "cookie", sessionAffinityTtl: 1800 },
    args: affinity({ type: "cookie", ttlSeconds: 1800 }),
  },
  {
    ...{ title: "sticky by header", type: "loadBalancer" },
    says: {
      sessionAffinity: "header",
      sessionAffinityAttributes: { zeroDowntimeFailover: "sticky", headers: ["x-user"] },
    },
    args: affinity({ type: "header", headers: ["x-user"], zeroDowntimeFailover: "sticky" }),
    refused: [
      "sessionAffinity.zeroDowntimeFailover",
      byApi("sessionAffinityAttributes.zeroDowntimeFailover"),
    ],
  },
  {
    ...{ title: "sticky by cookie", type: "loadBalancer" },
    says: {
      sessionAffinity: "cookie",
      sessionAffinityAttributes: { zeroDowntimeFailover: "sticky" },
    },
    args: affinity({ type: "cookie", zeroDowntimeFailover: "sticky" }),
  },
  {
    ...{ title: "a cookie for everywhere that is never secure", type: "loadBalancer" },
    says: {
      sessionAffinity: "cookie",
      sessionAffinityAttributes: { samesite: "None", secure: "Never" },
    },
    args: affinity({ type: "cookie", sameSite: "None", secure: "Never" }),
    refused: ["sessionAffinity.secure", byApi("sessionAffinityAttributes.secure")],
  },
  {
    ...{ title: "a cookie for everywhere that is always secure", type: "loadBalancer" },
    says: {
      sessionAffinity: "cookie",
      sessionAffinityAttributes: { samesite: "None", secure: "Always" },
    },
    args: affinity({ type: "cookie", sameSite: "None", secure: "Always" }),
  },
];

const poolCases: readonly Case[] = [
  {
    ...{
      title: "every region below Enterprise",
      type: "pool",
      says: { checkRegions: [everywhere] },
    },
    args: { pools: [{ ...primary, checkRegions: [everywhere] }, backup] },
    refused: ["pools[0].checkRegions", "check-regions-beyond-plan checkRegions"],
  },
  {
    ...{ title: "every region on Enterprise", type: "pool", says: { checkRegions: [everywhere] } },
    args: { pools: [{ ...primary, checkRegions: [everywhere] }, backup] },
    plan: "enterprise",
  },
  {
    ...{ title: "no region below Enterprise", type: "pool", says: { checkRegions: [] } },
    args: { pools: [{ ...primary, checkRegions: [] }, backup] },
    refused: ["pools[0].checkRegions", byApi("checkRegions")],
  },
  {
    ...{ title: "a latitude alone", type: "pool", says: { latitude: 50 }, plan: "enterprise" },
    args: {
      steering: { policy: "random" },
      pools: [{ ...primary, latitude: 50 }, backup],
    },
    refused: ["pools[0].longitude", byApi("longitude")],
  },
  {
    ...{ title: "a longitude alone", type: "pool", says: { longitude: 0 }, plan: "enterprise" },
    args: {
      steering: { policy: "random" },
      pools: [{ ...primary, longitude: 0 }, backup],
    },
    refused: ["pools[0].latitude", byApi("latitude")],
  },
  {
    ...{ title: "a place", type: "pool", says: { latitude: 50, longitude: 0 } },
    args: {
      steering: { policy: "random" },
      pools: [{ ...primary, latitude: 50, longitude: 0 }, backup],
    },
  },
];

const monitorCases: readonly Case[] = [
  {
    ...{ title: "every 14 seconds below Enterprise", type: "monitor", says: { interval: 14 } },
    args: { health: { path: "/healthz", intervalSeconds: 14, timeoutSeconds: 2 } },
    refused: ["health.intervalSeconds", byApi("interval")],
  },
  {
    ...{ title: "every 15 seconds below Enterprise", type: "monitor", says: { interval: 15 } },
    args: { health: { path: "/healthz", intervalSeconds: 15, timeoutSeconds: 2 } },
  },
  {
    ...{ title: "every 10 seconds on Enterprise", type: "monitor", says: { interval: 10 } },
    args: { health: { path: "/healthz", intervalSeconds: 10, timeoutSeconds: 2 } },
    plan: "enterprise",
  },
  {
    ...{ title: "less than hourly", type: "monitor", says: { interval: 3601 } },
    args: { health: { path: "/healthz", intervalSeconds: 3601 } },
    refused: ["health.intervalSeconds", byApi("interval")],
  },
];

/** The paths at which the component refuses. */
function componentSays(args: FailoverLoadBalancerArgs): string[] {
  try {
    checkFailoverLoadBalancer("www", args);
    return [];
  } catch (error) {
    assert.instanceOf(error, ProblemsError, String(error));
    return error.problems.map(({ path }) => path);
  }
}

/** The resource, and what must stand before it is made. */
function declared({ type, says }: Case): Declared[] {
  switch (type) {
    case "monitor":
      return [{ type, properties: { ...monitor, ...says } }];
    case "pool":
      return [
        { type: "monitor", properties: monitor },
        { type, properties: ([probe = ""]) => ({ ...pool, monitor: probe, ...says }) },
      ];
    case "loadBalancer": {
      const withPool = (properties: Properties, made: string): Properties =>
        JSON.parse(JSON.stringify(properties).replaceAll(id, made)) as Properties;
      return [
        { type: "pool", properties: pool },
        { type, properties: ([made = ""]) => withPool({ ...balancer, ...says }, made) },
      ];
    }
  }
}

const bases = { loadBalancer: balancer, pool: { ...pool, monitor: id }, monitor };

/** The rules' limits for an account. */
function limitsOf(
  plan: CloudflarePlan,
  trafficSteering: boolean,
): Record<string, Record<string, string>> {
  return {
    "check-regions-beyond-plan": { plan },
    "refused-by-api": {
      ...{ zonePlan: plan, accountPlan: plan, trafficSteering: trafficSteering ? "yes" : "no" },
    },
  };
}

describe("what the API refuses in load balancing", () => {
  for (const each of [...steeringCases, ...affinityCases, ...poolCases, ...monitorCases]) {
    const { title, type, says, args, plan = "pro", trafficSteering = false, refused } = each;
    it(`${title}: ${refused === undefined ? "taken" : "refused"} by all three callers`, async () => {
      const zones = [{ id: zoneId, name: "example.com", plan }];
      const steering = plan === "enterprise" ? {} : { trafficSteering };
      expect({
        component: componentSays(
          exampleArgs({ plan, trafficSteeringAddOn: trafficSteering, ...args }),
        ),
        standIn: await standInSays(
          { zones: zones.map((zone) => ({ ...zone, ...steering })) },
          declared(each),
        ),
        policy: policySays(limitsOf(plan, trafficSteering), [
          { type, properties: { ...bases[type], ...says } },
        ]),
      }).to.deep.equal(
        refused === undefined
          ? { component: [], standIn: undefined, policy: [] }
          : { component: [refused[0]], standIn: "400 1002", policy: [refused[1]] },
      );
    });
  }

  it("counts the endpoints of all pools together", async () => {
    const says = async (counts: readonly [number, number]): Promise<object> => {
      const origins = counts.map((count, at) => originsOf(count, String(at + 10)));
      const pools = origins.map((each, at) => ({ ...pool, name: `p${at}`, origins: listed(each) }));
      const zones = [{ id: zoneId, name: "example.com", plan: "pro" as const }];
      return {
        component: componentSays(
          exampleArgs({
            plan: "pro",
            pools: origins.map((each, at) => ({ name: `p${at}`, origins: each })),
          }),
        ),
        standIn: await standInSays(
          { zones },
          pools.map((properties) => ({ type: "pool", properties })),
        ),
        policy: policySays(
          limitsOf("pro", false),
          pools.map((properties) => ({ type: "pool", properties })),
        ),
      };
    };
    expect(await says([15, 5])).to.deep.equal({ component: [], standIn: undefined, policy: [] });
    expect(await says([15, 6])).to.deep.equal({
      ...{ component: ["pools"], standIn: "400 1002", policy: [byApi("origins")] },
    });
  });

  it("is nothing to the policy where it depends on what is not known", () => {
    const unknowns: readonly (readonly [type: Case["type"], properties: ModelObject])[] = [
      ["loadBalancer", { ...balancer, steeringPolicy: unknownValue }],
      ["loadBalancer", { ...balancer, steeringPolicy: "", regionPools: unknownValue }],
      ["loadBalancer", { ...balancer, popPools: unknownValue }],
      ["loadBalancer", { ...balancer, sessionAffinityAttributes: unknownValue }],
      ["loadBalancer", { ...balancer, sessionAffinity: unknownValue, sessionAffinityTtl: 60 }],
      ["pool", { ...pool, monitor: id, checkRegions: unknownValue, origins: unknownValue }],
      ["pool", { ...pool, latitude: unknownValue, longitude: 0 }],
      ["monitor", { ...monitor, interval: unknownValue, type: unknownValue }],
    ];
    for (const [type, properties] of unknowns) {
      expect(policySays(limitsOf("pro", false), [{ type, properties }])).to.deep.equal([]);
    }
  });
});
