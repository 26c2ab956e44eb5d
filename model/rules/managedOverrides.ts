import {
  loggingAction,
  owaspScoreRule,
  paranoiaLevels,
  sensitivities,
} from "../../facts/cloudflare/managedRulesets";
import { ownEntry } from "../../core/ownEntry";
import { knownObjects, readFlag, readText } from "../graph/reading";
import type { ModelObject } from "../graph/resources";

/** How a rule, or a category of rules, of a managed ruleset is overridden. */
export interface ManagedOverride {
  /** Whether it is off, or only notes what it meets. Undefined where it acts. */
  readonly spares: "off" | "only logged" | undefined;
  /** How readily it acts, from 0 to 3, where it fights floods. Undefined where nothing says so. */
  readonly sensitivity: number | undefined;
}

/**
 * Reads how rules and categories of a managed ruleset are overridden, beside the categories and the score of the OWASP ruleset.
 *
 * Source: Cloudflare docs, ruleset-engine/managed-rulesets/override-managed-ruleset (rules win over categories, these over the ruleset).
 * @param overrides - The overrides of the rule that runs it.
 * @returns By the id or the name.
 */
export function managedOverrides(overrides: ModelObject): ReadonlyMap<string, ManagedOverride> {
  const named = [
    ...knownObjects(overrides.rules).map((each) => [readText(each.id), each] as const),
    ...knownObjects(overrides.categories).map((each) => [readText(each.category), each] as const),
  ];
  return new Map(
    named.flatMap(([name, each]) =>
      typeof name !== "string" || ownNames.includes(name)
        ? []
        : [[name, overrideOf(each)] as const],
    ),
  );
}

const ownNames: readonly string[] = [owaspScoreRule, ...paranoiaLevels];

/**
 * Reads how one part of a managed ruleset, or all of it, is overridden.
 * @param own - The override.
 */
export function overrideOf(own: ModelObject): ManagedOverride {
  const level = readText(own.sensitivityLevel);
  const isOff = readFlag(own.enabled, "yes") === "no";
  return {
    spares: isOff ? "off" : readText(own.action) === loggingAction ? "only logged" : undefined,
    sensitivity: typeof level === "string" ? ownEntry(sensitivities, level) : undefined,
  };
}
