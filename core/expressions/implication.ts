import { getOrCreate } from "../getOrCreate";
import type { ByteString } from "./bytes";
import { onlyTextsOf, textsOf } from "./parts";
import { printCondition, printOperand } from "./printer";
import type { Comparison, Condition, Operand } from "./tree";
import { wildcardCaptures, wildcardPieces } from "./wildcards";

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
  if (wide.kind === "not" && narrow.kind === "not") {
    return implies(wide.condition, narrow.condition);
  }
  const isPart =
    wide.kind === "logical" &&
    wide.operator === "or" &&
    wide.conditions.some((each) => implies(narrow, each));
  const hasPart =
    narrow.kind === "logical" &&
    narrow.operator === "and" &&
    narrow.conditions.some((each) => implies(each, wide));
  return isPart || hasPart || everyTextMeets(narrow, wide);
}

function isConstant(condition: Condition, value: boolean): boolean {
  return condition.kind === "constant" && condition.value === value;
}

/** What a condition says of one operand: that it is one of some texts, in which a mark stands for whatever may be there. */
interface Shapes {
  readonly operand: Operand;
  readonly texts: readonly ByteString[];
  /** Whether upper and lower case are all the same. */
  readonly isFolded: boolean;
}

/** No expression that people write has this byte. */
const anything = "\u0001";

/** Of an operand that is one of some texts, each of which meets the other condition. */
function everyTextMeets(narrow: Condition, wide: Condition): boolean {
  const shapes = shapesOf(narrow);
  const meets = shapes && isSingle(shapes.operand) ? testOf(shapes.operand, wide) : undefined;
  const isFolding = wide.kind === "comparison" && wide.operator === "wildcard";
  return (
    meets !== undefined && (!shapes?.isFolded || isFolding) && shapes?.texts.every(meets) === true
  );
}

function shapesOf(condition: Condition): Shapes | undefined {
  if (condition.kind === "holds") {
    const { operand: called } = condition;
    const [asked, part] = called.kind === "call" ? called.arguments : [];
    const isOperand = asked?.kind === "field" || asked?.kind === "call";
    const texts = part?.kind === "text" ? beginningOrEnd(called.name, part.bytes) : [];
    return isOperand && texts.length > 0 ? { operand: asked, texts, isFolded: false } : undefined;
  }
  const texts = condition.kind === "comparison" ? shapesOfComparison(condition) : undefined;
  return condition.kind === "comparison" && texts !== undefined
    ? { operand: condition.operand, texts, isFolded: condition.operator === "wildcard" }
    : undefined;
}

function beginningOrEnd(name: string, bytes: ByteString): readonly ByteString[] {
  return name === "starts_with"
    ? [`${bytes}${anything}`]
    : name === "ends_with"
      ? [`${anything}${bytes}`]
      : [];
}

function shapesOfComparison({ operator, right }: Comparison): readonly ByteString[] | undefined {
  const texts = onlyTextsOf(right);
  if (operator === "equal" || operator === "in") {
    return texts;
  }
  if (operator === "contains") {
    return texts?.map((text) => `${anything}${text}${anything}`);
  }
  const isWildcard = operator === "wildcard" || operator === "strictWildcard";
  const pieces = isWildcard ? texts?.map(wildcardPieces) : undefined;
  return pieces?.every((each) => typeof each !== "number") === true
    ? pieces.map((each) => each.join(anything))
    : undefined;
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
  const [first = ""] = texts;
  if (operator === "contains") {
    return (text) => text.includes(first);
  }
  const pieces = wildcardPieces(first);
  const isWildcard = operator === "wildcard" || operator === "strictWildcard";
  return isWildcard && typeof pieces !== "number"
    ? (text) => wildcardCaptures(pieces, text, operator === "strictWildcard") !== undefined
    : undefined;
}
