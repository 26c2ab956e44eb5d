import { OriginSteeringPolicy } from "../../facts/cloudflare/loadBalancing";
import type {
  DeclaredMonitor,
  DeclaredOrigin,
  DeclaredPool,
  DeclaredSite,
} from "../../model/serving/declaredSite";
import { startEdge } from "../../sandbox/edge/startEdge";
import { ModelledClock } from "../../sandbox/modelledClock";
import type { Origins } from "../../sandbox/origins/origins";
import { startOrigins } from "../../sandbox/origins/startOrigins";
import { measure } from "../../sandbox/rehearsal/measure";
import { Visitors } from "../../sandbox/rehearsal/visitors";
import type { EdgeAnswered } from "../../sandbox/edge/edge";
import { differenceOf, type Figure } from "../figure";
import { interleaved } from "../interleave";
import { startPlainProxy, type Asked } from "../plainProxy";

/** Requests in a second, and for how many seconds they come. */
const load = { rate: 500, seconds: 20 } as const;

/** What comes before that is measured, so that everything is compiled that runs often: few, for all is slow then. */
const warming = { rate: 100, seconds: 10 } as const;

/** Milliseconds of CPU that the edge may cost a request beyond what any proxy does. */
const goal = 0.1;

const origin: DeclaredOrigin = {
  ...{ name: "one", address: "198.51.100.1", port: 443, isEncrypted: true, enabled: true },
  ...{ weight: 1, host: "www.example.com", admits: () => "yes" },
  server: {
    ...{ loadBalancer: undefined, certificateNames: undefined, requiredHeader: undefined },
    demandsClientCertificate: "none",
  },
};

const monitor: DeclaredMonitor = {
  ...{ type: "https", method: "GET", path: "/healthz", port: undefined, headers: {} },
  ...{ expectedCodes: "2xx", expectedBody: "", intervalSeconds: 15, timeoutSeconds: 5 },
  ...{ retries: 1, consecutiveUp: 2, consecutiveDown: 2, allowInsecure: false },
  ...{ followRedirects: false, probesAsZone: true },
};

const pool: DeclaredPool = {
  ...{ name: "primary", enabled: true, minimumOrigins: 1, origins: [origin], monitor },
  ...{ checkRegions: ["WEU"], originSteering: OriginSteeringPolicy.Random },
};

/** HTTP/1.1 to the origin, as the proxy beside it has it. */
const site: DeclaredSite = {
  ...{ hostname: origin.host, zoneName: "example.com", encryptionMode: "strict" },
  ...{ readTimeoutSeconds: 120, clientCertificate: "none", speaksHttp2: false },
  ...{ addresses: [], assumptions: [] },
  loadBalancer: {
    ...{ steeringPolicy: "off", pools: [pool], regionPools: {}, countryPools: {} },
    ...{ fallbackPool: pool, failoverAcrossPools: true, sessionAffinity: "cookie" },
    ...{ zeroDowntimeFailover: "none", drainDurationSeconds: 0 },
  },
};

/** What the edge of a rehearsal costs per request, beyond what any proxy does. */
export const rehearsal: Figure = {
  name: "rehearsal",
  title: `${load.rate} requests a second through the edge of a rehearsal against a plain proxy of Node.js`,
  defaultRuns: 3,
  measure: async ({ runs, say }) => {
    say(`${load.seconds} s of ${load.rate} requests a second, on each side in turn`);
    const costs = await interleaved(runs, {
      edge: () => cost(startCountingEdge),
      proxy: () => cost((origins) => startPlainProxy(site.hostname, origin, origins)),
    });
    const row = (what: string, of: keyof Cost, limit?: number) =>
      differenceOf(
        { what, unit: "ms", ...(limit === undefined ? {} : { goal: limit }) },
        costs.edge.map((each) => each[of]),
        costs.proxy.map((each) => each[of]),
      );
    return {
      sides: ["edge", "proxy"],
      rows: [
        row("CPU per request", "cpuMilliseconds", goal),
        row("the latest request, behind its time", "lateMilliseconds"),
      ],
      notes: [
        `All ${load.rate * load.seconds} requests of every round were answered, and counted once. The CPU is that of the process with the visitors and the edge, counting and monitors included; origins and the network run in others.`,
      ],
    };
  },
};

/** What a round cost. */
interface Cost {
  readonly cpuMilliseconds: number;
  readonly lateMilliseconds: number;
}

async function cost(start: (origins: Origins) => Promise<Asked>): Promise<Cost> {
  const clock = new ModelledClock(1);
  const origins = await startOrigins(clock);
  try {
    await origins.declare([site]);
    const asked = await start(origins);
    try {
      let answered = 0;
      asked.onAnswer(() => (answered += 1));
      const counted = (): number => answered;
      await visited(asked, clock, warming, counted);
      const before = process.cpuUsage();
      answered = 0;
      const lateSeconds = await visited(asked, clock, load, counted);
      const { user, system } = process.cpuUsage(before);
      return {
        cpuMilliseconds: (user + system) / 1000 / answered,
        lateMilliseconds: lateSeconds * 1000,
      };
    } finally {
      await asked.stop();
    }
  } finally {
    await origins.stop();
  }
}

/**
 * Lets visitors come, and waits for their answers.
 * @returns By how many seconds the latest of them was behind its time.
 * @throws {Error} Where not all were answered, once each, after as long again.
 */
async function visited(
  asked: Asked,
  clock: ModelledClock,
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
  answered: () => number,
): Promise<number> {
  const { hostname } = site;
  const visitors = new Visitors({ edge: asked, clock, hostname, rate, mostSeconds: seconds });
  const until = clock.seconds + 2 * seconds;
  await clock.sleep(seconds);
  const { lateSeconds } = visitors;
  while (answered() < rate * seconds && clock.seconds < until) {
    await clock.sleep(0.1);
  }
  visitors.stop();
  if (answered() !== rate * seconds) {
    throw new Error(`${answered()} requests were answered of ${rate * seconds}`);
  }
  return lateSeconds;
}

/** An edge whose answers are kept and measured, as a rehearsal does. */
async function startCountingEdge({ network, authority }: Origins): Promise<Asked> {
  const clock = new ModelledClock(1);
  const edge = await startEdge({ clock, network, authority, sites: [site] });
  const answers: EdgeAnswered[] = [];
  edge.onAnswer((answered) => answers.push(answered));
  const stop = async (): Promise<void> => {
    measure({ answers, changes: [], unanswered: 0 }, { beganAtSeconds: 0, endedAtSeconds: 0 });
    await edge.stop();
  };
  return {
    ...{ port: edge.port, authority: edge.authority, stop },
    onAnswer: (listener) => edge.onAnswer(listener),
  };
}
