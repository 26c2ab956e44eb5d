import { expect } from "chai";
import { declaredSites } from "../../../../model/serving/declaredSites";
import type { DeclaredMonitor } from "../../../../model/serving/declaredSite";
import { readTrafficPaths } from "../../../../model/traffic/path";
import { Dialler } from "../../../../sandbox/edge/dial";
import { OriginHealth, type ProbeResult } from "../../../../sandbox/edge/originHealth";
import { Prober } from "../../../../sandbox/edge/probe";
import {
  balancer as declaredBalancer,
  pool as declaredPool,
  resource,
} from "../../../model/resource";
import type { EdgePerTest } from "../client";
import { RingingClock } from "../ringingClock";
import { alone, monitor, origin, pool, site, balancer } from "../sites";
import { address, until, type Proof } from "./proof";

/** Probes the only origin once, on a clock that lets no wait end but those that are named. */
function probed(
  { network }: EdgePerTest,
  more: Partial<DeclaredMonitor> = {},
  ...rings: readonly number[]
): Promise<ProbeResult> {
  const clock = new RingingClock(...rings);
  const prober = new Prober(new Dialler(network, clock, network.authority), clock);
  const terms = {
    ...{ monitor: { ...monitor, ...more }, origin: origin(address), site: site(balancer()) },
    from: "104.16.0.1",
  };
  return prober.probe(terms, new AbortController().signal);
}

/** What becomes of an origin by what data centers say of it, `+` or `-` and the number of each. */
function changes(regions: readonly string[], own: DeclaredMonitor, ...said: string[]): boolean[] {
  const health = new OriginHealth(new RingingClock());
  const found: boolean[] = [];
  health.onChange(({ healthy }) => found.push(healthy));
  for (const word of said) {
    const number = Number(word.slice(1));
    const center = { number, region: regions[number] ?? "" };
    health.report(
      "one/a",
      center,
      alone(own, regions),
      word.startsWith("+") ? undefined : "TCP Timeout",
    );
  }
  return found;
}

const once = { ...monitor, consecutiveDown: 1 };
const three = ["WEU", "WEU", "WEU"];

/** An answer with a body after some bytes. */
async function bodyAfter({ network }: EdgePerTest, bytes: number): Promise<void> {
  const body = `${"x".repeat(bytes)}ok`;
  Object.assign(await network.https(address), {
    answer: (_: unknown, response: { end(text: string): void }) => response.end(body),
  });
}

/** An origin that redirects so often, and then answers well. */
async function redirecting({ network }: EdgePerTest, times: number): Promise<void> {
  const placed = await network.https(address);
  placed.answer = ({ url = "" }, response) => {
    const turn = Number(/\d+/.exec(url)?.[0] ?? 0);
    const isLast = turn === times;
    response.writeHead(isLast ? 200 : 302, isLast ? {} : { location: `/${turn + 1}` }).end();
  };
}

/** What monitors do, and what is made of what they find. */
export const monitorProofs = {
  dataCenters: async (here) => {
    const placed = await here.network.https(address);
    const only = pool("primary", [address], { monitor, checkRegions: ["WEU", "ENAM"] });
    const declared = site(balancer({ pools: [only], fallbackPool: only }));
    await here.start([declared], { clock: new RingingClock() });
    await until(() => placed.callers.length >= 6);
    expect(new Set(placed.callers).size).to.equal(6);
  },
  groupQuorum: () => {
    const health = new OriginHealth(new RingingClock());
    const found: boolean[] = [];
    health.onChange(({ healthy }) => found.push(healthy));
    const monitors = [true, false, false].map((mustBeHealthy) => ({
      ...{ monitor: once, mustBeHealthy },
    }));
    for (const word of ["+0", "+1", "+2", "-1", "-2", "+2", "-0"]) {
      const deciding = { monitors, number: Number(word.slice(1)), regions: ["WEU"] };
      const center = { number: 0, region: "WEU" };
      health.report("one/a", center, deciding, word.startsWith("+") ? undefined : "TCP Timeout");
    }
    expect(found).to.deep.equal([true, false, true, false]);
  },
  majority: () => {
    const regions = [...three, "ENAM", "ENAM", "ENAM", "OC", "OC", "OC"];
    const up = ["+0", "+1", "+3", "+4"];
    expect(changes(regions, once, ...up)).to.deep.equal([true]);
    expect(changes(regions, once, "+0", "+1", "+3")).to.deep.equal([]);
    const all = regions.map((_, number) => `+${number}`);
    expect(changes(regions, once, ...all, "-0", "-1", "-2", "-3")).to.deep.equal([true]);
    expect(changes(regions, once, ...all, "-0", "-1", "-3", "-4")).to.deep.equal([true, false]);
  },
  tie: () => {
    const regions = [...three, "ENAM", "ENAM", "ENAM"];
    const all = regions.map((_, number) => `+${number}`);
    expect(changes(regions, once, ...all, "-0", "-1", "-2")).to.deep.equal([true]);
    expect(changes(regions, once, ...all, "-0", "-1", "-3", "-4", "+0", "+1")).to.deep.equal([
      ...[true, false],
    ]);
  },
  unknownHealth: async (here) => {
    Object.assign(await here.network.https(address), { way: "silent" });
    await here.network.https("192.0.2.2");
    const pools = [pool("primary", [address], { monitor }), pool("backup", ["192.0.2.2"])];
    const { get } = await here.start([site(balancer({ pools }))], { clock: new RingingClock() });
    expect((await get()).body).to.equal("192.0.2.2");
  },
  firstProbe: () => {
    const slow = { ...monitor, consecutiveUp: 3, consecutiveDown: 3 };
    expect(changes(["WEU"], slow, "+0")).to.deep.equal([true]);
    expect(changes(["WEU"], slow, "-0")).to.deep.equal([false]);
  },
  consecutive: () => {
    const twice = { ...monitor, consecutiveDown: 2 };
    // Failures of different data centers do not add up.
    const up = three.map((_, number) => `+${number}`);
    expect(changes(three, twice, ...up, "-0", "-1", "-2")).to.deep.equal([true]);
    expect(changes(three, twice, ...up, "-0", "-1", "-0", "-1")).to.deep.equal([true, false]);
  },
  probeRetries: async (here) => {
    const placed = await here.network.https(address);
    placed.way = "silent";
    expect(await probed(here, { retries: 3 }, 2)).to.equal("TCP Timeout");
    expect(placed.callers).to.have.length(4);
    placed.way = "ECONNREFUSED";
    expect(await probed(here, { retries: 3 })).to.equal("TCP connection failed");
    expect(placed.callers).to.have.length(5);
  },
  defaultRetries: () => {
    const plain = resource("monitor", "m", { type: "https" });
    const resources = [
      declaredBalancer("www.example.com"),
      declaredPool("p", { monitor: "m" }),
      plain,
    ];
    const { sites } = declaredSites(readTrafficPaths(resources, { complete: true }));
    expect(sites[0]?.loadBalancer?.pools[0]?.monitor?.retries).to.equal(2);
  },
  expectedBody: async (here) => {
    await bodyAfter(here, 10_238);
    expect(await probed(here, { expectedBody: "OK" })).to.equal(undefined);
    await bodyAfter(here, 10_239);
    expect(await probed(here, { expectedBody: "OK" })).to.equal("Response body mismatch");
  },
  probeRedirects: async (here) => {
    await redirecting(here, 5);
    expect(await probed(here, { followRedirects: true })).to.equal(undefined);
    expect(await probed(here)).to.equal("Response code mismatch");
    await redirecting(here, 6);
    expect(await probed(here, { followRedirects: true })).to.equal("Response code mismatch");
  },
} satisfies Record<string, Proof>;
