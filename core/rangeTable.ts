import { byAddress, joinRanges, overlap, readRange, type AddressRange } from "./cidrs";

/** Ranges in which addresses are looked up. Most lie in none, which is seen without asking each. */
export class RangeTable<Row> {
  readonly #rows: readonly { readonly row: Row; readonly range: AddressRange }[];
  readonly #joined: readonly AddressRange[];
  readonly #met = new WeakMap<AddressRange, boolean>();

  /**
   * Reads the ranges.
   * @param rows - Anything with a CIDR or an address.
   * @param textOf - Gives it; a row whose text is neither has no addresses.
   */
  constructor(rows: readonly Row[], textOf: (row: Row) => string) {
    this.#rows = rows.flatMap((row) => {
      const range = readRange(textOf(row));
      return range === undefined ? [] : [{ row, range }];
    });
    this.#joined = joinRanges(this.#rows.map(({ range }) => range));
  }

  /**
   * Finds the first row that an address lies in.
   * @param text - An IP address; a hostname lies in none.
   * @param lies - What counts where the text is a CIDR. Defaults to one address in common.
   * @returns The row; undefined where there is none.
   */
  find(
    text: string,
    lies: (range: AddressRange, own: AddressRange) => boolean = overlap,
  ): Row | undefined {
    const own = readRange(text);
    return own !== undefined && this.#meets(own)
      ? this.#rows.find(({ range }) => lies(range, own))?.row
      : undefined;
  }

  /** Whether any row has an address of a range, which is looked for once. */
  #meets(own: AddressRange): boolean {
    let meets = this.#met.get(own);
    if (meets === undefined) {
      meets = this.#holdsSomeOf(own);
      this.#met.set(own, meets);
    }
    return meets;
  }

  /** Joined ranges are in order and apart from each other. */
  #holdsSomeOf(own: AddressRange): boolean {
    let low = 0;
    let high = this.#joined.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const range = this.#joined[middle];
      if (range === undefined || overlap(range, own)) {
        return range !== undefined;
      }
      if (byAddress(range, own) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return false;
  }
}
