import type { Phrase } from "../words/words";

/** One row of a list, with the rows beneath it. It is shown whole or not at all. */
export interface Row {
  /** What it says. */
  readonly words: Phrase;
  /** A heading that begins with this row. Defaults to none. */
  readonly heading?: Phrase;
  /** The rows beneath it. Defaults to none. */
  readonly below?: readonly Row[];
}

/**
 * Lists the first rows of many.
 * @param all - What there is a row for.
 * @param most - How many are listed.
 * @param rowOf - Writes one of them.
 * @param restOf - Says how many more there are.
 * @returns The rows, and one that counts the rest where there is any.
 */
export function firstRows<T>(
  all: readonly T[],
  most: number,
  rowOf: (one: T) => Row,
  restOf: (rest: number) => Phrase,
): Row[] {
  const rest = all.length - most;
  return [...all.slice(0, most).map(rowOf), ...(rest > 0 ? [{ words: restOf(rest) }] : [])];
}
