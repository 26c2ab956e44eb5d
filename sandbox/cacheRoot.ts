import { accessSync, constants, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { SandboxError } from "./errors";
import { requireOwn } from "./ownership";

/** What can be done where the cache cannot be used. */
const anotherFolder = "STEADY_EDGE_HOME to a folder of your own outside the repository";

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
    : path.join(homeFolder(), ".cache", "steady-edge");
}

/** In a container, a user without a name has no home, and Node throws; an empty HOME it takes at its word. */
function homeFolder(): string {
  let actual: string;
  try {
    const home = homedir();
    if (path.isAbsolute(home)) {
      return home;
    }
    actual = JSON.stringify(home);
  } catch (error) {
    actual = `none (${(error as NodeJS.ErrnoException).code ?? "unknown"})`;
  }
  const rule = "be the home of this user";
  throw new SandboxError([{ path: "HOME", rule, actual, hint: `Set ${anotherFolder}` }]);
}

/**
 * Makes a folder of the cache or of a sandbox, with its parents, readable by this user only.
 * @param folder - Its absolute path.
 * @param top - The folder above it, or itself, from which on downwards all must be this user's own. Defaults to itself.
 * @returns The same path.
 * @throws SandboxError when it cannot be made or written to, or somebody else could write to it.
 */
export function writableFolder(folder: string, top = folder): string {
  requireOwnFrom(top, folder);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new SandboxError([
      {
        path: "STEADY_EDGE_HOME",
        rule: "be a folder that can be written to",
        actual: `${JSON.stringify(folder)} (${(error as NodeJS.ErrnoException).code ?? "unknown"})`,
        hint: `Set ${anotherFolder}`,
      },
    ]);
  }
  requireOwnFrom(top, folder);
  return folder;
}

/**
 * Makes sure that nobody else can have written to a path of the cache or of a sandbox.
 * @param top - The folder from which on it is looked at.
 * @param paths - Files and folders beneath it, or itself; what lies between is looked at, too.
 * @throws SandboxError where somebody else could have.
 */
export function requireOwnFrom(top: string, ...paths: readonly string[]): void {
  const options = { elsewhere: `set ${anotherFolder}` };
  requireOwn(top, options);
  for (const each of paths) {
    const names = path.relative(top, each).split(path.sep).filter(Boolean);
    names.forEach((_name, index) => {
      requireOwn(path.join(top, ...names.slice(0, index + 1)), options);
    });
  }
}
