import type { z } from "zod";
import { nearestName } from "./nearestName";
import { ownEntry } from "./ownEntry";
import { keyPath } from "./paths";
import { describeValue, isKnownLater, type Problem } from "./problem";
import {
  isHidden,
  isLate,
  isOf,
  lateProblem,
  unwrapped,
  userPath,
  type IssueParams,
  type Schema,
} from "./schema";

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
  const result = schema.zod.safeParse(value, { reportInput: false });
  const found = (result.error?.issues ?? []).flatMap((issue) =>
    told(issue, { schema: schema.zod, value, noun }),
  );
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
  const wayOut =
    nearest === undefined ? `There are ${known.join(", ")}` : `Did you mean ${nearest}?`;
  const article = noun === "key" ? "a" : "an";
  return { path, rule: `be ${article} ${noun} that there is`, got: "an unknown name", wayOut };
}

/** What was looked at. */
interface Subject {
  readonly schema: z.ZodType;
  readonly value: unknown;
  readonly noun: NameNoun;
}

function told(issue: z.core.$ZodIssue, subject: Subject): IssueParams[] {
  const path = userPath(issue.path);
  if (issue.code === "unrecognized_keys") {
    return unknownNames(issue.keys, path, subject);
  }
  if (issue.code === "invalid_union") {
    const known = issue.errors.at(-1) ?? [];
    return known.flatMap((inner) => told({ ...inner, path: [...path, ...inner.path] }, subject));
  }
  if (issue.code === "invalid_key") {
    return [keyRule(path, issue.issues[0]?.message ?? "be named otherwise")];
  }
  if (issue.code === "custom") {
    const { problem, isOfAnotherKind } = issue.params as unknown as IssueParams;
    return [{ isOfAnotherKind, problem: { ...problem, path: writePath(path) } }];
  }
  // A leaf that is missing is told of by its own rule.
  const isMissingLeaf = issue.code === "invalid_type" && issue.expected === "nonoptional";
  return isMissingLeaf
    ? []
    : [{ isOfAnotherKind: true, problem: kindProblem(path, issue.message, subject) }];
}

function unknownNames(
  keys: readonly string[],
  path: readonly PropertyKey[],
  { schema, value, noun }: Subject,
): IssueParams[] {
  const fields = schemaAt(schema, path);
  const known = isOf(fields, "object") ? Object.keys(fields.shape) : [];
  return keys
    .map((key) => [...path, key])
    .filter((whole) => valueAt(value, whole) !== undefined)
    .map((whole) => {
      const nearest = nearestName(String(whole.at(-1)), known);
      const problem = unknownNameProblem(writePath(whole), noun, known, nearest);
      return { isOfAnotherKind: true, problem };
    });
}

function keyRule(path: readonly PropertyKey[], rule: string): IssueParams {
  const problem = { path: writePath(path), rule, got: describeValue(path.at(-1)) };
  // Nothing behind such a key has been looked at.
  return { isOfAnotherKind: true, problem };
}

function kindProblem(
  path: readonly PropertyKey[],
  rule: string,
  { schema, value }: Subject,
): Problem {
  const found = valueAt(value, path);
  const wanted = schemaAt(schema, path);
  const place = { path: writePath(path), got: describeValue(found) };
  if (isKnownLater(found)) {
    return { ...lateProblem(found, plainNoun(wanted)), path: place.path };
  }
  const isShown = found === undefined || wanted === undefined || !isHidden(wanted);
  return { ...place, rule, ...(isShown ? {} : { got: "something else, perhaps a secret" }) };
}

/** What can be given in place of a value that is known later. */
function plainNoun(schema: z.ZodType | undefined): string {
  if (isOf(schema, "object")) {
    return "a plain map";
  }
  const of = isOf(schema, "array")
    ? { noun: "a plain list", part: schema.element as z.ZodType }
    : isOf(schema, "record")
      ? { noun: "a plain map", part: schema.valueType as z.ZodType }
      : undefined;
  if (of === undefined) {
    return "a plain value";
  }
  return isLate(of.part) ? `${of.noun} whose values may be Outputs` : of.noun;
}

function schemaAt(root: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined {
  return path.reduce<z.ZodType | undefined>(
    (schema, part) => schema && childSchema(schema, part),
    unwrapped(root),
  );
}

function childSchema(schema: z.ZodType, part: PropertyKey): z.ZodType | undefined {
  if (isOf(schema, "object")) {
    const shape = schema.shape as Readonly<Record<string, z.ZodType>>;
    const child = ownEntry(shape, String(part));
    return child && unwrapped(child);
  }
  if (isOf(schema, "record")) {
    return unwrapped(schema.valueType as z.ZodType);
  }
  return isOf(schema, "array") ? unwrapped(schema.element as z.ZodType) : undefined;
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
