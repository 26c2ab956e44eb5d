import { isObject, knownList, readList, readText } from "../graph/reading";
import type { ModelObject, ModelResource } from "../graph/resources";

/** A managed group of rules by which a web ACL may block. */
export interface BlockingGroup {
  /** The rule of the web ACL. */
  readonly rule: string;
  /** What its vendor calls the group. */
  readonly group: string;
  /** The rules of the group that only count. */
  readonly counted: readonly string[];
}

/**
 * Lists the managed groups of rules by which a web ACL may block: those of which it does not count all that they find.
 * Source: AWS WAF developer guide, web-acl-rule-group-override-options.
 * @param acl - The web ACL.
 * @returns The groups, in the order of the program.
 */
export function blockingGroups({ properties }: ModelResource): BlockingGroup[] {
  const rules = (knownList(readList(properties.rules)) ?? []).filter(isObject);
  return rules.flatMap((rule) => {
    const { statement, overrideAction, name } = rule;
    const managed = isObject(statement) ? statement.managedRuleGroupStatement : undefined;
    return isObject(managed) && !isCount(overrideAction)
      ? [
          {
            rule: String(readText(name)),
            group: String(readText(managed.name)),
            counted: countedRules(managed),
          },
        ]
      : [];
  });
}

function countedRules({ ruleActionOverrides, excludedRules }: ModelObject): string[] {
  const overrides = (knownList(readList(ruleActionOverrides)) ?? []).filter(isObject);
  const excluded = (knownList(readList(excludedRules)) ?? []).filter(isObject);
  return [...overrides.filter(({ actionToUse }) => isCount(actionToUse)), ...excluded].map(
    ({ name }) => String(readText(name)),
  );
}

function isCount(action: ModelObject[string] | undefined): boolean {
  return isObject(action) && isObject(action.count);
}
