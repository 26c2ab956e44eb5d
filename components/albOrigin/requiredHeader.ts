import { isPrintableAscii } from "../../core/printableAscii";
import { describeValue, type Problem } from "../../core/problem";
import { headerCondition } from "../../facts/aws/loadBalancing";
import type { ProblemList } from "../internal/checked";
import type { AlbRequiredHeaderArgs } from "./args";

/** Shorter ones can be guessed. */
const shortestValue = 16;

/** One in use, and the next or the last one beside it. */
const mostValues = 2;

/**
 * Checks the header without which requests are refused. Its values are never shown.
 * @param problems - Takes what is wrong.
 * @param header - The header, each value of the right kind.
 * @returns The header, late values behind their checks.
 */
export function checkedHeader(
  problems: ProblemList,
  header: AlbRequiredHeaderArgs,
): AlbRequiredHeaderArgs {
  const path = "requiredHeader.values";
  const { values } = header;
  const isFew = values.length > 0 && values.length <= mostValues;
  const isRepeated = new Set(values).size < values.length;
  problems.add(
    isFew
      ? undefined
      : { path, rule: "be one value, or two while it is changed", actual: `${values.length}` },
    isRepeated ? { path, rule: "not repeat a value", actual: "the same twice" } : undefined,
  );
  return {
    ...header,
    values: values.map((value, index) =>
      problems.checked(value, (known) => headerValueProblem(`${path}[${index}]`, known)),
    ),
  };
}

/**
 * Judges one value of the header, which the monitor sends too.
 * @param path - Where it stands.
 * @param value - What is given.
 * @returns What is wrong, without the value; undefined where nothing is.
 */
export function headerValueProblem(path: string, value: unknown): Problem | undefined {
  const { longestValue, wildcards } = headerCondition;
  if (typeof value !== "string") {
    return { path, rule: "be a text", actual: describeValue(value) };
  }
  if (wildcards.test(value)) {
    const rule = "have no * and no ?, which stand for any text in a rule of the load balancer";
    return { path, rule, actual: "a secret with one of them" };
  }
  if (!isPrintableAscii(value)) {
    return { path, rule: "be printable ASCII", actual: "a secret with another character" };
  }
  return value.length >= shortestValue && value.length <= longestValue
    ? undefined
    : {
        path,
        rule: `be a secret of ${shortestValue} to ${longestValue} characters`,
        actual: `${value.length} characters`,
      };
}
