/** What is known of a statement: it holds, it does not, or the plan does not say. */
export type Certainty = "yes" | "no" | "unknown";

/**
 * Whether at least one of several statements holds.
 * @param statements - The statements.
 * @returns `yes` if one is, `no` if none can be (so also for an empty list), else `unknown`.
 */
export function anyOf(statements: Iterable<Certainty>): Certainty {
  let result: Certainty = "no";
  for (const statement of statements) {
    if (statement === "yes") {
      return "yes";
    }
    if (statement === "unknown") {
      result = "unknown";
    }
  }
  return result;
}

/**
 * Whether all of several statements hold.
 * @param statements - The statements.
 * @returns `no` if one is, `yes` if all are (so also for an empty list), else `unknown`.
 */
export function allOf(statements: Iterable<Certainty>): Certainty {
  let result: Certainty = "yes";
  for (const statement of statements) {
    if (statement === "no") {
      return "no";
    }
    if (statement === "unknown") {
      result = "unknown";
    }
  }
  return result;
}

/**
 * What can be said of a statement that is one of several, of which it is not known which.
 * @param statements - What it may be.
 * @returns The common answer where all are the same, else `unknown`; `unknown` for an empty list.
 */
export function oneOf(statements: readonly Certainty[]): Certainty {
  const [first] = statements;
  return first !== undefined && statements.every((each) => each === first) ? first : "unknown";
}

/**
 * Turns a plain truth into a certainty.
 * @param truth - Whether it holds.
 * @returns `yes` or `no`.
 */
export function certain(truth: boolean): Certainty {
  return truth ? "yes" : "no";
}

/**
 * Whether a statement does not hold.
 * @param statement - The statement.
 * @returns `yes` for one that does not, `no` for one that does, else `unknown`.
 */
export function negated(statement: Certainty): Certainty {
  return statement === "unknown" ? "unknown" : certain(statement === "no");
}
