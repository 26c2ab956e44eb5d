import type { Condition } from "../core/expressions/tree";

/** The lists of arguments of `EdgeRules` into which page rules are translated. */
export const ruleLists = ["redirects", "configRules", "originRules", "cacheRules"] as const;

/** The phases into which those settings go that `EdgeRules` has no argument for, as its fragments. */
export const fragmentActions = {
  http_config_settings: "set_config",
  http_request_cache_settings: "set_cache_settings",
} as const;

/** Where a translated rule stands: a list of arguments, or a phase, in a fragment. */
export type RulePlace = (typeof ruleLists)[number] | keyof typeof fragmentActions;

/** What settings of one page rule become. */
export interface Translated {
  /** Where it stands. */
  readonly place: RulePlace;
  /** Tells it from others of the same page rule in the same place. Absent where there is one. */
  readonly suffix?: string;
  /** What must hold of requests beside the pattern. */
  readonly when: readonly Condition[];
  /** What the rule does: arguments, or the parameters of an action of `cloudflare.Ruleset`. */
  readonly rule: Readonly<Record<string, unknown>>;
}

/** What a translation does not do, or does otherwise. */
export interface Remark {
  /** Whether there is no equal, or one that differs, or the page rule does nothing as it is. */
  readonly kind: "no equal" | "differs" | "never acts";
  /** The setting; absent where it is the whole page rule. */
  readonly setting?: string;
  /** What it is, as a sentence without a full stop. */
  readonly text: string;
  /** What to do, as a sentence without a full stop. */
  readonly instead: string;
}

/** The rules of one page rule, and what is to be said of them. */
export interface Outcome {
  /** The rules. */
  readonly rules: readonly Translated[];
  /** The remarks. */
  readonly remarks: readonly Remark[];
}

/**
 * Leaves out what is undefined.
 * @param members - Values by their names.
 */
export function given(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
