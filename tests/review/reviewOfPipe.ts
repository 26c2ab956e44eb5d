import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { packageFile } from "../../sandbox/engine";
import { commandEntry } from "../support/built";
import type { ReviewRun } from "./runReview";

/** Runs `steady-edge review` as a process of its own, with standard input from a pipe. */
export async function reviewOfPipe(
  input: string | Buffer,
  ...argv: readonly string[]
): Promise<ReviewRun> {
  const child = reviewing(argv);
  // Who does not read to the end breaks the pipe.
  child.stdin.on("error", () => undefined).end(input);
  return endOf(child);
}

/** Runs `steady-edge review -` where nothing ever comes through the pipe, and interrupts it once while it waits. */
export async function interruptedReview(): Promise<ReviewRun> {
  const child = reviewing(["-"]);
  // More than a pipe holds: once it is through, the command is reading and has said what happens on an interrupt.
  await new Promise((resolve) => child.stdin.write(" ".repeat(2 ** 20), resolve));
  child.kill("SIGINT");
  return endOf(child);
}

function reviewing(argv: readonly string[]): ChildProcessWithoutNullStreams {
  const command = [...commandEntry(), "review", ...argv];
  return spawn(process.execPath, command, { cwd: packageFile(".") });
}

async function endOf(child: ChildProcessWithoutNullStreams): Promise<ReviewRun> {
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close") as Promise<[number]>,
  ]);
  return { exitCode, stdout, stderr };
}
