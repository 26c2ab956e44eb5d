import { unknownValue } from "../../core/known";
import { isObject, knownList, knownObjects, readList, readText } from "../graph/reading";
import type { ModelObject, ModelResource } from "../graph/resources";

/** A managed group of rules by which a web ACL may block. */
export interface BlockingGroup {
  /** What its vendor calls the group. */
  readonly group: string;
  /** The rules of the group that only count. */
  readonly counted: readonly string[];
}

/**
 * Lists the managed groups of rules by which a web ACL may block: those of which it does not count all that they find. What is not known
 * yet of one leaves it out.
 * Source: AWS WAF developer guide, web-acl-rule-group-override-options.
 * @param acl - The web ACL.
 * @returns The groups, in the order of the program.
 */
export function blockingGroups({ properties }: ModelResource): BlockingGroup[] {
  const rules = knownObjects(properties.rules);
  return rules.flatMap((rule) => {
    const { statement, overrideAction } = rule;
    const managed = isObject(statement) ? statement.managedRuleGroupStatement : undefined;
    if (!isObject(managed) || overrideAction === unknownValue || isCount(overrideAction)) {
      return [];
    }
    const group = readText(managed.name);
    const counted = countedRules(managed);
    return typeof group === "string" && counted !== undefined ? [{ group, counted }] : [];
  });
}

/** The rules of a group that only count; undefined where they are not known yet. */
function countedRules(managed: ModelObject): string[] | undefined {
  const overrides = knownList(readList(managed.ruleActionOverrides));
  const excluded = knownList(readList(managed.excludedRules));
  if (overrides === undefined || excluded === undefined) {
    return undefined;
  }
  const counting = overrides.filter(isObject).filter(({ actionToUse }) => isCount(actionToUse));
  const names = [...counting, ...excluded.filter(isObject)].map(({ name }) => readText(name));
  return names.every((name) => typeof name === "string") ? names : undefined;
}

/**
 * Whether a rule is a managed group of AWS of which no rule lets anything through: they block, count and ask.
 * Source: AWS WAF developer guide, aws-managed-rule-groups-list.
 * @param rule - A rule of a web ACL.
 */
export function allowsNothing({ statement }: ModelObject): boolean {
  const managed = isObject(statement) ? statement.managedRuleGroupStatement : undefined;
  const overrides = isObject(managed)
    ? knownList(readList(managed.ruleActionOverrides))
    : undefined;
  return (
    isObject(managed) &&
    readText(managed.vendorName) === "AWS" &&
    overrides?.filter(isObject).every(({ actionToUse }) => isCount(actionToUse)) === true
  );
}

function isCount(action: ModelObject[string] | undefined): boolean {
  return isObject(action) && isObject(action.count);
}
