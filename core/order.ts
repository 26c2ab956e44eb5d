/**
 * Compares two texts by their code units, the same on every machine.
 * @param left - One text.
 * @param right - The other.
 * @returns Negative, zero or positive, as a sort wants it.
 */
export function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
