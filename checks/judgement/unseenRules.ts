import type { ModelResource } from "../../model/graph/resources";
import type { TrafficModel } from "../../model/traffic/path";
import { actionOf, listenerOf, machineOf } from "../../model/origin/forwards";
import { OriginPaths } from "../../model/origin/originPaths";
import type { UnjudgedChange } from "../../model/judged/unjudged";
import type { PlanChange } from "../../model/plan/plan";
import { modelType } from "../../model/graph/resourceTypes";
import { changesOf, touches, type RiskContext } from "../risks/risk";

const deciding = ["actions", "conditions", "listenerArn", "priority"];

/**
 * Lists the changes of rules at listeners of which the plan does not say whose requests they get, so that nobody followed them; and those after
 * which a listener or a rule forwards to groups of weight 0 alone, of which AWS does not say what answers then.
 * @returns The changes, each in the plan's order.
 */
export function unseenRules(context: RiskContext): UnjudgedChange[] {
  const rules = context.plan.changes.filter(
    (change) => modelType(change.type) === "listenerRule" && !change.leftover && decides(change),
  );
  const unseen = rules
    .filter((change) => !isSeen(context, change))
    .map((change) => ({ change, properties: ["actions", "conditions"] }));
  const told = new Set(unseen.map(({ change }) => change));
  const idle = changesOf(context, ["listener", "listenerRule"], ["update"]).filter(
    (change) => touches(change, forwarding) && !told.has(change) && isIdle(context, change),
  );
  return [
    ...unseen,
    ...idle.map((change) => ({
      change,
      properties: forwarding.filter((name) => touches(change, [name])),
    })),
  ];
}

const forwarding = ["actions", "defaultActions"];

/** Whether it forwarded to a group before, and forwards to none after. */
function isIdle({ before, after }: RiskContext, change: PlanChange): boolean {
  const [had, has] = [groupsOf(before, change.before), groupsOf(after, change.after)];
  return had !== undefined && had > 0 && has === 0;
}

function decides(change: PlanChange): boolean {
  const { operation, before } = change;
  const acts = ["create", "delete", "replace"].includes(operation);
  return (acts && before?.retainOnDelete !== true) || touches(change, deciding);
}

/** To how many groups requests are forwarded; undefined where they are not. */
function groupsOf(
  { inventory }: TrafficModel,
  resource: ModelResource | undefined,
): number | undefined {
  const action = resource && actionOf(inventory, resource);
  return action?.kind === "forward" ? action.groups.length : undefined;
}

/** Whether hostnames lead to the load balancer of a rule, on the side that has the rule. */
function isSeen({ before, after }: RiskContext, change: PlanChange): boolean {
  const [model, rule] =
    change.after === undefined ? [before, change.before] : [after, change.after];
  const listener = rule && listenerOf(model.inventory, rule);
  const machine = listener && machineOf(model.inventory, listener);
  return OriginPaths.of(model).leads.to(machine).length > 0;
}
