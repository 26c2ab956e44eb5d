import type { Certainty } from "../../core/certainty";
import { readFlag } from "../graph/reading";
import type { ModelResource } from "../graph/resources";

/**
 * Whether a machine stands in a private network by its own word.
 * @param machine - The machine.
 * @returns `no` where it does not say.
 */
export function isInternal(machine: ModelResource | undefined): Certainty {
  return readFlag(machine?.properties.internal, "no");
}
