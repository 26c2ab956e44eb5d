import { CommanderError } from "commander";
import { UnreadablePlan } from "../model/plan/unreadablePlan";
import { PolicyConfigurationError } from "../checks/policy/configurationError";
import { describeProblem, type Problem } from "../core/problem";
import { UnreadableBundle } from "../doctor/bundle/unreadableBundle";
import { visibleLine } from "../core/visibleText";
import { RunFailed, SandboxError } from "../sandbox/errors";
import type { Terminal } from "./terminal";

/** What the command's exit code says. */
export const exitCodes = {
  /** Everything went well. */
  fine: 0,
  /** It ran, and the answer is no: the engine, a program or the cloud refused, a path broke, ranges differ. */
  failed: 1,
  /** It could not run: unusable input or usage, no engine, nothing reached, or a fault of its own. */
  unusable: 2,
  /** The doctor alone: no single cause explains what was seen. */
  undecided: 3,
  /** It was stopped by SIGHUP. */
  hungUp: 129,
  /** It was stopped by SIGINT, as Ctrl-C sends it. */
  interrupted: 130,
  /** It was stopped by SIGTERM. */
  terminated: 143,
} as const;

/** One of the command's exit codes. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The signals that stop the command, with its exit code: 128 and the signal's number, as shells count. */
export const stopCodes = {
  SIGHUP: exitCodes.hungUp,
  SIGINT: exitCodes.interrupted,
  SIGTERM: exitCodes.terminated,
} as const;

/** Why the command stops before its end: what the abort signal of its terminal gives as the reason. */
export class Stop extends Error {
  /**
   * Says which signal came.
   * @param signal - Its name.
   */
  constructor(readonly signal: keyof typeof stopCodes) {
    super("Stopped before the end");
  }
}

/** The last lines of every help text. */
export const exitCodesHelp = `
Exit codes:
  0  fine
  1  it ran and the answer is no: the engine or the cloud refused, a path of traffic broke, ranges differ
  2  it could not run: unusable input or usage, no engine, nothing reached, or a fault of its own
  129, 130, 143  it was stopped by SIGHUP, SIGINT (Ctrl-C) or SIGTERM`;

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
 * @param stop - Fires when the user asks for a stop, of which other errors are then the echo.
 * @returns Its text and exit code; one line for what nobody foresaw.
 */
export function failureOf(error: unknown, stop: AbortSignal): Failure {
  if (stop.aborted) {
    const { message, signal } = stop.reason instanceof Stop ? stop.reason : new Stop("SIGINT");
    return { exitCode: stopCodes[signal], message, problems: [] };
  }
  if (error instanceof RunFailed) {
    return { exitCode: exitCodes.failed, message: error.message, problems: [] };
  }
  if (error instanceof SandboxError || error instanceof PolicyConfigurationError) {
    return { exitCode: exitCodes.unusable, message: error.message, problems: error.problems };
  }
  if (error instanceof UnreadablePlan || error instanceof UnreadableBundle) {
    return { exitCode: exitCodes.unusable, message: error.message, problems: [error.problem] };
  }
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, "");
    return { exitCode: exitCodes.unusable, message, problems: [] };
  }
  return { exitCode: exitCodes.unusable, message: crashOf(error), problems: [] };
}

/** Shows where an error that nobody foresaw comes from. */
const debugVariable = "STEADY_EDGE_DEBUG";

/** The operating system's own errors are told as they are; all else is a fault of this command. */
function crashOf(error: unknown): string {
  const { code, syscall, message, stack } = (error ?? {}) as NodeJS.ErrnoException;
  const words = visibleLine(message ?? String(error));
  const isOwn = code === undefined || syscall === undefined;
  const told = isOwn
    ? `steady-edge ended by a fault of its own: ${words}. Please report it, with what ${debugVariable}=1 shows of it`
    : words;
  return process.env[debugVariable] === "1" && stack !== undefined ? `${told}\n${stack}` : told;
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

/**
 * Tells a failure that ends a command.
 * @param failure - The failure.
 * @param isJson - Whether standard output is to carry one JSON document.
 * @param terminal - Where to write.
 * @returns Its exit code.
 */
export function tellFailure(
  failure: Failure,
  isJson: boolean,
  terminal: Pick<Terminal, "err" | "out">,
): ExitCode {
  terminal.err(`${failure.message}\n`);
  if (isJson) {
    terminal.out(`${JSON.stringify({ error: failureAsJson(failure) }, undefined, 2)}\n`);
  }
  return failure.exitCode;
}
