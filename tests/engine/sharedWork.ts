import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Workspace } from "../../sandbox/engine";
import { replaceMethod } from "./scanned";

/** Made before the first test gets a folder of its own for temporary files, and there as long as this process. */
let prepared: string | undefined;

function preparedFolder(): string {
  if (prepared === undefined) {
    const folder = mkdtempSync(path.join(tmpdir(), "steady-edge-prepared-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    prepared = folder;
  }
  return prepared;
}

/**
 * Lets the tests that follow share what costs most and tells nothing: programs are translated and compiled once for all sandboxes
 * of this process, by their content, where each sandbox has folders for it otherwise.
 * @returns What ends it.
 */
export function shareWork(): () => void {
  const environment = {
    TS_NODE_CACHE_DIRECTORY: path.join(preparedFolder(), "translated"),
    NODE_COMPILE_CACHE: path.join(preparedFolder(), "compiled"),
  };
  return replaceMethod(
    Workspace,
    "open",
    (original) => (options) =>
      original.call(Workspace, {
        ...options,
        environment: { ...environment, ...options.environment },
      }),
  );
}
