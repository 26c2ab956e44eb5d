import { describeProblem, describeProblems, type Problem } from "../core/problem";

/** It ran, and the answer is no: the engine, a program, the cloud or the machine refused. The command ends with exit code 1. */
export class RunFailed extends Error {
  /** Tells this error apart in logs. */
  override readonly name: string = "RunFailed";
}

/**
 * Input, or a machine, that the sandbox cannot work with: nothing was started, nothing was changed.
 * The command prints its message and ends with exit code 2.
 */
export class SandboxError extends Error {
  /** Tells this error apart in logs. */
  override readonly name = "SandboxError";
  /** Every problem found, at least one. */
  readonly problems: readonly Problem[];

  /**
   * Makes the error out of what was found.
   * @param problems - Every problem found; one alone becomes the message, more become a list.
   * @param subject - What was wrong, the first line of a list. Defaults to "Some input cannot be used".
   */
  constructor(problems: readonly Problem[], subject = "Some input cannot be used") {
    const [first, ...others] = problems;
    const isAlone = first !== undefined && others.length === 0;
    super(isAlone ? describeProblem(first) : describeProblems(subject, problems));
    this.problems = problems;
  }
}
