import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { unprivileged } from "./unprivileged";

/** A program that runs in the foreground and writes into a log how it is. */
export interface DaemonProgram {
  readonly command: readonly [string, ...string[]];
  /** Absolute path of its log. */
  readonly log: string;
  /** What stands in its log when it takes requests. */
  readonly isReady: RegExp;
  /** What stands there when it has read its configuration anew. */
  readonly isReloaded: RegExp;
  /** The signal on which it reads that. */
  readonly reloadSignal: NodeJS.Signals;
  /** What stands there when it cannot do what it was told. */
  readonly isRefused: RegExp;
}

/** Milliseconds from one look at a log to the next, and looks until it is given up. */
const look = { milliseconds: 10, most: 6000 };

/** A server of the system's, in the foreground, in a group of its own with its workers: PHP-FPM makes itself one in any case. */
export class Daemon {
  #child: ChildProcess | undefined;
  #said = "";

  /**
   * Does not run yet.
   * @param program - What it is.
   */
  constructor(private readonly program: DaemonProgram) {}

  /** Whether it runs. */
  get isRunning(): boolean {
    return this.#child !== undefined;
  }

  /** The number of its group of processes; undefined while it does not run. */
  get group(): number | undefined {
    return this.#child?.pid;
  }

  /**
   * Starts it, and waits until it takes requests.
   * @throws What it says, where it does not come up.
   */
  async start(): Promise<void> {
    const { log, isReady } = this.program;
    const from = sizeOf(log);
    const { command, args, options } = unprivileged(this.program.command);
    const stdio = ["ignore", "pipe", "pipe"] as const;
    const child = spawn(command, args, { ...options, detached: true, stdio: [...stdio] });
    this.#child = child;
    this.#said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (part: Buffer) => (this.#said = (this.#said + String(part)).slice(-2000)));
    }
    const forget = (): void => {
      this.#child = undefined;
    };
    child.once("error", forget).once("exit", forget);
    await this.#logged(isReady, from);
  }

  /**
   * Has it read its configuration anew, and waits until it has.
   * @throws What it says, where it refuses.
   */
  async reload(): Promise<void> {
    const { log, isReloaded, reloadSignal } = this.program;
    const from = sizeOf(log);
    this.#child?.kill(reloadSignal);
    await this.#logged(isReloaded, from);
  }

  /** Ends it, with what it has begun. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child !== undefined) {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    }
  }

  /** Ends it at once, as SIGKILL does, with its workers. */
  kill(): void {
    const { pid } = this.#child ?? {};
    if (pid !== undefined) {
      process.kill(-pid, "SIGKILL");
    }
  }

  async #logged(expected: RegExp, from: number): Promise<void> {
    const { log, isRefused, command } = this.program;
    for (let looks = 0; looks < look.most; looks += 1) {
      const text = existsSync(log) ? readFileSync(log).subarray(from).toString() : "";
      if (this.#child === undefined || isRefused.test(text)) {
        const refusal = text.split("\n").find((line) => isRefused.test(line));
        throw new Error(`${command[0]} does not run: ${refusal ?? this.#said}`.trim());
      }
      if (expected.test(text)) {
        return;
      }
      await sleep(look.milliseconds);
    }
    throw new Error(`${command[0]} did not answer to what it was told`);
  }
}

function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}
