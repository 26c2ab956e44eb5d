import * as pulumi from "@pulumi/pulumi";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import { rulesetPhases, type RulesetPhaseName } from "../../facts/cloudflare/rulesetPhases";
import { checkedOnceKnown } from "../internal/checked";
import type { EdgeRulesArgs } from "./args";
import { cacheRules } from "./caching";
import type { DeclaredRule } from "./declared";
import { errorPageRules, errorSourceRules } from "./errors";
import type { CheckedFragment } from "./fragments";
import { wholePhaseProblems } from "./judging";
import { configRules, originRules } from "./origins";
import { rateLimitRules, type ResolvedAllowance } from "./protection";
import { redirectRules } from "./redirects";
import type { BulkRedirectArgs, EdgeErrorPageArgs } from "./ruleArgs";

/** All rules of one phase. */
export interface ResolvedPhase {
  /** The phase. */
  readonly phase: RulesetPhaseName;
  /** Its rules, as `cloudflare.Ruleset` takes them. */
  readonly rules: pulumi.Input<pulumi.Input<object>[]>;
}

/** The rules of a zone, with nothing left open. */
export interface ResolvedEdgeRules {
  /** The zone. */
  readonly zoneId: pulumi.Input<string>;
  /** The zone's canonical name. */
  readonly zoneName: string;
  /** The account; undefined where nothing needs it. */
  readonly accountId: pulumi.Input<string> | undefined;
  /** The phases that have rules, in the order in which Cloudflare runs them. */
  readonly phases: readonly ResolvedPhase[];
  /** The redirects of the account's list; empty for none. */
  readonly bulkRedirects: readonly BulkRedirectArgs[];
  /** Uptime services that are let pass. */
  readonly allowance: ResolvedAllowance | undefined;
  /** The pages that Cloudflare fetches, by their keys. */
  readonly assets: readonly EdgeErrorPageArgs[];
}

/**
 * The component's own rules, of all kinds but the allowance.
 * @param args - Valid arguments.
 * @param plan - The zone's plan.
 */
export function ownRules(args: EdgeRulesArgs, plan: CloudflarePlan): readonly DeclaredRule[] {
  return [
    ...redirectRules(args.redirects ?? []),
    ...configRules(args.configRules ?? []),
    ...originRules(args.originRules ?? []),
    ...rateLimitRules(args.rateLimits ?? [], args.monitorPaths ?? [], plan),
    ...cacheRules(args.cacheRules ?? []),
    ...errorPageRules(args.errorPages ?? []),
    ...errorSourceRules(args.errorSourceHeader),
  ];
}

/**
 * Puts the rules of each phase together: fragments that come first, the component's own, then the other fragments.
 * @param own - The component's own rules.
 * @param fragments - Rules from elsewhere, behind their checks.
 * @param plan - The zone's plan.
 * @returns The phases that have rules, or may have.
 */
export function resolvePhases(
  own: readonly DeclaredRule[],
  fragments: readonly CheckedFragment[],
  plan: CloudflarePlan,
): readonly ResolvedPhase[] {
  const phases = Object.keys(rulesetPhases) as RulesetPhaseName[];
  return phases.flatMap((phase) => {
    const parts = [
      ...fragments.filter((each) => each.phase === phase && each.first).map(({ rules }) => rules),
      own.filter((each) => each.phase === phase).map(({ rule }) => rule),
      ...fragments.filter((each) => each.phase === phase && !each.first).map(({ rules }) => rules),
    ];
    const plain = parts.filter((part) => Array.isArray(part));
    const isEmpty = parts.every((part) => Array.isArray(part) && part.length === 0);
    if (isEmpty) {
      return [];
    }
    const rules = plain.length === parts.length ? plain.flat() : joined(phase, parts, plan);
    return [{ phase, rules }];
  });
}

/** Rules of which some are known later: whether they are too many is told then. */
function joined(
  phase: RulesetPhaseName,
  parts: readonly pulumi.Input<pulumi.Input<object>[]>[],
  plan: CloudflarePlan,
): pulumi.Output<object[]> {
  const all = pulumi.output(parts as pulumi.Input<object[]>[]).apply((each) => each.flat());
  return checkedOnceKnown(
    all,
    (rules) => wholePhaseProblems({ phase, rules: rules as Record<string, unknown>[] }, plan)[0],
  );
}
