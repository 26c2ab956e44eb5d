import { expect } from "chai";
import type { DeclaredLoadBalancer, DeclaredPool } from "../../../model/serving/declaredSite";
import { OriginHealth } from "../../../sandbox/edge/originHealth";
import { RoundTrips } from "../../../sandbox/edge/roundTrips";
import { Steering } from "../../../sandbox/edge/steering";
import { ModelledClock } from "../../../sandbox/modelledClock";
import { alone, balancer, hostname, monitor, origin, pool } from "./sites";

const visitor = {
  ...{ address: "198.18.0.1", country: "DE", region: "WEU" },
  ...{ latitude: 50.1, longitude: 8.7 },
};

/** A clock that a test moves. */
class TestClock extends ModelledClock {
  now = 0;

  constructor() {
    super(1);
  }

  override get seconds(): number {
    return this.now;
  }
}

/** A steering whose chance comes in equal steps, and the health that it goes by. */
function steered(steps = 100): {
  clock: TestClock;
  health: OriginHealth;
  chosen: (balanced: DeclaredLoadBalancer, who?: typeof visitor) => string | undefined;
  counts: (balanced: DeclaredLoadBalancer) => Record<string, number>;
  steering: Steering;
  roundTrips: RoundTrips;
} {
  const clock = new TestClock();
  const health = new OriginHealth(clock);
  let turn = 0;
  const roundTrips = new RoundTrips(clock);
  const random = (): number => ((turn++ * 37) % steps) / steps;
  const steering = new Steering({ health, roundTrips, clock, random });
  const chosen = (balanced: DeclaredLoadBalancer, who = visitor): string | undefined =>
    steering.choose(hostname, balanced, who)?.key;
  const counts = (balanced: DeclaredLoadBalancer): Record<string, number> => {
    const found: Record<string, number> = {};
    for (let count = 0; count < steps; count += 1) {
      const key = chosen(balanced) ?? "none";
      found[key] = (found[key] ?? 0) + 1;
    }
    return found;
  };
  return { clock, health, chosen, counts, steering, roundTrips };
}

function monitored(
  name: string,
  addresses: readonly string[],
  more: Partial<DeclaredPool> = {},
): DeclaredPool {
  return pool(name, addresses, { monitor, ...more });
}

const center = { number: 0, region: "WEU" };

function found(health: OriginHealth, key: string, isWell: boolean, times = 1): void {
  for (let count = 0; count < times; count += 1) {
    health.report(
      key,
      center,
      alone(monitor, ["WEU"]),
      isWell ? undefined : "TCP connection failed",
    );
  }
}

describe("steering of the edge", () => {
  it("off takes the first pool that serves", () => {
    const { chosen, health, clock } = steered();
    const balanced = balancer({ pools: [monitored("one", ["a"]), monitored("two", ["b"])] });
    found(health, "one/a", true);
    found(health, "two/b", true);
    expect(chosen(balanced)).to.equal("one/a");
    found(health, "one/a", false, 2);
    // The edge keeps what it resolved for five seconds.
    clock.now = 4.9;
    expect(chosen(balanced)).to.equal("one/a");
    clock.now = 5;
    expect(chosen(balanced)).to.equal("two/b");
  });

  it("takes the fallback pool whatever its health, and nothing where that is off", () => {
    const { chosen } = steered();
    const pools = [monitored("one", ["a"]), monitored("two", ["b"])];
    expect(chosen(balancer({ pools }))).to.equal("two/b");
    const off = monitored("last", ["c"], { enabled: false });
    expect(chosen(balancer({ pools, fallbackPool: off }))).to.equal(undefined);
  });

  it("takes a pool without a monitor, though nothing is known of it", () => {
    const { chosen } = steered();
    expect(chosen(balancer({ pools: [pool("one", ["a"]), pool("two", ["b"])] }))).to.equal("one/a");
  });

  it("leaves a pool that has fewer healthy origins than it needs", () => {
    const { chosen, health } = steered();
    const one = monitored("one", ["a", "b"], { minimumOrigins: 2 });
    found(health, "one/a", true);
    found(health, "two/c", true);
    expect(chosen(balancer({ pools: [one, monitored("two", ["c"])] }))).to.equal("two/c");
  });

  it("random goes by the weights of pools", () => {
    const { counts } = steered();
    const pools = [pool("one", ["a"]), pool("two", ["b"])];
    const weighted = { steeringPolicy: "random", pools, poolWeights: { one: 0.9, two: 0.1 } };
    expect(counts(balancer(weighted))).to.deep.equal({ "one/a": 90, "two/b": 10 });
  });

  it("random goes by the weights of origins, and leaves out those of none and those that are off", () => {
    const { counts } = steered();
    const origins = [
      origin("a", { weight: 0.75 }),
      origin("b", { weight: 0.25 }),
      origin("c", { weight: 0 }),
      origin("d", { enabled: false }),
    ];
    const only = pool("one", [], { origins });
    expect(counts(balancer({ pools: [only], fallbackPool: only }))).to.deep.equal({
      ...{ "one/a": 75, "one/b": 25 },
    });
  });

  it("geo goes by the country, else the region, else as the pools stand", () => {
    const { chosen } = steered();
    const [us, eu, de] = [pool("us", ["a"]), pool("eu", ["b"]), pool("de", ["c"])];
    const geo = balancer({
      ...{ steeringPolicy: "geo", pools: [us, eu], regionPools: { WEU: [eu, us] } },
      countryPools: { DE: [de] },
    });
    expect(chosen(geo)).to.equal("de/c");
    expect(chosen(geo, { ...visitor, country: "FR" })).to.equal("eu/b");
    expect(
      chosen(geo, { ...visitor, address: "24.48.11.87", country: "US", region: "ENAM" }),
    ).to.equal("us/a");
  });

  it("hash takes the same origin for the same address", () => {
    const { chosen } = steered();
    const hashing = pool("one", ["a", "b", "c", "d"], { originSteering: "hash" });
    const balanced = balancer({ pools: [hashing], fallbackPool: hashing });
    const own = chosen(balanced);
    expect([1, 2, 3].map(() => chosen(balanced))).to.deep.equal([own, own, own]);
    const others = Array.from({ length: 40 }, (_, index) =>
      chosen(balanced, { ...visitor, address: `198.51.100.${index}` }),
    );
    expect([...new Set(others)].sort()).to.deep.equal(["one/a", "one/b", "one/c", "one/d"]);
  });

  it("least outstanding requests takes the origin that works on the fewest", () => {
    const { chosen, steering } = steered();
    const least = pool("one", ["a", "b"], { originSteering: "least_outstanding_requests" });
    const balanced = balancer({ pools: [least], fallbackPool: least });
    const first = steering.choose(hostname, balanced, visitor);
    const ended = first && steering.begin(first);
    expect([first?.key, chosen(balanced)]).to.deep.equal(["one/a", "one/b"]);
    ended?.();
    expect(chosen(balanced)).to.equal("one/a");
  });
});

describe("steering of the edge between pools", () => {
  it("proximity takes the pool that is nearest to the data center; those of which nothing is said come last", () => {
    const { chosen } = steered();
    const pools = [
      pool("nowhere", ["n"]),
      pool("virginia", ["a"], { coordinates: { latitude: 38.9, longitude: -77.4 } }),
      pool("dublin", ["b"], { coordinates: { latitude: 53.3, longitude: -6.3 } }),
      pool("tokyo", ["c"], { coordinates: { latitude: 35.7, longitude: 139.7 } }),
    ];
    const near = balancer({ steeringPolicy: "proximity", pools });
    expect(chosen(near)).to.equal("dublin/b");
    // Across the date line it is not far.
    expect(chosen(near, { ...visitor, latitude: 21, longitude: -158 })).to.equal("tokyo/c");
    const none = balancer({ steeringPolicy: "proximity", pools: pools.slice(0, 1) });
    expect(chosen(none)).to.equal("nowhere/n");
  });

  it("dynamic latency takes the pool whose probes from the visitor's region are fastest, and their order where one is not known", () => {
    const { chosen, roundTrips, health, clock } = steered();
    const pools = [monitored("one", ["a"]), monitored("two", ["b"])];
    const fast = balancer({ steeringPolicy: "dynamic_latency", pools });
    found(health, "one/a", true);
    found(health, "two/b", true);
    roundTrips.took("two/b", "WEU", 0.1);
    expect(chosen(fast)).to.equal("one/a");
    roundTrips.took("one/a", "WEU", 0.3);
    expect(chosen(fast)).to.equal("two/b");
    expect(chosen(fast, { ...visitor, region: "ENAM" })).to.equal("one/a");
    // A pool that is out is not waited for.
    found(health, "two/b", false, 2);
    clock.now = 5;
    expect(chosen(fast)).to.equal("one/a");
  });

  for (const policy of ["least_outstanding_requests", "least_connections"]) {
    it(`${policy} gives a pool that works on requests less than its weight`, () => {
      const { counts, steering } = steered(100);
      const pools = [pool("one", ["a"]), pool("two", ["b"])];
      const least = balancer({ steeringPolicy: policy, pools });
      expect(counts(least)).to.deep.equal({ "one/a": 50, "two/b": 50 });
      const [one] = pools;
      const [busy] = one?.origins ?? [];
      expect(one !== undefined && busy !== undefined).to.equal(true);
      if (one !== undefined && busy !== undefined) {
        [1, 2, 3].forEach(() => steering.begin({ pool: one, origin: busy, key: "one/a" }));
      }
      // A quarter of its weight: one of five.
      expect(counts(least)).to.deep.equal({ "one/a": 20, "two/b": 80 });
    });
  }

  it("sheds the share of a pool that is declared, to the next one, and from the last to the fallback pool", () => {
    const { counts } = steered();
    const shedding = { share: 0.3, isByAddress: false, sessionShare: 0 };
    const pools = [pool("one", ["a"], { shedding }), pool("two", ["b"])];
    const shed = counts(balancer({ pools }));
    // Chance is asked for the origin too, so every other number decides.
    expect(Object.keys(shed)).to.have.members(["one/a", "two/b"]);
    expect((shed["one/a"] ?? 0) + (shed["two/b"] ?? 0)).to.equal(100);
    expect(shed["two/b"]).to.be.within(25, 35);
    const all = { share: 1, isByAddress: false, sessionShare: 0 };
    const last = pool("last", ["c"]);
    const both = pools.map((each) => ({ ...each, shedding: all }));
    expect(counts(balancer({ pools: both, fallbackPool: last }))).to.deep.equal({ "last/c": 100 });
  });

  it("sheds by address always the same visitors, and sessions only where that is declared", () => {
    const { chosen, steering } = steered();
    const shedding = { share: 0.5, isByAddress: true, sessionShare: 0 };
    const pools = [pool("one", ["a"], { shedding }), pool("two", ["b"])];
    const half = balancer({ pools });
    const addresses = Array.from({ length: 40 }, (_, index) => `198.51.100.${index}`);
    const by = (): (string | undefined)[] =>
      addresses.map((address) => chosen(half, { ...visitor, address }));
    expect(by()).to.deep.equal(by());
    expect([...new Set(by())].sort()).to.deep.equal(["one/a", "two/b"]);
    const keptOf = (balanced: DeclaredLoadBalancer): number =>
      addresses.filter(
        (address) =>
          steering.pinned(hostname, balanced, "one/a", { ...visitor, address }, false) !==
          undefined,
      ).length;
    expect(keptOf(half)).to.equal(40);
    const away = { ...shedding, sessionShare: 1 };
    const others = [pool("one", ["a"], { shedding: away }), pool("two", ["b"])];
    expect(keptOf(balancer({ pools: others }))).to.equal(0);
  });
});

describe("health of origins", () => {
  const regions = ["WEU", "WEU", "WEU", "ENAM", "ENAM", "ENAM", "OC", "OC", "OC"];

  /** Lets data centers say what they found, and gives the changes. */
  function said(words: readonly (readonly [number, boolean])[], asked = regions): boolean[] {
    const health = new OriginHealth(new TestClock());
    const changes: boolean[] = [];
    health.onChange(({ healthy }) => changes.push(healthy));
    for (const [number, isWell] of words) {
      const from = { number, region: asked[number] ?? "" };
      const once = { ...monitor, consecutiveDown: 1 };
      health.report("one/a", from, alone(once, asked), isWell ? undefined : "TCP Timeout");
    }
    return changes;
  }
  const all = (isWell: boolean): (readonly [number, boolean])[] =>
    regions.map((_, number) => [number, isWell] as const);

  it("is not known until most regions have spoken", () => {
    expect(said(all(true).slice(0, 4))).to.deep.equal([]);
    expect(said(all(true).slice(0, 5))).to.deep.equal([true]);
  });

  it("is what most regions say, each by most of its data centers", () => {
    const oneRegion = [0, 1, 2].map((number) => [number, false] as const);
    expect(said([...all(true), ...oneRegion])).to.deep.equal([true]);
    expect(said([...all(true), ...oneRegion, [3, false]])).to.deep.equal([true]);
    expect(said([...all(true), ...oneRegion, [3, false], [4, false]])).to.deep.equal([true, false]);
  });

  it("stays as it was where the regions are even", () => {
    const two = regions.slice(0, 6);
    const up = all(true).slice(0, 6);
    expect(said([...up, [0, false], [1, false]], two)).to.deep.equal([true]);
    expect(said([...up, ...all(false).slice(0, 6)], two)).to.deep.equal([true, false]);
  });

  /** What becomes of an origin by what monitors of a group say of it: `+` or `-` and the number of each. */
  function saidByGroup(mustBeHealthy: readonly boolean[], ...words: string[]): boolean[] {
    const health = new OriginHealth(new TestClock());
    const changes: boolean[] = [];
    health.onChange(({ healthy }) => changes.push(healthy));
    const once = { ...monitor, consecutiveDown: 1 };
    const monitors = mustBeHealthy.map((each) => ({ monitor: once, mustBeHealthy: each }));
    for (const word of words) {
      const deciding = { monitors, number: Number(word.slice(1)), regions: ["WEU"] };
      health.report("one/a", center, deciding, word.startsWith("+") ? undefined : "TCP Timeout");
    }
    return changes;
  }

  it("is what a group says: down where one is that must be healthy, or more than half of the others", () => {
    const none = [false, false];
    expect(saidByGroup(none, "+0")).to.deep.equal([true]);
    expect(saidByGroup(none, "+0", "+1", "-0")).to.deep.equal([true]);
    expect(saidByGroup(none, "+0", "+1", "-0", "-1", "+0")).to.deep.equal([true, false, true]);
    const three = [false, false, false];
    expect(saidByGroup(three, "+0")).to.deep.equal([]);
    expect(saidByGroup(three, "+0", "+1", "+2", "-0", "-2")).to.deep.equal([true, false]);
    const one = [true, false, false];
    expect(saidByGroup(one, "+1", "+2")).to.deep.equal([]);
    expect(saidByGroup(one, "+0", "+1", "+2", "-0", "+0")).to.deep.equal([true, false, true]);
    expect(saidByGroup(one, "+0", "+1", "+2", "-1")).to.deep.equal([true]);
    expect(saidByGroup([true, true], "+0")).to.deep.equal([]);
    expect(saidByGroup([true, true], "+0", "+1", "-1")).to.deep.equal([true, false]);
  });

  it("changes after as many probes in a row as the monitor says", () => {
    const health = new OriginHealth(new TestClock());
    const changes: boolean[] = [];
    health.onChange(({ healthy }) => changes.push(healthy));
    const slow = { ...monitor, consecutiveDown: 3, consecutiveUp: 2 };
    for (const isWell of [true, false, false, true, false, false, false, true, false, true, true]) {
      health.report("one/a", center, alone(slow, ["WEU"]), isWell ? undefined : "TCP Timeout");
    }
    expect(changes).to.deep.equal([true, false, true]);
  });
});
