import { closest, distance } from "fastest-levenshtein";

/** A name is near another when at most this share of the other's letters must be edited, or two swapped. */
const nearShare = 1 / 3;

const swapEdits = 2;

/**
 * The known name that a mistyped one was probably meant to be; capitals do not count.
 * @param name - What was typed.
 * @param known - The names that there are.
 * @returns The nearest one, or undefined when none is near.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (name === "" || known.length === 0) {
    return undefined;
  }
  const typed = name.toLowerCase();
  const lower = known.map((other) => other.toLowerCase());
  const fewestEdits = closest(typed, lower);
  const begun = lower.find((other) => other.startsWith(typed));
  const nearest = distance(typed, fewestEdits) <= 1 ? fewestEdits : (begun ?? fewestEdits);
  const edits = Math.max(swapEdits, Math.ceil(nearest.length * nearShare));
  const isNear = nearest.startsWith(typed) || distance(typed, nearest) <= edits;
  return isNear ? known[lower.indexOf(nearest)] : undefined;
}
