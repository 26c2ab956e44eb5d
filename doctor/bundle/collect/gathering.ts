import { administratorsPath, run } from "../../programs";

/** What could not be read, and why. */
export interface Unread {
  readonly what: string;
  readonly why: string;
}

/** A collection under way. */
export interface Gathering {
  /** The deadline of all. */
  readonly signal: AbortSignal;
  /** What could not be read so far. */
  readonly unread: Unread[];
}

/**
 * Reads one thing. What cannot be read does not keep the rest from being read.
 * @param gathering - Told what could not be read.
 * @param what - What it is: a path, a program with its arguments.
 * @param read - Reads it.
 * @returns What was read; undefined where it could not be.
 */
export async function attempt<T>(
  { signal, unread }: Gathering,
  what: string,
  read: () => Promise<T> | T,
): Promise<T | undefined> {
  try {
    signal.throwIfAborted();
    return await read();
  } catch (error) {
    unread.push({ what, why: signal.aborted ? "the deadline came first" : whyOf(error) });
    return undefined;
  }
}

const reasons: ReadonlyMap<string, string> = new Map([
  ["EACCES", "no permission"],
  ["EPERM", "no permission"],
  ["ENOENT", "there is none"],
]);

function whyOf(error: unknown): string {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return reasons.get(code) ?? (message.split("\n", 1)[0] ?? code).slice(0, 200);
}

/**
 * Runs a program that only reads.
 * @param gathering - Told where it is there and does not do it.
 * @param program - Its name.
 * @param args - Its arguments.
 * @param idle - What it says where what it asks does not run, which is nothing that could not be read. Defaults to nothing.
 * @returns What it wrote to standard output; undefined where it is not installed, or ended with an error.
 */
export async function output(
  gathering: Gathering,
  program: string,
  args: readonly string[],
  idle: RegExp = /^(?!)/,
): Promise<string | undefined> {
  const ran = await run(program, args, gathering.signal, administratorsPath());
  if (ran.kind === "missing" || (ran.kind === "ran" && !ran.isWell && idle.test(ran.text))) {
    return undefined;
  }
  return attempt(gathering, [program, ...args].join(" "), () => {
    if (ran.kind === "ran" && ran.isWell) {
      return ran.output;
    }
    throw new Error(ran.kind === "ran" ? (ran.text.trim().split("\n")[0] ?? "") : ran.why);
  });
}
