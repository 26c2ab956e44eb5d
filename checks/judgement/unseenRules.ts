import { listenerOf, machineOf } from "../../model/origin/forwards";
import { OriginPaths } from "../../model/origin/originPaths";
import type { UnjudgedChange } from "../../model/judged/unjudged";
import type { PlanChange } from "../../model/plan/plan";
import { modelType } from "../../model/graph/resourceTypes";
import { touches, type RiskContext } from "../risks/risk";

const deciding = ["actions", "conditions", "listenerArn", "priority"];

/**
 * Lists the changes of rules at listeners of which the plan does not say whose requests they get, so that nobody followed them.
 * @returns The changes, in the plan's order.
 */
export function unseenRules(context: RiskContext): UnjudgedChange[] {
  const rules = context.plan.changes.filter(
    (change) => modelType(change.type) === "listenerRule" && !change.leftover && decides(change),
  );
  return rules
    .filter((change) => !isSeen(context, change))
    .map((change) => ({ change, properties: ["actions", "conditions"] }));
}

function decides(change: PlanChange): boolean {
  const { operation, before } = change;
  const acts = ["create", "delete", "replace"].includes(operation);
  return (acts && before?.retainOnDelete !== true) || touches(change, deciding);
}

/** Whether hostnames lead to the load balancer of a rule, on the side that has the rule. */
function isSeen({ before, after }: RiskContext, change: PlanChange): boolean {
  const [model, rule] =
    change.after === undefined ? [before, change.before] : [after, change.after];
  const listener = rule && listenerOf(model.inventory, rule);
  const machine = listener && machineOf(model.inventory, listener);
  return OriginPaths.of(model).leads.to(machine).length > 0;
}
