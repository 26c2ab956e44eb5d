import { accessSync, constants, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { SandboxError } from "../errors";

/**
 * The folder outside any repository that holds engines and the state of sandboxes.
 * @param environment - Where `STEADY_EDGE_HOME` and `XDG_CACHE_HOME` are read.
 *   Defaults to the environment of this process.
 * @returns `STEADY_EDGE_HOME`, else `$XDG_CACHE_HOME/steady-edge`, else `~/.cache/steady-edge`.
 */
export function cacheRoot(environment: NodeJS.ProcessEnv = process.env): string {
  const own = environment.STEADY_EDGE_HOME;
  if (own !== undefined && own !== "") {
    return path.resolve(own);
  }
  const shared = environment.XDG_CACHE_HOME;
  return shared !== undefined && path.isAbsolute(shared)
    ? path.join(shared, "steady-edge")
    : path.join(homedir(), ".cache", "steady-edge");
}

/**
 * Makes a folder of the cache, with its parents, readable by this user only.
 * @param folder - Its absolute path.
 * @returns The same path.
 * @throws SandboxError when it cannot be made or written to.
 */
export function writableFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
    return folder;
  } catch (error) {
    throw new SandboxError([
      {
        path: "STEADY_EDGE_HOME",
        rule: "be a folder that can be written to",
        got: `${JSON.stringify(folder)} (${(error as NodeJS.ErrnoException).code ?? "unknown"})`,
        wayOut: "Set STEADY_EDGE_HOME to a folder of your own outside the repository",
      },
    ]);
  }
}
