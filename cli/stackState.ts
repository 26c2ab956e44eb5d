import { describeValue } from "../core/problem";
import type { Plan } from "../model/plan/plan";
import { fromStackExport } from "../model/plan/stackExport";
import { UnreadablePlan } from "../model/plan/unreadablePlan";
import { findEngine } from "../sandbox/engine";
import { runChild, type ChildResult } from "../sandbox/engine/childProcess";
import { SandboxError } from "../sandbox/errors";
import type { Terminal } from "./terminal";

/**
 * Reads the state of a stack where the user's own Pulumi keeps it. Secrets stay encrypted.
 * @param stack - Its name, as Pulumi takes it after `--stack`.
 * @param terminal - Whose environment the engine gets, and what stops it.
 * @returns The state, as a plan in which nothing changes.
 * @throws SandboxError where there is no engine, or it does not export the stack.
 */
export async function readStackState(
  stack: string,
  { environment, signal }: Pick<Terminal, "environment" | "signal">,
): Promise<Plan> {
  const { command } = await findEngine({ environment, signal });
  const child = await runChild(
    command,
    ["stack", "export", `--stack=${stack}`, "--non-interactive", "--color=never"],
    { environment: { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" }, signal },
  );
  signal.throwIfAborted();
  if (child.exitCode !== 0) {
    throw noStack(stack, reasonOf(child));
  }
  try {
    return fromStackExport(child.stdout);
  } catch (error) {
    throw error instanceof UnreadablePlan ? noStack(stack, error.problem.actual) : error;
  }
}

function noStack(stack: string, reason: string): SandboxError {
  return new SandboxError([
    {
      path: "--stack",
      rule: "be a stack that `pulumi stack export` writes the state of",
      actual: `${describeValue(stack)}: ${reason}`,
      hint: "Run it in the folder of the stack's Pulumi.yaml, logged in where its state is kept",
    },
  ]);
}

/** What the engine says is wrong, without what it warns of. */
function reasonOf({ exitCode, stderr }: ChildResult): string {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const said = lines.find((line) => line.startsWith("error:")) ?? lines.at(-1);
  return said?.replace(/^error:\s*/, "") ?? `exit code ${exitCode ?? "none"}`;
}
