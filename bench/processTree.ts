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

interface Seen {
  cpuSeconds: number;
  peakMegabytes: number;
}

/**
 * Runs something that starts processes, such as an engine with its program, and measures all of them together.
 * @param run - What to run. Nothing else may start processes meanwhile.
 * @returns What it cost.
 */
export async function measured(run: () => Promise<unknown>): Promise<Usage> {
  const hasProc = existsSync("/proc/self/task");
  const before = new Set(hasProc ? childrenOf(process.pid) : []);
  const seen = new Map<number, Seen>();
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
  const total = (of: (one: Seen) => number): number =>
    hasProc ? [...seen.values()].reduce((sum, one) => sum + of(one), 0) : NaN;
  return {
    seconds,
    cpuSeconds: total((one) => one.cpuSeconds),
    peakMegabytes: total((one) => one.peakMegabytes),
  };
}

/** Looks at a process and all below it; one that has ended meanwhile stays as it was seen last. */
function lookAt(pid: number, seen: Map<number, Seen>): void {
  try {
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    // The name, in parentheses, may hold anything; user and system time are the 12th and 13th field after it.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (peak !== undefined) {
      seen.set(pid, {
        cpuSeconds: (Number(fields[11]) + Number(fields[12])) * clockTick,
        peakMegabytes: Number(peak) / 1024,
      });
    }
  } catch {
    return;
  }
  childrenOf(pid).forEach((child) => lookAt(child, seen));
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8")
        .split(" ")
        .filter(Boolean)
        .map(Number),
    );
  } catch {
    return [];
  }
}
