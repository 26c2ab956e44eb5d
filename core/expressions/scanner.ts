import { expressionLimits, spaceCharacters } from "../../facts/cloudflare/expressionLanguage";
import { describeValue, type Problem } from "../problem";

/** The longest piece of an expression that an error shows, in characters. */
const longestPiece = 40;

/** What is wrong with an expression, and where: what parsing throws inside this folder. */
export class ExpressionFault extends Error {
  /**
   * Tells a fault.
   * @param at - Where, as an index.
   * @param rule - What must hold there, to be read after "must".
   * @param actual - What stands there; never the content of a string, which may be a key.
   * @param hint - What to do about it.
   */
  constructor(
    readonly at: number,
    readonly rule: string,
    readonly actual: string,
    readonly hint?: string,
  ) {
    super(rule);
  }
}

/** A place in an expression, and what can be read from there. */
export class Scanner {
  /** Where reading is, as an index. */
  at = 0;

  #depth = 0;

  /**
   * Begins to read.
   * @param text - The expression.
   */
  constructor(readonly text: string) {}

  /** The character that is next; empty at the end. */
  get next(): string {
    return this.text.charAt(this.at);
  }

  /** Passes over space. */
  skipSpace(): void {
    while (this.at < this.text.length && spaceCharacters.includes(this.next)) {
      this.at += 1;
    }
  }

  /**
   * Takes a text if it is next.
   * @param expected - The text.
   * @returns Whether it was.
   */
  takes(expected: string): boolean {
    const isNext = this.text.startsWith(expected, this.at);
    this.at += isNext ? expected.length : 0;
    return isNext;
  }

  /**
   * Takes all that a pattern matches from here.
   * @param pattern - A sticky regular expression.
   * @returns What it matches; empty where it does not.
   */
  take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const [taken = ""] = pattern.exec(this.text) ?? [];
    this.at += taken.length;
    return taken;
  }

  /**
   * Takes a text that must be next.
   * @param expected - The text.
   * @throws {ExpressionFault} Where it is not.
   */
  expect(expected: string): void {
    if (!this.takes(expected)) {
      throw this.fault(`have \`${expected}\``);
    }
  }

  /**
   * Reads what stands inside something else.
   * @param read - Reads it.
   * @returns What was read.
   * @throws {ExpressionFault} Where that is too deep.
   */
  inside<Read>(read: () => Read): Read {
    if (this.#depth >= expressionLimits.depth) {
      const rule = `nest groups, negations and calls at most ${expressionLimits.depth} deep`;
      throw new ExpressionFault(this.at, rule, "more");
    }
    this.#depth += 1;
    const result = read();
    this.#depth -= 1;
    return result;
  }

  /**
   * A fault here.
   * @param rule - What must hold, to be read after "must".
   * @param hint - What to do about it.
   * @returns The fault, with what is next.
   */
  fault(rule: string, hint?: string): ExpressionFault {
    const isTab = this.next === "\t";
    return new ExpressionFault(
      this.at,
      rule,
      this.#piece(),
      isTab ? "Write spaces: the language takes no tab between its parts" : hint,
    );
  }

  /** What is next, to be shown. */
  #piece(): string {
    if (this.at >= this.text.length) {
      return "the end";
    }
    const [piece = this.next] = /^(?:"|r#*"|[\w.$]+|[^\w\s"]+)/.exec(
      this.text.slice(this.at, this.at + longestPiece),
    ) ?? [undefined];
    return piece.endsWith('"') ? "a string" : describeValue(piece);
  }
}

/**
 * Tells a fault as a problem.
 * @param path - Where the expression stands.
 * @param text - The expression.
 * @param fault - What is wrong with it.
 * @returns The problem, with the line and the column, both from 1.
 */
export function faultProblem(path: string, text: string, fault: ExpressionFault): Problem {
  const before = text.slice(0, fault.at).split("\n");
  const column = [...(before.at(-1) ?? "")].length + 1;
  return {
    path,
    rule: `${fault.rule} at line ${before.length}, column ${column}`,
    actual: fault.actual,
    ...(fault.hint === undefined ? {} : { hint: fault.hint }),
  };
}
