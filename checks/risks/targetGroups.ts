import type { PlanChange } from "../../model/plan/plan";
import { isAttachedTo, registersIn } from "../../model/traffic/targetGroups";
import { title } from "../../model/graph/title";
import { modelType } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import { causeOf, type Risk, type RiskContext } from "./risk";
import { say } from "../words/words";

/**
 * Finds target groups that lose their last target while a listener forwards to them.
 * @param context - The plan.
 * @returns The risks.
 */
export function targetsRisks(context: RiskContext): Risk[] {
  const { before, after } = context;
  const leaving = context.plan.changes.filter(
    ({ type, operation, leftover }) =>
      !leftover && modelType(type) === "targetGroupAttachment" && operation === "delete",
  );
  const groups =
    leaving.length === 0 || !context.plan.whole ? [] : before.inventory.ofType("targetGroup");
  return groups.flatMap((group): Risk[] => {
    const { key } = group;
    const now = after.inventory.byKey(context.renamed.get(key) ?? key);
    const own = leaving.filter(({ before: old }) => isAttachedTo(group, old));
    const stays =
      now === undefined ||
      after.inventory.linkedTo(now, "targetGroupAttachment").length > 0 ||
      context.plan.after.some((each) => registersIn(now, each));
    const isUsed = now !== undefined && isForwardedTo(context, now);
    return own.length === 0 || stays || !isUsed ? [] : [emptyRisk(now, own)];
  });
}

function emptyRisk(group: ModelResource, causes: readonly PlanChange[]): Risk {
  return {
    kind: "targets-lost",
    severity: "high",
    subject: group.key,
    title: title(group),
    consequence: say`${title(group)} has no target any more, and requests are still forwarded to it: visitors get Error 503 from the load balancer, as far as nothing outside this plan registers targets.`,
    causes: causes.map((change) => causeOf(change)),
    wayOut: say`Register the new targets first and wait until they are healthy, and take the old ones away in a later update.`,
    covers: [],
  };
}

function isForwardedTo({ after }: RiskContext, group: ModelResource): boolean {
  return (["listener", "listenerRule"] as const).some(
    (type) => after.inventory.linkedTo(group, type).length > 0,
  );
}
