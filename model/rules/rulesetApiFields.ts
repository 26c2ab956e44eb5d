import type { RulesetFields } from "../../constraints/rulesets";
import type { RulesetRule } from "../../constraints/rulesetRules";
import { unknownValue } from "../../core/known";
import { isList, isObject, isUnread, readList, readText } from "../graph/reading";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";

/**
 * Reads what the API looks at in a ruleset.
 * @param ruleset - A `Ruleset`.
 * @returns The values, as far as they are known.
 */
export function rulesetApiFields({ properties }: ModelResource): RulesetFields {
  const rules = readList(properties.rules);
  return {
    kind: readText(properties.kind) ?? unknownValue,
    phase: readText(properties.phase) ?? unknownValue,
    rules:
      rules === unknownValue
        ? unknownValue
        : rules.map((rule) => (isObject(rule) && isWhole(rule) ? given(rule) : unknownValue)),
  };
}

/** What lacks what the SDK demands is not all that the program says. */
function isWhole({ action, expression }: ModelObject): boolean {
  return [action, expression].every((value) => (value ?? undefined) !== undefined);
}

/** What is null was left out, as deep as a rule goes. */
function given(rule: ModelObject): RulesetRule {
  return Object.fromEntries(
    Object.entries(rule)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, plain(value)]),
  );
}

function plain(value: ModelValue): unknown {
  if (isUnread(value)) {
    return unknownValue;
  }
  return isList(value) ? value.map(plain) : isObject(value) ? given(value) : value;
}
