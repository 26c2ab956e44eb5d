import type { ZodIssue } from "zod/v3";
import { nearestName } from "./nearestName";
import { ownEntry } from "./ownEntry";
import { keyPath } from "./paths";
import { describeValue, isKnownLater, type Problem } from "./problem";
import { lateProblem } from "./schemaIssues";
import type { IssueParams } from "./schemaIssues";
import type { Schema, SchemaParts } from "./lateSchema";

/** What a schema has found. */
export interface SchemaProblems {
  /** Values of another kind, names that nobody reads and keys that cannot be: what builds on them cannot be checked. */
  readonly kinds: readonly Problem[];
  /** Values of the right kind that break a rule. */
  readonly values: readonly Problem[];
}

/** What an unknown name would name. */
export type NameNoun = "argument" | "option" | "key";

/**
 * Checks a value by a schema made of `core/schema`.
 * @param schema - The schema.
 * @param value - The value.
 * @param noun - What the names in it are.
 * @returns A problem for each finding, in the order of the schema; its path is empty for the value itself.
 */
export function schemaProblems(schema: Schema, value: unknown, noun: NameNoun): SchemaProblems {
  const issues = schema.zod.safeParse(value).error?.issues ?? [];
  const found = issues.flatMap((issue) => told(issue, { schema, value, noun }));
  return {
    kinds: found.filter((one) => one.isOfAnotherKind).map(({ problem }) => problem),
    values: found.filter((one) => !one.isOfAnotherKind).map(({ problem }) => problem),
  };
}

/**
 * Writes a path like code: `sites.www.pools[0].name`, with quotes around keys that need them.
 * @param path - Keys and indexes from the root.
 * @returns The path; empty for the root itself.
 */
export function writePath(path: readonly PropertyKey[]): string {
  const whole = path.reduce<string>(
    (parent, part) =>
      typeof part === "number" ? `${parent}[${part}]` : keyPath(parent, String(part)),
    "",
  );
  return whole.replace(/^\./, "");
}

/**
 * Refuses a name that is none.
 * @param path - Where it stands.
 * @param noun - What it would name.
 * @param known - The names that there are.
 * @param nearest - The one that is meant; undefined where none is near.
 * @returns The problem, with the nearest name, or with all of them where none is near.
 */
export function unknownNameProblem(
  path: string,
  noun: NameNoun,
  known: readonly string[],
  nearest: string | undefined,
): Problem {
  const hint = nearest === undefined ? `There are ${known.join(", ")}` : `Did you mean ${nearest}?`;
  const article = noun === "key" ? "a" : "an";
  return { path, rule: `be ${article} ${noun} that there is`, actual: "an unknown name", hint };
}

/** What was looked at. */
interface Subject {
  readonly schema: Schema;
  readonly value: unknown;
  readonly noun: NameNoun;
}

function told(issue: ZodIssue, subject: Subject): IssueParams[] {
  if (issue.code === "unrecognized_keys") {
    return unknownNames(issue.keys, issue.path, subject);
  }
  if (issue.code === "invalid_union") {
    // The first way is that it is known later.
    const known = issue.unionErrors.at(-1)?.issues ?? [];
    return known.flatMap((inner) => told(inner, subject));
  }
  if (issue.code === "custom") {
    const { problem, isOfAnotherKind } = issue.params as unknown as IssueParams;
    return [{ isOfAnotherKind, problem: { ...problem, path: writePath(issue.path) } }];
  }
  return [{ isOfAnotherKind: true, problem: kindProblem(issue, subject) }];
}

function unknownNames(
  keys: readonly string[],
  path: readonly PropertyKey[],
  { schema, value, noun }: Subject,
): IssueParams[] {
  const known = Object.keys(schemaAt(schema, path)?.parts.fields ?? {});
  return keys
    .map((key) => [...path, key])
    .filter((whole) => valueAt(value, whole) !== undefined)
    .map((whole) => {
      const nearest = nearestName(String(whole.at(-1)), known);
      const problem = unknownNameProblem(writePath(whole), noun, known, nearest);
      return { isOfAnotherKind: true, problem };
    });
}

function kindProblem({ path, message }: ZodIssue, { schema, value }: Subject): Problem {
  const found = valueAt(value, path);
  const wanted = schemaAt(schema, path)?.parts;
  if (isKnownLater(found)) {
    return { ...lateProblem(found, plainNoun(wanted)), path: writePath(path) };
  }
  const isShown = found === undefined || wanted?.isHidden !== true;
  const actual = isShown ? describeValue(found) : "something else, perhaps a secret";
  return { path: writePath(path), rule: message, actual };
}

/** What can be given in place of a value that is known later. */
function plainNoun(wanted: SchemaParts | undefined): string {
  const { kind = "one value", entry } = wanted ?? {};
  if (kind === "one value") {
    return "a plain value";
  }
  const noun = kind === "list" ? "a plain list" : "a plain map";
  return entry?.parts.isLate === true ? `${noun} whose values may be Outputs` : noun;
}

function schemaAt(root: Schema, path: readonly PropertyKey[]): Schema | undefined {
  return path.reduce<Schema | undefined>((schema, part) => {
    const { fields, entry } = schema?.parts ?? {};
    return fields === undefined ? entry : ownEntry(fields, String(part));
  }, root);
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, part) =>
      typeof at === "object" && at !== null
        ? ownEntry(at as Readonly<Record<PropertyKey, unknown>>, String(part))
        : undefined,
    root,
  );
}
