import { readFile } from "node:fs/promises";
import { availableParallelism, hostname, release } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { withinTime } from "../../../core/timeLimit";
import { bundleKind, bundleVersion, type Bundle } from "../format";
import { readApacheWorkers } from "./apacheWorkers";
import { readCertificates, readServed } from "./certificates";
import { readConfigurations } from "./configurations";
import { readFirewalls } from "./firewalls";
import { attempt, type Gathering } from "./gathering";
import { joinLooks, readListeners } from "./listeners";
import { readLogFindings } from "./logFindings";
import { readNginxConnections } from "./nginxConnections";
import { processorShares, readMachine, readTicks } from "./machine";
import { readPaths } from "./paths";
import { readPools } from "./pools";
import { readProcesses } from "./processes";

/** Seconds that a collection takes at most. */
const collectSeconds = 30;

/** Between two looks at what changes all the time, in milliseconds. */
const betweenLooks = 1000;

/**
 * Collects on an origin's host what can only be seen there. It changes nothing, asks nobody but this host, and needs no root for what
 * needs none.
 * @param signal - Ends it early; what was collected by then is the bundle.
 * @returns The bundle: without secrets, keys and visitors' addresses.
 */
export function collectBundle(signal: AbortSignal): Promise<Bundle> {
  return withinTime(signal, collectSeconds * 1000, collect);
}

async function collect(deadline: AbortSignal): Promise<Bundle> {
  const gathering: Gathering = { signal: deadline, unread: [] };
  const [ticks, looked] = [await readTicks(gathering), await readListeners(gathering)];
  const began = Date.now();
  const processes = await readProcesses(gathering);
  const configurations = await readConfigurations(gathering, processes ?? []);
  const [machine, texts, servers] = await Promise.all([
    readMachine(gathering),
    readFirewalls(gathering),
    readServers(gathering, configurations),
  ]);
  const rest = betweenLooks - (Date.now() - began);
  await sleep(Math.max(rest, 0), undefined, { signal: deadline }).catch(() => undefined);
  const load = await attempt(gathering, "/proc/loadavg", () => readFile("/proc/loadavg", "latin1"));
  const listeners = joinLooks(looked, await readListeners({ ...gathering, unread: [] }));
  return {
    ...{ kind: bundleKind, version: bundleVersion, collectedAt: new Date().toISOString() },
    host: { name: hostname(), kernel: release(), cores: availableParallelism() },
    ...{ listeners, processes, cpu: processorShares(ticks, await readTicks(gathering), load) },
    ...{ ...machine, configurations, ...servers, texts, unread: [...gathering.unread] },
  };
}

/** Reads what the configurations of servers lead to. */
async function readServers(gathering: Gathering, configurations: Bundle["configurations"]) {
  const directives = configurations.flatMap((one) => one.directives);
  const [pools, apacheWorkers, nginxConnections, certificates, served, paths, logs] =
    await Promise.all([
      readPools(gathering, configurations),
      readApacheWorkers(gathering, configurations),
      readNginxConnections(gathering, configurations),
      readCertificates(gathering, directives),
      readServed(gathering, directives),
      readPaths(configurations),
      readLogFindings(gathering, configurations),
    ]);
  return {
    ...{ pools, apacheWorkers, nginxConnections, certificates, served, paths },
    logs: logs as Bundle["logs"],
  };
}
