import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { packageFile, type Engine } from "../../sandbox/engine";

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

let entry: readonly string[] | undefined;

/**
 * What Node.js is given to run `steady-edge`: the command as it was built, which starts in half the time, where no source was
 * written since; otherwise its sources.
 */
export function commandEntry(): readonly string[] {
  const built = packageFile("dist/cli/index.js");
  entry ??=
    existsSync(built) && statSync(built).mtimeMs > newestSource()
      ? [built]
      : ["--import", "tsx", packageFile("cli/index.ts")];
  return entry;
}

/** When a source of what is built was written last, in milliseconds since 1970. */
function newestSource(): number {
  const { include } = JSON.parse(readFileSync(packageFile("tsconfig.build.json"), "utf8")) as {
    include: readonly string[];
  };
  const files = include.flatMap((floor) =>
    readdirSync(packageFile(floor), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.c?[jt]s$/.test(name))
      .map((name) => packageFile(path.join(floor, name))),
  );
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
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
