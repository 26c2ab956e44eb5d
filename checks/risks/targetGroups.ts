import { getOrCreate } from "../../core/getOrCreate";
import { hostsOf } from "../../model/origin/hosts";
import type { GroupUse } from "../../model/origin/forwards";
import { isEmpty, type TargetSource } from "../../model/origin/targets";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import type { Risk } from "./risk";
import { switchedGroupRisks } from "./switchedGroups";
import { noTargetError, targetGapRisks } from "./targetGaps";
import type { OriginSides, Place } from "./originSides";
import { names, say } from "../words/words";

/** A target group that gets requests and has nothing left that takes them, where something took them before. */
interface EmptiedGroup {
  readonly uses: readonly GroupUse[];
  /** What took the requests before. */
  readonly served: readonly TargetSource[];
  /** Whether it got requests before too, and answered them as far as the plan says. */
  readonly wasServing: boolean;
}

/**
 * Finds target groups that get requests and have nothing that answers: since they lose the last target, since what keeps targets running
 * keeps none any more, or since a listener comes to lead there.
 */
export function targetGroupRisks(sides: OriginSides): Risk[] {
  const emptied = [...emptiedGroups(sides)].flatMap(([group, each]) =>
    emptiedRisk(sides, group, each),
  );
  const gaps = targetGapRisks(sides);
  const told = new Set([...emptied, ...gaps].map(({ subject }) => subject));
  const switched = switchedGroupRisks(sides).filter(({ subject }) => !told.has(subject));
  return [...emptied, ...gaps, ...switched];
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
        wasServing: known?.wasServing === true || same.length > 0,
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
  { uses, served, wasServing }: EmptiedGroup,
): Risk[] {
  const { context, after } = sides;
  const idle = after.sources(group);
  const use: Place = uses.find((each) => after.isAsked(each)) ?? uses[0] ?? {};
  const { inventory } = after.model;
  const cause = sides.causes([
    ...idle.flatMap(({ serves }) => (serves ? hostsOf(inventory, serves) : [])),
    ...[...idle, ...served].flatMap(({ resource, serves }) => [resource, serves]),
    ...[group, ...uses.map(({ forwarder }) => forwarder)],
  ]);
  if (cause.length === 0 || (idle.length === 0 && !context.plan.whole)) {
    return [];
  }
  const meet = say`${sides.visitors(use)} get ${noTargetError(use.machine)}`;
  const [first] = idle;
  const at = first?.serves ?? first?.resource ?? group;
  // Of a group that stood, something outside the plan may have registered targets; what the plan holds of it runs nothing for certain.
  const mayHaveOthers = !wasServing && idle.length === 0 && sides.earlier(group) !== undefined;
  const isPart = mayHaveOthers && isBesideOthers(sides, uses);
  const severity = isPart ? "medium" : sides.severity(use);
  return first === undefined
    ? [
        {
          ...{ id: "targets-lost", severity, subject: group.key, title: title(group), cause },
          consequence: say`${title(group)} has no target after this change, and requests are forwarded to it: ${meet}, as far as nothing outside this plan registers targets.`,
          hint: say`Register the new targets first and wait until they are healthy, and take the old ones away in a later update.`,
        },
      ]
    : [
        {
          ...{ id: "capacity-none", severity, subject: at.key, title: title(at), cause },
          consequence: say`${names(idle.map(({ resource, serves }) => title(serves ?? resource)))} runs nothing from this change on, and requests are forwarded to ${title(group)}, which has no other targets: ${meet} until capacity comes back.`,
          hint: say`Forward the requests elsewhere in an update before this one, or keep at least two running.`,
        },
      ];
}

/** Whether what forwards to an empty group forwards to others too that have targets. */
function isBesideOthers({ after }: OriginSides, uses: readonly GroupUse[]): boolean {
  const forwarders = new Set(uses.map(({ forwarder }) => forwarder));
  return after.uses.some(
    ({ forwarder, group }) => forwarders.has(forwarder) && !isEmpty(after.sources(group)),
  );
}
