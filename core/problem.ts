import { ownEntry } from "./ownEntry";
import { withoutSecrets } from "./secrets";
import { visibleLine } from "./visibleText";

/**
 * A value that breaks a rule. The one form in which everything in this project says so:
 * components, environments, the stand-in cloud and the command.
 */
export interface Problem {
  /** Where the value stands, written like code: `records.www.ttlSeconds`, `pools[1].name`. */
  readonly path: string;
  /** What must hold, to be read after "must": `be a whole number of 60 to 86400`. */
  readonly rule: string;
  /** The value found, as text; never a secret. Use `describeValue`. */
  readonly actual: string;
  /** What to do about it, as one sentence without a full stop. Absent where the rule says it all. */
  readonly hint?: string;
}

/**
 * Writes a problem as one line: `path must rule; got value. Way out`.
 * @param problem - The problem to write.
 * @returns The sentence, with no full stop at its end.
 */
export function describeProblem(problem: Problem): string {
  const sentence = `${problem.path} must ${problem.rule}; got ${problem.actual}`;
  // A line end, or a mark that turns the direction of text, would let a value pass for a sentence of its own.
  return visibleLine(problem.hint === undefined ? sentence : `${sentence}. ${problem.hint}`);
}

/**
 * Writes problems as a list beneath what they are about, one line each.
 * @param subject - The first line, without its colon.
 * @param problems - At least one problem.
 * @returns The text, with no line end at its end.
 */
export function describeProblems(subject: string, problems: readonly Problem[]): string {
  const lines = problems.map((problem) => `  - ${describeProblem(problem)}`);
  return `${subject}:\n${lines.join("\n")}`;
}

/**
 * Reads what `describeProblem` wrote, for places that only text reaches.
 * @param sentence - One line.
 * @returns A problem that `describeProblem` writes in the same words, its way out among the value; undefined for any other line.
 */
export function readProblem(sentence: string): Problem | undefined {
  const [, path, rule, actual] = /^(\S.*?) must (\S.*?); got (.+)$/.exec(sentence) ?? [];
  return path === undefined || rule === undefined || actual === undefined
    ? undefined
    : { path, rule, actual };
}

/** The longest rendering of a value in an error, in characters. */
const longestValue = 80;

/**
 * Writes a value for an error message, short enough for one line.
 * @param value - Any plain value. A secret must not be given here.
 * @returns JSON-like text of at most 80 characters; `nothing` for undefined.
 */
export function describeValue(value: unknown): string {
  if (value === undefined) {
    return "nothing";
  }
  const shown = withoutSecrets(
    lateNoun(value) ?? objectNoun(value) ?? asJson(value) ?? typeof value,
  );
  return shown.length > longestValue ? `${shown.slice(0, longestValue - 1)}…` : shown;
}

/**
 * Whether a value is known later: an Output of Pulumi or a Promise.
 * @param value - Any value.
 */
export function isKnownLater(value: unknown): boolean {
  return lateNoun(value) !== undefined;
}

/** What stands for a value that is known later, of which nothing can be shown; undefined for any other value. */
function lateNoun(value: unknown): string | undefined {
  if (value instanceof Promise) {
    return "a Promise";
  }
  const isOutput =
    typeof value === "object" &&
    value !== null &&
    (value as { __pulumiOutput?: unknown }).__pulumiOutput === true;
  return isOutput ? "an Output" : undefined;
}

/**
 * Whether a value is a resource of a Pulumi program, given whole.
 * @param value - Any value.
 */
export function isResource(value: unknown): value is { readonly __pulumiType?: string } {
  return (
    typeof value === "object" &&
    value !== null &&
    (value as { __pulumiResource?: unknown }).__pulumiResource === true
  );
}

/** What stands for a resource, or for a collection of which JSON shows nothing; undefined for any other value. */
function objectNoun(value: unknown): string | undefined {
  if (isResource(value)) {
    return `a whole resource (${value.__pulumiType})`;
  }
  const name = value instanceof Map ? "Map" : value instanceof Set ? "Set" : undefined;
  return name === undefined ? undefined : `a ${name} of JavaScript`;
}

/** Undefined for functions and the like. Values nested some thousand deep, or in themselves, are too much for JSON. */
function asJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, function (this: Record<string, unknown>, key, part: unknown) {
      const given = ownEntry(this, key);
      const noun = lateNoun(given) ?? objectNoun(given);
      return noun ?? (typeof part === "number" && !Number.isFinite(part) ? `${part}` : part);
    });
  } catch {
    return "a value that JSON cannot write";
  }
}
