import type { PageRule } from "./pageRule";
import { fragmentActions, given, ruleLists, type RulePlace, type Translated } from "./translated";

/** Some rules of the arguments of `EdgeRules`. */
type Rules = readonly Readonly<Record<string, unknown>>[];

/** Arguments of `EdgeRules`: those that page rules become. */
export interface TranslatedArgs {
  /** The zone's name, where it was given. */
  readonly zoneName?: string;
  /** Redirects. Absent where there are none, as all of these. */
  readonly redirects?: Rules;
  /** Configuration rules. */
  readonly configRules?: Rules;
  /** Origin rules. */
  readonly originRules?: Rules;
  /** Cache rules. */
  readonly cacheRules?: Rules;
  /** Rules of settings that have no argument of their own. */
  readonly fragments?: Rules;
}

/** A translated rule with its expression. */
export interface WrittenRule {
  /** The page rule. */
  readonly rule: PageRule;
  /** What it does. */
  readonly translated: Translated;
  /** Tells it from all others. */
  readonly key: string;
  /** Which requests. */
  readonly expression: string;
}

/**
 * Writes translated rules as arguments.
 * @param written - The rules.
 * @param zoneName - The zone's name; undefined where it is not known.
 */
export function edgeRulesArgs(
  written: readonly WrittenRule[],
  zoneName: string | undefined,
): TranslatedArgs {
  const lists = ruleLists.map((place) => [place, filled(written, place, listed)] as const);
  const fragments = (Object.keys(fragmentActions) as (keyof typeof fragmentActions)[]).flatMap(
    (phase) => {
      const rules = filled(written, phase, (each) => ofFragment(each, fragmentActions[phase]));
      return rules === undefined ? [] : [{ key: keysOfFragments[phase], phase, rules }];
    },
  );
  return given({
    zoneName,
    ...Object.fromEntries(lists),
    fragments: fragments.length === 0 ? undefined : fragments,
  });
}

const keysOfFragments = {
  http_config_settings: "page-rules-config",
  http_request_cache_settings: "page-rules-cache",
} as const satisfies Record<keyof typeof fragmentActions, string>;

/** The rules of one place; undefined where there are none. */
function filled(
  written: readonly WrittenRule[],
  place: RulePlace,
  write: (rule: WrittenRule) => Readonly<Record<string, unknown>>,
): Rules | undefined {
  const rules = written.filter(({ translated }) => translated.place === place).map(write);
  return rules.length === 0 ? undefined : rules;
}

/** A rule in a list of arguments. */
function listed({ rule, translated, key, expression }: WrittenRule) {
  return given({ key, when: expression, ...translated.rule, enabled: disabled(rule) });
}

/** A rule of a fragment. */
function ofFragment({ rule, translated, key, expression }: WrittenRule, action: string) {
  const actionParameters = translated.rule;
  const description = `Page rule: ${rule.pattern.text}`.slice(0, 100);
  return given({
    ...{ ref: key, description, expression, action, actionParameters },
    enabled: disabled(rule),
  });
}

/** False where the page rule is disabled; rules are in force where nothing is said. */
function disabled({ isActive }: PageRule): false | undefined {
  return isActive ? undefined : false;
}
