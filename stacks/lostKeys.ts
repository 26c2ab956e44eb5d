import { describeValue, type Problem } from "../core/problem";
import { writePath } from "../core/schemaProblems";

/** Means the prototype of a map in JavaScript, so that a schema passes it over. */
const lostKey = "__proto__";

/** No key of an environment lies deeper; what does is refused where it begins. */
const deepestPath = 12;

/**
 * Finds keys that would get lost without a word.
 * @param root - What stands in the stack's file, however deep.
 * @returns A problem for each of them.
 */
export function lostKeyProblems(root: unknown): Problem[] {
  const problems: Problem[] = [];
  const waiting: { readonly value: unknown; readonly path: readonly PropertyKey[] }[] = [
    { value: root, path: [] },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, path } = next;
    if (typeof value === "object" && value !== null && path.length < deepestPath) {
      for (const [key, part] of Object.entries(value)) {
        const whole = [...path, Array.isArray(value) ? Number(key) : key];
        if (key === lostKey) {
          problems.push({
            path: writePath(whole),
            rule: "have another name, since this one means something else to JavaScript",
            actual: describeValue(lostKey),
          });
        }
        waiting.push({ value: part, path: whole });
      }
    }
  }
  return problems;
}
