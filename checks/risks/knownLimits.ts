import { unknownValue } from "../../core/known";
import { countedTogether } from "../../model/rules/countedTogether";
import type { LimitAction } from "../../model/rules/edgeActions";
import type { EdgeRule } from "../../model/rules/edgeRules";
import type { SampleRequest } from "../../model/rules/sampleRequests";

/** A rate limit of which all that decides is known. */
export interface KnownLimit {
  readonly action: LimitAction;
  readonly requests: number;
  readonly periodSeconds: number;
  /** What those have in common who are counted together, none where they are all. Undefined where each is counted alone, or may be. */
  readonly together: readonly string[] | undefined;
}

/**
 * Reads how many requests a rate limit lets through.
 * @param rule - The rule.
 * @param request - A request that it counts.
 * @returns Undefined where the rule is no limit that does anything, or something that decides is not known.
 */
export function knownLimit({ action }: EdgeRule, { forms }: SampleRequest): KnownLimit | undefined {
  if (action.kind !== "limit" || action.name === unknownValue || action.name === "log") {
    return undefined;
  }
  const { requests, periodSeconds, countsOthers, characteristics } = action;
  if (typeof requests !== "number" || typeof periodSeconds !== "number" || countsOthers) {
    return undefined;
  }
  const names = characteristics === unknownValue ? [unknownValue] : characteristics;
  const known = names.filter((name) => typeof name === "string");
  const together = known.length === names.length ? countedTogether(known, forms) : undefined;
  return { action, requests, periodSeconds, together };
}

/** How many requests a limit lets through in a second. */
export function perSecond({ requests, periodSeconds }: KnownLimit): number {
  return requests / Math.max(periodSeconds, 1);
}
