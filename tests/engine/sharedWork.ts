import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Workspace } from "../../sandbox/engine";
import { withPlainStacks } from "../support/stackTraces";
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
 * of this process, by their content, where each sandbox has folders for it otherwise; and programs of this process run while stacks
 * are written plainly.
 * @returns What ends it.
 */
export function shareWork(): () => void {
  const environment = {
    TS_NODE_CACHE_DIRECTORY: path.join(preparedFolder(), "translated"),
    NODE_COMPILE_CACHE: path.join(preparedFolder(), "compiled"),
  };
  const undone = [
    replaceMethod(
      Workspace,
      "open",
      (original) => (options) =>
        original.call(Workspace, {
          ...options,
          environment: { ...environment, ...options.environment },
        }),
    ),
    replaceMethod(
      Workspace.prototype,
      "run",
      (original) =>
        function (this: Workspace, ...args) {
          return withPlainStacks(() => original.apply(this, args));
        },
    ),
  ];
  return () => undone.forEach((undo) => undo());
}
