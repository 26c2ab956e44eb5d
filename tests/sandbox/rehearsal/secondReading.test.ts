import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import type { DeclaredMonitor, DeclaredSite } from "../../../model/serving/declaredSite";
import { startEdge } from "../../../sandbox/edge/startEdge";
import { ModelledClock } from "../../../sandbox/modelledClock";
import type { Origins } from "../../../sandbox/origins/origins";
import { startOrigins } from "../../../sandbox/origins/startOrigins";
import { faultsNamed } from "../../../sandbox/rehearsal/faultTable";
import { isInstalled } from "../../core/firewalls/webServer";
import { skipBecause } from "../../support/skipped";
import { declaredOrigin, declaredPool, declaredSite, deepMonitor } from "../declaredSites";
import { backupStatus, CountedVisitors, type Counted, type Door } from "./secondReading/counted";
import { Haproxy } from "./secondReading/haproxy";

/** The result of the last run. */
const resultFile = path.join(__dirname, "../../../bench/second-reading.md");

const rate = 5;
const beforeSeconds = 5;

const monitor: DeclaredMonitor = {
  ...{ ...deepMonitor, intervalSeconds: 30, timeoutSeconds: 8, retries: 0 },
  ...{ consecutiveDown: 2, consecutiveUp: 2 },
};

/** Modelled seconds between probes of an origin by the edge, which has three data centers in a region. */
const probeSeconds = monitor.intervalSeconds / 3;

/**
 * When a fault begins and ends, so that both take the origin out, and in, after the same time. Two of the edge's three data centers
 * must see it twice: the second one's second probe is one interval and a third after the first probe that fails, which comes half a
 * third after the fault: 45 s. It then goes on using the pool that it resolved for 5 s at most, 2.5 s on average, of which HAProxy has
 * no equal. HAProxy looks once in an interval, and lets it begin anew after a check that met silence.
 */
interface Timing {
  /** Modelled seconds from the fault until HAProxy's next check. */
  readonly beforeCheckSeconds: number;
  readonly onEdgeSeconds: number;
  readonly onHaproxySeconds: number;
}

const answered: Timing = { beforeCheckSeconds: 17.5, onEdgeSeconds: 60, onHaproxySeconds: 60 };
const silent: Timing = {
  beforeCheckSeconds: 9.5,
  ...{ onEdgeSeconds: 70, onHaproxySeconds: 68 },
};

const killed = "origin-killed";

/**
 * Modelled seconds before a fault's end at which a killed origin is started again, behind a port that still refuses: a process takes a
 * while to start, which the clock makes ten times as long, and the edge looks three times as often as HAProxy. Started at the end, it
 * missed one or two of the edge's probes and none of HAProxy's.
 */
const restartSeconds = 30;

const faults: readonly (readonly [string, Timing])[] = [
  [killed, answered],
  ["port-closed", answered],
  ["upstream-dead", answered],
  ["origin-black-holed", silent],
  ["primary-lost", silent],
];

/** A site of two pools, with the retry or without. */
function siteOf(failoverAcrossPools: boolean): DeclaredSite {
  const pools = ["198.51.100.1", "198.51.100.2"].map((address, index) =>
    declaredPool(["primary", "backup"][index] ?? "", [declaredOrigin({ address })], monitor),
  );
  const site = declaredSite(pools);
  const { loadBalancer } = site;
  return {
    ...site,
    speaksHttp2: false,
    loadBalancer: loadBalancer && { ...loadBalancer, failoverAcrossPools },
  };
}

/** A proxy before the origins, and when a fault may begin. */
interface Reading extends Door {
  /** Waits for the moment at which it begins. */
  readonly moment: () => Promise<void>;
  readonly faultSeconds: number;
}

async function edgeReading(
  site: DeclaredSite,
  origins: Origins,
  clock: ModelledClock,
  timing: Timing,
): Promise<Reading> {
  const { network, authority } = origins;
  const began = clock.seconds;
  const edge = await startEdge({ clock, network, authority, sites: [site] });
  const moment = (): Promise<void> => {
    const turns = Math.ceil((clock.seconds - began) / probeSeconds) + 1;
    return clock.sleep(began + (turns - 0.5) * probeSeconds - clock.seconds);
  };
  const { port, authority: certificate } = edge;
  const stop = (): Promise<void> => edge.stop();
  return { port, authority: certificate, stop, moment, faultSeconds: timing.onEdgeSeconds };
}

async function haproxyReading(
  site: DeclaredSite,
  origins: Origins,
  clock: ModelledClock,
  timing: Timing,
): Promise<Reading> {
  const haproxy = await Haproxy.start(site, origins, clock);
  const moment = async (): Promise<void> => {
    const last = haproxy.checkedAtSeconds;
    while (haproxy.checkedAtSeconds === last) {
      await clock.sleep(0.05);
    }
    const wait = monitor.intervalSeconds - timing.beforeCheckSeconds;
    await clock.sleep(haproxy.checkedAtSeconds + wait - clock.seconds);
  };
  const { port, authority, stop } = haproxy;
  return { port, authority, stop, moment, faultSeconds: timing.onHaproxySeconds };
}

/** What visitors met, from some seconds before the fault until all is as it was. */
async function read(
  start: typeof edgeReading,
  name: string,
  site: DeclaredSite,
  timing: Timing,
): Promise<Counted> {
  const clock = new ModelledClock(10);
  const origins = await startOrigins(clock);
  try {
    await origins.declare([site]);
    await origins.behave("198.51.100.2", 443, { status: backupStatus });
    const reading = await start(site, origins, clock, timing);
    try {
      return await counted(reading, name, site, origins, clock);
    } finally {
      await reading.stop();
    }
  } finally {
    await origins.stop();
  }
}

async function counted(
  reading: Reading,
  name: string,
  site: DeclaredSite,
  origins: Origins,
  clock: ModelledClock,
): Promise<Counted> {
  const [fault] = faultsNamed([name]).faults;
  const stage = { site, origins, clock, declare: () => Promise.resolve() };
  await clock.sleep(monitor.intervalSeconds);
  const visitors = new CountedVisitors(reading, clock, rate);
  await clock.sleep(beforeSeconds);
  await reading.moment();
  const began = clock.seconds;
  await fault?.begin(stage);
  await clock.sleep(began + reading.faultSeconds - restartSeconds - clock.seconds);
  if (name === killed) {
    await origins.way("198.51.100.1", 443, { connections: "refuse" });
    await origins.revive("198.51.100.1", 443);
  }
  await clock.sleep(Math.max(0, began + reading.faultSeconds - clock.seconds));
  await fault?.end(stage);
  await clock.sleep(2 * monitor.intervalSeconds);
  return visitors.end();
}

/** Within a tenth; of few, within two seconds' requests. */
function isAlike(one: number, other: number): boolean {
  return Math.abs(one - other) <= Math.max(2 * rate, Math.max(one, other) / 10);
}

describe("a second, independent reading of faults by HAProxy", function () {
  this.timeout(120_000);
  const rows: string[] = [];

  before(function () {
    if (process.env.STEADY_EDGE_SLOW === undefined) {
      skipBecause(
        this,
        "it takes minutes; set STEADY_EDGE_SLOW=1. Its last result is in bench/second-reading.md",
      );
    }
    if (!isInstalled("haproxy", "-v")) {
      skipBecause(this, "there is no haproxy here");
    }
  });
  after(() => {
    if (rows.length > 0) {
      writeFileSync(resultFile, `${head}${rows.join("\n")}\n`);
    }
  });

  for (const retries of [false, true]) {
    for (const [name, timing] of faults) {
      it(`counts the same of ${name} ${retries ? "with" : "without"} the retry`, async () => {
        const site = siteOf(retries);
        const [edge, haproxy] = await Promise.all([
          read(edgeReading, name, site, timing),
          read(haproxyReading, name, site, timing),
        ]);
        const cells = [edge.failed, haproxy.failed, edge.byBackup, haproxy.byBackup].join(" | ");
        rows.push(`| ${name} | ${retries ? "yes" : "no"} | ${cells} |`);
        const told = JSON.stringify({ edge, haproxy });
        expect(isAlike(edge.failed, haproxy.failed), told).to.equal(true);
        expect(isAlike(edge.byBackup, haproxy.byBackup), told).to.equal(true);
      });
    }
  }
});

const head = `# The rehearsal's edge and HAProxy on the same faults

Two pools of an origin each, ${rate} requests a modelled second, a monitor every ${monitor.intervalSeconds} s with a timeout of ${monitor.timeoutSeconds} s, two failures in a row: Debian's HAProxy with \`option httpchk\`, \`inter\`, \`fall\`, \`rise\`, and with the retry \`retries 1\`,
\`option redispatch 1\` and \`retry-on conn-failure\`. Faults begin and end where both look at the origin after the same time. Made by
\`STEADY_EDGE_SLOW=1 npx mocha tests/sandbox/rehearsal/secondReading.test.ts\`, which asks that counts agree within a tenth.

| fault | retry | failed: edge | failed: HAProxy | second pool: edge | second pool: HAProxy |
| ----- | ----- | -----------: | --------------: | ----------------: | -------------------: |
`;
