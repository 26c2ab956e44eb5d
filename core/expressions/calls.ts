import type {
  ExpressionFunction,
  ExpressionParameter,
} from "../../facts/cloudflare/expressionFunctions";
import { ExpressionFault } from "./scanner";
import type { Argument } from "./tree";
import { elementType, isOneOf, type ExpressionType } from "./types";

/** A part of an expression with its type. */
export interface Typed<Node> {
  readonly node: Node;
  readonly type: ExpressionType;
}

/** Where a function is called, and what it has been given. */
export interface Call {
  /** Its name. */
  readonly name: string;
  /** What is published of it. */
  readonly known: ExpressionFunction;
  /** What it has been given so far. */
  readonly given: readonly Typed<Argument>[];
}

/**
 * Checks one more argument.
 * @param call - The call.
 * @param argument - What it is given next.
 * @param at - Where that stands.
 * @throws {ExpressionFault} Where the function does not take it.
 */
export function checkArgument(call: Call, argument: Typed<Argument>, at: number): void {
  const { name, known, given } = call;
  const parameter = parameterAt(known, given.length);
  if (parameter === undefined) {
    throw new ExpressionFault(at, `give ${name}() ${countText(known)}`, "more");
  }
  const which = `take as argument ${given.length + 1} of ${name}()`;
  const types = takenTypes(parameter, given[0]?.type);
  if (!isOneOf(argument.type, types)) {
    const hint = unpackHint(argument.type, types);
    const actual = typeText(argument.type);
    throw new ExpressionFault(at, `${which} ${types.map(typeText).join(" or ")}`, actual, hint);
  }
  const isLiteral = isWrittenOut(argument.node);
  if (parameter.kind !== undefined && (parameter.kind === "literal") !== isLiteral) {
    const due = isLiteral ? "a field, or what a function returns" : "a value that is written out";
    const actual = isLiteral ? "a value that is written out" : "a field";
    throw new ExpressionFault(at, `${which} ${due}`, actual);
  }
  checkRange(parameter, argument.node, at, which);
}

/**
 * Checks that a call has all the arguments that it needs.
 * @param call - The call.
 * @param at - Where its arguments end.
 * @throws {ExpressionFault} Where one is missing.
 */
export function checkCount({ name, known, given }: Call, at: number): void {
  if (given.length < leastCount(known)) {
    throw new ExpressionFault(at, `give ${name}() ${countText(known)}`, String(given.length));
  }
}

/**
 * What a call returns.
 * @param call - The call with all its arguments.
 * @returns The type, of one call: a call for each element of an array returns an array of it.
 */
export function returnType({ known, given }: Call): ExpressionType {
  const [first] = given;
  return known.returns === "first" && first !== undefined ? first.type : known.returns;
}

/** The parameter that an argument is for; undefined where there is none. */
function parameterAt(
  { parameters }: ExpressionFunction,
  index: number,
): ExpressionParameter | undefined {
  const last = parameters.at(-1);
  return parameters[index] ?? (last?.isRepeated ? last : undefined);
}

/** The types that a parameter takes, told by the first argument where they depend on it. */
function takenTypes(
  { types }: ExpressionParameter,
  first: ExpressionType | undefined,
): readonly ExpressionType[] {
  return types.flatMap((type) => {
    const element = first === undefined ? undefined : elementType(first);
    return type === "first" ? [first ?? ""] : type === "element" ? [element ?? ""] : [type];
  });
}

/** Refuses a number that is out of range. */
function checkRange(
  { between }: ExpressionParameter,
  argument: Argument,
  at: number,
  which: string,
): void {
  if (between === undefined || argument.kind !== "integer") {
    return;
  }
  const [least, most] = between;
  if (argument.value < least || argument.value > most) {
    const actual = String(argument.value);
    throw new ExpressionFault(at, `${which} a whole number of ${least} to ${most}`, actual);
  }
}

/** Whether a value is written out. */
function isWrittenOut({ kind }: Argument): boolean {
  return kind === "text" || kind === "integer" || kind === "address";
}

/** How many arguments a function needs. */
function leastCount({ parameters }: ExpressionFunction): number {
  return parameters.filter(({ isOptional }) => !isOptional).length;
}

/** How many arguments a function takes, as words. */
function countText(known: ExpressionFunction): string {
  const least = leastCount(known);
  const most = known.parameters.length;
  const isEndless = known.parameters.at(-1)?.isRepeated === true;
  const count = isEndless
    ? `at least ${least}`
    : least === most
      ? `${least}`
      : `${least} to ${most}`;
  return `${count} argument${count === "1" ? "" : "s"}`;
}

/** What to do where an array stands and one of its elements is due. */
function unpackHint(type: ExpressionType, types: readonly ExpressionType[]): string | undefined {
  const element = elementType(type);
  const isElementDue = element !== undefined && isOneOf(element, types);
  return isElementDue ? "Write [*] after it for each of its elements, or [0] for one" : undefined;
}

/**
 * A type as a sentence has it.
 * @param type - A type.
 * @returns With its article.
 */
export function typeText(type: ExpressionType): string {
  return `${/^[AI]/.test(type) ? "an" : "a"} ${type}`;
}
