import { parse } from "yaml";
import { ownEntry, setEntry } from "../core/ownEntry";
import { describeValue, type Problem } from "../core/problem";
import { SandboxError } from "../sandbox/errors";

/** Arguments of a server's configuration, of whatever kind. */
export type ServerArgs = Readonly<Record<string, unknown>>;

/**
 * Lays arguments over others; maps in both are laid over each other in turn.
 * @param under - The arguments below.
 * @param over - What lies over them.
 * @returns Both; what is no map is given back as it is, for whoever judges it.
 */
export function argsOver(under: ServerArgs, over: unknown): unknown {
  if (!isMap(over)) {
    return over;
  }
  const both: Record<string, unknown> = { ...under };
  for (const [name, value] of Object.entries(over)) {
    const below = ownEntry(under, name);
    setEntry(both, name, isMap(below) ? argsOver(below, value) : value);
  }
  return both;
}

/**
 * Lays single arguments over others.
 * @param given - The arguments below; what is no map is given back as it is.
 * @param assignments - Single arguments, each `name=value`.
 * @throws {SandboxError} Where one is none.
 */
export function withSet(given: unknown, assignments: readonly string[]): unknown {
  return assignments.reduce((args, assignment) => {
    const [, name = "", text = ""] =
      /^([A-Za-z]+(?:\.[A-Za-z]+)*)=(.*)$/s.exec(assignment) ?? refuse(assignment);
    return isMap(args) ? withValue(args, name.split("."), valueOf(text)) : args;
  }, given);
}

/**
 * Writes arguments one by one, each `name=value`, as `--set` takes them.
 * @param args - The arguments.
 */
export function singleArgs(args: ServerArgs): string[] {
  return Object.entries(args).flatMap(([name, value]) =>
    isMap(value)
      ? singleArgs(value).map((single) => `${name}.${single}`)
      : [`${name}=${Array.isArray(value) ? `[${value.join(", ")}]` : String(value)}`],
  );
}

/**
 * Finds an argument.
 * @param args - The arguments, of whatever kind.
 * @param names - The names that lead to it.
 * @returns It; undefined where there is none.
 */
export function argAt(args: unknown, ...names: readonly string[]): unknown {
  return names.reduce((at, name) => (isMap(at) ? ownEntry(at, name) : undefined), args);
}

function withValue(
  given: unknown,
  [name = "", ...deeper]: readonly string[],
  value: unknown,
): unknown {
  const before = isMap(given) ? given : {};
  const after = { ...before };
  setEntry(
    after,
    name,
    deeper.length === 0 ? value : withValue(ownEntry(before, name), deeper, value),
  );
  return after;
}

function isMap(value: unknown): value is ServerArgs {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whole numbers, true, false and lists are read as YAML; all else is text, versions such as 8.10 too. */
function valueOf(text: string): unknown {
  if (!/^(\d{1,15}|true|false|\[[^[\]{}&*]*\])$/.test(text)) {
    return text;
  }
  try {
    return parse(text);
  } catch {
    return text;
  }
}

function refuse(assignment: string): never {
  const problem: Problem = {
    path: "--set",
    rule: "be a name and a value with = between them",
    actual: describeValue(assignment),
    hint: "For example --set health.path=/healthz",
  };
  throw new SandboxError([problem]);
}
