import { createReadStream } from "node:fs";
import type { Plan } from "../checks/model/plan";
import { readPlan } from "../checks/model/planFile";
import { describeValue, type Problem } from "../facts/problem";
import { SandboxError } from "../sandbox/errors";

/** Bytes of the longest plan or state that is read: over thirty times a preview of 1,000 resources. */
export const longestPlanBytes = 128 * 2 ** 20;

/**
 * Reads a file whole, or standard input, but never more than fits.
 * @param file - Path, or `-` for standard input.
 * @param longest - Bytes of the longest file that is read. Defaults to 128 MiB.
 * @returns Its content.
 * @throws SandboxError where it cannot be read, or is longer.
 */
export async function readInput(file: string, longest: number = longestPlanBytes): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    const stream = file === "-" ? process.stdin : createReadStream(file);
    for await (const part of stream as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > longest) {
        throw tooLong(file, longest);
      }
      parts.push(part);
    }
  } catch (error) {
    throw error instanceof SandboxError ? error : unreadable(file, error);
  }
  return Buffer.concat(parts).toString("utf8");
}

/**
 * Reads plans, each with the state before it where one of the bases is of its stack.
 * @param files - Paths of the plans.
 * @param bases - Paths of states.
 * @returns The plans, in the order of the files.
 * @throws SandboxError for a file that cannot be read, and for a base of another stack.
 * @throws UnreadablePlan for what is no plan.
 */
export async function readPlans(
  files: readonly string[],
  bases: readonly string[],
): Promise<Plan[]> {
  const states: string[] = [];
  for (const base of bases) {
    states.push(await readInput(base));
  }
  const plans: Plan[] = [];
  for (const file of files) {
    const text = await readInput(file);
    plans.push(files.length === 1 ? readPlan(text, states[0]) : withBase(text, states));
  }
  return plans;
}

/** With several plans, each finds the state of its own stack, or goes without. */
function withBase(text: string, states: readonly string[]): Plan {
  const plan = readPlan(text);
  if (states.length === 0) {
    return plan;
  }
  const own = states.find((state) => {
    const { project, stack } = readPlan(state);
    return project === plan.project && stack === plan.stack;
  });
  return own === undefined ? plan : readPlan(text, own);
}

function tooLong(file: string, longest: number): SandboxError {
  return problem({
    path: describeValue(file),
    rule: `be at most ${longest / 2 ** 20} MiB long`,
    got: "more",
    wayOut: "Preview without --show-sames, or split the stack",
  });
}

/**
 * Makes the error for a file that cannot be read.
 * @param file - Its path.
 * @param error - What was thrown.
 * @returns The error.
 */
export function unreadable(file: string, error: unknown): SandboxError {
  const { code, message } = error as NodeJS.ErrnoException;
  return problem({
    path: describeValue(file),
    rule: "be a file that can be read",
    got: reasons[code ?? ""] ?? message.split("\n", 1)[0] ?? "an error",
  });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EISDIR: "a folder",
  EACCES: "no permission",
};

function problem(found: Problem): SandboxError {
  return new SandboxError([found]);
}
