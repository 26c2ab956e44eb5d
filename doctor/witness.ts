import { withoutSecrets } from "../core/secrets";
import { visibleLine } from "../core/visibleText";
import type { CauseId } from "../facts/causes";
import type { Evidence, Step, Weight } from "./evidence";

/** A check at one place, and the ways in which it says what it saw. */
export interface Witness {
  /** What was seen is as it should be, and rules out these causes. */
  readonly pass: (seen: string, rulesOut?: readonly CauseId[]) => Evidence;
  /** What was seen speaks for these causes, and rules out others. Its weight defaults to the witness's own. */
  readonly fail: (
    seen: string,
    speaksFor: readonly CauseId[],
    more?: { readonly rulesOut?: readonly CauseId[]; readonly weight?: Weight },
  ) => Evidence;
  /** It could not look: `seen` says why. */
  readonly unknown: (seen: string) => Evidence;
}

/**
 * Makes a witness.
 * @param step - The step that the check belongs to.
 * @param check - The check, e.g. `certificate`.
 * @param at - What it looks at: an address with a port, a file, a record.
 * @param weight - What its word weighs. Defaults to `experiment`.
 * @returns The witness. What it says has no secret and nothing unseen in it.
 */
export function witness(
  step: Step,
  check: string,
  at: string,
  weight: Weight = "experiment",
): Witness {
  const say = (outcome: Evidence["outcome"], seen: string): Evidence => ({
    ...{ step, check, outcome, weight, speaksFor: [], rulesOut: [] },
    seen: visibleLine(withoutSecrets(seen)),
    at: visibleLine(at),
  });
  return {
    pass: (seen, rulesOut = []) => ({ ...say("pass", seen), rulesOut }),
    fail: (seen, speaksFor, more = {}) => ({ ...say("fail", seen), speaksFor, ...more }),
    unknown: (seen) => say("unknown", seen),
  };
}
