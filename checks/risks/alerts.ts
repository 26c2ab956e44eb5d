import { alertTypes, type AlertType } from "../../facts/cloudflare/notifications";
import { unknownValue, type Known } from "../../core/known";
import { ownEntry } from "../../core/ownEntry";
import type { PlanChange } from "../../model/plan/plan";
import type { AlertNode } from "../../model/traffic/alerts";
import { mailsOfTrouble, poolsTold } from "../../model/traffic/poolsTold";
import { title } from "../../model/graph/title";
import { listed, names, say, type Phrase } from "../words/words";
import { causeOf, changesAnyOf, changesOf, isDeleted, type Risk, type RiskContext } from "./risk";

/** Of the health of pools a rule of the policy tells, pool by pool. */
const ofPools = "load_balancing_health_alert" satisfies keyof typeof alertTypes;

/** Finds kinds of notifications that somebody received and nobody does any more. */
export function alertRisks(context: RiskContext): Risk[] {
  if (!changesAnyOf(context, new Set(["alert", "alertWebhook"]))) {
    return mailRisks(context);
  }
  const gone = goneWebhooks(context);
  const tellers = context.after.alerts.filter((alert) => mayTell(alert, gone));
  const told = new Set(tellers.map(({ type }) => type));
  // Of what goes itself nobody needs to be told.
  const going = new Set(
    context.plan.changes.flatMap(({ operation, before }) =>
      operation === "delete" ? [before?.id] : [],
    ),
  );
  const isGone = (value: string): boolean => going.has(value);
  const lost = context.before.alerts.flatMap((alert) => {
    const { type, resource, enabled, received, troubles, receivers } = alert;
    const posted = receivers.map(({ id }) => gone.get(id)).find((each) => each !== undefined);
    const change = context.changes.get(resource.key) ?? posted;
    const wasTold = [enabled, received, troubles].every((each) => each === "yes");
    const isLost = wasTold && !told.has(type);
    if (change === undefined || !wasTold || typeof type !== "string") {
      return [];
    }
    const others = tellers.filter((each) => each.type === type);
    const left = leftOut(alert, type, others).filter(({ values }) => !values.every(isGone));
    return isLost
      ? type === ofPools
        ? []
        : [lostRisk(alert, type, causeOf(change))]
      : left.length === 0
        ? []
        : [narrowedRisk(alert, type, left, causeOf(change))];
  });
  return [...lost, ...mailRisks(context)];
}

/** Pools that mailed somebody themselves, and are in no health alert. */
function mailRisks(context: RiskContext): Risk[] {
  const { before, after } = context;
  return changesOf(context, "pool", ["update", "replace"]).flatMap((change) => {
    const { before: old, after: pool } = change;
    const isLost =
      old !== undefined &&
      pool !== undefined &&
      mailsOfTrouble(old) === "yes" &&
      mailsOfTrouble(pool) === "no" &&
      poolsTold(after, before).has(pool) === "no";
    return !isLost
      ? []
      : [
          {
            ...{ id: "alert-lost", severity: "low", subject: change.key, title: title(pool) },
            consequence: say`From this change on ${title(pool)} mails nobody any more when it or an origin of it goes down, and it is in no health alert.`,
            cause: [causeOf(change, ["notificationEmail", "notificationFilter"])],
            hint: say`Name the pool in a notification of the type ${ofPools}, which takes the place of mail by pools.`,
          },
        ];
  });
}

/** Filters of which a narrower one says how much is too much, and not of what it is told. */
const thresholds: readonly string[] = [
  ...["slo", "limit", "requests_per_second", "packets_per_second", "megabits_per_second"],
  ...["alert_trigger_preferences", "alert_trigger_preferences_value"],
];

/** What an alert told of, and none does any more: a filter and the values that are left out, or all but those that are left. */
interface LeftOut {
  readonly filter: string;
  /** The values; none where all but others are. */
  readonly values: readonly string[];
  readonly lost: Phrase;
}

function leftOut({ filters }: AlertNode, type: string, tellers: readonly AlertNode[]): LeftOut[] {
  const { trouble } = ownEntry<AlertType>(alertTypes, type) ?? {};
  const now = tellers.map((each) => each.filters);
  const told = type === ofPools ? ["pool_id", "new_health"] : [];
  const known = now.filter((each) => each !== unknownValue);
  if (filters === unknownValue || known.length < now.length) {
    return [];
  }
  const all = new Set(known.flatMap((each) => [...each.keys()]));
  return [...all]
    .filter((name) => !thresholds.includes(name) && !told.includes(name))
    .flatMap((filter): LeftOut[] => {
      const [was, is] = [[filters], known].map((side) =>
        unionOf(side.map((own) => own.get(filter))),
      );
      const isTrouble = (value: string): boolean =>
        trouble?.filter !== filter || trouble.values.includes(value);
      if (is === undefined || is === unknownValue || was === unknownValue) {
        return [];
      }
      const lost = was?.filter((value) => !is.includes(value) && isTrouble(value));
      const isAll = lost === undefined && trouble?.filter === filter;
      const isSaid = isAll
        ? !trouble.values.every((value) => is.includes(value))
        : lost?.length !== 0;
      return isSaid
        ? [
            {
              ...{ filter, values: lost ?? is },
              lost: lost === undefined ? say`all but ${names(is)}` : names(lost),
            },
          ]
        : [];
    });
}

/** The values of several policies together; undefined where one of them is not limited. */
function unionOf(
  sides: readonly (Known<readonly Known<string>[]> | undefined)[],
): Known<readonly string[]> | undefined {
  const lists = sides.filter((side) => side !== undefined);
  if (lists.length < sides.length) {
    return undefined;
  }
  const known = lists.flatMap((list) => (typeof list === "symbol" ? [] : list));
  const texts = known.filter((value) => typeof value === "string");
  return lists.includes(unknownValue) || texts.length < known.length ? unknownValue : texts;
}

function narrowedRisk(
  { resource }: AlertNode,
  type: string,
  left: readonly LeftOut[],
  cause: Risk["cause"][number],
): Risk {
  const what = listed(left.map(({ filter, lost }) => say`${lost} by the filter ${filter}`));
  return {
    ...{ id: "alert-lost", severity: "low", subject: resource.key, title: title(resource) },
    consequence: say`From this change on nobody is told any more, when ${[ownEntry(alertTypes, type)?.fires ?? type]} (${type}), of ${what}.`,
    cause: [cause],
    hint: say`Keep a notification that tells of all of it, with a receiver who reads it.`,
  };
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
  };
}
