import { describeProblem, type Problem } from "../../core/problem";

/** Input that is no plan, or none that can be read. */
export class UnreadablePlan extends Error {
  override readonly name = "UnreadablePlan";

  /**
   * Makes the error.
   * @param problem - What is wrong with the input, and the way out.
   */
  constructor(readonly problem: Problem) {
    super(describeProblem(problem));
  }
}
