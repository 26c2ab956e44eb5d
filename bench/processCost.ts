import { spawnSync } from "node:child_process";

/** What a process of Node.js cost from its start to its end. */
export interface ProcessCost {
  /** User and system time, in seconds. */
  readonly cpuSeconds: number;
  /** The peak of its resident memory, in MB. */
  readonly peakMegabytes: number;
}

/**
 * What a file must begin with to be measured: it says last of all what the process cost. On Linux the peak that `resourceUsage` gives
 * is that of the process which started it, where that was more; `VmHWM` is its own. Source: proc(5), getrusage(2).
 */
export const reportsItsCost = `process.once("exit", () => {
  const usage = process.resourceUsage();
  if (process.platform === "linux") {
    const status = require("node:fs").readFileSync("/proc/self/status", "utf8");
    usage.maxRSS = Number(/^VmHWM:\\s+(\\d+) kB$/m.exec(status)[1]);
  }
  process.stderr.write(JSON.stringify(usage));
});
`;

/**
 * Runs a file of JavaScript to its end.
 * @param file - Its path. It begins with `reportsItsCost` and writes nothing else to standard error.
 * @param endings - The exit codes with which it ends well. Defaults to 0 alone.
 * @returns What the process cost.
 * @throws {Error} Where it ended otherwise.
 */
export function costOfProcess(file: string, endings: readonly number[] = [0]): ProcessCost {
  const { status, stderr } = spawnSync(process.execPath, [file], {
    encoding: "utf8",
    env: { PATH: process.env.PATH },
    maxBuffer: 2 ** 30,
  });
  if (!endings.includes(status ?? -1)) {
    throw new Error(`node ${file} ended with ${status}: ${stderr}`);
  }
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(stderr) as NodeJS.ResourceUsage;
  return { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: maxRSS / 1024 };
}
