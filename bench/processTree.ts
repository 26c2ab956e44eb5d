import { existsSync, readdirSync, readFileSync } from "node:fs";

/** What a run cost. */
export interface Usage {
  /** Wall time, in seconds. */
  readonly seconds: number;
  /** User and system time of all processes that it started, in seconds. NaN where the system has no /proc. */
  readonly cpuSeconds: number;
  /** The sum of the peaks of their resident memory, in MB. NaN where the system has no /proc. */
  readonly peakMegabytes: number;
}

/** How often the processes are looked at, in milliseconds. */
const interval = 20;

/** The kernel counts CPU in these on every common platform, in seconds. */
const clockTick = 0.01;

/** A process as it was seen last. */
export interface ProcessSeen {
  /** User and system time so far, in seconds. */
  readonly cpuSeconds: number;
  /** The peak of its resident memory so far, in MB. */
  readonly peakMegabytes: number;
}

/**
 * Runs something that starts processes, such as an engine with its program, and measures all of them together.
 * @param run - What to run. Nothing else may start processes meanwhile.
 * @returns What it cost.
 */
export async function measured(run: () => Promise<unknown>): Promise<Usage> {
  const hasProc = existsSync("/proc/self/task");
  const before = new Set(hasProc ? childrenOf(process.pid) : []);
  const seen = new Map<number, ProcessSeen>();
  const look = (): void =>
    childrenOf(process.pid)
      .filter((pid) => !before.has(pid))
      .forEach((pid) => lookAt(pid, seen));
  const timer = hasProc ? setInterval(look, interval) : undefined;
  const started = performance.now();
  try {
    await run();
  } finally {
    clearInterval(timer);
  }
  const seconds = (performance.now() - started) / 1000;
  const total = (of: (one: ProcessSeen) => number): number =>
    hasProc ? [...seen.values()].reduce((sum, one) => sum + of(one), 0) : NaN;
  return {
    seconds,
    cpuSeconds: total((one) => one.cpuSeconds),
    peakMegabytes: total((one) => one.peakMegabytes),
  };
}

/** Looks at a process and all below it; one that has ended meanwhile stays as it was seen last. */
function lookAt(pid: number, seen: Map<number, ProcessSeen>): void {
  try {
    const read = (name: string): string => readFileSync(`/proc/${pid}/${name}`, "utf8");
    const now = processSeen(read("status"), read("stat"));
    if (now !== undefined) {
      seen.set(pid, now);
    }
  } catch {
    return;
  }
  childrenOf(pid).forEach((child) => lookAt(child, seen));
}

/**
 * Reads what Linux says about a process.
 * @param status - Content of its file `status`.
 * @param stat - Content of its file `stat`.
 * @returns What it has cost; undefined where it has ended and holds no memory any more.
 */
export function processSeen(status: string, stat: string): ProcessSeen | undefined {
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  // The name, in parentheses, may hold anything; user and system time are the 12th and 13th field after it.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return peak === undefined
    ? undefined
    : {
        cpuSeconds: (Number(fields[11]) + Number(fields[12])) * clockTick,
        peakMegabytes: Number(peak) / 1024,
      };
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      processIds(readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8")),
    );
  } catch {
    return [];
  }
}

/**
 * Reads the processes that a thread started.
 * @param children - Content of its file `children`.
 * @returns Their ids.
 */
export function processIds(children: string): number[] {
  return children.split(" ").filter(Boolean).map(Number);
}
