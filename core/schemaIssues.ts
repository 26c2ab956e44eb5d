import type * as zodPackage from "zod/v3";
import { describeValue, type Problem } from "./problem";

/** How an issue of zod carries a problem. */
export interface IssueParams {
  /** The problem, without its place. */
  readonly problem: Problem;
  /** Whether the value is of another kind, so that nothing that builds on it can be checked. */
  readonly isOfAnotherKind: boolean;
}

/**
 * What is said of a value that may not be known later.
 * @param given - The value.
 * @param plain - What to give in its place.
 * @returns The problem, without its place.
 */
export function lateProblem(given: unknown, plain: string): Problem {
  const rule = "be known at preview";
  return { path: "", rule, actual: describeValue(given), hint: `Give ${plain}` };
}

/** A problem as zod carries it. */
export function carried(params: IssueParams): zodPackage.IssueData {
  return { code: "custom", params: { ...params } };
}

/** What zod says of a value of another kind. */
export function kindRule(message: string): { readonly errorMap: zodPackage.ZodErrorMap } {
  return { errorMap: () => ({ message }) };
}
