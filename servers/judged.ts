import type { Problem } from "../core/problem";
import type { Schema } from "../core/lateSchema";
import { schemaProblems } from "../core/schemaProblems";
import type { ServerConfig } from "./serverConfig";

/** What arguments come to: what is wrong with them, or the configuration. */
export type Judged =
  | { readonly problems: readonly []; readonly config: ServerConfig }
  | { readonly problems: readonly [Problem, ...Problem[]]; readonly config?: undefined };

/** How the configuration of one server is made. */
export interface Making<Args> {
  /** What each argument must be. */
  readonly schema: Schema;
  /** What is wrong with how they go together, where each is what it must be. */
  readonly relations: (args: Args) => readonly (Problem | undefined)[];
  /** Makes it. */
  readonly make: (args: Args) => ServerConfig;
}

/**
 * Judges arguments, and makes the configuration where nothing is wrong with them.
 * @param making - How it is made.
 * @param args - What the user gave, of whatever kind.
 * @returns All problems at once, or the configuration.
 */
export function judged<Args>({ schema, relations, make }: Making<Args>, args: unknown): Judged {
  const { kinds, values } = schemaProblems(schema, args, "argument");
  const found = [...kinds, ...values].map((problem) =>
    problem.path === "" ? { ...problem, path: "args" } : problem,
  );
  // Values that are of another kind, or out of bounds, say nothing about the others.
  const related = found.length > 0 ? [] : relations(args as Args);
  const [first, ...more] = [...found, ...related].filter((problem) => problem !== undefined);
  return first === undefined
    ? { problems: [], config: make(args as Args) }
    : { problems: [first, ...more] };
}
