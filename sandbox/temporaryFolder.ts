import { statSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { cacheRoot, writableFolder } from "./cacheRoot";

/**
 * Makes a temporary folder that only this user can read. It lies in the folder for temporary files, and in the cache where
 * others could put another one in its place there: where that folder belongs neither to this user nor to root, or others may
 * write to it and it is not sticky, as in many containers. Windows has other rights, which are not looked at.
 * @param name - What it is for, as a part of its name.
 * @returns Its absolute path.
 * @throws {SandboxError} Where it cannot be made in the cache either.
 */
export function temporaryFolder(name: string): Promise<string> {
  const shared = path.resolve(tmpdir());
  const folder = isSafe(shared) ? shared : writableFolder(path.join(cacheRoot(), "tmp"));
  return mkdtemp(path.join(folder, `steady-edge-${name}-`));
}

function isSafe(folder: string): boolean {
  const user = process.geteuid?.();
  const found = user === undefined ? undefined : statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) {
    return true;
  }
  const isSticky = (found.mode & 0o1000) !== 0;
  return (found.uid === user || found.uid === 0) && (isSticky || (found.mode & 0o022) === 0);
}
