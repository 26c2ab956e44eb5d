import { expressionFields } from "../../facts/cloudflare/expressionFields";
import {
  expressionFunctions,
  type ExpressionFunction,
} from "../../facts/cloudflare/expressionFunctions";
import { logicalOperators } from "../../facts/cloudflare/expressionLanguage";
import { nearestName } from "../nearestName";
import { checkArgument, checkCount, returnType, typeText, type Typed } from "./calls";
import { readComparison, takeOperator } from "./comparisons";
import { isForEach, readIndexes } from "./indexes";
import { isLiteral, readLiteral } from "./literals";
import { ExpressionFault, type Scanner } from "./scanner";
import type { Argument, Condition, Operand } from "./tree";
import { booleans, elementType, type ExpressionType } from "./types";

/**
 * Reads a condition: conditions joined by operators from a level of precedence on.
 * @param scanner - Stands where it begins.
 * @param level - The level. Defaults to the lowest.
 */
export function readCondition(scanner: Scanner, level = 0): Typed<Condition> {
  const joining = logicalOperators[level];
  if (joining === undefined) {
    return readSimple(scanner);
  }
  const first = readCondition(scanner, level + 1);
  const conditions = [first.node];
  while (takesAfterSpace(scanner, joining.english) || takesAfterSpace(scanner, joining.cLike)) {
    scanner.skipSpace();
    const { at } = scanner;
    const { node, type } = readCondition(scanner, level + 1);
    if (type !== first.type) {
      const rule = `join by ${joining.english} what is alike (${first.type})`;
      throw new ExpressionFault(at, rule, typeText(type));
    }
    conditions.push(node);
  }
  const { operator } = joining;
  const node: Condition =
    conditions.length === 1 ? first.node : { kind: "logical", operator, conditions };
  return { node, type: first.type };
}

/** Takes a text after space, or nothing at all. */
function takesAfterSpace(scanner: Scanner, expected: string): boolean {
  const begin = scanner.at;
  scanner.skipSpace();
  const isNext = scanner.takes(expected);
  if (!isNext) {
    scanner.at = begin;
  }
  return isNext;
}

/** A condition that no operator joins. */
function readSimple(scanner: Scanner): Typed<Condition> {
  if (scanner.takes("(")) {
    return scanner.inside(() => readClosed(scanner, readCondition));
  }
  if (scanner.takes("not") || scanner.takes("!")) {
    scanner.skipSpace();
    const { node, type } = scanner.inside(() => readSimple(scanner));
    return { node: { kind: "not", condition: node }, type };
  }
  const quantifier = takeQuantifier(scanner);
  if (quantifier !== undefined) {
    const argument = scanner.inside(() => readClosed(scanner, readQuantified));
    return { node: { kind: "quantifier", quantifier, argument }, type: "Boolean" };
  }
  const constant = scanner.take(/(?:true|false)(?![\w.])/y);
  return constant === ""
    ? compared(scanner, readOperand(scanner))
    : { node: { kind: "constant", value: constant === "true" }, type: "Boolean" };
}

/** What stands between parentheses, the first of which is taken. */
function readClosed<Read>(scanner: Scanner, read: (scanner: Scanner) => Read): Read {
  scanner.skipSpace();
  const result = read(scanner);
  scanner.skipSpace();
  scanner.expect(")");
  return result;
}

/** Takes `any(` or `all(`; nothing where neither is next. */
function takeQuantifier(scanner: Scanner): "any" | "all" | undefined {
  const taken = scanner.take(/(?:any|all)[ \r\n]*\(/y);
  return taken === "" ? undefined : taken.startsWith("any") ? "any" : "all";
}

/** What `any()` and `all()` are asked about. */
function readQuantified(scanner: Scanner): Operand | Condition {
  const { at } = scanner;
  const { node, type } = readArgument(scanner);
  if (type !== booleans) {
    const hint = 'Compare each element: any(http.request.headers["name"][*] == "value")';
    throw new ExpressionFault(at, `be ${typeText(booleans)}`, typeText(type), hint);
  }
  return node as Operand | Condition;
}

/** An operand with its type, and whether it stands for each element of an array. */
export interface TypedOperand extends Typed<Operand> {
  /** Whether it stands for each element. */
  readonly isEach: boolean;
}

/** A comparison of an operand, or the operand alone where it is true or false itself. */
function compared(scanner: Scanner, { node, type, isEach }: TypedOperand): Typed<Condition> {
  const { at } = scanner;
  const isBoolean = type === "Boolean";
  if (isBoolean || (elementType(type) === "Boolean" && !isEach)) {
    if (isBoolean && takeOperator(scanner) !== undefined) {
      scanner.at = at;
      scanner.skipSpace();
      const hint = "Write the field alone, or not before it";
      throw scanner.fault("compare no boolean", hint);
    }
    return { node: { kind: "holds", operand: node }, type: isEach || !isBoolean ? booleans : type };
  }
  const comparison = readComparison(scanner, type);
  const condition = { kind: "comparison", operand: node, ...comparison } as const;
  return { node: condition, type: isEach ? booleans : "Boolean" };
}

/**
 * Reads an operand: a field or a call, and what of it.
 * @param scanner - Stands where it begins.
 */
export function readOperand(scanner: Scanner): TypedOperand {
  const { at } = scanner;
  const name = scanner.take(/\w+(?:\.\w+)*/y);
  const field = expressionFields.get(name);
  if (field !== undefined) {
    const { indexes, type } = readIndexes(scanner, field.type);
    return { node: { kind: "field", name, indexes }, type, isEach: isForEach(indexes) };
  }
  const known = expressionFunctions.get(name);
  if (known === undefined) {
    scanner.at = at;
    throw unknownName(scanner, name);
  }
  scanner.skipSpace();
  scanner.expect("(");
  const call = scanner.inside(() => readCall(scanner, name, known));
  const { indexes, type } = readIndexes(scanner, call.type);
  const node = { kind: "call", name, arguments: call.arguments, indexes } as const;
  return { node, type, isEach: isForEach(indexes) };
}

/** The longest text that is looked for among the names. */
const longestName = 100;

/** What is said of a name that there is not. */
function unknownName(scanner: Scanner, name: string): ExpressionFault {
  const known = [...expressionFields.keys(), ...expressionFunctions.keys(), "any", "all"];
  const nearest = name.length > longestName ? undefined : nearestName(name, known);
  return scanner.fault("name a field or a function", nearest && `Did you mean ${nearest}?`);
}

/** The arguments of a call to its closing parenthesis, and what it returns. */
function readCall(
  scanner: Scanner,
  name: string,
  known: ExpressionFunction,
): { readonly arguments: readonly Argument[]; readonly type: ExpressionType } {
  const given: TypedArgument[] = [];
  const call = { name, known, given };
  for (scanner.skipSpace(); !scanner.takes(")"); scanner.skipSpace()) {
    if (given.length > 0 && !scanner.takes(",")) {
      throw scanner.fault("have `,` or `)`");
    }
    scanner.skipSpace();
    const { at } = scanner;
    const argument = readArgument(scanner);
    if (argument.isEach && given.length > 0) {
      throw new ExpressionFault(at, "have [*] in the first argument of a function only", "another");
    }
    checkArgument(call, argument, at);
    given.push(argument);
  }
  checkCount(call, scanner.at - 1);
  const type = returnType(call);
  const isMapped = given[0]?.isEach === true;
  return {
    arguments: given.map(({ node }) => node),
    type: isMapped ? `Array<${type}>` : type,
  };
}

/** What a function is given. */
interface TypedArgument extends Typed<Argument> {
  readonly isEach: boolean;
}

/** What a function is given: a group, a negation and a quantifier are conditions there, and so is one comparison. */
function readArgument(scanner: Scanner): TypedArgument {
  const { at } = scanner;
  if (scanner.take(/\(|not|!|(?:any|all)[ \r\n]*\(/y) !== "") {
    scanner.at = at;
    const { node, type } = readCondition(scanner);
    const isPlain = node.kind === "holds" && !isForEach(node.operand.indexes);
    return { node: isPlain ? node.operand : node, type, isEach: false };
  }
  if (isLiteral(scanner)) {
    const literal = readLiteral(scanner);
    return { node: literal, type: literalTypes[literal.kind], isEach: false };
  }
  const operand = readOperand(scanner);
  const end = scanner.at;
  if (takeOperator(scanner) === undefined) {
    return operand;
  }
  scanner.at = end;
  return { ...compared(scanner, operand), isEach: false };
}

const literalTypes = { text: "String", integer: "Integer", address: "IP address" } as const;
