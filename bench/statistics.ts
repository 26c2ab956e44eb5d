/** The middle of some measurements, and how far apart they lie. */
export interface Spread {
  /** The value in the middle; of an even number, the mean of the two there. */
  readonly median: number;
  /** The smallest value. */
  readonly minimum: number;
  /** The greatest value. */
  readonly maximum: number;
}

/**
 * The middle and the ends of some measurements.
 * @param values - At least one, in any order.
 * @returns Median, minimum and maximum, in the unit of the values.
 * @throws {RangeError} Where there is no value.
 */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  const [minimum] = sorted;
  const maximum = sorted.at(-1);
  if (
    upper === undefined ||
    lower === undefined ||
    minimum === undefined ||
    maximum === undefined
  ) {
    throw new RangeError("a spread needs at least one measurement");
  }
  return { median: (lower + upper) / 2, minimum, maximum };
}

/**
 * Compares two sides pair by pair: what was measured in the same round met the same weather.
 * @param one - Measurements of the first side, in the order of the rounds.
 * @param other - Those of the second, as many.
 * @param compare - Makes one number of a pair.
 * @returns The spread of those numbers.
 * @throws {RangeError} Where the sides have different numbers of measurements, or none.
 */
export function pairwise(
  one: readonly number[],
  other: readonly number[],
  compare: (one: number, other: number) => number,
): Spread {
  if (one.length !== other.length) {
    throw new RangeError(`cannot pair ${one.length} measurements with ${other.length}`);
  }
  return spreadOf(one.map((value, round) => compare(value, other[round] as number)));
}
