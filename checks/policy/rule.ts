import type { Severity } from "../findings/severity";
import type { RuleContext } from "./context";
import type { Limit } from "./limits";

/** One thing that breaks a rule. */
export interface Violation {
  /** Key of the resource (its URN), or a hostname. */
  readonly subject: string;
  /** What the subject is called before a reader, e.g. the pool's name or the record's hostname. */
  readonly title: string;
  /** The property that is wrong, written like code. Absent where it is the subject as a whole. */
  readonly property?: string;
  /** What must hold, to be read after "must". */
  readonly must: string;
  /** What was found, as text; never a secret. */
  readonly actual: string;
  /** What to do about this one. Defaults to the rule's hint. */
  readonly hint?: string;
  /** How bad this one is, unless the configuration says otherwise. Defaults to the rule's severity. */
  readonly severity?: Severity;
  /** How far it is from what must hold, in the rule's own measure: the more, the worse. Absent where it has none. */
  readonly excess?: number;
  /**
   * What breaks the rule, one by one, each with all that tells it from others of the rule. Where every part stood before, the
   * finding did, whatever else its words name. Defaults to property and words as one part.
   */
  readonly parts?: readonly string[];
}

/** What a rule must know to say anything. */
export type Evidence =
  /** The resources as they will be: known to plans, states and policy packs. */
  | "resources"
  /** What happens to each: known to plans only. */
  | "changes"
  /** Which values are secrets: not known to policy packs, which get them in plain. */
  | "secrets";

/** The values of a rule's limits. */
export type LimitValues<Limits> = {
  readonly [Name in keyof Limits]: Limits[Name] extends Limit<infer Value> ? Value : never;
};

/** One rule over a plan. */
export interface Rule<
  Limits extends Readonly<Record<string, Limit<unknown>>> = LimitTable,
  Id extends string = string,
> {
  /** Its name, in kebab-case. */
  readonly id: Id;
  /** How bad it is to break it, unless the configuration says otherwise. */
  readonly severity: Severity;
  /** What must hold, as one sentence. */
  readonly sentence: string;
  /** Why, in a sentence or two. */
  readonly reason: string;
  /** Where that is documented. */
  readonly source: string;
  /** What to do, as one sentence without a full stop. */
  readonly hint: string;
  /** What it must know to say anything. */
  readonly evidence: Evidence;
  /** What can be set, by name. */
  readonly limits: Limits;
  /**
   * Looks at a plan. Says nothing of what it cannot know.
   * @param limits - The values of its limits.
   * @returns Everything that breaks the rule, in any order.
   */
  readonly evaluate: (context: RuleContext, limits: LimitValues<Limits>) => readonly Violation[];
  /**
   * Finds the subjects whose violations stood before all the same, told of another subject or in other words. Absent where
   * subject and words say that.
   */
  readonly standing?: (context: RuleContext) => ReadonlySet<string>;
}

/** Limits by name. */
export type LimitTable = Readonly<Record<string, Limit<unknown>>>;

/**
 * Defines a rule without limits.
 * @param rule - The rule; `evidence` defaults to `resources`.
 */
export function defineRule<const Id extends string>(
  rule: Omit<Rule<LimitTable, Id>, "limits" | "evidence"> & { readonly evidence?: Evidence },
): Rule<LimitTable, Id> {
  return { evidence: "resources", ...rule, limits: {} };
}

/**
 * Defines a rule with limits that can be set.
 * @returns The rule, among rules of other limits.
 */
export function defineLimitedRule<Limits extends LimitTable, const Id extends string>(
  rule: Omit<Rule<Limits, Id>, "evidence">,
): Rule<LimitTable, Id> {
  return { evidence: "resources", ...rule } as unknown as Rule<LimitTable, Id>;
}
