import { namesList } from "../../model/rules/edgeRules";
import { listName, listParts } from "../../model/rules/listedItems";
import { EdgeZones } from "../../model/rules/edgeZones";
import { names, say } from "../words/words";
import { ruleName } from "./edgeMeetings";
import { causeOf, changesOf, isDeleted, type Risk, type RiskContext } from "./risk";

/** Finds lists of an account that are to go while a rule still names them. Source: `apiErrors.listInUse`. */
export function accountListRisks(context: RiskContext): Risk[] {
  const { inventory } = context.after;
  return changesOf(context, "rulesList", ["delete", "replace"])
    .filter(isDeleted)
    .flatMap((change): Risk[] => {
      const name = change.before && listName(context.before.inventory, change.before);
      const [rule] =
        name === undefined || listParts(inventory, name).length > 0
          ? []
          : EdgeZones.of(context.after)
              .rules.flatMap(({ rules = [] }) => rules)
              .filter((each) => namesList(each, name));
      return rule === undefined || name === undefined
        ? []
        : [
            {
              ...{ id: "object-in-use", severity: "medium", subject: change.key, title: name },
              about: rule.hosts,
              consequence: say`The list ${name} is to be deleted while ${ruleName(rule)} still names it: Cloudflare refuses, the update stops half-way, and what serves now serves on.`,
              cause: [causeOf(change, change.replacedFor)],
              hint: say`Take ${names([`$${name}`])} out of the rule in an update before this one.`,
            },
          ];
    });
}
