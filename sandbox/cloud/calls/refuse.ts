import type { ApiErrorFact } from "../../../facts/apiErrorFact";
import { brokenRules, written, type Constraint } from "../../../constraints/constraint";
import { ApiError } from "./apiError";

/**
 * Refuses a call, in the way of one row of the tables of API errors.
 * @param fact - The row.
 * @param words - What the API says; never a secret.
 * @throws {ApiError} Always.
 */
export function refuse(fact: ApiErrorFact, words: string): never {
  throw new ApiError(fact.status, fact.code, words, { means: fact.means });
}

/**
 * Refuses values that break a constraint, as the API does that has it.
 * @param constraints - The constraints, in the order in which the API looks at them.
 * @param fields - The values.
 * @param view - What else decides.
 * @throws {ApiError} For the first constraint that is broken.
 */
export function refuseBroken<Fields, View>(
  constraints: readonly Constraint<Fields, View>[],
  fields: Fields,
  view: View,
): void {
  const [first] = brokenRules<Fields, View, Constraint<Fields, View>>(constraints, fields, view);
  if (first !== undefined) {
    const { error, answer } = first.rule;
    refuse(error, written(answer, fields, view));
  }
}
