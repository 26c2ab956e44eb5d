import { RunFailed } from "../../errors";
import { runChild, type ChildResult } from "../childProcess";
import { DiskFull } from "../../diskSpace";
import type { Engine } from "./engine";

/** How long an engine may take to end in good order when it is stopped, in seconds. */
const graceSeconds = 20;

/** An engine with the whole environment in which it is called. */
export class EngineCommand {
  readonly #engine: Engine;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #signal: AbortSignal | undefined;

  /**
   * Ties an engine to its environment.
   * @param engine - The engine.
   * @param environment - Its whole environment, from `engineEnvironment`.
   * @param signal - Stops calls under way, as Ctrl-C would.
   */
  constructor(
    engine: Engine,
    environment: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ) {
    this.#engine = engine;
    this.#environment = environment;
    this.#signal = signal;
  }

  /** Why the engine was stopped, where it was not the user who did it. */
  get cutOff(): DiskFull | undefined {
    const reason: unknown = this.#signal?.reason;
    return reason instanceof DiskFull ? reason : undefined;
  }

  /**
   * Calls the engine.
   * @param cwd - The folder of the project.
   * @param args - The command and its flags.
   * @param input - What it reads from standard input. Defaults to nothing.
   * @param kill - Kills it, as a crash of its machine would. Defaults to nothing.
   * @returns Its exit code and output, whatever the exit code is.
   */
  run(cwd: string, args: readonly string[], input = "", kill?: AbortSignal): Promise<ChildResult> {
    return runChild(this.#engine.command, [...args, "--non-interactive", "--color", "never"], {
      cwd,
      environment: this.#environment,
      ...{ input, kill },
      signal: this.#signal,
      // One SIGINT lets the engine cancel and save its state; a second would make it drop everything.
      stopSignal: "SIGINT",
      graceSeconds,
    });
  }

  /**
   * Calls the engine for an answer.
   * @param cwd - The folder of the project.
   * @param args - The command and its flags.
   * @param input - What it reads from standard input. Defaults to nothing.
   * @returns What it wrote to standard output.
   * @throws When its exit code is not 0: DiskFull where it was stopped for that.
   */
  async ask(cwd: string, args: readonly string[], input = ""): Promise<string> {
    const { exitCode, stdout, stderr } = await this.run(cwd, args, input);
    if (exitCode !== 0) {
      if (this.cutOff !== undefined) {
        throw this.cutOff;
      }
      const reason = stderr.trim() === "" ? `exit code ${exitCode}` : stderr.trim();
      throw new RunFailed(`pulumi ${args.slice(0, 2).join(" ")} failed: ${reason}`);
    }
    return stdout;
  }
}
