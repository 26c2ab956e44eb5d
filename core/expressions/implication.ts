import { getOrCreate } from "../getOrCreate";
import type { ByteString } from "./bytes";
import { onlyTextsOf, textsOf } from "./parts";
import { printCondition, printOperand } from "./printer";
import type { Comparison, Condition, Operand } from "./tree";

/** How a part of an expression is printed. */
interface Printed {
  readonly text: string;
}

const conditions = new WeakMap<Condition, Printed>();
const operands = new WeakMap<Operand, Printed>();

/**
 * Whether two conditions are the same, however they were written.
 * @param left - The one.
 * @param right - The other one.
 */
export function isSameCondition(left: Condition, right: Condition): boolean {
  return left === right || conditionText(left) === conditionText(right);
}

function conditionText(condition: Condition): string {
  return getOrCreate(conditions, condition, () => ({ text: printCondition(condition) })).text;
}

function isSameOperand(left: Operand, right: Operand): boolean {
  return operandText(left) === operandText(right);
}

function operandText(operand: Operand): string {
  return getOrCreate(operands, operand, () => ({ text: printOperand(operand) })).text;
}

/**
 * Whether whatever meets one condition meets another one too, as far as the way they are written shows it.
 * @param narrow - The one.
 * @param wide - The other one.
 * @returns True where it certainly does; false where it does not, or cannot be told.
 */
export function implies(narrow: Condition, wide: Condition): boolean {
  if (isSameCondition(narrow, wide) || isConstant(wide, true) || isConstant(narrow, false)) {
    return true;
  }
  if (narrow.kind === "logical" && narrow.operator === "or") {
    return narrow.conditions.every((each) => implies(each, wide));
  }
  if (wide.kind === "logical" && wide.operator === "and") {
    return wide.conditions.every((each) => implies(narrow, each));
  }
  const { kind } = narrow;
  const isPart =
    wide.kind === "logical" &&
    wide.operator === "or" &&
    wide.conditions.some((each) => implies(narrow, each));
  const hasPart =
    kind === "logical" &&
    narrow.operator === "and" &&
    narrow.conditions.some((each) => implies(each, wide));
  return isPart || hasPart || (kind === "comparison" && everyTextMeets(narrow, wide));
}

function isConstant(condition: Condition, value: boolean): boolean {
  return condition.kind === "constant" && condition.value === value;
}

/** Of an operand that is one of some texts, each of which meets the other condition. */
function everyTextMeets({ operand, operator, right }: Comparison, wide: Condition): boolean {
  const texts = onlyTextsOf(right);
  const isListed = operator === "equal" || operator === "in";
  const meets = isListed && isSingle(operand) ? testOf(operand, wide) : undefined;
  return meets !== undefined && texts?.every(meets) === true;
}

/** Whether there is one value, and not each of an array. */
function isSingle({ indexes }: Operand): boolean {
  return indexes.every(({ kind }) => kind !== "each");
}

/** How a condition about nothing but an operand decides; undefined where it is about something else, or decides in another way. */
function testOf(operand: Operand, wide: Condition): ((text: ByteString) => boolean) | undefined {
  if (wide.kind === "comparison" && isSameOperand(wide.operand, operand)) {
    return testOfComparison(wide);
  }
  const called = wide.kind === "holds" && wide.operand.kind === "call" ? wide.operand : undefined;
  const [asked, part] = called?.arguments ?? [];
  const isAsked =
    (asked?.kind === "field" || asked?.kind === "call") && isSameOperand(asked, operand);
  if (part?.kind !== "text" || !isAsked) {
    return undefined;
  }
  const { bytes } = part;
  if (called?.name === "starts_with") {
    return (text) => text.startsWith(bytes);
  }
  return called?.name === "ends_with" ? (text) => text.endsWith(bytes) : undefined;
}

function testOfComparison({
  operator,
  right,
}: Comparison): ((text: ByteString) => boolean) | undefined {
  const texts = textsOf(right);
  if (operator === "equal" || operator === "in") {
    return (text) => texts.includes(text);
  }
  const [first] = texts;
  return operator === "contains" && first !== undefined
    ? (text) => text.includes(first)
    : undefined;
}
