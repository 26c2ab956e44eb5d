import type { ModelResource } from "../../model/graph/resources";
import { namesList } from "../../model/rules/edgeRules";
import {
  listedTexts,
  listName,
  listParts,
  partsOf,
  writesItems,
} from "../../model/rules/listedItems";
import { EdgeZones } from "../../model/rules/edgeZones";
import { hostOf, redirectSources } from "../../model/rules/redirectLists";
import { leadsNowhere } from "../../model/traffic/edgeServices";
import type { PlanChange } from "../../model/plan/plan";
import { names, say, titleOf } from "../words/words";
import { ruleName } from "./edgeMeetings";
import { causeOf, changesOf, isDeleted, touches, type Risk, type RiskContext } from "./risk";
import { nowherePhrase } from "./wholeLists";

/** Finds lists of an account that are to go while a rule still names them. Source: `apiErrors.listInUse`. */
export function accountListRisks(context: RiskContext): Risk[] {
  return changesOf(context, "rulesList", ["delete", "replace"])
    .filter(isDeleted)
    .flatMap((change): Risk[] => {
      // What is deleted first goes while all else stands as it did.
      const side = change.deleteFirst === true ? context.before : context.after;
      const name = change.before && listName(context.before.inventory, change.before);
      const isThere =
        side === context.after && name !== undefined && listParts(side.inventory, name).length > 0;
      const [rule] =
        name === undefined || isThere
          ? []
          : EdgeZones.of(side)
              .rules.flatMap(({ rules = [] }) => rules)
              .filter((each) => namesList(each, name))
              .filter(({ resource }) => context.changes.get(resource.key)?.deleteFirst !== true);
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

/**
 * Finds lists of an account that come to write all their items, and so take away those that are resources of their own.
 * Source: pulumi-cloudflare, `List.items` ("If set, this overwrites all items in the list. Do not use with `cloudflare.ListItem`").
 */
export function listItemRisks(context: RiskContext): Risk[] {
  return changesOf(context, "rulesList", ["update"])
    .filter((change) => touches(change, ["items"]))
    .flatMap((change): Risk[] => {
      const list = context.after.inventory.byKey(change.key);
      const lost = list === undefined ? [] : lostItems(context, list);
      return list === undefined || lost.length === 0
        ? []
        : [lostItemsRisk(context, change, list, lost)];
    });
}

/** The items that stand as resources of their own, and that a list does not name which writes all of its own. */
function lostItems({ after, changes }: RiskContext, list: ModelResource): ModelResource[] {
  const kept = textsOf(list);
  return !writesItems(list)
    ? []
    : partsOf(after.inventory, list).filter(
        (part) =>
          changes.get(part.key)?.operation !== "create" &&
          !textsOf(part).some((text) => kept.includes(text)),
      );
}

function lostItemsRisk(
  { after }: RiskContext,
  change: PlanChange,
  list: ModelResource,
  lost: readonly ModelResource[],
): Risk {
  const name = listName(after.inventory, list);
  const rules = EdgeZones.of(after).rules.flatMap(({ rules: all = [] }) => all);
  const asking = name === undefined ? [] : rules.filter((rule) => namesList(rule, name));
  const sources = lost.flatMap(redirectSources).map(hostOf);
  const about = [...new Set([...sources, ...asking.flatMap(({ hosts }) => hosts)])].sort();
  const nowhere = about.filter((hostname) => leadsNowhere(after, hostname));
  const whose = about.length === 0 ? [] : say`, of ${names(about)}`;
  return {
    ...{ id: "list-overwritten", severity: nowhere.length > 0 ? "high" : "medium" },
    ...{ subject: change.key, title: about.length === 0 ? change.name : titleOf(about), about },
    consequence: [
      ...say`From this change on ${change.name} writes all items of its list, and ${names(lost.map((part) => part.name))}, each a resource of its own, are gone from it until a later update finds them missing: the rules that ask this list${whose} no longer find ${names(lost.flatMap(textsOf))}.`,
      ...nowherePhrase(nowhere),
    ],
    cause: [causeOf(change, ["items"])],
    hint: say`Name all items in the list, or each as a resource of its own.`,
  };
}

function textsOf(resource: ModelResource): string[] {
  return [...listedTexts(resource), ...redirectSources(resource)];
}
