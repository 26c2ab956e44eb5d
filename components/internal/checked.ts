import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { describeProblem, describeProblems, type Problem } from "../../core/problem";
import { checkedAt, lateOwner } from "./lateOwner";

/** Looks at one value and returns its problem, or undefined where it is fine. */
export type Check<T> = (value: T) => Problem | undefined;

/**
 * Whether an input's value is at hand now, so that it can be checked before anything is registered.
 * @param input - The input to look at.
 * @returns True for a plain value; false for an output or a promise.
 */
export function isPlain<T>(input: pulumi.Input<T> | undefined): input is T | undefined {
  return !pulumi.Output.isInstance(input) && !(input instanceof Promise);
}

/**
 * Gathers the problems of one component's arguments, so that one error lists all of them
 * before the first resource is registered.
 */
export class ProblemList {
  readonly #problems: Problem[] = [];

  /**
   * Adds problems found elsewhere.
   * @param problems - Problems, or undefined entries for values that were fine.
   */
  add(...problems: readonly (Problem | undefined)[]): void {
    for (const problem of problems) {
      if (problem !== undefined) {
        this.#problems.push(problem);
      }
    }
  }

  /**
   * Checks an input: now when it is plain, else when its value is known.
   * The caller must use the returned input: it is the one that the check gates.
   * @param input - The input to check.
   * @param check - Says what is wrong with the resolved value.
   * @returns The input itself when plain; otherwise an output that rejects if the check finds a problem.
   */
  checked<T>(input: pulumi.Input<T>, check: Check<T>): pulumi.Input<T> {
    if (isPlain(input)) {
      this.add(check(input));
      return input;
    }
    return checkedOnceKnown(pulumi.output(input) as pulumi.Output<T>, check);
  }

  /**
   * Checks what stands at a place of its own.
   * @param place - Puts a problem at that place.
   * @param check - Checks it, with paths that begin there.
   * @returns What `check` returned.
   */
  within<T>(place: (problem: Problem) => Problem, check: (problems: ProblemList) => T): T {
    const inner = new ProblemList();
    const result = checkedAt(place, () => check(inner));
    this.add(...inner.problems.map(place));
    return result;
  }

  /** All problems so far, in the order they were found. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /**
   * Throws one error that lists every problem; returns quietly when there is none.
   * @param subject - Whose arguments were checked, for example `DnsRecords "site"`.
   */
  throwIfAny(subject: string): void {
    if (this.#problems.length > 0) {
      throw problemsError(`arguments of ${subject}`, this.#problems);
    }
  }
}

/**
 * Checks a value as soon as it is known.
 * @param output - The value.
 * @param check - Says what is wrong with the value, at once or later.
 * @param subject - What is wrong where it is refused, to be read after "Invalid". Defaults to whose arguments are being checked.
 * @returns The same output, which rejects where the check finds a problem; what is secret is not shown then.
 */
export function checkedOnceKnown<T>(
  output: pulumi.Output<T>,
  check: (value: T) => Problem | undefined | Promise<Problem | undefined>,
  subject?: string,
): pulumi.Output<T> {
  const owner = lateOwner();
  const checkedValue = async (value: T): Promise<T> => {
    const problem = await check(value);
    if (problem === undefined) {
      return value;
    }
    const isSecret = await pulumi.isSecret(output);
    const told = owner.place(isSecret ? withoutValue(problem, value) : problem);
    throw problemsError(subject ?? owner.subject, [told]);
  };
  return output.apply<T>(checkedValue);
}

/** A way out that is about one value may repeat a part of it. That a secret is empty may be told: there is nothing to hide. */
function withoutValue({ path, rule, hint }: Problem, value: unknown): Problem {
  const isEmpty = typeof value === "string" && value.trim() === "";
  const isFixed = isEmpty || (typeof value === "string" && hint?.includes(value) === false);
  const actual = isEmpty ? "a secret that is empty" : "a secret";
  return { path, rule, actual, ...(isFixed && hint !== undefined ? { hint } : {}) };
}

/** The one error that carries problems to the user; Pulumi prints it with every path, rule and value. */
export class ProblemsError extends pulumi.InputPropertiesError {
  /** What was refused, in the order it was found. */
  readonly problems: readonly Problem[];

  /**
   * Writes every problem on a line of its own.
   * @param subject - What was wrong, to be read after "Invalid".
   * @param problems - At least one problem.
   */
  constructor(subject: string, problems: readonly Problem[]) {
    super({
      message: describeProblems(`Invalid ${subject}`, problems),
      errors: problems.map((problem) => ({
        propertyPath: problem.path,
        reason: describeProblem(problem),
      })),
    });
    this.problems = problems;
    this.stack = ownFrames(this.stack);
  }

  /** Shown without its fields where nobody catches it, since the sentences say all that is in them. */
  [inspect.custom](): string {
    return this.stack ?? this.message;
  }
}

/**
 * Leaves the frames of packages out of a stack: they tell the user nothing, and Node 20 needs minutes and all memory to
 * colour a frame of a scoped package when it prints an uncaught error.
 */
function ownFrames(stack: string | undefined): string | undefined {
  return stack
    ?.split("\n")
    .filter((line) => !/^\s*at .*node_modules/.test(line))
    .join("\n");
}

/**
 * Makes the one error that carries problems to the user.
 * @param subject - What was wrong, to be read after "Invalid".
 * @param problems - At least one problem.
 * @returns The error, to be thrown.
 */
export function problemsError(subject: string, problems: readonly Problem[]): ProblemsError {
  return new ProblemsError(subject, problems);
}

/**
 * Puts a problem under the path at which the arguments it is about stand.
 * @param path - The prefix; empty for none.
 * @param problem - The problem.
 * @returns The problem with its whole path.
 */
export function withPrefix(path: string, problem: Problem): Problem {
  return path === "" ? problem : { ...problem, path: `${path}.${problem.path}` };
}

/**
 * Blocks that are given one wrong value each say so; a user need read it only once.
 * @param problems - Problems in their order.
 * @returns The first of each path and rule.
 */
export function distinctProblems(problems: readonly Problem[]): readonly Problem[] {
  const first = new Map<string, Problem>();
  for (const problem of problems) {
    const line = `${problem.path} must ${problem.rule}`;
    first.set(line, first.get(line) ?? problem);
  }
  return [...first.values()];
}
