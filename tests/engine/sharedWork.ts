import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Workspace } from "../../sandbox/engine";
import { withPlainStacks } from "../support/stackTraces";
import { replaceMethod } from "./scanned";

/** Made before the first test gets a folder of its own for temporary files, and there as long as this process. */
let translated: string | undefined;

function translatedFolder(): string {
  if (translated === undefined) {
    const folder = mkdtempSync(path.join(tmpdir(), "steady-edge-translated-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    translated = folder;
  }
  return translated;
}

/**
 * Lets the tests that follow share what costs most and tells nothing: programs in TypeScript are translated once for all sandboxes of
 * this process, by their content, where each sandbox has a folder for it otherwise; and programs of this process run while stacks
 * are written plainly.
 * @returns What ends it.
 */
export function shareWork(): () => void {
  const environment = { TS_NODE_CACHE_DIRECTORY: translatedFolder() };
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
