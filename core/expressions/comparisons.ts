import {
  comparisonOperators,
  type ComparisonOperator,
} from "../../facts/cloudflare/expressionLanguage";
import { nearestName } from "../nearestName";
import { typeText } from "./calls";
import { readAddress, readInteger, readSet } from "./literals";
import { ExpressionFault, type Scanner } from "./scanner";
import { readRegex, readString } from "./strings";
import type { RightSide } from "./tree";
import { elementType, type ExpressionType } from "./types";
import { wildcardPieces } from "./wildcards";

const operators = Object.entries(comparisonOperators) as [
  ComparisonOperator,
  (typeof comparisonOperators)[ComparisonOperator],
][];

/**
 * Takes a comparison operator if one is next, after space.
 * @param scanner - The place.
 * @returns The operator; undefined where there is none, and then nothing was taken.
 */
export function takeOperator(scanner: Scanner): ComparisonOperator | undefined {
  const begin = scanner.at;
  scanner.skipSpace();
  const found = operators.find(
    ([, { english, cLike }]) =>
      scanner.takes(english) || (cLike !== undefined && scanner.takes(cLike)),
  );
  if (found === undefined) {
    scanner.at = begin;
  }
  return found?.[0];
}

/**
 * Reads a comparison operator and what stands after it.
 * @param scanner - The place after what is compared.
 * @param type - The type of that.
 * @returns Both.
 * @throws {ExpressionFault} Where there is no operator, the type has none such, or what stands after it is wrong.
 */
export function readComparison(
  scanner: Scanner,
  type: ExpressionType,
): { readonly operator: ComparisonOperator; readonly right: RightSide } {
  scanner.skipSpace();
  const at = scanner.at;
  const operator = takeOperator(scanner);
  if (operator === undefined) {
    throw missingOperator(scanner);
  }
  const { english, types } = comparisonOperators[operator];
  if (!types.includes(type)) {
    const rule = `compare by ${english} ${types.map(typeText).join(" or ")} only`;
    const isList = elementType(type) !== undefined;
    const hint = isList
      ? "Take one element ([0]), or each of them ([*]) in any() or all()"
      : undefined;
    throw new ExpressionFault(at, rule, typeText(type), hint);
  }
  scanner.skipSpace();
  return { operator, right: readRight(scanner, operator, type) };
}

/** What stands after an operator. */
function readRight(
  scanner: Scanner,
  operator: ComparisonOperator,
  type: ExpressionType,
): RightSide {
  if (operator === "in") {
    return scanner.next === "$"
      ? { kind: "list", name: readListName(scanner) }
      : { kind: "set", items: readSet(scanner, type) };
  }
  if (operator === "matches") {
    return { kind: "regex", pattern: readRegex(scanner) };
  }
  const isWildcard = operator === "wildcard" || operator === "strictWildcard";
  return isWildcard ? readWildcard(scanner) : readScalar(scanner, type);
}

/** One value of a type. */
function readScalar(scanner: Scanner, type: ExpressionType): RightSide {
  if (type === "String") {
    return { kind: "text", bytes: readString(scanner) };
  }
  return type === "Integer"
    ? { kind: "integer", value: readInteger(scanner) }
    : readAddress(scanner);
}

/** A string with asterisks. */
function readWildcard(scanner: Scanner): RightSide {
  const { at } = scanner;
  const bytes = readString(scanner);
  const pieces = wildcardPieces(bytes);
  if (typeof pieces === "number") {
    const isDouble = bytes[pieces] === "*";
    const rule = isDouble
      ? "have no two asterisks in a row in the string"
      : "escape an asterisk (\\*) or a backslash (\\\\) only in the string";
    const actual = isDouble ? "**" : "another backslash";
    throw new ExpressionFault(
      at,
      rule,
      actual,
      isDouble ? undefined : 'Raw strings are easier: r"…"',
    );
  }
  return { kind: "text", bytes };
}

/** The name of a list. */
function readListName(scanner: Scanner): string {
  scanner.expect("$");
  const name = scanner.take(/[a-z0-9_]+(?:\.+[a-z0-9_]+)*/y);
  if (name === "") {
    throw scanner.fault("name a list by lower-case letters, digits and underscores");
  }
  return name;
}

/** What is said where an operator is due. */
function missingOperator(scanner: Scanner): ExpressionFault {
  const words = operators.map(([, { english }]) => english);
  const found = /^\w{1,40}/.exec(scanner.text.slice(scanner.at, scanner.at + 41))?.[0];
  const nearest = found === undefined ? undefined : nearestName(found, words);
  const hint =
    found === "starts_with" || found === "ends_with"
      ? `${found} is a function: ${found}(field, "…")`
      : nearest && `Did you mean ${nearest}?`;
  return scanner.fault(`compare by ${words.join(", ")}`, hint);
}
