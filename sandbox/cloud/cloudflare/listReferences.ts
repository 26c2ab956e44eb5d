import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { refuse } from "../calls/refuse";
import type { Place } from "../resources/handler";
import { list, object, text } from "../values";
import { itemsOf, removeItems } from "./accountLists";

/**
 * Counts the rules that refer to a list, by its name.
 * @param found - The list.
 * @param place - Where.
 * @returns How many rules of rulesets do.
 */
export function referringRules({ properties }: StoredObject, place: Place): number {
  const name = text(properties.name);
  const inExpression = new RegExp(`\\$${name}(?![A-Za-z0-9_.])`);
  return place.account
    .ofType(types.ruleset)
    .flatMap((ruleset) => list(ruleset.properties.rules))
    .map(object)
    .filter((rule) => {
      const { fromList } = object(rule.actionParameters);
      return inExpression.test(text(rule.expression)) || object(fromList).name === name;
    }).length;
}

/**
 * Refuses to delete a list that a rule refers to, and takes its items with it.
 * @param found - The list.
 * @param place - Where.
 */
export function beforeListGoes(found: StoredObject, place: Place): void {
  const rules = referringRules(found, place);
  if (rules > 0) {
    refuse(apiErrors.listInUse, `list is referenced by ${rules} rules`);
  }
  removeItems(itemsOf(found.id, place), place);
}
