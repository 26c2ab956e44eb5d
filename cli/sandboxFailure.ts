import { readProblem } from "../core/problem";
import { OperationFailed } from "../sandbox/engine";
import { exitCodes, failureOf, type Failure } from "./exitCodes";

/**
 * Tells what an error of a sandbox means for the user.
 * @param error - Anything that was thrown.
 * @param stop - Fires when the user asks for a stop, of which other errors are then the echo.
 * @returns Its text and exit code.
 */
export function sandboxFailureOf(error: unknown, stop: AbortSignal): Failure {
  const refusal = !stop.aborted && error instanceof OperationFailed ? refusalOf(error) : undefined;
  return refusal ?? failureOf(error, stop);
}

/** The first line of an error of this library that lists problems, with or without the error's name. */
const listTitle = /^(?:\w+: )?(Invalid .+:)$/;

/** A program that refuses its input in the preview has made nothing; its problems come as text. */
function refusalOf({ result, complaints }: OperationFailed): Failure | undefined {
  if (result.kind !== "preview") {
    return undefined;
  }
  const lines = complaints.flatMap((complaint) => complaint.split("\n"));
  const at = lines.findIndex((line) => listTitle.test(line));
  const title = listTitle.exec(lines[at] ?? "")?.[1];
  const sentences = lines.slice(at + 1).filter((line) => line.startsWith("  - "));
  const problems = sentences.flatMap((line) => readProblem(line.slice(4)) ?? []);
  return title === undefined || problems.length === 0
    ? undefined
    : { exitCode: exitCodes.unusable, message: [title, ...sentences].join("\n"), problems };
}
