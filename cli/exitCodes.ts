import { CommanderError } from "commander";
import { UnreadablePlan } from "../checks/model/plan/unreadablePlan";
import { PolicyConfigurationError } from "../checks/policy/configurationError";
import { describeProblem, type Problem } from "../facts/problem";
import { SandboxError } from "../sandbox/errors";

/** What the command's exit code says. */
export const exitCodes = {
  /** Everything went well. */
  fine: 0,
  /** It ran, and the answer is no: the engine, a program or the cloud refused, a path broke, ranges differ. */
  failed: 1,
  /** It could not run: unusable input or usage, no engine, nothing reached. */
  unusable: 2,
} as const;

/** One of the command's exit codes. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The last lines of every help text. */
export const exitCodesHelp = `
Exit codes:
  0  fine
  1  it ran and the answer is no: the engine or the cloud refused, a path of traffic broke, ranges differ, it was stopped
  2  it could not run: unusable input or usage, no engine, nothing reached`;

/** An error as it is shown and as it stands in a JSON document. */
export interface Failure {
  /** The exit code that it leads to. */
  readonly exitCode: ExitCode;
  /** The text for people. */
  readonly message: string;
  /** Every problem with its path, where the error has them. */
  readonly problems: readonly Problem[];
}

/**
 * Tells what an error means for the user.
 * @param error - Anything that was thrown.
 * @param stopped - Whether the user asked for a stop, of which other errors are then the echo.
 * @returns Its text and exit code.
 */
export function failureOf(error: unknown, stopped: boolean): Failure {
  if (stopped) {
    return { exitCode: exitCodes.failed, message: "Stopped before the end", problems: [] };
  }
  if (error instanceof SandboxError || error instanceof PolicyConfigurationError) {
    return { exitCode: exitCodes.unusable, message: error.message, problems: error.problems };
  }
  if (error instanceof UnreadablePlan) {
    return { exitCode: exitCodes.unusable, message: error.message, problems: [error.problem] };
  }
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, "");
    return { exitCode: exitCodes.unusable, message, problems: [] };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { exitCode: exitCodes.failed, message, problems: [] };
}

/**
 * A failure as the member `error` of a JSON document.
 * @param failure - The failure.
 * @returns Its message, and its problems with the sentence of each.
 */
export function failureAsJson(failure: Failure): object {
  return {
    message: failure.message,
    problems: failure.problems.map((problem) => ({
      ...problem,
      sentence: describeProblem(problem),
    })),
  };
}
