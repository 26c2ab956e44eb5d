import type { Inventory } from "../../model/graph/inventory";
import { linksOf } from "../../model/graph/links";
import { modelType } from "../../model/graph/resourceTypes";
import { linkedResource, type Target } from "../../model/graph/targets";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import type { PlanChange } from "../../model/plan/plan";
import type { PropertyChange } from "../../model/plan/propertyChanges";
import { strictness } from "../../model/traffic/monitorDemands";
import { decidingMonitors, readMonitor } from "../../model/traffic/monitors";
import type { PoolNode } from "../../model/traffic/pools";
import { causeOf, changesOf, touches, type Risk, type RiskContext } from "./risk";
import { names, say, titleOf, type Phrase } from "../words/words";

/**
 * Finds origins that are probed otherwise, so that those that are well may be found down, all of them at once: because the monitor
 * changes, its group gets one more, or the pool gets another.
 */
export function monitorRisks(context: RiskContext): Risk[] {
  return [
    ...changesOf(context, "monitor", ["update", "replace"]).flatMap((change) => [
      ...usersRisk(context, change, stricter(change)),
      ...hurriedRisk(context, change),
    ]),
    ...changesOf(context, "monitorGroup", ["update"]).flatMap((change) => [
      ...usersRisk(
        context,
        change,
        gainsMember(change) ? causeOf(change, ["members"]).properties : [],
      ),
      ...emptiedRisk(context, change),
    ]),
    ...changesOf(context, "pool", ["update", "replace"]).flatMap((change) =>
      takesAnother(context, change),
    ),
  ];
}

/** The properties by which a monitor may find down what it found well. */
function stricter(change: PlanChange): readonly PropertyChange[] {
  const { before, after } = change;
  const found = before && after ? strictness(readMonitor(before), readMonitor(after)) : [];
  return found.length === 0 ? [] : causeOf(change, found).properties;
}

function gainsMember({ before, after }: PlanChange): boolean {
  const known = new Set(before === undefined ? [] : linksOf(before));
  return after !== undefined && linksOf(after).some((token) => !known.has(token));
}

/** A group of which no monitor decides any more whether its pools are healthy. */
function emptiedRisk({ before, after }: RiskContext, change: PlanChange): Risk[] {
  const [had, has] = [
    change.before && decidingMonitors(before.inventory, change.before),
    change.after && decidingMonitors(after.inventory, change.after),
  ];
  const users = change.after ? after.inventory.linkedTo(change.after, "pool").map(title) : [];
  return had?.length === 0 || has?.length !== 0 || users.length === 0
    ? []
    : [
        {
          ...{ id: "monitor-lost", severity: "high", subject: change.key },
          title: titleOf(users),
          consequence: say`No monitor of ${title(change.after)} decides any more whether ${names(users)} is healthy: an origin that is dead or answers 502 keeps its traffic for as long as it takes somebody to notice.`,
          cause: [causeOf(change, ["members"])],
          hint: say`Leave one member of the group on, and monitoringOnly off for it.`,
        },
      ];
}

/** A monitor, or a group of them, that asks the pools which it has otherwise. */
function usersRisk(
  { after: { inventory } }: RiskContext,
  change: PlanChange,
  properties: readonly PropertyChange[],
): Risk[] {
  const { after } = change;
  const users =
    properties.length === 0 || after === undefined ? [] : inventory.linkedTo(after, "pool");
  const how = say`${title(after)} asks the origins of ${names(users.map(title))} otherwise`;
  return users.length === 0
    ? []
    : [probeRisk(change, title(after), how, properties, ", all pools at once")];
}

/** A monitor that gives origins half the time to answer, or less. From experience: what is slow at night is slower under load. */
function hurriedRisk({ after: { inventory } }: RiskContext, change: PlanChange): Risk[] {
  const { before, after } = change;
  const [was, is] = [before, after].map((side) => side && readMonitor(side).timeoutSeconds);
  const users = after === undefined ? [] : inventory.linkedTo(after, "pool");
  if (typeof was !== "number" || typeof is !== "number" || is * 2 > was || users.length === 0) {
    return [];
  }
  const own = title(after);
  const how = say`${own} waits ${is} instead of ${was} seconds for the origins of ${names(users.map(title))}`;
  return [
    probeRisk(change, own, how, causeOf(change, ["timeout"]).properties, ", all pools at once"),
  ];
}

/** A pool that another monitor probes from now on, which asks otherwise. */
function takesAnother({ before, after }: RiskContext, change: PlanChange): Risk[] {
  const [old, now] = [
    change.before && before.inventory.byKey(change.before.key),
    change.after && after.inventory.byKey(change.after.key),
  ];
  if (old === undefined || now === undefined || !touches(change, ["monitor", "monitorGroup"])) {
    return [];
  }
  const [was, is] = [before.pool(old), after.pool(now)];
  const pool = title(now);
  const how =
    was.monitor === undefined
      ? say`the origins of ${pool} are probed`
      : say`the origins of ${pool} are probed by another monitor`;
  return was.enabled === "no" ||
    is.enabled === "no" ||
    !asksMore([before.inventory, after.inventory], was, is)
    ? []
    : [probeRisk(change, pool, how, causeOf(change, ["monitor", "monitorGroup"]).properties, "")];
}

/** Whether a pool has a monitor that asks what none of its earlier ones did, as far as the plan holds them. */
function asksMore(
  [before, after]: readonly [Inventory, Inventory],
  { monitor: old }: PoolNode,
  { monitor: now }: PoolNode,
): boolean {
  const [was, is] = [monitorsOf(before, old), monitorsOf(after, now)];
  if (was.length === 0 || is.length === 0) {
    return now !== undefined && (old?.id ?? "") !== (now.id ?? "");
  }
  // `usersRisk` tells of one that changes itself.
  return is.some((each) =>
    was.every(
      (known) =>
        known.key !== each.key &&
        known.id !== each.id &&
        strictness(readMonitor(known), readMonitor(each)).length > 0,
    ),
  );
}

/** The monitor that a pool names, or the members of the group; none where the plan does not hold exactly that. */
function monitorsOf(inventory: Inventory, target: Target | undefined): ModelResource[] {
  const found = target?.state === "found" ? target.resources : [];
  return found.flatMap((each) =>
    modelType(each.type) === "monitor"
      ? [each]
      : linksOf(each).flatMap((token) => linkedResource(inventory, "monitor", token) ?? []),
  );
}

function probeRisk(
  change: PlanChange,
  own: string,
  how: Phrase,
  properties: readonly PropertyChange[],
  atOnce: string,
): Risk {
  return {
    id: "probe-changed",
    severity: "medium",
    subject: change.key,
    title: own,
    consequence: say`From this change on ${how}: those that do not answer as it expects yet are down after a few probes${[atOnce]}, and every visitor goes to the fallback pool.`,
    cause: [{ change, properties }],
    hint: say`See that every origin answers the new probe as expected first; move one pool to a new monitor before the others.`,
  };
}
