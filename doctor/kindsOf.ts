import { getOrCreate } from "../core/getOrCreate";
import type { Evidence } from "./evidence";

/**
 * Puts fails of some answers together that speak for the same causes.
 * @param fails - The fails, of one check.
 * @param asked - How many answers there were.
 * @returns The first of each kind, with how many of all the answers were so.
 */
export function kindsOf(fails: readonly Evidence[], asked: number): Evidence[] {
  const kinds = new Map<string, Evidence[]>();
  for (const each of fails) {
    getOrCreate(kinds, each.speaksFor.join(), () => []).push(each);
  }
  return [...kinds.values()].flatMap((alike) =>
    alike
      .slice(0, 1)
      .map((one) => ({ ...one, seen: `${alike.length} of ${asked} answers: ${one.seen}` })),
  );
}
