import type * as pulumi from "@pulumi/pulumi";
import type { RulesetPhaseName } from "../../facts/cloudflare/rulesetPhases";

/** A rule as `cloudflare.Ruleset` takes it, in the form in which the API says it back. */
export interface WireRule {
  /** Its name at Cloudflare. */
  readonly ref: string;
  /** What it is for. */
  readonly description: string;
  /** Which requests; an output where a secret is in it. */
  readonly expression: pulumi.Input<string>;
  /** The action. */
  readonly action: string;
  /** The action's parameters; absent where it has none. */
  readonly actionParameters?: Readonly<Record<string, unknown>>;
  /** The limit; absent in other phases. */
  readonly ratelimit?: Readonly<Record<string, unknown>>;
  /** Whether it is in force. */
  readonly enabled: boolean;
}

/** A rule of the component, and where its arguments stand. */
export interface DeclaredRule {
  /** The phase. */
  readonly phase: RulesetPhaseName;
  /** Where its arguments stand: `redirects[2]`. */
  readonly path: string;
  /** Which argument makes which value of the rule, by their paths; the rule as a whole for those that are not here. */
  readonly names: Readonly<Record<string, string>>;
  /** The rule. */
  readonly rule: WireRule;
}
