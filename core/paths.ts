import { describeValue, type Problem } from "./problem";

/** Keys become parts of names and descriptions. */
const keyPattern = /^[A-Za-z0-9._-]{1,64}$/;

/**
 * Checks a key that becomes a part of a name outside the program.
 * @param path - Where the entry stands.
 * @param key - Its key.
 * @returns The problem, or undefined.
 */
export function keyProblem(path: string, key: string): Problem | undefined {
  const rule = "have a key of 1 to 64 letters, digits, dots, hyphens and underscores";
  return keyPattern.test(key) ? undefined : { path, rule, actual: describeValue(key) };
}

/**
 * Writes where a user's key stands, as code would: `records.www`, `records["*.shop"]`.
 * @param parent - The path of the map.
 * @param key - The key in it.
 * @returns The path of the entry.
 */
export function keyPath(parent: string, key: string): string {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(key)
    ? `${parent}.${key}`
    : `${parent}[${JSON.stringify(key)}]`;
}
