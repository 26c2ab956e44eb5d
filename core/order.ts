/**
 * Compares two texts by their code units, the same on every machine.
 * @param left - One text.
 * @param right - The other.
 * @returns Negative, zero or positive, as a sort wants it.
 */
export function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * Sorts things by their keys.
 * @param items - The things. Defaults to none.
 * @returns A list of its own.
 */
export function sortedByKey<T extends { readonly key: string }>(items: Iterable<T> = []): T[] {
  const list = [...items];
  const isInOrder = list.every(({ key }, place) => key >= (list[place - 1]?.key ?? ""));
  return isInOrder ? list : list.sort((left, right) => compare(left.key, right.key));
}
