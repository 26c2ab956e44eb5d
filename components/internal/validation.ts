import type { Problem } from "../../core/problem";
import type { Schema } from "../../core/lateSchema";
import { schemaProblems } from "../../core/schemaProblems";
import { ProblemList, withPrefix } from "./checked";
import { checkedAs, checkedAt } from "./lateOwner";
import { optionProblems } from "./options";

/** What a validation comes to: problems, or what the arguments say with every default filled in. */
export type Validated<T> =
  | { readonly problems: readonly []; readonly resolved: T }
  | { readonly problems: readonly [Problem, ...Problem[]]; readonly resolved?: undefined };

/**
 * Checks what goes together among arguments of which each is of the right kind. It gathers what is wrong, and is asked for what the
 * arguments say where nothing is.
 */
export type Relations<Args, Resolved> = (problems: ProblemList, args: Args) => () => Resolved;

/**
 * Validates arguments: their schema, and what goes together. Where values are of another kind these are told alone, since nothing
 * that builds on them can be checked.
 * @param schema - The schema of the arguments.
 * @param args - What the user gave.
 * @param path - Where the arguments stand; empty for a component's own.
 * @param relations - Checks what goes together.
 * @returns All problems at once, or what the arguments say.
 */
export function validateArgs<Args, Resolved>(
  schema: Schema,
  args: Args,
  path: string,
  relations: Relations<Args, Resolved>,
): Validated<Resolved> {
  const { kinds, values } = schemaProblems(schema, args, "argument");
  if (kinds.length > 0) {
    return validated(path, kinds);
  }
  const problems = new ProblemList();
  problems.add(...values);
  const resolved = checkedAt(
    (problem) => withPrefix(path, problem),
    () => {
      const resolve = relations(problems, args);
      // What is resolved is looked at as well, and may add a problem.
      return problems.problems.length === 0 ? resolve() : undefined;
    },
  );
  return problems.problems.length === 0
    ? { problems: [], resolved: resolved as Resolved }
    : validated(path, problems.problems);
}

/** What parents have resolved for their children, by the arguments that they hand to them. */
const handedOver = new WeakMap<object, unknown>();

/**
 * Hands a child what its parent has validated and resolved, so that the child does not judge it again.
 * @param args - The child's arguments.
 * @param resolved - What they say.
 * @returns A copy of the arguments, to be given to the child's constructor.
 */
export function handOver<Args extends object>(args: Args, resolved: unknown): Args {
  const copy = { ...args };
  handedOver.set(copy, resolved);
  return copy;
}

/**
 * Validates the arguments of a child, and hands them to it with what they say.
 * @param problems - Takes what is wrong, each problem at its place in the child's arguments.
 * @param args - The child's arguments.
 * @param validate - The child's validation.
 * @returns The arguments, handed over; undefined where something is wrong.
 */
export function handOverChecked<Args extends object, Resolved>(
  problems: ProblemList,
  args: Args,
  validate: (args: Args, path: string) => Validated<Resolved>,
): Args | undefined {
  const { problems: found, resolved } = validate(args, "");
  problems.add(...found);
  return resolved === undefined ? undefined : handOver(args, resolved);
}

/**
 * What the arguments of a component say: handed over by its parent, or validated here, together with its options.
 * @param subject - Whose they are, for example `DnsRecords "site"`.
 * @param args - The arguments.
 * @param opts - The options that the user gave.
 * @param validate - The component's validation.
 * @param declaredElsewhere - Finds what the program has declared since the arguments were handed over, and what cannot stand beside
 *   it. Defaults to nothing.
 * @returns What is resolved.
 * @throws One error with all problems, before anything is registered.
 */
export function resolvedArgs<Args extends object, Resolved>(
  subject: string,
  args: Args,
  opts: object | undefined,
  validate: (args: Args, path: string) => Validated<Resolved>,
  declaredElsewhere: (resolved: Resolved) => readonly (Problem | undefined)[] = () => [],
): Resolved {
  const given = handedOver.get(args) as Resolved | undefined;
  const { problems, resolved } =
    given === undefined
      ? checkedAs(`arguments of ${subject}`, () => validate(args, ""))
      : { problems: declaredElsewhere(given), resolved: given };
  const all = new ProblemList();
  all.add(...optionProblems(opts), ...problems);
  all.throwIfAny(subject);
  // What is not resolved has left a problem.
  return resolved as Resolved;
}

function validated<T>(path: string, problems: readonly Problem[]): Validated<T> {
  const placed = problems.map((problem) =>
    problem.path === ""
      ? { ...problem, path: path === "" ? "args" : path }
      : withPrefix(path, problem),
  );
  return { problems: placed as [Problem, ...Problem[]] };
}
