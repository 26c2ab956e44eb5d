import { spawn, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { collect, stopChild, track } from "../childProcess";

/** A Node.js process that the language host runs for the engine. */
export interface NodeProcess {
  /** The script of the project's own `@pulumi/pulumi` to run, such as `cmd/run`. */
  readonly script: string;
  /** The project, policy pack or component package whose `@pulumi/pulumi` is used. */
  readonly programDirectory: string;
  /** Arguments for Node.js itself, before the script. */
  readonly nodeArguments?: readonly string[];
  /** Arguments for the script. */
  readonly args: readonly string[];
  /** The working directory. */
  readonly cwd: string;
  /** The whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Called with every line that it writes. */
  readonly onLine: (stream: OutputStream, line: string) => void;
}

/** Which output a line came from. */
export type OutputStream = "stdout" | "stderr";

/** How long a process may take to end when it is stopped, in seconds. */
const graceSeconds = 2;

/** The Node.js processes of one language host, so that all of them can be stopped. */
export class NodeProcesses {
  readonly #running = new Map<ChildProcess, { readonly peer: string; callOff: () => void }>();

  /**
   * Runs a process to its end.
   * @param peer - The engine connection that asked for it.
   * @param run - What to run.
   * @param onStart - Given a function that stops the process.
   * @returns Its exit code; null when a signal ended it.
   * @throws When `@pulumi/pulumi` is not installed there, or Node.js cannot be started.
   */
  async run(
    peer: string,
    run: NodeProcess,
    onStart: (stop: () => void) => void,
  ): Promise<number | null> {
    const child = spawn(
      process.execPath,
      [...(run.nodeArguments ?? []), scriptOf(run), ...run.args],
      {
        cwd: run.cwd,
        env: run.environment,
        stdio: ["ignore", "pipe", "pipe"],
        detached: process.platform !== "win32",
      },
    );
    const entry = { peer, callOff: (): void => undefined };
    this.#running.set(child, entry);
    collect(child.stdout, (line) => run.onLine("stdout", line));
    collect(child.stderr, (line) => run.onLine("stderr", line));
    onStart(() => this.#stop(child));
    try {
      return await new Promise((resolve, reject) => {
        child.once("spawn", () => track(child));
        child.once("error", reject);
        child.once("close", resolve);
      });
    } finally {
      entry.callOff();
      this.#running.delete(child);
    }
  }

  /**
   * Stops processes and waits until they have ended.
   * @param peer - Stops only those that this engine connection asked for. Defaults to all.
   */
  async stopAll(peer?: string): Promise<void> {
    const stopping = [...this.#running].filter(([, entry]) => (peer ?? entry.peer) === entry.peer);
    await Promise.all(
      stopping.map(([child]) => {
        const ended = new Promise((resolve) => child.once("close", resolve));
        this.#stop(child);
        return ended;
      }),
    );
  }

  #stop(child: ChildProcess): void {
    const entry = this.#running.get(child);
    if (entry !== undefined) {
      entry.callOff();
      entry.callOff = stopChild(child, "SIGTERM", graceSeconds);
    }
  }
}

function scriptOf(run: NodeProcess): string {
  const script = `@pulumi/pulumi/cmd/${run.script}`;
  try {
    return createRequire(path.join(run.programDirectory, "package.json")).resolve(script);
  } catch {
    throw new Error(
      `${run.programDirectory} has no @pulumi/pulumi installed. Run npm install there`,
    );
  }
}
