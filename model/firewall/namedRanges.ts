import { isWithin, joinRanges, overlap, type AddressRange } from "../../core/cidrs";
import type { Certainty } from "../../core/certainty";

/**
 * Whether all of some addresses are among those that a rule names.
 * @param asked - The addresses.
 * @param named - What the rule names.
 * @param isVague - Whether it names others that are not known.
 * @returns `unknown` where some of them are, or may be.
 */
export function areNamed(
  asked: readonly AddressRange[],
  named: readonly AddressRange[],
  isVague: boolean,
): Certainty {
  const joined = joinRanges(named);
  return asked.every((each) => isWithin(each, joined))
    ? "yes"
    : isVague || asked.some((each) => joined.some((range) => overlap(range, each)))
      ? "unknown"
      : "no";
}
