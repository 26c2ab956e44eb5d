import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Reads one of the plans that the real engine and the real provider made.
 * @param name - Its name, without `.json`.
 * @returns Its text.
 */
export function planText(name: string): string {
  return readFileSync(join(__dirname, "../fixtures/plans", `${name}.json`), "utf8");
}

/** URN of a resource of the stack that the plans are about, without its type. */
export const stackUrn = "urn:pulumi:production::shop::";
