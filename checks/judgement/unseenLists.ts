import { modelType } from "../../model/graph/resourceTypes";
import type { UnjudgedChange } from "../../model/judged/unjudged";
import { namesList } from "../../model/rules/edgeRules";
import { EdgeZones } from "../../model/rules/edgeZones";
import { listName } from "../../model/rules/listedItems";
import type { PlanChange } from "../../model/plan/plan";
import { changesOf, type RiskContext } from "../risks/risk";

/**
 * Lists the changes of lists that no rule of the plan names, so that nobody followed what they do.
 * @returns The changes, those of lists first.
 */
export function unseenLists(context: RiskContext): UnjudgedChange[] {
  return (["rulesList", "rulesListItem"] as const).flatMap((type) =>
    changesOf(context, type, ["create", "update", "replace", "delete"])
      .filter((change) => !isNamed(context, change))
      .map((change) => ({ change, properties: type === "rulesList" ? ["items"] : [] })),
  );
}

/** A list that is new acts where a rule names it. */
function isNamed({ before, after }: RiskContext, change: PlanChange): boolean {
  const model = change.after === undefined ? before : after;
  const own = model.inventory.byKey((change.after ?? change.before)?.key ?? "");
  const name = own && listName(model.inventory, own);
  return (
    (change.operation === "create" && modelType(change.type) === "rulesList") ||
    (name !== undefined &&
      EdgeZones.of(model).rules.some(({ rules }) => rules?.some((rule) => namesList(rule, name))))
  );
}
