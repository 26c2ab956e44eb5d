import { randomBytes } from "node:crypto";
import { rmSync, statSync, writeFileSync } from "node:fs";
import { statfs } from "node:fs/promises";
import path from "node:path";
import { RunFailed, SandboxError } from "./errors";

/** Kept aside for the last saves of a run that is ended for want of room, in bytes. */
const reserveBytes = 8 * 1024 * 1024;

/** A run is ended when less than this is left beside the reserve, in bytes. */
const leastBytes = 4 * 1024 * 1024;

/** Between two looks at the disk, in milliseconds. */
const lookMilliseconds = 250;

/** Tells how many bytes are free for this user on the disk of a folder; undefined where nobody knows. */
export type FreeBytes = (folder: string) => Promise<number | undefined>;

/** The disk ran full during a run, which was ended for it. */
export class DiskFull extends RunFailed {
  /** Tells this error apart in logs. */
  override readonly name = "DiskFull";

  /**
   * Makes the error.
   * @param folder - The state directory.
   */
  constructor(folder: string) {
    super(`the disk of ${folder} is full. Make room on it and run the command again`);
  }
}

/** What a run holds of the disk that its state lies on. */
export interface DiskRoom {
  /** Aborts when the one that it follows does, and with `DiskFull` when the disk is full. */
  readonly signal: AbortSignal;
  /** Gives the reserve back and ends the watch. */
  readonly release: () => void;
}

/**
 * Makes sure that a run has room for its state, and ends it in good order when the room is used up. On a full disk the
 * engine writes half a state, and tries each save again for half a minute; a reserve, freed then, lets it save and end.
 * @param folder - The state directory.
 * @param follows - Stops the run for other reasons.
 * @param freeBytes - Tells what is free. Defaults to the file system's own word.
 * @returns The signal that stops the run; it must be released.
 * @throws SandboxError when there is no room to begin with.
 */
export async function reserveRoom(
  folder: string,
  follows?: AbortSignal,
  freeBytes: FreeBytes = freeBytesOf,
): Promise<DiskRoom> {
  await checkDiskSpace(folder, freeBytes);
  const file = reserveFile(folder);
  fill(folder, file);
  const controller = new AbortController();
  const follow = (): void => controller.abort(follows?.reason);
  if (follows?.aborted === true) {
    follow();
  } else {
    follows?.addEventListener("abort", follow, { once: true });
  }
  const look = async (): Promise<void> => {
    const free = await freeBytes(folder);
    if (free !== undefined && free < leastBytes && !controller.signal.aborted) {
      rmSync(file, { force: true });
      controller.abort(new DiskFull(folder));
    }
  };
  const timer = setInterval(() => void look(), lookMilliseconds);
  return {
    signal: controller.signal,
    release: () => {
      clearInterval(timer);
      follows?.removeEventListener("abort", follow);
      rmSync(file, { force: true });
    },
  };
}

/**
 * Looks whether a run has room for its state.
 * @param folder - The state directory.
 * @param freeBytes - Tells what is free. Defaults to the file system's own word.
 * @throws SandboxError when it has not.
 */
export async function checkDiskSpace(
  folder: string,
  freeBytes: FreeBytes = freeBytesOf,
): Promise<void> {
  const free = await freeBytes(folder);
  // A run that was killed left its reserve behind, which the next one takes over.
  const { size } = statSync(reserveFile(folder), { throwIfNoEntry: false }) ?? { size: 0 };
  if (free !== undefined && free + size < reserveBytes + leastBytes) {
    throw noRoom(folder, `${Math.floor(free / 1024)} KiB`);
  }
}

function reserveFile(folder: string): string {
  return path.join(folder, ".reserve");
}

let filling: Buffer | undefined;

/** Random bytes take their room also where the file system compresses. They are made once: that takes longer than to write them. */
function fill(folder: string, file: string): void {
  filling ??= randomBytes(reserveBytes);
  try {
    writeFileSync(file, filling, { mode: 0o600 });
  } catch (error) {
    rmSync(file, { force: true });
    throw noRoom(folder, (error as NodeJS.ErrnoException).code ?? String(error));
  }
}

function noRoom(folder: string, actual: string): SandboxError {
  const mebibytes = (reserveBytes + leastBytes) / (1024 * 1024);
  return new SandboxError([
    {
      path: `the disk of ${JSON.stringify(folder)}`,
      rule: `have ${mebibytes} MiB free`,
      actual,
      hint: "Make room on it, or set STEADY_EDGE_HOME to a folder on another disk",
    },
  ]);
}

/** A file system that counts no blocks at all has no word on it. */
async function freeBytesOf(folder: string): Promise<number | undefined> {
  const disk = await statfs(folder).catch(() => undefined);
  return disk === undefined || disk.blocks === 0 ? undefined : disk.bavail * disk.bsize;
}
