import { closest } from "fastest-levenshtein";
import type { z } from "zod";
import { describeValue, type Problem } from "../facts/problem";

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
 * @returns The path; `environment` for the root itself.
 */
export function writePath(path: readonly PropertyKey[]): string {
  const text = path
    .map((part) => {
      if (typeof part === "number") {
        return `[${part}]`;
      }
      const key = String(part);
      return /^[A-Za-z_][\w-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
    })
    .join("");
  return text === "" ? "environment" : text.replace(/^\./, "");
}

function issueProblems(
  issue: z.core.$ZodIssue,
  root: unknown,
  knownKeys: (path: readonly PropertyKey[]) => readonly string[],
): Problem[] {
  const path = writePath(issue.path);
  const found = valueAt(root, issue.path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey([...issue.path, key], knownKeys(issue.path)));
    case "invalid_type":
      return [{ path, rule: `be ${article(issue.expected)}`, got: describeValue(found) }];
    case "invalid_value":
      return [
        {
          path,
          rule: `be ${issue.values.length > 1 ? "one of " : ""}${issue.values.map(String).join(", ")}`,
          got: describeValue(found),
          ...nearest(found, issue.values.map(String)),
        },
      ];
    case "invalid_key":
      return [
        {
          path,
          rule: issue.issues[0]?.message ?? "have a valid name",
          got: describeValue(issue.path.at(-1)),
        },
      ];
    default:
      return [{ path, rule: issue.message, got: describeValue(found) }];
  }
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
  if (typeof found !== "string" || known.length === 0) {
    return {};
  }
  return { wayOut: `The nearest is ${closest(found, [...known])}` };
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
  return names[expected] ?? expected;
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const part of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) {
      return undefined;
    }
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}
