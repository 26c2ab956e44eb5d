import { statSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { SandboxError } from "./errors";
import { modeOf, shellWord } from "./ownership";

/**
 * Makes a temporary folder that only this user can read.
 * @param name - What it is for, as a part of its name.
 * @returns Its absolute path.
 * @throws {SandboxError} Where others could put another one in its place: the folder for temporary files belongs neither
 *   to this user nor to root, or others may write to it and it is not sticky. Windows has other rights, which are not
 *   looked at.
 */
export function temporaryFolder(name: string): Promise<string> {
  const folder = path.resolve(tmpdir());
  const user = process.geteuid?.();
  const found = user === undefined ? undefined : statSync(folder, { throwIfNoEntry: false });
  if (found !== undefined && found.uid !== user && found.uid !== 0) {
    const rule = "be a folder for temporary files of this user or of root";
    throw unsafe(folder, rule, `one of user ${found.uid}`, "Set TMPDIR to a folder of your own");
  }
  if (found !== undefined && (found.mode & 0o022) !== 0 && (found.mode & 0o1000) === 0) {
    const wayOut = `Run chmod +t ${shellWord(folder)}, or set TMPDIR to a folder of your own`;
    throw unsafe(folder, "be sticky where others may write to it", modeOf(found), wayOut);
  }
  return mkdtemp(path.join(folder, `steady-edge-${name}-`));
}

function unsafe(folder: string, rule: string, got: string, wayOut: string): SandboxError {
  return new SandboxError([{ path: folder, rule, got, wayOut }]);
}
