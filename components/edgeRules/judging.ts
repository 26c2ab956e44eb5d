import { brokenRules } from "../../constraints/constraint";
import { ruleRefusals } from "../../constraints/rulesetRules";
import {
  refsDiffer,
  ruleCount,
  type RulesetFields,
  type RulesetView,
} from "../../constraints/rulesets";
import { unknownValue } from "../../core/known";
import { ownEntry } from "../../core/ownEntry";
import { describeValue, type Problem } from "../../core/problem";
import { repeated } from "../../core/rules";
import type { CloudflarePlan } from "../../facts/cloudflare/plans";
import type { RulesetPhaseName } from "../../facts/cloudflare/rulesetPhases";
import { isPlain } from "../internal/checked";
import type { EdgeRulesArgs } from "./args";
import type { DeclaredRule } from "./declared";

/** The argument that makes the rules of a phase. */
const argumentsOfPhases: ReadonlyMap<RulesetPhaseName, keyof EdgeRulesArgs> = new Map<
  RulesetPhaseName,
  keyof EdgeRulesArgs
>([
  ["http_request_dynamic_redirect", "redirects"],
  ["http_config_settings", "configRules"],
  ["http_request_origin", "originRules"],
  ["http_request_firewall_custom", "monitorAllowance"],
  ["http_ratelimit", "rateLimits"],
  ["http_request_cache_settings", "cacheRules"],
  ["http_response_cache_settings", "cacheRules"],
  ["http_custom_errors", "errorPages"],
  ["http_response_headers_transform", "errorSourceHeader"],
]);

/**
 * Finds what the API refuses of the component's own rules.
 * @param rules - The rules.
 * @param plan - The zone's plan.
 * @returns The problems, where the arguments stand.
 */
export function ownRuleProblems(
  rules: readonly DeclaredRule[],
  plan: CloudflarePlan,
): readonly Problem[] {
  return rules.flatMap(({ phase, path, names, rule }) => {
    const expression = isPlain(rule.expression) ? rule.expression : unknownValue;
    const refusals = ruleRefusals({ ...rule, expression }, "", { phase, kind: "zone", plan });
    return refusals.map(({ problem }) => {
      const argument = ownEntry(names, problem.path);
      return { ...problem, path: argument === undefined ? path : `${path}.${argument}` };
    });
  });
}

/** How many rules a phase has, and by which names, as far as that is known. */
export interface CountedPhase {
  /** The phase. */
  readonly phase: RulesetPhaseName;
  /** Its rules; those of fragments that are known later are left out. */
  readonly rules: readonly Readonly<Record<string, unknown>>[];
}

/**
 * Finds phases with more rules than the plan gives, and rules that share a name.
 * @param counted - The phases.
 * @param plan - The zone's plan.
 * @returns The problems.
 */
export function wholePhaseProblems(
  { phase, rules }: CountedPhase,
  plan: CloudflarePlan,
): readonly Problem[] {
  const argument = argumentsOfPhases.get(phase) ?? "fragments";
  const broken = brokenRules<RulesetFields, RulesetView, typeof ruleCount>(
    [ruleCount, refsDiffer],
    { kind: "zone", phase, rules },
    { plan, hasOtherEntryPoint: "no" },
  );
  return broken.map(({ rule, must }) => ({
    path: rule === refsDiffer ? "fragments" : argument,
    rule: must,
    actual: `${rules.length} rules`,
  }));
}

/**
 * Finds keys that two rules of one kind have.
 * @param path - The argument.
 * @param entries - The rules.
 * @returns A problem for each key that stands there before.
 */
export function repeatedKeyProblems(
  path: string,
  entries: readonly { readonly key: string }[],
): readonly Problem[] {
  return repeated(entries.map(({ key }) => key)).map(({ entry, index }) => ({
    path: `${path}[${index}].key`,
    rule: "not repeat a key, by which Cloudflare tells the rules apart",
    actual: describeValue(entry),
  }));
}
