import { readdir, readFile, rm } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { z } from "zod";
import { isAlive } from "../../alive";
import { SandboxError } from "../../errors";
import { lockFolder } from "../../folderLock";
import type { OnProgress } from "../acquire/engine";

/**
 * Keeps a state directory to one run at a time; see `lockFolder`.
 * @param stateDirectory - The directory.
 * @param onProgress - Told when there is something to wait for.
 * @param signal - Ends the wait.
 * @returns What gives it back.
 * @throws SandboxError when another run keeps it.
 */
export function lockState(
  stateDirectory: string,
  onProgress: OnProgress,
  signal?: AbortSignal,
): Promise<() => Promise<void>> {
  return lockFolder(stateDirectory, {
    onWait: () => onProgress({ text: "Waiting for another run in this sandbox" }),
    busy: () => busy("another run of this command"),
    signal,
  });
}

const engineLock = z.object({ pid: z.number(), hostname: z.string() });

/**
 * Takes away the lock that an engine left behind which was killed, as `pulumi cancel` does (pulumi 3.246.0,
 * `diyBackend.CancelCurrentUpdate`).
 * @param backend - The folder of the state files.
 * @param project - The project's name.
 * @param stack - The stack's name.
 * @throws SandboxError when its process still runs; nothing is taken away then.
 */
export async function removeStaleEngineLocks(
  backend: string,
  project: string,
  stack: string,
): Promise<void> {
  const folder = path.join(backend, ".pulumi", "locks", "organization", project, stack);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const text = await readFile(path.join(folder, name), "utf8").catch(() => "{}");
    const lock = engineLock.safeParse(parsed(text)).data;
    if (lock !== undefined && lock.hostname === hostname() && isAlive(lock.pid)) {
      throw busy(`an engine that still runs as process ${lock.pid}`);
    }
  }
  await Promise.all(names.map((name) => rm(path.join(folder, name), { force: true })));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function busy(who: string): SandboxError {
  return new SandboxError([
    {
      path: "sandbox",
      rule: "be used by one run at a time",
      actual: who,
      hint: "Wait for it to end, or end it",
    },
  ]);
}
