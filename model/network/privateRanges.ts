import { reservedRanges } from "../../facts/addresses";
import { readRange } from "../../core/cidrs";

/** The addresses of one's own networks. */
export const privateRanges = reservedRanges
  .filter(({ isPrivate }) => isPrivate)
  .map(({ range }) => readRange(range))
  .filter((range) => range !== undefined);
