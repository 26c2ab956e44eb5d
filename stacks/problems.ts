import type { z } from "zod";
import { nearestName } from "../core/nearestName";
import { keyPath } from "../core/paths";
import { ownEntry } from "../core/ownEntry";
import { describeValue, type Problem } from "../core/problem";

/** Where an environment stands in a stack's configuration. */
export const environmentKey = "steady-edge:environment";

/** Fields that name a secret. Whoever puts the secret itself there must not find it in an error. */
const namesOfSecrets: readonly unknown[] = ["urlConfigKey", "secretConfigKey"];

/**
 * Says what zod found in this project's one form.
 * @param error - What a schema refused.
 * @param root - The value that was refused; the values found are read from it.
 * @param knownKeys - The keys known at a path, to name the nearest one to a key that is not known.
 * @returns A problem for each finding, in the order of the document.
 */
export function schemaProblems(
  error: z.ZodError,
  root: unknown,
  knownKeys: (path: readonly PropertyKey[]) => readonly string[],
): Problem[] {
  return error.issues.flatMap((issue) => issueProblems(issue, root, knownKeys));
}

/**
 * Writes a path like code: `sites.www.pools[0].name`, with quotes around keys that need them.
 * @param path - Keys and indexes from the root.
 * @returns The path; the name of the configuration value for the root itself.
 */
export function writePath(path: readonly PropertyKey[]): string {
  const text = path.reduce<string>(
    (parent, part) =>
      typeof part === "number" ? `${parent}[${part}]` : keyPath(parent, String(part)),
    "",
  );
  return text === "" ? environmentKey : text.replace(/^\./, "");
}

function issueProblems(
  issue: z.core.$ZodIssue,
  root: unknown,
  knownKeys: (path: readonly PropertyKey[]) => readonly string[],
): Problem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => unknownKey([...issue.path, key], knownKeys(issue.path)));
  }
  const path = writePath(issue.path);
  const found = valueAt(root, issue.path);
  if (namesOfSecrets.includes(issue.path.at(-1))) {
    const got = found === undefined ? "nothing" : "something else, perhaps the value itself";
    return [{ path, rule: "be the name of a configuration value", got }];
  }
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    const rule = `be ${values.length > 1 ? "one of " : ""}${values.join(", ")}`;
    return [{ path, rule, got: describeValue(found), ...nearest(found, values) }];
  }
  if (issue.code === "invalid_key") {
    const rule = issue.issues[0]?.message ?? "be named otherwise";
    return [{ path, rule, got: describeValue(issue.path.at(-1)) }];
  }
  const rule = issue.code === "invalid_type" ? `be ${article(issue.expected)}` : issue.message;
  return [{ path, rule, got: describeValue(found) }];
}

function unknownKey(path: readonly PropertyKey[], known: readonly string[]): Problem {
  const key = String(path.at(-1));
  return {
    path: writePath(path),
    rule: `be a known key (${known.join(", ")})`,
    got: describeValue(key),
    ...nearest(key, known),
  };
}

/** The nearest known name as a way out; nothing where no name is near. */
function nearest(found: unknown, known: readonly string[]): { wayOut?: string } {
  const name = typeof found === "string" ? nearestName(found, known) : undefined;
  return name === undefined ? {} : { wayOut: `Did you mean ${name}?` };
}

function article(expected: string): string {
  const names: Record<string, string> = {
    string: "text",
    number: "a number",
    boolean: "true or false",
    object: "a map",
    record: "a map",
    array: "a list",
  };
  return ownEntry(names, expected) ?? expected;
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const part of path) {
    if (typeof value !== "object" || value === null) {
      return undefined;
    }
    value = ownEntry(value as Readonly<Record<string, unknown>>, String(part));
  }
  return value;
}
