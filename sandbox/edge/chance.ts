import { createHash } from "node:crypto";

/**
 * Picks one by weights.
 * @param list - What it is picked from.
 * @param weights - A weight for each.
 * @param random - Gives a number between 0 and 1.
 * @returns Undefined for an empty list.
 */
export function pick<T>(
  list: readonly T[],
  weights: readonly number[],
  random: () => number,
): T | undefined {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let left = random() * total;
  for (const [index, each] of list.entries()) {
    left -= weights[index] ?? 0;
    if (left < 0) {
      return each;
    }
  }
  return list.at(-1);
}

/**
 * A number that is always the same for an address.
 * @param address - The address.
 * @returns From 0 to below 1.
 */
export function hashed(address: string): number {
  return createHash("sha256").update(address).digest().readUInt32BE(0) / 2 ** 32;
}
