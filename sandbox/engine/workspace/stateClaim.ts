import { reserveRoom } from "../../diskSpace";
import type { OnProgress } from "../acquire/engine";
import { lockState } from "./stateLock";

/** A state directory in the hands of one run. */
export interface StateClaim {
  /** Aborts when the user stops the run, and with `DiskFull` when the disk is full. */
  readonly signal: AbortSignal;
  /** Gives the directory back. */
  readonly release: () => Promise<void>;
}

/**
 * Takes a state directory for one run, with room on its disk.
 * @param stateDirectory - The directory.
 * @param onProgress - Told when there is something to wait for.
 * @param signal - The user's stop.
 * @returns What the run holds; it must be released.
 * @throws SandboxError when another run keeps it, or its disk is full.
 */
export async function claimState(
  stateDirectory: string,
  onProgress: OnProgress,
  signal?: AbortSignal,
): Promise<StateClaim> {
  const unlock = await lockState(stateDirectory, onProgress, signal);
  try {
    const room = await reserveRoom(stateDirectory, signal);
    const release = (): Promise<void> => {
      room.release();
      return unlock();
    };
    return { signal: room.signal, release };
  } catch (error) {
    await unlock();
    throw error;
  }
}
