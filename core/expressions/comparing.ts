import type { ComparisonOperator } from "../../facts/cloudflare/expressionLanguage";
import { anyOf, certain, type Certainty } from "../certainty";
import { contains, readRange } from "../cidrs";
import { unknownValue } from "../known";
import { ownEntry } from "../ownEntry";
import { toBytes, type ByteString } from "./bytes";
import { rangeOfItem } from "./literals";
import { differsInSpace, readRegexPattern } from "./regexes";
import type { RightSide, SetItem } from "./tree";
import { isAddress, missingValue, type Value } from "./values";
import { wildcardCaptures, wildcardPieces } from "./wildcards";

/** What lists hold, by name, as far as that is known. */
export type ListContents = Readonly<Record<string, readonly string[]>>;

/**
 * Compares a value.
 * @param value - The value. What is missing makes every comparison false, `ne` too: so the documentation has it.
 * @param operator - The operator.
 * @param right - What stands after it.
 * @param lists - What lists hold.
 * @returns Whether the comparison holds.
 */
export function compare(
  value: Value,
  operator: ComparisonOperator,
  right: RightSide,
  lists: ListContents,
): Certainty {
  if (value === missingValue) {
    return "no";
  }
  if (value === unknownValue) {
    return "unknown";
  }
  switch (right.kind) {
    case "regex":
      return matches(value, right.pattern);
    case "set":
      return anyOf(right.items.map((item) => isItem(value, item)));
    case "list":
      return isListed(value, ownEntry(lists, right.name));
    case "address":
      return equals(operator, value, readRange(right.address));
    case "integer":
      return ordered(operator, value, right.value);
    case "text":
      return compareText(operator, value, right.bytes);
  }
}

/** Compares a text. */
function compareText(operator: ComparisonOperator, value: Value, right: ByteString): Certainty {
  if (typeof value !== "string") {
    return "unknown";
  }
  if (operator === "contains") {
    return certain(value.includes(right));
  }
  if (operator === "wildcard" || operator === "strictWildcard") {
    const pieces = wildcardPieces(right);
    return typeof pieces === "number"
      ? "unknown"
      : certain(wildcardCaptures(pieces, value, operator === "strictWildcard") !== undefined);
  }
  return ordered(operator, value, right);
}

/** Compares by order: texts by their bytes, numbers by size. */
function ordered<Kind extends bigint | ByteString>(
  operator: ComparisonOperator,
  value: Value,
  right: Kind,
): Certainty {
  if (typeof value !== typeof right) {
    return "unknown";
  }
  const left = value as Kind;
  const answers: Partial<Record<ComparisonOperator, boolean>> = {
    equal: left === right,
    notEqual: left !== right,
    lessThan: left < right,
    lessOrEqual: left <= right,
    greaterThan: left > right,
    greaterOrEqual: left >= right,
  };
  const answer = answers[operator];
  return answer === undefined ? "unknown" : certain(answer);
}

/** Compares addresses, which are equal or not. */
function equals(
  operator: ComparisonOperator,
  value: Value,
  address: ReturnType<typeof readRange>,
): Certainty {
  if (!isAddress(value) || address === undefined) {
    return "unknown";
  }
  return certain(contains(address, value) === (operator === "equal"));
}

/** Matches a text against a regular expression, at any place. */
function matches(value: Value, pattern: ByteString): Certainty {
  const regex = readRegexPattern(pattern);
  return regex === undefined || typeof value !== "string" || differsInSpace(pattern, value)
    ? "unknown"
    : certain(regex.matcher(value).find());
}

/** Whether a value is one of a set's elements. */
function isItem(value: Value, item: SetItem): Certainty {
  switch (item.kind) {
    case "text":
      return ordered("equal", value, item.bytes);
    case "integer":
      return ordered("equal", value, item.value);
    case "integers":
      return typeof value === "bigint"
        ? certain(item.first <= value && value <= item.last)
        : "unknown";
    case "addresses": {
      const range = rangeOfItem(item.range);
      return range === undefined || !isAddress(value) ? "unknown" : certain(contains(range, value));
    }
  }
}

/** Whether a list holds a value. Of hostnames there are lists with asterisks: of such a list it is not known. */
function isListed(value: Value, list: readonly string[] | undefined): Certainty {
  if (list === undefined || list.some((item) => item.includes("*"))) {
    return "unknown";
  }
  if (isAddress(value)) {
    const ranges = list.map(readRange);
    return anyOf(
      ranges.map((range) => (range === undefined ? "unknown" : certain(contains(range, value)))),
    );
  }
  const text = typeof value === "bigint" || typeof value === "string" ? String(value) : undefined;
  return text === undefined ? "unknown" : certain(list.some((item) => toBytes(item) === text));
}
