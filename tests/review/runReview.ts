import { expect } from "chai";
import { runCommand } from "../../cli/command";
import { fakeTerminal } from "../cli/fakeTerminal";

/** How `steady-edge review` ended. */
export interface ReviewRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `steady-edge review` in this process. */
export async function runReview(...argv: readonly string[]): Promise<ReviewRun> {
  const terminal = fakeTerminal();
  const exitCode = await runCommand(["review", ...argv], terminal, () => expect.fail("no cloud"));
  return { exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
}

/** Asserts that input was unusable, that this and nothing else was said, and that no review was written. */
export function assertRefused(run: ReviewRun, says: string): void {
  expect(run).to.deep.equal({ exitCode: 2, stdout: "", stderr: `${says}\n` });
}
