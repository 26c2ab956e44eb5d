import { spawn, type ChildProcess } from "node:child_process";

/** How a child process is to run. */
export interface ChildOptions {
  /** Its working directory. Defaults to that of this process. */
  readonly cwd?: string;
  /** Its whole environment; nothing is inherited. Entries that are undefined are left out. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What it reads from standard input. Defaults to nothing. */
  readonly input?: string;
  /** Stops the child, and all that it started, when aborted. */
  readonly signal?: AbortSignal;
  /** Kills the child, and all that it started, when aborted: nothing of it ends in good order. */
  readonly kill?: AbortSignal | undefined;
  /** What is sent first when stopping. Defaults to SIGTERM, to the whole process group. */
  readonly stopSignal?: "SIGTERM" | "SIGINT";
  /** How long the child may take to end after that, in seconds, before it is killed. Defaults to 5. */
  readonly graceSeconds?: number;
  /** Called with every whole line of standard output, without its line end. */
  readonly onStdoutLine?: (line: string) => void;
  /** Called with every whole line of standard error, without its line end. */
  readonly onStderrLine?: (line: string) => void;
}

/** How a child process ended. */
export interface ChildResult {
  /** Its exit code, or null when a signal ended it. */
  readonly exitCode: number | null;
  /** Everything that it wrote to standard output. */
  readonly stdout: string;
  /** Everything that it wrote to standard error. */
  readonly stderr: string;
}

/** Children that still run, so that none survives this process. */
const running = new Set<ChildProcess>();
let watchesExit = false;

/**
 * Runs a command to its end. It gets a process group of its own: a Ctrl-C on the terminal does not
 * reach it, and whatever it started can be stopped with it.
 * @param command - The executable.
 * @param args - Its arguments.
 * @param options - Its environment, what stops it, and who reads its lines.
 * @returns Its exit code and output, whatever the exit code is.
 * @throws When it cannot be started (the error has the `code` that Node gives, such as ENOENT).
 */
export function runChild(
  command: string,
  args: readonly string[],
  options: ChildOptions,
): Promise<ChildResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: options.environment,
      stdio: ["pipe", "pipe", "pipe"],
      detached: process.platform !== "win32",
    });
    // A child that ends before it has read everything is no error here.
    child.stdin.on("error", () => undefined).end(options.input);
    const stopFollowing = stopOnAbort(child, options);
    const kill = (): void => signalGroup(child, "SIGKILL");
    options.kill?.addEventListener("abort", kill, { once: true });
    const output = [
      collect(child.stdout, options.onStdoutLine),
      collect(child.stderr, options.onStderrLine),
    ] as const;
    child.once("spawn", () => track(child));
    child.once("error", (error) => {
      stopFollowing();
      reject(error);
    });
    child.once("close", (exitCode) => {
      stopFollowing();
      options.kill?.removeEventListener("abort", kill);
      running.delete(child);
      resolve({ exitCode, stdout: output[0](), stderr: output[1]() });
    });
  });
}

/**
 * Sends a signal to a child and to everything in its process group.
 * @param child - The child; nothing happens when it has ended.
 * @param signal - The signal.
 */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) {
    return;
  }
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
  } catch {
    child.kill(signal);
  }
}

/**
 * Stops a child: first kindly, then, when it takes too long, by force.
 * @param child - The child.
 * @param stopSignal - What to send first. SIGINT goes to the child alone, which passes it on itself.
 * @param graceSeconds - How long it may take.
 * @returns A function that calls the force off, to be called when the child has ended.
 */
export function stopChild(
  child: ChildProcess,
  stopSignal: "SIGTERM" | "SIGINT" = "SIGTERM",
  graceSeconds = 5,
): () => void {
  if (stopSignal === "SIGINT") {
    child.kill(stopSignal);
  } else {
    signalGroup(child, stopSignal);
  }
  const force = setTimeout(() => signalGroup(child, "SIGKILL"), graceSeconds * 1000);
  return () => clearTimeout(force);
}

/**
 * Makes sure that a child does not outlive this process.
 * @param child - A child with a process group of its own.
 */
export function track(child: ChildProcess): void {
  if (!watchesExit) {
    watchesExit = true;
    process.once("exit", () => {
      for (const survivor of running) {
        signalGroup(survivor, "SIGKILL");
      }
    });
  }
  running.add(child);
  child.once("close", () => running.delete(child));
}

/** Stops the child when the signal fires; returns what ends that watch. */
function stopOnAbort(child: ChildProcess, options: ChildOptions): () => void {
  const { signal } = options;
  let calledOff = (): void => undefined;
  const stop = (): void => {
    calledOff = stopChild(child, options.stopSignal, options.graceSeconds);
  };
  if (signal?.aborted === true) {
    child.once("spawn", stop);
  } else {
    signal?.addEventListener("abort", stop, { once: true });
  }
  return () => {
    signal?.removeEventListener("abort", stop);
    calledOff();
  };
}

/**
 * Collects what a stream gives, and hands on its lines.
 * @param stream - Standard output or standard error of a child.
 * @param onLine - Called with every line, the last one also when it has no line end.
 * @returns A function that returns everything so far.
 */
export function collect(
  stream: NodeJS.ReadableStream,
  onLine?: (line: string) => void,
): () => string {
  const parts: string[] = [];
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (part: string) => {
    parts.push(part);
    if (onLine !== undefined) {
      const lines = (rest + part).split("\n");
      rest = lines.pop() ?? "";
      lines.forEach((line) => onLine(line.replace(/\r$/, "")));
    }
  });
  stream.on("end", () => {
    if (rest !== "") {
      onLine?.(rest);
    }
  });
  return () => parts.join("");
}
