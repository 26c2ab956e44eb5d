import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** By which the processes that run the files of tests know the folder that the one above them made. */
const variable = "STEADY_EDGE_TESTS_PREPARED";

/**
 * The folder of what the tests of one run share, in whichever process they run. The first that asks makes it, before a test gets a
 * folder of its own for temporary files, and removes it when it ends.
 * @returns Its path.
 */
export function preparedFolder(): string {
  const made = process.env[variable];
  if (made !== undefined) {
    return made;
  }
  const folder = mkdtempSync(path.join(tmpdir(), "steady-edge-prepared-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  process.env[variable] = folder;
  return folder;
}

/**
 * Has programs of projects translated and compiled once for all tests, by their content: a sandbox has folders for it otherwise.
 * @returns Variables of an engine's environment.
 */
export function sharedTranslations(): Readonly<Record<string, string>> {
  return {
    TS_NODE_CACHE_DIRECTORY: path.join(preparedFolder(), "translated"),
    NODE_COMPILE_CACHE: path.join(preparedFolder(), "compiled"),
  };
}
