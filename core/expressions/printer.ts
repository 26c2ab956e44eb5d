import {
  comparisonOperators,
  expressionLimits,
  logicalOperators,
  type LogicalOperator,
} from "../../facts/cloudflare/expressionLanguage";
import { fromBytes, toBytes, type ByteString } from "./bytes";
import type { Argument, Condition, Index, Operand, RightSide, SetItem } from "./tree";

/**
 * Writes a condition in the one way that it is written here: operators in words, strings in quotation marks, regular expressions as
 * raw strings, and no parentheses but those that it needs.
 * @param condition - A condition.
 * @returns The text. Parsing it gives the same condition.
 */
export function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case "holds":
      return printOperand(condition.operand);
    case "constant":
      return String(condition.value);
    case "not":
      return `not ${printGrouped(condition.condition)}`;
    case "quantifier":
      return `${condition.quantifier}(${printArgument(condition.argument)})`;
    case "logical":
      return condition.conditions
        .map((each) => printGrouped(each, condition.operator))
        .join(` ${condition.operator} `);
    case "comparison": {
      const { operand, operator, right } = condition;
      const { english } = comparisonOperators[operator];
      return `${printOperand(operand)} ${english} ${printRight(right)}`;
    }
  }
}

/**
 * Writes a field or a call.
 * @param operand - What has a value.
 * @returns The text. Parsing it gives the same operand.
 */
export function printOperand(operand: Operand): string {
  const name =
    operand.kind === "field"
      ? operand.name
      : `${operand.name}(${operand.arguments.map(printArgument).join(", ")})`;
  return `${name}${operand.indexes.map(printIndex).join("")}`;
}

/**
 * Writes a string in quotation marks.
 * @param bytes - What it holds.
 * @returns The text: readable where the bytes are, escaped where they are not.
 */
export function printString(bytes: ByteString): string {
  const escaped = bytes.replace(/["\\]/g, "\\$&");
  const text = fromBytes(escaped);
  // eslint-disable-next-line no-control-regex -- a control character is what is escaped here
  const unreadable = text === undefined ? /[^\x20-\x7e]/g : /[\x00-\x1f\x7f]/g;
  return `"${(text ?? escaped).replace(unreadable, byteEscape)}"`;
}

/** A byte as an escape. */
function byteEscape(byte: string): string {
  return `\\x${byte.charCodeAt(0).toString(16).padStart(2, "0")}`;
}

const precedence = logicalOperators.map(({ operator }): LogicalOperator => operator);

/** A condition as a part of another, in parentheses where it would be read otherwise without them. */
function printGrouped(condition: Condition, within?: LogicalOperator): string {
  const printed = printCondition(condition);
  const bindsCloser =
    condition.kind !== "logical" ||
    (within !== undefined && precedence.indexOf(condition.operator) > precedence.indexOf(within));
  return bindsCloser ? printed : `(${printed})`;
}

/** What a function is given. */
function printArgument(argument: Argument): string {
  switch (argument.kind) {
    case "field":
    case "call":
      return printOperand(argument);
    case "text":
      return printString(argument.bytes);
    case "integer":
      return String(argument.value);
    case "address":
      return argument.address;
    case "holds":
    case "constant":
    case "logical":
      return `(${printCondition(argument)})`;
    case "not":
    case "quantifier":
    case "comparison":
      return printCondition(argument);
  }
}

/** One step into an array or a map. */
function printIndex(index: Index): string {
  switch (index.kind) {
    case "each":
      return "[*]";
    case "position":
      return `[${index.position}]`;
    case "key":
      return `[${printString(toBytes(index.key))}]`;
  }
}

/** What stands after an operator. */
function printRight(right: RightSide): string {
  switch (right.kind) {
    case "regex":
      return printRegex(right.pattern);
    case "list":
      return `$${right.name}`;
    case "set":
      return `{${right.items.map(printItem).join(" ")}}`;
    case "text":
    case "integer":
    case "address":
      return printArgument(right);
  }
}

/** One element of a set. */
function printItem(item: SetItem): string {
  switch (item.kind) {
    case "integers":
      return `${item.first}..${item.last}`;
    case "addresses":
      return item.range;
    case "text":
    case "integer":
      return printArgument(item);
  }
}

/** A regular expression, as a raw string with as many `#` as it needs. */
function printRegex(pattern: ByteString): string {
  const longest = [...pattern.matchAll(/"(#*)/g)].map(([, hashes = ""]) => hashes.length + 1);
  const count = Math.min(Math.max(0, ...longest), expressionLimits.rawStringHashes);
  const hashes = "#".repeat(count);
  return `r${hashes}"${fromBytes(pattern) ?? pattern}"${hashes}`;
}
