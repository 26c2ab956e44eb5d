import { readFile, statfs } from "node:fs/promises";
import type { Bundle } from "../format";
import { attempt, output, type Gathering } from "./gathering";

/** Where the processor's time went, in ticks since the start, as `/proc/stat` has it. */
export type ProcessorTicks = readonly number[];

/**
 * Reads where the processor's time went so far.
 * @param gathering - Told what could not be read.
 */
export function readTicks(gathering: Gathering): Promise<ProcessorTicks | undefined> {
  return attempt(gathering, "/proc/stat", async () => {
    const [first = ""] = (await readFile("/proc/stat", "latin1")).split("\n");
    return first.split(/\s+/).slice(1).map(Number);
  });
}

/**
 * Says what shares of its time the processor was idle, and was kept from this machine, between two looks.
 * Source: proc(5): the fields are user, nice, system, idle, iowait, irq, softirq, steal; what follows is counted in them already.
 * @param before - The first look.
 * @param after - The second.
 * @param load - What `/proc/loadavg` holds.
 * @returns The shares; undefined where no time has passed.
 */
export function processorShares(
  before: ProcessorTicks | undefined,
  after: ProcessorTicks | undefined,
  load: string | undefined,
): Bundle["cpu"] {
  const passed = (after ?? [])
    .slice(0, 8)
    .map((ticks, index) => ticks - (before?.[index] ?? ticks));
  const whole = passed.reduce((sum, ticks) => sum + ticks, 0);
  const averages = (load ?? "").split(" ").slice(0, 3).map(Number);
  const [, , , idle = 0, waiting = 0, , , stolen = 0] = passed;
  return whole <= 0 || averages.length !== 3
    ? undefined
    : { idle: (idle + waiting) / whole, stolen: stolen / whole, load: averages };
}

/**
 * Reads `/proc/meminfo`.
 * @param text - Its content.
 * @returns The amounts; undefined where one is missing.
 */
export function memoryOf(text: string): Bundle["memory"] {
  const names = ["MemTotal", "MemAvailable", "SwapTotal", "SwapFree"];
  const [totalBytes, availableBytes, swapBytes, swapFreeBytes] = names.map((name) => {
    const [, amount] = new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(text) ?? [];
    return amount === undefined ? undefined : Number(amount) * 1024;
  });
  return totalBytes === undefined || availableBytes === undefined
    ? undefined
    : { totalBytes, availableBytes, swapBytes: swapBytes ?? 0, swapFreeBytes: swapFreeBytes ?? 0 };
}

/** File systems that lie on this machine; one that lies elsewhere may not answer. */
const local = ["ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "overlay", "tmpfs"];

/** A place where a file system is mounted. */
export interface Mount {
  readonly path: string;
  readonly type: string;
}

/**
 * Reads `/proc/self/mountinfo`.
 * @param text - Its content.
 * @returns The mounts of this machine's own disks that can be written to, each disk once.
 */
export function mountsOf(text: string): Mount[] {
  const seen = new Set<string>();
  return text.split("\n").flatMap((line) => {
    const [fields = "", rest = ""] = line.split(" - ");
    const [, , device = "", , path = "", options = ""] = fields.split(" ");
    const [type = "", , superOptions = ""] = rest.split(" ");
    const isWritable = [options, superOptions].every((one) => /(?:^|,)rw(?:,|$)/.test(one));
    if (!local.includes(type) || !isWritable || seen.has(device)) {
      return [];
    }
    seen.add(device);
    const escape = /\\([0-7]{3})/g;
    const plain = path.replace(escape, (_whole, code: string) =>
      String.fromCharCode(Number.parseInt(code, 8)),
    );
    return [{ path: plain, type }];
  });
}

/** How full the disks are. */
async function readDisks(gathering: Gathering): Promise<Bundle["disks"]> {
  const text = await attempt(gathering, "/proc/self/mountinfo", () =>
    readFile("/proc/self/mountinfo", "utf8"),
  );
  const disks = [];
  for (const { path, type } of text === undefined ? [] : mountsOf(text)) {
    const stats = await attempt(gathering, path, () => statfs(path));
    if (stats !== undefined) {
      const [bytes, freeBytes] = [stats.blocks * stats.bsize, stats.bavail * stats.bsize];
      disks.push({ path, type, bytes, freeBytes, inodes: stats.files, freeInodes: stats.ffree });
    }
  }
  return text === undefined ? undefined : disks;
}

/**
 * Reads what does not change while it collects.
 * @param gathering - Told what could not be read.
 */
export async function readMachine(
  gathering: Gathering,
): Promise<Pick<Bundle, "memory" | "memoryKills" | "openFiles" | "disks" | "clock">> {
  const read = (file: string): Promise<string | undefined> =>
    attempt(gathering, file, () => readFile(file, "latin1"));
  const kills = /^oom_kill (\d+)$/m.exec((await read("/proc/vmstat")) ?? "")?.[1];
  const [open, , most] = ((await read("/proc/sys/fs/file-nr")) ?? "").split(/\s+/).map(Number);
  return {
    memory: memoryOf((await read("/proc/meminfo")) ?? ""),
    memoryKills: kills === undefined ? undefined : Number(kills),
    openFiles: open === undefined || most === undefined ? undefined : { open, most },
    disks: await readDisks(gathering),
    clock: await readClock(gathering),
  };
}

async function readClock(gathering: Gathering): Promise<Bundle["clock"]> {
  const told = await output(gathering, "chronyc", ["-c", "-n", "tracking"]);
  // Source: chronyc(1), tracking: the fifth field is how far the clock is off, in seconds.
  const offset = Number(told?.split(",")[4] ?? Number.NaN);
  const shown = await output(gathering, "timedatectl", ["show", "-p", "NTPSynchronized"]);
  const [, word] = /^NTPSynchronized=(yes|no)$/m.exec(shown ?? "") ?? [];
  return {
    ...(Number.isFinite(offset) ? { offsetSeconds: offset } : {}),
    ...(word === undefined ? {} : { isSynchronized: word === "yes" }),
  };
}
