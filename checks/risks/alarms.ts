import { otherTypes } from "../../facts/resourceTypes";
import { getOrCreate } from "../../core/getOrCreate";
import { unknownValue } from "../../core/known";
import { loadBalancerAlarms, type AlarmNode } from "../../model/alarms/alarms";
import { HeardAlarms } from "../../model/alarms/heard";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import type { Plan, PlanChange } from "../../model/plan/plan";
import { names, say, type Phrase } from "../words/words";
import {
  causeOf,
  changesAnyOf,
  changesOf,
  isDeleted,
  touches,
  type Risk,
  type RiskContext,
} from "./risk";

const { metricAlarm, compositeAlarm, topic, topicSubscription } = otherTypes;
const tellingTypes = new Set<string>([metricAlarm, compositeAlarm, topic, topicSubscription]);

/** The alarms of one side about load balancers, and who hears them. */
interface AlarmSide {
  readonly alarms: readonly AlarmNode[];
  readonly heard: HeardAlarms;
  readonly resources: ReadonlyMap<string, ModelResource>;
}

interface AlarmSides {
  readonly context: RiskContext;
  readonly before: AlarmSide;
  readonly after: AlarmSide;
}

/** Finds alarms of CloudWatch about load balancers that somebody heard and nobody does any more, or that see nothing any more. */
export function alarmRisks(context: RiskContext): Risk[] {
  const { plan } = context;
  const telling = changesOf(context, undefined, ["update", "replace", "delete"]).filter(
    ({ type }) => tellingTypes.has(type),
  );
  if (telling.length === 0 && !changesAnyOf(context, new Set(["awsLoadBalancer", "targetGroup"]))) {
    return [];
  }
  const before = sideOf(plan.before);
  const sides = { context, before, after: sideOf(plan.after, before.heard) };
  return [...lostRisks(sides), ...blindRisks(sides), ...stillNamedRisks(sides, telling)];
}

function sideOf(resources: Plan["after"], earlier?: HeardAlarms): AlarmSide {
  return {
    ...{ alarms: loadBalancerAlarms(resources), heard: new HeardAlarms(resources, earlier) },
    resources: new Map(resources.map((resource) => [resource.key, resource])),
  };
}

/** What of a load balancer somebody was told and nobody is any more, though it stands. */
function lostRisks(sides: AlarmSides): Risk[] {
  const { context, before, after } = sides;
  const lost = new Map<string, LostAlarms>();
  for (const alarm of before.alarms) {
    const watched = keysAfter(context, alarm).find((key) => after.resources.has(key));
    const cause = before.heard
      .through(alarm.resource)
      .map((key) => context.changes.get(key))
      .find((change) => change !== undefined);
    const heard = before.heard.isHeard(alarm.resource);
    // Who subscribed to a topic of this stack by hand is in no plan.
    const mayBeHeard = heard === "unknown" && context.changes.has(alarm.resource.key);
    const isSilent =
      watched !== undefined &&
      (heard === "yes" || mayBeHeard) &&
      !isTold(sides, alarm, watched) &&
      goneFrom(sides, alarm) === undefined;
    if (isSilent && cause !== undefined) {
      const found = getOrCreate(lost, watched, () => ({ alarms: [], causes: [], isSure: true }));
      found.alarms.push(alarm.resource);
      found.causes.push(cause);
      found.isSure &&= heard === "yes" && cause.type !== topicSubscription;
    }
  }
  return [...lost].map(([watched, alarms]) => lostRisk(after.resources.get(watched), alarms));
}

/** The alarms about one thing that nobody hears any more. */
interface LostAlarms {
  readonly alarms: ModelResource[];
  readonly causes: PlanChange[];
  /** Whether all that is known is in the plan: others may have subscribed to a topic. */
  isSure: boolean;
}

/** Whether an alarm of after tells the same of the same. What is not known is not said to be lost. */
function isTold({ after }: AlarmSides, { concern }: AlarmNode, watched: string): boolean {
  return after.alarms.some(
    (other) =>
      other.watched.has(watched) &&
      (concern === other.concern || [concern, other.concern].includes(unknownValue)) &&
      after.heard.isHeard(other.resource) !== "no",
  );
}

function keysAfter({ renamed }: RiskContext, { watched }: AlarmNode): string[] {
  return [...watched].map((key) => renamed.get(key) ?? key);
}

function alarmAfter({ context, after }: AlarmSides, { resource }: AlarmNode) {
  const key = context.renamed.get(resource.key) ?? resource.key;
  return after.alarms.find((alarm) => alarm.resource.key === key);
}

/** The replacement by which an alarm loses what it names for good by the end of an ARN. */
function goneFrom(sides: AlarmSides, alarm: AlarmNode): PlanChange | undefined {
  const { context } = sides;
  const later = alarmAfter(sides, alarm);
  const change = context.changes.get(alarm.resource.key);
  const isTheSame =
    later !== undefined &&
    (change === undefined || !touches(change, ["dimensions", "metricQueries"]));
  return isTheSame
    ? keysAfter(context, alarm)
        .filter((key) => !later.watched.has(key))
        .map((key) => context.changes.get(key))
        .find((each) => each?.operation === "replace")
    : undefined;
}

/** Alarms that stand and see nothing any more. */
function blindRisks(sides: AlarmSides): Risk[] {
  const { context, before, after } = sides;
  return before.alarms.flatMap((alarm): Risk[] => {
    const later = alarmAfter(sides, alarm);
    if (later === undefined || after.heard.isHeard(later.resource) === "no") {
      return [];
    }
    const replaced = goneFrom(sides, alarm);
    const change = context.changes.get(alarm.resource.key);
    if (replaced !== undefined) {
      return [blindRisk(later.resource, oldOne(replaced), replaced)];
    }
    return change !== undefined && alarm.seesNone === "yes" && later.seesNone === "no"
      ? [blindRisk(later.resource, noneLeft, change)]
      : [];
  });
}

/** Metric and composite alarms that go while the rule of a composite one names them. */
function stillNamedRisks({ before, after }: AlarmSides, telling: readonly PlanChange[]): Risk[] {
  return telling
    .filter(({ type }) => type === metricAlarm || type === compositeAlarm)
    .flatMap((change): Risk[] => {
      const { operation, deleteFirst } = change;
      const old = change.before;
      if (old === undefined || !isDeleted(change)) {
        return [];
      }
      const until = deleteFirst === true ? before.heard.over(old) : [];
      const users = operation === "delete" ? after.heard.over(old) : until;
      return users.length === 0 ? [] : [stillNamedRisk(change, old, users)];
    });
}

function lostRisk(
  watched: ModelResource | undefined,
  { alarms, causes, isSure }: LostAlarms,
): Risk {
  const told = names(alarms.map((alarm) => title(alarm)));
  return {
    ...{ id: "alarm-lost", severity: "low", subject: watched?.key ?? "", title: title(watched) },
    consequence: say`From this change on CloudWatch tells nobody any more what ${told} told of ${title(watched)}${isSure ? [] : [", as far as this plan says"]}.`,
    cause: [...new Set(causes)].map((change) => causeOf(change)),
    hint: say`Keep an alarm whose actions reach somebody, and a subscription of its topic that takes what it says: one by mail counts once it is confirmed, one with a filter for attributes never, and a topic encrypted with AWS's own key takes nothing of alarms.`,
  };
}

function oldOne({ before }: PlanChange): Phrase {
  return say`It names the ${title(before)} by the end of an ARN, and this change replaces that: the new one has another ARN, and of the old one nothing is measured any more.`;
}

const noneLeft = say`Of a target group without targets nothing is measured, and that counts as well from this change on: the alarm stays off when the last target goes.`;

function blindRisk(alarm: ModelResource, consequence: Phrase, change: PlanChange): Risk {
  return {
    ...{ id: "alarm-blind", severity: "medium", subject: alarm.key, title: title(alarm) },
    consequence,
    cause: [causeOf(change)],
    hint: say`Take the dimensions from the arnSuffix of what the alarm watches, and count what is missing as breaching where too few is the trouble.`,
  };
}

function stillNamedRisk(
  change: PlanChange,
  old: ModelResource,
  users: readonly ModelResource[],
): Risk {
  const leading = names(users.map((user) => title(user)));
  return {
    ...{ id: "object-in-use", severity: "medium", subject: change.key, title: title(old) },
    consequence: say`${title(old)} is to be deleted while the rule of ${leading} still names it: AWS refuses, the update stops half-way, and what serves now serves on.`,
    cause: [causeOf(change, change.replacedFor)],
    hint: say`Take it out of the rule of ${leading} in an update before this one.`,
  };
}
