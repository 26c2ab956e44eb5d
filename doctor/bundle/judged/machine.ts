import { everyDirective } from "../../configuration/directive";
import type { Evidence } from "../../evidence";
import type { Bundle } from "../format";
import type { Judge, Subject } from "./subject";

/** Whether the machine has room left: on its disks, in memory, of the processor's time, of open files. */
export const judgeMachine: Judge = (subject) => [
  ...judgeDisks(subject),
  ...judgeMemory(subject),
  ...judgeProcessor(subject),
  ...judgeOpenFiles(subject),
];

/** Bytes below which a disk is full: one page of a log, or one upload, does not fit. */
const fullBytes = 2 ** 20;

type Disk = NonNullable<Bundle["disks"]>[number];

/** Folders that servers write to, whatever their configuration. */
const writtenTo = ["/", "/tmp", "/var", "/var/log", "/var/lib", "/var/cache", "/run", "/dev/shm"];

function judgeDisks({ bundle, told }: Subject): Evidence[] {
  const { disks, configurations } = bundle;
  if (disks === undefined) {
    return [told("disk", "disks").unknown("the disks of the host were not read")];
  }
  const named = configurations
    .flatMap(({ directives }) => everyDirective(directives))
    .flatMap(({ args }) => args.filter((arg) => arg.startsWith("/")));
  const used = new Set([...writtenTo, ...named].map((path) => diskOf(disks, path)));
  return disks.flatMap((disk) => {
    const isFull = disk.bytes > 0 && disk.freeBytes < fullBytes;
    const isWithoutInodes = disk.inodes > 0 && disk.freeInodes === 0;
    // A disk that nothing here writes to may be full: one of backups is.
    const weight = used.has(disk) ? "experiment" : "setting";
    const { pass, fail } = told("disk", disk.path, weight);
    if (!isFull && !isWithoutInodes) {
      return used.has(disk) ? [pass(`${share(disk.freeBytes, disk.bytes)} is free`)] : [];
    }
    const what = isFull ? `${disk.freeBytes} of ${disk.bytes} bytes are free` : "no inode is free";
    return [fail(what, ["disk-full"])];
  });
}

/** The disk that a path lies on: that of the longest path above it. */
function diskOf(disks: readonly Disk[], path: string): Disk | undefined {
  const above = disks.filter(
    (disk) => disk.path === "/" || path === disk.path || path.startsWith(`${disk.path}/`),
  );
  return above.sort((one, other) => other.path.length - one.path.length)[0];
}

function share(part: number, whole: number): string {
  return whole === 0 ? "nothing" : `${Math.round((100 * part) / whole)} %`;
}

function judgeMemory({ bundle: { memory, memoryKills }, told }: Subject): Evidence[] {
  const { pass, fail, unknown } = told("memory", "memory", "setting");
  if (memory === undefined) {
    return [unknown("the memory of the host was not read")];
  }
  const { totalBytes, availableBytes, swapBytes, swapFreeBytes } = memory;
  const free = `${share(availableBytes, totalBytes)} of the memory is available`;
  // When that was, the log of the kernel says; it may have been long ago.
  const killed =
    memoryKills === undefined || memoryKills === 0
      ? ""
      : `; since the host's start the kernel killed ${memoryKills} processes for their memory`;
  const isLow = availableBytes < totalBytes / 50 && swapFreeBytes <= swapBytes / 10;
  return isLow ? [fail(`${free}${killed}`, ["memory-exhausted"])] : [pass(`${free}${killed}`)];
}

/**
 * Waiting processes a core from which, with no idle time, work may no longer be done in time. Whether it is, is seen from outside: a
 * machine may be this busy and answer.
 */
const overloaded = 4;

function judgeProcessor({ bundle: { cpu, host }, told }: Subject): Evidence[] {
  const { pass, fail, unknown } = told("processor", "processor", "setting");
  if (cpu === undefined) {
    return [unknown("the processor's time was not read")];
  }
  const [minute = 0, fiveMinutes = 0] = cpu.load;
  const seen = `idle ${share(cpu.idle, 1)} of the time, load ${minute} and ${fiveMinutes} on ${host.cores} cores`;
  const stolen = cpu.stolen > 0.3 ? `, ${share(cpu.stolen, 1)} of it given to other machines` : "";
  const isOverloaded = Math.min(minute, fiveMinutes) >= overloaded * host.cores;
  return cpu.idle < 0.05 && isOverloaded
    ? [fail(`${seen}${stolen}`, ["cpu-exhausted"])]
    : [pass(`${seen}${stolen}`)];
}

/** The share of a limit from which it counts as reached: what is opened and closed all the time is rarely all there. */
const reached = 0.98;

function judgeOpenFiles({ bundle: { openFiles, processes }, told }: Subject): Evidence[] {
  const ofHost =
    openFiles === undefined || openFiles.open < reached * openFiles.most
      ? []
      : [
          told("open-files", "host").fail(
            `${openFiles.open} of ${openFiles.most} files are open on the host`,
            ["open-files-exhausted"],
          ),
        ];
  const seen = (processes ?? []).flatMap((process) => {
    const { id, name, files, mostFiles } = process;
    return files === undefined || mostFiles === undefined
      ? []
      : [{ at: `${name} (process ${id})`, open: files.open, most: mostFiles }];
  });
  const full = seen.filter(({ open, most }) => open >= reached * most);
  const failures = full.map(({ at, open, most }) =>
    told("open-files", at).fail(`${open} of at most ${most} files are open`, [
      "open-files-exhausted",
    ]),
  );
  if (ofHost.length + failures.length > 0) {
    return [...ofHost, ...failures];
  }
  const { pass, unknown } = told("open-files", "processes");
  return seen.length === 0
    ? [unknown("the open files of the servers' processes were not read")]
    : [pass(`none of ${seen.length} processes has reached its limit on open files`)];
}
