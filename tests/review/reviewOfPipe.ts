import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { packageFile } from "../../sandbox/engine";
import type { ReviewRun } from "./runReview";

/** Runs `steady-edge review` as a process of its own, with standard input from a pipe. */
export async function reviewOfPipe(
  input: string | Buffer,
  ...argv: readonly string[]
): Promise<ReviewRun> {
  const command = ["--import", "tsx", packageFile("cli/index.ts"), "review", ...argv];
  const child = spawn(process.execPath, command, { cwd: packageFile(".") });
  // Who does not read to the end breaks the pipe.
  child.stdin.on("error", () => undefined).end(input);
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close") as Promise<[number]>,
  ]);
  return { exitCode, stdout, stderr };
}
