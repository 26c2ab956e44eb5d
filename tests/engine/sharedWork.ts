import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Workspace } from "../../sandbox/engine";
import { EngineCommand } from "../../sandbox/engine/acquire/engineCommand";
import { serveKeys } from "./keyService";
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

/** Whether the stacks that are made have a passphrase, as those of users. */
let hasPassphrases = false;

/**
 * Does some work with stacks that have a passphrase, as those of users, also where the tests share a key.
 * @param work - The work, with which no other runs beside.
 */
export async function withPassphrases<T>(work: () => Promise<T>): Promise<T> {
  hasPassphrases = true;
  try {
    return await work();
  } finally {
    hasPassphrases = false;
  }
}

/**
 * Lets the tests that follow share what costs most and tells nothing: programs are translated and compiled once for all sandboxes
 * of this process, by their content, where each sandbox has folders for it otherwise; and the stacks that this process makes have
 * their secrets encrypted by a key of a service, where a user's sandbox has a passphrase, whose key every command derives anew.
 * @returns What ends it.
 */
export async function shareWork(): Promise<() => void> {
  const keys = await serveKeys();
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
      EngineCommand.prototype,
      "ask",
      (original) =>
        function (this: EngineCommand, directory, [noun = "", verb = "", ...more], input) {
          const isInit = !hasPassphrases && noun === "stack" && verb === "init";
          const provider = isInit ? ["--secrets-provider", keys.secretsProvider] : [];
          return original.call(this, directory, [noun, verb, ...provider, ...more], input);
        },
    ),
    () => keys.stop(),
  ];
  return () => undone.forEach((undo) => undo());
}
