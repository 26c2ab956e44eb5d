import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, riskLines, same, type Step } from "../report/plans";

const { monitorGroup } = modelTypes;
const zoneId = "f".repeat(32);
const zone: Step = { ...same("zone", "zone", { name: "example.com" }), id: zoneId };
const monitor = (more: object = {}): object => ({
  ...{ accountId: "a", type: "https", path: "/healthz", expectedCodes: "200", interval: 15 },
  ...{ header: { Host: ["www.example.com"] }, timeout: 5, retries: 2, ...more },
});
const origin = (name: string, address: string): object => ({ name, address });
const pool = (more: object = {}): object => ({
  ...{ accountId: "a", name: "primary", monitor: "m", ...more },
  origins: [origin("a", "203.0.113.20"), origin("b", "203.0.113.21")],
});
const balancer = (more: object = {}): object => ({
  ...{ zoneId, name: "www.example.com", proxied: true },
  ...{ defaultPools: ["p1", "p2"], fallbackPool: "p2", ...more },
});
const backup = { ...pool(), name: "backup", origins: [origin("c", "198.51.100.20")] };
const told = (steps: readonly Step[]): string[] => {
  const all: readonly Step[] = [
    ...[zone, same("monitor", "m", monitor()), same("pool", "p1", pool())],
    ...[same("pool", "p2", backup), same("balancer", "lb", balancer())],
  ];
  const changed = new Set(steps.map(({ name }) => name));
  return riskLines([...all.filter(({ name }) => !changed.has(name)), ...steps]);
};

const probed = (was: object, is: object): string[] =>
  told([becomes("monitor", "m", monitor(was), monitor(is))]);
const changed = ["medium probe-changed www.example.com"];

describe("a monitor that changes", () => {
  const harmless: readonly (readonly [string, object, object])[] = [
    ["takes more codes", { expectedCodes: "200" }, { expectedCodes: "2xx" }],
    [
      "takes the same codes in another order",
      { expectedCodes: "200,204" },
      { expectedCodes: "204, 200" },
    ],
    [
      "says what holds by default",
      {},
      { method: "GET", port: 443, followRedirects: false, allowInsecure: false },
    ],
    [
      "is given a path, and connects only",
      { type: "tcp", path: undefined, expectedCodes: undefined },
      { type: "tcp", path: "/x", expectedCodes: "2xx" },
    ],
    ["writes the Host header otherwise", {}, { header: { host: ["www.example.com"] } }],
    [
      "sends one header more",
      {},
      { header: { Host: ["www.example.com"], "X-Probe": ["cloudflare"] } },
    ],
    ["asks for less of the body", { expectedBody: "all is OK" }, { expectedBody: "ok" }],
    ["waits less, and as long as pages take", { timeout: 5 }, { timeout: 3 }],
    [
      "tries once where several probes must fail",
      { consecutiveDown: 3 },
      { consecutiveDown: 3, retries: 0 },
    ],
  ];
  for (const [what, was, is] of harmless) {
    it(`is not told of where it ${what}`, () => {
      expect(probed(was, is)).to.deep.equal([]);
    });
  }

  const harmful: readonly (readonly [string, object, object])[] = [
    ["takes fewer codes", { expectedCodes: "2xx" }, { expectedCodes: "200" }],
    ["asks at another port", {}, { port: 8443 }],
    ["asks for another hostname", {}, { header: { host: ["api.example.com"] } }],
    [
      "sends a header no longer",
      { header: { Host: ["www.example.com"], Authorization: ["Bearer x"] } },
      {},
    ],
    ["looks for another text", { expectedBody: "ok" }, { expectedBody: "all is OK" }],
    ["verifies certificates from now on", { allowInsecure: true }, { allowInsecure: false }],
    ["waits a second", { timeout: 5 }, { timeout: 1 }],
    ["tries once", { retries: 2 }, { retries: 0 }],
  ];
  for (const [what, was, is] of harmful) {
    it(`is told of where it ${what}`, () => {
      expect(probed(was, is).filter((line) => !line.includes("monitor-blind"))).to.deep.equal(
        changed,
      );
    });
  }

  it("is told as blind alone where it verifies certificates no more", () => {
    expect(probed({ allowInsecure: false }, { allowInsecure: true })).to.deep.equal([
      "high monitor-blind www.example.com",
    ]);
  });
});

describe("a pool and what probes it", () => {
  it("is down as a whole with one origin where all of them must be healthy", () => {
    const raised = (minimumOrigins: number): string[] =>
      told([becomes("pool", "p1", pool({ minimumOrigins: 1 }), pool({ minimumOrigins }))]);
    expect(raised(2)).to.deep.equal(["medium pool-needs-all www.example.com"]);
    expect(raised(1)).to.deep.equal([]);
    expect(
      told([becomes("pool", "p1", pool({ minimumOrigins: 2 }), pool({ minimumOrigins: 1 }))]),
    ).to.deep.equal([]);
  });

  it("is judged by no monitor where its group only looks, or has none", () => {
    const group = (...members: object[]): object => ({ accountId: "a", members });
    const member = { monitorId: "m", enabled: true, mustBeHealthy: true, monitoringOnly: false };
    const grouped = pool({ monitor: undefined, monitorGroup: "g" });
    const groups = (was: object, is: object): string[] =>
      told([same("pool", "p1", grouped), becomes(monitorGroup, "g", was, is)]);
    const lost = ["high monitor-lost www.example.com"];
    expect(groups(group(member), group({ ...member, monitoringOnly: true }))).to.deep.equal(lost);
    expect(groups(group(member), group())).to.deep.equal(lost);
    expect(groups(group(member), group({ ...member, mustBeHealthy: false }))).to.deep.equal([]);
  });
});

describe("a load balancer that changes", () => {
  const steered = (was: object, is: object): string[] =>
    told([becomes("balancer", "lb", balancer(was), balancer(is))]);
  const weu = { WEU: ["p1"] };
  const failover = (failoverAcrossPools: boolean): object => ({
    adaptiveRouting: { failoverAcrossPools },
  });
  const pinned = (zeroDowntimeFailover?: string): object => ({
    ...{ sessionAffinity: "cookie", sessionAffinityAttributes: { zeroDowntimeFailover } },
  });

  it("is not told of where it says what held before, or tries another pool from now on", () => {
    for (const [was, is] of [
      [{}, { steeringPolicy: "off" }],
      [{ regionPools: weu }, { regionPools: weu, steeringPolicy: "geo" }],
      [{}, failover(false)],
      [{}, failover(true)],
      [pinned("none"), pinned("temporary")],
      [pinned("temporary"), pinned("sticky")],
      [pinned(), pinned("none")],
      [{}, { regionPools: {} }],
      [{}, { randomSteering: {}, locationStrategy: {} }],
      [{ ttl: 30 }, { ttl: 3_600 }],
      [
        { proxied: false, ttl: 300 },
        { proxied: false, ttl: 30 },
      ],
    ] as const) {
      expect(steered(was, is), JSON.stringify(is)).to.deep.equal([]);
    }
  });

  it("is told of where it takes pools otherwise, or tries no other any more", () => {
    for (const [was, is] of [
      [{ steeringPolicy: "off" }, { steeringPolicy: "random" }],
      [failover(true), failover(false)],
      [failover(true), {}],
      [pinned("temporary"), pinned("none")],
      [pinned("sticky"), pinned()],
      [{ regionPools: weu }, { regionPools: { WEU: ["p2"] } }],
      [
        { proxied: false, ttl: 30 },
        { proxied: false, ttl: 3_600 },
      ],
    ] as const) {
      expect(
        steered(was, is).filter((line) => line.includes("steering-changed")),
        JSON.stringify([was, is]),
      ).to.deep.equal(["medium steering-changed www.example.com"]);
    }
  });
});
