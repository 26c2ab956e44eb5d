import { describeProblem, type Problem } from "../../core/problem";

/** Input that is no bundle, or none that can be read. */
export class UnreadableBundle extends Error {
  override readonly name = "UnreadableBundle";

  /**
   * Makes the error.
   * @param problem - What is wrong with the input, and the way out.
   */
  constructor(readonly problem: Problem) {
    super(describeProblem(problem));
  }
}
