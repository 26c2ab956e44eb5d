import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import type { FailoverLoadBalancerArgs, OriginArgs, PoolArgs } from "../../components";
import { describeFailover, type FailoverSettings } from "../../components/loadBalancing/failover";
import {
  loadBalancerInputs,
  monitorInputs,
  poolInputs,
} from "../../components/loadBalancing/inputs";
import { poolName } from "../../components/loadBalancing/poolNames";
import type { ResolvedLoadBalancer } from "../../components/loadBalancing/resolve";
import { safetyRecordInputs } from "../../components/loadBalancing/safetyRecord";
import { validateLoadBalancer } from "../../components/loadBalancing/validate";
import { value } from "../support/value";

const key = fc.stringMatching(/^[a-z][a-z0-9-]{0,5}$/);

/** Addresses of the documentation ranges, few enough for two origins to meet now and then. */
const address = fc.oneof(
  fc.nat(250).map((last) => `203.0.113.${last + 1}`),
  fc.nat(0xffff).map((last) => `2001:db8::${(last + 1).toString(16)}`),
);

const seldom = fc.nat(5).map((roll) => roll === 0);

const origin: fc.Arbitrary<OriginArgs> = fc.record(
  { address, weight: fc.constantFrom(0, 0.5, 1, 1), drain: seldom },
  { requiredKeys: ["address"] },
);

const pool: fc.Arbitrary<PoolArgs> = fc.record(
  {
    name: key,
    origins: fc.dictionary(key, origin, { minKeys: 1, maxKeys: 3 }),
    drain: seldom,
    minimumOrigins: fc.constantFrom(1, 1, 1, 2, 3),
    weight: fc.constantFrom(0, 0.5, 1),
  },
  { requiredKeys: ["name", "origins"] },
);

/** Arguments of which many are refused and many accepted. */
const args: fc.Arbitrary<FailoverLoadBalancerArgs> = fc
  .record({
    pools: fc.uniqueArray(pool, {
      minLength: 1,
      maxLength: 4,
      size: "max",
      selector: ({ name }) => name,
    }),
    policy: fc.constantFrom("off" as const, "random" as const, "geo" as const),
    acceptSinglePool: fc.boolean(),
    safetyRecord: fc.boolean(),
    places: fc.dictionary(
      fc.constantFrom("WEU", "ENAM", "OC"),
      fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 3 }),
      { minKeys: 1 },
    ),
  })
  .map(({ pools, policy, places, ...rest }) => ({
    ...rest,
    accountId: "0".repeat(32),
    zoneId: "1".repeat(32),
    zoneName: "example.com",
    hostname: "www.example.com",
    plan: "enterprise",
    pools,
    health: { path: "/healthz" },
    steering: {
      policy,
      ...(policy === "geo"
        ? {
            regionPools: Object.fromEntries(
              Object.entries(places).map(([place, indices]) => [
                place,
                [...new Set(indices.map((index) => pools[index % pools.length]?.name ?? ""))],
              ]),
            ),
          }
        : {}),
    },
  }));

/** Load balancers that are accepted. */
const resolvedArgs = args.map(resolvedOf).filter((resolved) => resolved !== undefined);

/** What arguments come to, or undefined where they are refused with a path for every problem. */
function resolvedOf(given: FailoverLoadBalancerArgs): ResolvedLoadBalancer | undefined {
  const { problems, resolved } = validateLoadBalancer(given, "");
  expect(problems.map(({ path }) => path)).to.not.include("");
  expect(problems.length > 0, "problems.length > 0").to.equal(resolved === undefined);
  return resolved;
}

interface SentPool {
  readonly enabled: boolean;
  readonly minimumOrigins: number;
  readonly origins: readonly { name: string; enabled: boolean; weight: number; address: string }[];
}

interface SentLoadBalancer {
  readonly defaultPools: readonly string[];
  readonly fallbackPool: string;
  readonly enabled: boolean;
  readonly regionPools?: Readonly<Record<string, readonly string[]>>;
  readonly randomSteering?: { readonly poolWeights: Readonly<Record<string, number>> };
}

const idOf = (name: string): string => `id-${name}`;

/** Everything that is sent, with `id-<name>` as the pools' ids. */
async function sent(resolved: ResolvedLoadBalancer) {
  const ids = new Map(resolved.pools.map(({ name }) => [name, pulumi.output(idOf(name))]));
  return {
    monitor: await value(monitorInputs(resolved)),
    pools: new Map(
      await Promise.all(
        resolved.pools.map(
          async (one) =>
            [
              idOf(one.name),
              (await value(poolInputs(resolved, one, "monitor"))) as unknown as SentPool,
            ] as const,
        ),
      ),
    ),
    loadBalancer: (await value(loadBalancerInputs(resolved, ids))) as unknown as SentLoadBalancer,
    record: await value(safetyRecordInputs(resolved)),
  };
}

const isServing = ({ enabled, origins, minimumOrigins }: SentPool) =>
  enabled &&
  origins.some((one) => one.enabled && one.weight > 0) &&
  origins.filter((one) => one.enabled).length >= minimumOrigins;

describe("properties of FailoverLoadBalancer", () => {
  it("gives every visitor a serving path, and drained pools nothing", async () => {
    await fc.assert(
      fc.asyncProperty(resolvedArgs, async (resolved) => {
        const { pools, loadBalancer, record } = await sent(resolved);
        const serving = resolved.pools.filter((one) => one.serves).map(({ name }) => idOf(name));
        const weights = loadBalancer.randomSteering?.poolWeights;
        expect(serving.length).to.be.above(0);
        expect(loadBalancer.defaultPools).to.deep.equal(serving);
        expect(loadBalancer.fallbackPool).to.equal(serving.at(-1));
        expect(loadBalancer.enabled).to.equal(true);
        for (const list of Object.values(loadBalancer.regionPools ?? {})) {
          expect([...list].sort()).to.deep.equal([...serving].sort());
        }
        expect(Object.keys(weights ?? {}).sort()).to.deep.equal(
          weights === undefined ? [] : [...serving].sort(),
        );
        expect(Object.values(weights ?? { 1: 1 }).some((weight) => weight > 0)).to.equal(true);
        const lastResort = pools.get(loadBalancer.fallbackPool);
        expect(
          lastResort?.origins.some(
            (one) => one.enabled && one.weight > 0 && one.address === record.content,
          ),
          "lastResort?.origins.some((one) => one.enabled && one.weight > 0 && one.address === record.content)",
        ).to.equal(true);
      }),
      { numRuns: 300 },
    );
  });

  it("has a serving path after each call from one load balancer to another", async () => {
    await fc.assert(
      fc.asyncProperty(
        resolvedArgs,
        resolvedArgs,
        fc.infiniteStream(fc.nat()),
        async (from, to, order) => {
          const [old, next] = [await sent(from), await sent(to)];
          const live = new Map(old.pools);
          let loadBalancer = old.loadBalancer;
          const assertServes = (call: string) => {
            for (const id of [...loadBalancer.defaultPools, loadBalancer.fallbackPool]) {
              const one = live.get(id);
              expect(one !== undefined && isServing(one), `${id} after ${call}`).to.equal(true);
            }
          };
          // The engine's order: pools in any order, then what refers to them, then what nothing wants any more.
          const shuffled = [...next.pools]
            .map((entry) => ({ entry, rank: order.next().value as number }))
            .sort((one, other) => one.rank - other.rank);
          for (const { entry } of shuffled) {
            live.set(...entry);
            assertServes(`PUT ${entry[0]}`);
          }
          loadBalancer = next.loadBalancer;
          assertServes("PUT of the load balancer");
          for (const id of [...live.keys()].filter((id) => !next.pools.has(id))) {
            live.delete(id);
            assertServes(`DELETE ${id}`);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("sends the same, in whatever order the origins stand", async () => {
    await fc.assert(
      fc.asyncProperty(args, async (given) => {
        const turned = {
          ...given,
          pools: given.pools.map((one) => ({
            ...one,
            origins: Object.fromEntries(Object.entries(one.origins).reverse()),
          })),
        };
        const [resolved, other] = [resolvedOf(given), resolvedOf(turned)];
        expect(resolved === undefined).to.equal(other === undefined);
        if (resolved !== undefined && other !== undefined) {
          expect(await sent(resolved)).to.deep.equal(await sent(other));
          for (const { origins } of resolved.pools) {
            const names = origins.map(({ name }) => name);
            expect(names).to.deep.equal([...names].sort());
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it("never fails but with a path, whatever the arguments are", () => {
    const anything = fc.anything({ withNullPrototype: true, maxDepth: 2 });
    const places = [
      "accountId",
      "zoneId",
      "zoneName",
      "hostname",
      "plan",
      "acceptSinglePool",
      "safetyRecord",
      "retiredAddresses",
      ...["", ".policy", ".regionPools", ".countryPools", ".popPools"].map((at) => `steering${at}`),
      ...["", ".type", ".ttlSeconds", ".headers", ".secure", ".requireAllHeaders"].map(
        (at) => `sessionAffinity${at}`,
      ),
      ...["", ".path", ".retries", ".headers", ".checkRegions", ".expectedCodes", ".port"].map(
        (at) => `health${at}`,
      ),
      ...["", ".0", ".0.name", ".0.origins", ".0.drain", ".0.minimumOrigins", ".0.weight"].map(
        (at) => `pools${at}`,
      ),
      ...["", ".address", ".hostHeader", ".port", ".weight", ".drain"].map(
        (at) => `pools.0.origins.x${at}`,
      ),
    ];
    const withX = { name: "first", origins: { x: { address: "192.0.2.1" } } };
    const hostile = fc.dictionary(fc.constantFrom(...places), anything, { minKeys: 1, maxKeys: 4 });
    fc.assert(
      fc.property(args, hostile, (given, changes) => {
        resolvedOf(changed({ ...given, pools: [withX, ...given.pools] }, changes));
      }),
      { numRuns: 2000 },
    );
  });
});

/** The arguments with other values at some places, as far as these exist. */
function changed(given: object, changes: Record<string, unknown>): FailoverLoadBalancerArgs {
  const copy = structuredClone(given) as Record<string, unknown>;
  for (const [place, content] of Object.entries(changes)) {
    const steps = place.split(".");
    const last = steps.pop() ?? "";
    const target = steps.reduce<unknown>(
      (at, step) => (at as Record<string, unknown> | null | undefined)?.[step],
      copy,
    );
    if (typeof target === "object" && target !== null) {
      (target as Record<string, unknown>)[last] = content;
    }
  }
  return copy as unknown as FailoverLoadBalancerArgs;
}

describe("properties of poolName", () => {
  const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);
  const hostname = fc
    .array(label, { minLength: 2, maxLength: 5 })
    .map((labels) => labels.join("."));
  const poolKey = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/);

  it("gives two pools two names of at most 64 letters, digits, hyphens and underscores", () => {
    fc.assert(
      fc.property(hostname, poolKey, hostname, poolKey, (host, one, otherHost, other) => {
        const [name, otherName] = [poolName(host, one), poolName(otherHost, other)];
        expect(name).to.match(/^[A-Za-z0-9_-]{1,64}$/);
        expect(name === otherName).to.equal(host === otherHost && one === other);
      }),
      { numRuns: 1000 },
    );
  });

  it("keeps apart what differs only in where a dot or a hyphen stands", () => {
    fc.assert(
      fc.property(hostname, poolKey, (host, one) => {
        const names = [
          poolName(host, one),
          poolName(host.replaceAll(".", "-").replace("-", "."), one),
          poolName(`${host}-x`, one),
          poolName(host, `x-${one}`.slice(0, 32)),
        ];
        const apart = new Set([host, host.replaceAll(".", "-").replace("-", ".")]).size + 2;
        expect(new Set(names).size).to.equal(apart);
      }),
    );
  });
});

describe("properties of describeFailover", () => {
  const settings: fc.Arbitrary<FailoverSettings> = fc.record({
    intervalSeconds: fc.integer({ min: 10, max: 3600 }),
    timeoutSeconds: fc.integer({ min: 1, max: 60 }),
    retries: fc.nat(5),
    consecutiveDown: fc.nat(100),
    consecutiveUp: fc.nat(100),
    servingOrigins: fc.integer({ min: 1, max: 20 }),
    expectedCodes: fc.constantFrom("2xx", "200,204"),
    servingPools: fc.constant(["primary", "backup"]),
    drainedPools: fc.constant([]),
    steeringPolicy: fc.constantFrom("off", "geo", "random"),
    pinnedSessions: fc.constantFrom(undefined, "none", "temporary", "sticky"),
  });
  const seconds = (given: FailoverSettings) => {
    const { deadOriginSeconds, hangingOriginSeconds, badAnswerSeconds, recoverySeconds } =
      describeFailover(given);
    return [deadOriginSeconds, hangingOriginSeconds, badAnswerSeconds, recoverySeconds];
  };

  for (const field of [
    "intervalSeconds",
    "timeoutSeconds",
    "retries",
    "consecutiveDown",
    "consecutiveUp",
  ] as const) {
    it(`takes no less time with more ${field}`, () => {
      fc.assert(
        fc.property(settings, fc.integer({ min: 1, max: 50 }), (given, more) => {
          const later = seconds({ ...given, [field]: given[field] + more });
          seconds(given).forEach((before, index) => {
            expect(before).to.be.at.most(later[index] ?? 0);
          });
        }),
      );
    });
  }

  it("notices silence no sooner than a bad answer, and neither before a probe", () => {
    fc.assert(
      fc.property(settings, (given) => {
        const report = describeFailover(given);
        expect(report.hangingOriginSeconds).to.be.above(report.badAnswerSeconds);
        expect(report.badAnswerSeconds).to.be.at.least(given.intervalSeconds);
      }),
    );
  });

  it("puts each code in one of two lists, and 502 never in that of the retried", () => {
    fc.assert(
      fc.property(settings, (given) => {
        const { retriedCodes, notRetriedCodes } = describeFailover(given);
        expect(new Set([...retriedCodes, ...notRetriedCodes]).size).to.equal(12);
        expect(retriedCodes.length + notRetriedCodes.length).to.equal(12);
        expect(retriedCodes).to.not.include(502);
      }),
    );
  });
});
