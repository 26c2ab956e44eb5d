import type { Problem } from "../problem";
import { typeText, type Typed } from "./calls";
import { readCondition, readOperand } from "./grammar";
import { ExpressionFault, faultProblem, Scanner } from "./scanner";
import type { Condition, Operand } from "./tree";

/** What was read, or why it could not be. */
export type Parsed<Node> = { readonly tree: Node } | { readonly problem: Problem };

/**
 * Reads an expression that decides whether a rule applies.
 * @param text - The expression, of any length.
 * @param path - Where it stands; `expression` by default.
 * @returns Its tree, or the first thing that is wrong with it, with the line and the column.
 */
export function parseFilter(text: string, path = "expression"): Parsed<Condition> {
  return parse(text, path, (scanner) => {
    const { at } = scanner;
    const { node, type } = readCondition(scanner);
    if (type !== "Boolean") {
      const hint = "Ask any() or all() about the elements of an array";
      throw new ExpressionFault(at, "be true or false", typeText(type), hint);
    }
    return node;
  });
}

/**
 * Reads an expression that makes a value, such as the target of a redirect.
 * @param text - The expression, of any length.
 * @param path - Where it stands; `expression` by default.
 * @returns Its tree with its type, or the first thing that is wrong with it, with the line and the column.
 */
export function parseValue(text: string, path = "expression"): Parsed<Typed<Operand>> {
  return parse(text, path, (scanner) => {
    const { at } = scanner;
    const { node, type, isEach } = readOperand(scanner);
    if (isEach) {
      throw new ExpressionFault(at, "be one value", `${type} for each element ([*])`);
    }
    return { node, type };
  });
}

/** Reads all of a text. */
function parse<Node>(text: string, path: string, read: (scanner: Scanner) => Node): Parsed<Node> {
  const scanner = new Scanner(text);
  try {
    scanner.take(/\s*/y);
    const tree = read(scanner);
    scanner.take(/\s*/y);
    if (scanner.at < text.length) {
      throw scanner.fault("end, or go on with and, xor or or");
    }
    return { tree };
  } catch (error) {
    if (error instanceof ExpressionFault) {
      return { problem: faultProblem(path, text, error) };
    }
    throw error;
  }
}
