import { fork, type ChildProcess } from "node:child_process";
import type { Socket } from "node:net";
import { inheritedVariables } from "./inheritedVariables";
import { packageFile } from "./packageFile";

/** What travels to a child process, and back, under the same number. */
export interface Parcel {
  /** The number of the question. */
  readonly id: number;
  /** The question or the answer. */
  readonly content?: unknown;
  /** Why there is no answer. */
  readonly failure?: string;
}

interface Asked {
  readonly resolve: (content: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** How much of what a child complains about is kept, in characters. */
const keptComplaint = 2000;

/**
 * A process of this package that runs beside the command, and answers questions. It ends when this process does, however that ends:
 * the channel between them closes then.
 */
export class ForkedProcess {
  /** Settled when the process has ended. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  readonly #asked = new Map<number, Asked>();
  #next = 0;
  #hasEnded = false;
  #complaint = "";

  /**
   * Starts it.
   * @param script - Path of its script from the package's root, without `.ts`: it calls `answerParent`.
   * @param within - A command that becomes the one behind it, as `unshare` does. Defaults to none.
   */
  constructor(script: string, within: readonly string[] = []) {
    const [execPath = process.execPath, ...before] = [...within, process.execPath];
    this.#child = fork(...programOf(script), {
      env: inheritedVariables(process.env),
      execPath,
      // A Ctrl-C on the terminal reaches this process alone, which ends its children when it is ready.
      ...{ detached: process.platform !== "win32", stdio: ["ignore", "ignore", "pipe", "ipc"] },
      execArgv: [...before, ...(isSource() ? ["--require", require.resolve("tsx/cjs")] : [])],
    });
    // Who forgets to end it can still end: it holds this process open only while something is asked.
    this.#child.unref();
    this.#child.channel?.unref();
    (this.#child.stderr as Socket | null)?.unref();
    this.#child.stderr?.on("data", (part: Buffer) => {
      this.#complaint = (this.#complaint + part.toString()).slice(-keptComplaint);
    });
    this.#child.on("message", (parcel: Parcel, socket) =>
      this.#settle(socket === undefined ? parcel : { ...parcel, content: socket }),
    );
    this.ended = new Promise((resolve) => {
      const end = (error?: Error): void => {
        this.#end(error);
        resolve();
      };
      this.#child.once("error", end).once("exit", () => end());
    });
  }

  /** The number of its process; undefined where it could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Whether it still runs. */
  get isAlive(): boolean {
    return !this.#hasEnded;
  }

  /**
   * Asks it something.
   * @param content - The question, in plain values.
   * @returns The answer.
   * @throws Where it refuses, or has ended.
   */
  ask(content: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#hasEnded) {
        reject(this.#death());
        return;
      }
      const id = this.#next++;
      this.#asked.set(id, { resolve, reject });
      this.#child.channel?.ref();
      this.#child.send({ id, content }, (error: NodeJS.ErrnoException | null) => {
        // Where it is ending, its end says why.
        if (error !== null && error.code !== "EPIPE" && this.#asked.delete(id)) {
          reject(error);
        }
      });
    });
  }

  /** Ends it at once, as SIGKILL does, and waits until it has ended. */
  async kill(): Promise<void> {
    this.#child.ref();
    this.#child.kill("SIGKILL");
    await this.ended;
  }

  /** Lets it end as it does when this process is gone, with what it does then, and waits until it has ended. */
  async leave(): Promise<void> {
    this.#child.ref();
    if (this.#child.connected) {
      this.#child.disconnect();
    }
    await this.ended;
  }

  #settle({ id, content, failure }: Parcel): void {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    if (this.#asked.size === 0) {
      this.#child.channel?.unref();
    }
    if (failure === undefined) {
      asked?.resolve(content);
    } else {
      asked?.reject(new Error(failure));
    }
  }

  #end(error: Error | undefined): void {
    this.#hasEnded = true;
    for (const { reject } of this.#asked.values()) {
      reject(error ?? this.#death());
    }
    this.#asked.clear();
  }

  #death(): Error {
    const { exitCode, signalCode } = this.#child;
    const how = signalCode ?? `exit code ${exitCode}`;
    return new Error(`A process of the rehearsal has ended (${how}). ${this.#complaint}`.trim());
  }
}

/** Whether this runs from TypeScript, and not as published. */
function isSource(): boolean {
  return __filename.endsWith(".ts");
}

function programOf(script: string): [string, string[]] {
  return [packageFile(isSource() ? `${script}.ts` : `dist/${script}.js`), []];
}
