import { unknownValue, type Known } from "../core/known";
import { ownEntry } from "../core/ownEntry";
import type { CloudflarePlan } from "../facts/cloudflare/plans";

/** What stands around a rule. */
export interface RulesetRuleView {
  /** The phase of its ruleset. */
  readonly phase: Known<string>;
  /** The kind of its ruleset: `zone` and `root` are entry points. */
  readonly kind: Known<string>;
  /** The zone's plan, or the highest of an account. */
  readonly plan: Known<CloudflarePlan>;
}

/** A rule's values by their paths, as `actionParameters.edgeTtl.default`, with what holds others beside them. */
export type RulesetRuleFields = Readonly<Record<string, unknown>>;

/**
 * Spells out a rule.
 * @param rule - The rule by Pulumi's names, as deep as it goes; `unknownValue` for what is not known.
 * @returns Its values by their paths. A map with keys of the user's, and a list, stand as they are.
 */
export function rulesetRuleFields(rule: Readonly<Record<string, unknown>>): RulesetRuleFields {
  const fields = new Map<string, unknown>();
  const take = (value: unknown, path: string): void => {
    fields.set(path, value);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      for (const [name, inner] of Object.entries(value)) {
        take(inner, `${path}.${name}`);
      }
    }
  };
  for (const [name, value] of Object.entries(rule)) {
    take(value, name);
  }
  return Object.fromEntries(fields);
}

/**
 * Finds a value of a rule.
 * @param fields - The rule's values.
 * @param path - Where it stands.
 * @returns The value; undefined where it is left out, and `unknownValue` where it is not known, or what holds it is not.
 */
export function fieldAt(fields: RulesetRuleFields, path: string): unknown {
  const names = path.split(".");
  const isHidden = names.some(
    (_name, index) => ownEntry(fields, names.slice(0, index + 1).join(".")) === unknownValue,
  );
  return isHidden ? unknownValue : (ownEntry(fields, path) ?? undefined);
}

/**
 * Writes the name of a property as the API has it.
 * @param name - The name as Pulumi has it.
 * @returns `edge_ttl` for `edgeTtl`.
 */
export function wireName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
