import { allOf, anyOf, certain, type Certainty } from "../certainty";
import { isArray, missingValue, type Value } from "./values";

/** What a condition is of a request: one answer, or one for each element of an array. */
export type Answer = Certainty | EachAnswer;

/** The answers for the elements of an array. */
export interface EachAnswer {
  /** Those that are known, in their order. */
  readonly answers: readonly Certainty[];
  /** Whether there are no more than these. */
  readonly isWhole: boolean;
  /** Whether there is no array at all. */
  readonly isMissing: boolean;
}

/**
 * `any()` or `all()` of answers. Of no array at all, `all()` is true to the published engine, while the documentation has every
 * comparison with a missing value false: it cannot be told.
 * @param quantifier - Which of the two.
 * @param answer - The answers for the elements; one answer is none of an array.
 */
export function quantify(quantifier: "any" | "all", answer: Answer): Certainty {
  if (typeof answer === "string" || (quantifier === "all" && answer.isMissing)) {
    return "unknown";
  }
  const { answers, isWhole } = answer;
  const all = isWhole ? answers : [...answers, "unknown" as const];
  return quantifier === "any" ? anyOf(all) : allOf(all);
}

/**
 * Asks about each element of an array.
 * @param value - The array; anything else has no elements that are known.
 * @param answer - Answers for one.
 */
export function eachAnswer(value: Value, answer: (value: Value) => Certainty): EachAnswer {
  const isMissing = value === missingValue;
  return isArray(value)
    ? { answers: value.items.map(answer), isWhole: value.isWhole, isMissing }
    : { answers: [], isWhole: isMissing, isMissing };
}

/**
 * Whether an odd number of conditions holds, which is what `xor` after `xor` comes to.
 * @param answers - What each condition is.
 */
export function oddOf(answers: Iterable<Certainty>): Certainty {
  const all = [...answers];
  return all.includes("unknown")
    ? "unknown"
    : certain(all.filter((answer) => answer === "yes").length % 2 === 1);
}

/**
 * Changes an answer, or each of several.
 * @param answer - The answer.
 * @param change - Changes one.
 */
export function mapAnswer(answer: Answer, change: (answer: Certainty) => Certainty): Answer {
  return typeof answer === "string"
    ? change(answer)
    : { ...answer, answers: answer.answers.map(change) };
}

/**
 * Joins answers, those for elements one by one.
 * @param answers - What each condition is.
 * @param join - Joins those of the conditions, or of one element.
 */
export function joinAnswers(
  answers: readonly Answer[],
  join: (answers: readonly Certainty[]) => Certainty,
): Answer {
  const single = answers.filter((answer) => typeof answer === "string");
  if (single.length === answers.length) {
    return join(single);
  }
  const each = answers.filter((answer) => typeof answer !== "string");
  const [first] = each;
  const isAlike =
    single.length === 0 &&
    each.every(({ answers: { length }, isWhole }) => isWhole && length === first?.answers.length);
  if (!isAlike || first === undefined) {
    return { answers: [], isWhole: false, isMissing: false };
  }
  const joined = first.answers.map((_, index) => join(each.map((one) => one.answers[index]!)));
  return { ...first, answers: joined };
}
