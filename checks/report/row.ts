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
