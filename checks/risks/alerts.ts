import { alertTypes } from "../../facts/cloudflare/notifications";
import { ownEntry } from "../../core/ownEntry";
import type { PlanChange } from "../../model/plan/plan";
import type { AlertNode } from "../../model/traffic/alerts";
import { title } from "../../model/graph/title";
import { ofThisChange } from "../findings/finding";
import { say } from "../words/words";
import { causeOf, changesAnyOf, changesOf, isDeleted, type Risk, type RiskContext } from "./risk";

/** Of the health of pools a rule of the policy tells, pool by pool. */
const ofPools = "load_balancing_health_alert" satisfies keyof typeof alertTypes;

/** Finds kinds of notifications that somebody received and nobody does any more. */
export function alertRisks(context: RiskContext): Risk[] {
  if (!changesAnyOf(context, new Set(["alert", "alertWebhook"]))) {
    return [];
  }
  const gone = goneWebhooks(context);
  const told = new Set(
    context.after.alerts.filter((alert) => mayTell(alert, gone)).map(({ type }) => type),
  );
  return context.before.alerts.flatMap((alert) => {
    const { type, resource, enabled, received, troubles, receivers } = alert;
    const posted = receivers.map(({ id }) => gone.get(id)).find((each) => each !== undefined);
    const change = context.changes.get(resource.key) ?? posted;
    const wasTold = [enabled, received, troubles].every((each) => each === "yes");
    const isLost = wasTold && !told.has(type);
    return change === undefined || !isLost || typeof type !== "string" || type === ofPools
      ? []
      : [lostRisk(alert, type, causeOf(change))];
  });
}

/** The webhooks that go, or become others, by the ids under which alerts may name them for good. */
function goneWebhooks(context: RiskContext): ReadonlyMap<unknown, PlanChange> {
  return new Map(
    changesOf(context, "alertWebhook", ["delete", "replace"])
      .filter(isDeleted)
      .map((change) => [change.before?.id, change] as const)
      .filter(([id]) => context.after.inventory.byId("alertWebhook", id ?? "") === undefined),
  );
}

/** Of an alert of which it is not known whether anybody receives it, nothing is said. */
function mayTell(
  { enabled, received, troubles, receivers }: AlertNode,
  gone: ReadonlyMap<unknown, PlanChange>,
): boolean {
  const isPosted = receivers.length === 0 || receivers.some(({ id }) => !gone.has(id));
  return isPosted && [enabled, received, troubles].every((each) => each !== "no");
}

function lostRisk({ resource }: AlertNode, type: string, cause: Risk["cause"][number]): Risk {
  const fires = ownEntry(alertTypes, type)?.fires;
  return {
    ...{ id: "alert-lost", severity: "low", subject: resource.key, title: title(resource) },
    consequence:
      fires === undefined
        ? say`From this change on nobody receives notifications of ${type} any more.`
        : say`From this change on nobody is told any more when ${[fires]} (${type}).`,
    cause: [cause],
    hint: say`Keep the notification on, with a receiver who reads it.`,
    ...ofThisChange,
  };
}
