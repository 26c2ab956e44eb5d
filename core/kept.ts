/**
 * As `filter`, without a copy of a list that stays whole, which is most of those that a model has by the thousand.
 * @param list - The list.
 * @param isKept - Whether an element stays.
 * @returns The elements that stay; the list itself where all do.
 */
export function kept<T>(list: readonly T[], isKept: (each: T) => boolean): readonly T[] {
  return list.every(isKept) ? list : list.filter(isKept);
}
