import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { getOrCreate } from "../../core/getOrCreate";
import { readAwsLoadBalancer } from "../../model/origin/loadBalancers";
import type { GroupUse } from "../../model/origin/forwards";
import { isEmpty, type TargetSource } from "../../model/origin/targets";
import { title } from "../../model/graph/title";
import { modelType } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import { ofThisChange } from "../findings/finding";
import { causeOf, changesOf, type Risk } from "./risk";
import type { OriginSides, Place } from "./originSides";
import { errorOf, names, type Phrase, say } from "../words/words";

/** A target group that gets requests and has nothing left that takes them, where something took them before. */
interface EmptiedGroup {
  readonly uses: readonly GroupUse[];
  /** What took the requests before. */
  readonly served: readonly TargetSource[];
}

/**
 * Finds target groups that get requests and have nothing that answers: since they lose the last target, since what keeps targets running
 * keeps none any more, or since a listener comes to lead there.
 */
export function targetGroupRisks(sides: OriginSides): Risk[] {
  const emptied = [...emptiedGroups(sides)].flatMap(([group, each]) =>
    emptiedRisk(sides, group, each),
  );
  return [...emptied, ...gapRisks(sides)];
}

function emptiedGroups(sides: OriginSides): Map<ModelResource, EmptiedGroup> {
  const { before, after } = sides;
  const found = new Map<ModelResource, EmptiedGroup>();
  const empty = after.uses.filter(({ group }) => isEmpty(after.sources(group)));
  const earlier = empty.length === 0 ? new Map<string, GroupUse[]>() : usesBefore(sides);
  for (const use of empty) {
    const was = earlier.get(use.forwarder.key) ?? [];
    const same = was.filter(({ group }) => sides.nameAfter(group) === use.group.key);
    const served = (same.length > 0 ? same : was)
      .map(({ group }) => before.sources(group))
      .filter((sources) => !isEmpty(sources));
    if (served.length > 0) {
      const known = found.get(use.group);
      found.set(use.group, {
        uses: [...(known?.uses ?? []), use],
        served: [...(known?.served ?? []), ...served.flat()],
      });
    }
  }
  return found;
}

/** What forwarded where before, by the key that the listener or the rule has after. */
function usesBefore(sides: OriginSides): Map<string, GroupUse[]> {
  const found = new Map<string, GroupUse[]>();
  for (const use of sides.before.uses) {
    getOrCreate(found, sides.nameAfter(use.forwarder), (): GroupUse[] => []).push(use);
  }
  return found;
}

function emptiedRisk(
  sides: OriginSides,
  group: ModelResource,
  { uses, served }: EmptiedGroup,
): Risk[] {
  const { context, after } = sides;
  const idle = after.sources(group);
  const use: Place = uses.find((each) => after.isAsked(each)) ?? uses[0] ?? {};
  const cause = sides.causes([
    ...[...idle, ...served].flatMap(({ resource, serves }) => [resource, serves]),
    ...[group, ...uses.map(({ forwarder }) => forwarder)],
  ]);
  if (cause.length === 0 || (idle.length === 0 && !context.plan.whole)) {
    return [];
  }
  const meet = say`${sides.visitors(use)} get ${noTargetError(use.machine)}`;
  const [first] = idle;
  const at = first?.serves ?? first?.resource ?? group;
  const severity = sides.severity(use);
  return first === undefined
    ? [
        {
          ...{ id: "targets-lost", severity, subject: group.key, title: title(group), cause },
          consequence: say`${title(group)} has no target after this change, and requests are forwarded to it: ${meet}, as far as nothing outside this plan registers targets.`,
          hint: say`Register the new targets first and wait until they are healthy, and take the old ones away in a later update.`,
          ...ofThisChange,
        },
      ]
    : [
        {
          ...{ id: "capacity-none", severity, subject: at.key, title: title(at), cause },
          consequence: say`${names(idle.map(({ resource, serves }) => title(serves ?? resource)))} runs nothing from this change on, and requests are forwarded to ${title(group)}, which has no other targets: ${meet} until capacity comes back.`,
          hint: say`Forward the requests elsewhere in an update before this one, or keep at least two running.`,
          ...ofThisChange,
        },
      ];
}

/**
 * Says what visitors meet where no target is registered.
 * @param machine - The load balancer; undefined where the plan does not hold it.
 */
export function noTargetError(machine: ModelResource | undefined): Phrase {
  return machine !== undefined && readAwsLoadBalancer(machine).type === "network"
    ? say`no connection, and ${errorOf(loadBalancerErrors.noTargetsBehindNetwork)}`
    : say`${errorOf(loadBalancerErrors.noTargets)} from the load balancer`;
}

/** Target groups all of whose targets go before the new ones are registered, or before those are well. */
function gapRisks(sides: OriginSides): Risk[] {
  const first = firstGoneRisks(sides);
  const told = new Set(first.map(({ subject }) => subject));
  return [...first, ...exchangedRisks(sides).filter(({ subject }) => !told.has(subject))];
}

/**
 * A target that is registered gets requests only once it is found to be well, and nothing waits for that.
 * Source: hashicorp/terraform issues 2717 and 22615, hashicorp/terraform-provider-aws issue 494.
 */
function exchangedRisks(sides: OriginSides): Risk[] {
  const changes = changesOf(sides.context, "targetGroupAttachment", ["create", "replace"]);
  const registered = new Map(changes.map((change) => [change.key, change]));
  const used = changes.length === 0 ? [] : sides.after.distinctUses;
  return used.flatMap((use): Risk[] => {
    const { group, machine } = use;
    const old = sides.earlier(group);
    const served = old === undefined ? [] : sides.before.sources(old);
    const now = sides.after.sources(group);
    const own = now.flatMap(({ resource }) => registered.get(resource.key) ?? []);
    const wasSingle = served.every(({ resource }) => modelType(resource.type) === single);
    const isAll = own.length === now.length && served.length > 0 && wasSingle;
    return !isAll || isEmpty(now)
      ? []
      : [
          {
            ...{ id: "targets-gap", severity: "medium", subject: group.key, title: title(group) },
            consequence: say`Every target of ${title(group)} is exchanged in this update, and nothing waits until the new ones are healthy: from the moment in which the old ones go until they are, ${sides.visitors(use)} get ${noTargetError(machine)}.`,
            cause: own.map((change) => causeOf(change, change.replacedFor)),
            hint: say`Exchange them one after the other, in updates of their own, or register the new ones beside the old ones and take those away in a later update.`,
            ...ofThisChange,
          },
        ];
  });
}

const single = "targetGroupAttachment";

/** Target groups all of whose targets go before the new ones are registered. */
function firstGoneRisks(sides: OriginSides): Risk[] {
  const { context, after } = sides;
  const replaced = changesOf(context, "targetGroupAttachment", ["replace"]);
  const first = replaced.filter(({ deleteFirst }) => deleteFirst === true);
  const keys = new Set(first.map(({ key }) => key));
  const used = first.length === 0 ? [] : after.distinctUses;
  return used.flatMap((use): Risk[] => {
    const { group, machine } = use;
    const all = after.sources(group).map(({ resource }) => resource.key);
    const own = first.filter(({ key }) => all.includes(key));
    return own.length > 0 && all.every((key) => keys.has(key))
      ? [
          {
            ...{ id: "targets-gap", severity: sides.severity(use), subject: group.key },
            title: title(group),
            consequence: say`Every target of ${title(group)} is taken out before it is registered anew: from that moment until the new ones are healthy ${sides.visitors(use)} get ${noTargetError(machine)}.`,
            cause: own.map((change) => causeOf(change, change.replacedFor)),
            hint: say`Leave deleteBeforeReplace out, or register other targets beside these first.`,
            ...ofThisChange,
          },
        ]
      : [];
  });
}
