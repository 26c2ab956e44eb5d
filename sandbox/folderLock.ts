import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import lockfile from "proper-lockfile";

/** A lock not refreshed for so long belongs to a process that is gone, in milliseconds. */
const staleMilliseconds = 10_000;
const pollMilliseconds = 250;

/** How to wait for a lock. */
export interface LockOptions {
  /** Called once, when there is something to wait for. */
  readonly onWait: () => void;
  /** What to throw where the wait takes longer than a killed holder's lock would. Defaults to waiting on. */
  readonly busy?: () => Error;
  /** Ends the wait. */
  readonly signal?: AbortSignal;
}

/**
 * Keeps a folder to one process at a time. A process that was killed holds its lock a little longer, so a taken lock is waited for.
 * @param folder - The folder; the lock stands in it as `.lock`.
 * @param options - How to wait.
 * @returns What gives it back.
 * @throws What `busy` makes, or the signal's reason.
 */
export async function lockFolder(
  folder: string,
  { onWait, busy, signal }: LockOptions,
): Promise<() => Promise<void>> {
  const settings = {
    lockfilePath: path.join(folder, ".lock"),
    stale: staleMilliseconds,
    // Whoever loses a lock goes on: an engine appears by one rename, and a state has the engine's own lock.
    onCompromised: () => undefined,
  };
  const deadline = Date.now() + staleMilliseconds + 2_000;
  for (let waited = false; ; waited = true) {
    signal?.throwIfAborted();
    try {
      const release = await lockfile.lock(folder, settings);
      return () => release().catch(() => undefined);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ELOCKED") {
        throw error;
      }
    }
    if (busy !== undefined && Date.now() > deadline) {
      throw busy();
    }
    if (!waited) {
      onWait();
    }
    await sleep(pollMilliseconds, undefined, { signal });
  }
}
