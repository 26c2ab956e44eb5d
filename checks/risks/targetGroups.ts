import { linksOf } from "../../model/graph/links";
import type { PlanChange } from "../../model/plan/plan";
import { isAttachedTo, TargetRegistrations } from "../../model/traffic/targetGroups";
import { title } from "../../model/graph/title";
import { modelType } from "../../model/graph/resourceTypes";
import { linkedResource } from "../../model/graph/targets";
import type { ModelResource } from "../../model/graph/resources";
import type { TrafficModel } from "../../model/traffic/path";
import { ofThisChange } from "../findings/finding";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";
import { say } from "../words/words";

/**
 * Finds target groups without a target to which a listener forwards: since they lose the last one, or since the listener comes to
 * lead there from one that has targets.
 */
export function targetsRisks(context: RiskContext): Risk[] {
  const { plan, before, after } = context;
  if (!plan.whole) {
    return [];
  }
  const [had, has] = [
    new TargetRegistrations(before.inventory, plan.before),
    new TargetRegistrations(after.inventory, plan.after),
  ];
  return [
    ...lastTargetRisks(context, has),
    ...forwardRisks(context, had, has),
    ...gapRisks(context),
  ];
}

function lastTargetRisks(context: RiskContext, targets: TargetRegistrations): Risk[] {
  const { plan, before, after, renamed } = context;
  const leaving = plan.changes.filter(
    ({ type, operation, leftover }) =>
      !leftover && modelType(type) === "targetGroupAttachment" && operation === "delete",
  );
  const groups = leaving.length === 0 ? [] : before.inventory.ofType("targetGroup");
  return groups.flatMap((group): Risk[] => {
    const now = after.inventory.byKey(renamed.get(group.key) ?? group.key);
    const own = leaving.filter(({ before: old }) => isAttachedTo(group, old));
    const isLost = own.length > 0 && now !== undefined && isForwardedTo(context, now);
    return isLost && !targets.has(now) ? [emptyRisk(now, own)] : [];
  });
}

/** Target groups all of whose targets go before the new ones are registered. */
function gapRisks(context: RiskContext): Risk[] {
  const { inventory } = context.after;
  const replaced = changesOf(context, "targetGroupAttachment", ["replace"]);
  const first = replaced.filter(({ deleteFirst }) => deleteFirst === true);
  const groups = new Map(
    first.flatMap(({ after }) => groupsOf(context.after, after)).map((group) => [group.key, group]),
  );
  const keys = new Set(first.map(({ key }) => key));
  return [...groups.values()].flatMap((group): Risk[] => {
    const all = inventory.linkedTo(group, "targetGroupAttachment");
    const own = first.filter(({ key }) => all.some((each) => each.key === key));
    return all.every(({ key }) => keys.has(key)) && isForwardedTo(context, group)
      ? [gapRisk(group, own)]
      : [];
  });
}

function gapRisk(group: ModelResource, causes: readonly PlanChange[]): Risk {
  return {
    id: "targets-gap",
    severity: "high",
    subject: group.key,
    title: title(group),
    consequence: say`Every target of ${title(group)} is taken out before it is registered anew: until the new ones are healthy, visitors get Error 503 from the load balancer.`,
    cause: causes.map((change) => causeOf(change, change.replacedFor)),
    hint: say`Leave deleteBeforeReplace out, or register other targets beside these first.`,
    ...ofThisChange,
  };
}

/** Listeners and their rules that lead from targets of this plan to groups that have none. */
function forwardRisks(
  context: RiskContext,
  had: TargetRegistrations,
  has: TargetRegistrations,
): Risk[] {
  const { before, after } = context;
  const changes = (["listener", "listenerRule"] as const).flatMap((type) =>
    changesOf(context, type, ["update", "replace"]),
  );
  return changes.flatMap((change): Risk[] => {
    const [was, is] = [groupsOf(before, change.before), groupsOf(after, change.after)];
    return was.some((group) => had.has(group)) && !is.some((group) => has.has(group))
      ? is.slice(0, 1).map((group) => emptyRisk(group, [change]))
      : [];
  });
}

/** The target groups of the plan to which a listener or a rule of it forwards. */
function groupsOf(
  { inventory }: TrafficModel,
  resource: ModelResource | undefined,
): ModelResource[] {
  return (resource === undefined ? [] : linksOf(resource)).flatMap(
    (token) => linkedResource(inventory, "targetGroup", token) ?? [],
  );
}

function emptyRisk(group: ModelResource, causes: readonly PlanChange[]): Risk {
  return {
    id: "targets-lost",
    severity: "high",
    subject: group.key,
    title: title(group),
    consequence: say`${title(group)} has no target any more, and requests are still forwarded to it: visitors get Error 503 from the load balancer, as far as nothing outside this plan registers targets.`,
    cause: causes.map((change) => causeOf(change)),
    hint: say`Register the new targets first and wait until they are healthy, and take the old ones away in a later update.`,
    ...ofThisChange,
  };
}

function isForwardedTo({ after }: RiskContext, group: ModelResource): boolean {
  return (["listener", "listenerRule"] as const).some(
    (type) => after.inventory.linkedTo(group, type).length > 0,
  );
}
