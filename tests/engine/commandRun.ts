import { spawnSync } from "node:child_process";
import { packageFile, type Engine } from "../../sandbox/engine";
import { commandEntry } from "../support/built";

/** Where the command runs. */
interface CommandRunOptions {
  readonly engine: Engine;
  /** The folder of its cache. */
  readonly cache: string;
  /** Further variables of its environment. Defaults to none. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** What came of a run of the command. */
interface CommandRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `steady-edge`, and waits for it. */
export function runCommand(
  args: readonly string[],
  { engine, cache, variables = {} }: CommandRunOptions,
): CommandRun {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...commandEntry(), ...args], {
    cwd: packageFile("."),
    env: {
      ...process.env,
      STEADY_EDGE_ENGINE: engine.command,
      STEADY_EDGE_HOME: cache,
      ...variables,
    },
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  return { exitCode: status, stdout, stderr };
}
