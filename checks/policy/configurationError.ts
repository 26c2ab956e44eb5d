import { describeProblems, type Problem } from "../../core/problem";

/** A configuration that cannot be used. */
export class PolicyConfigurationError extends Error {
  /** Tells this error apart in logs. */
  override readonly name = "PolicyConfigurationError";

  /**
   * Makes the error.
   * @param problems - Every problem found, at least one.
   */
  constructor(readonly problems: readonly Problem[]) {
    super(describeProblems("Invalid policy configuration", problems));
  }
}
