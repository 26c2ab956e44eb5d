import { replacingProcesses } from "../../facts/aws/scalingProcesses";
import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { unknownValue } from "../../core/known";
import { capacityOf, suspendedProcesses } from "../../model/origin/capacity";
import type { TargetSource } from "../../model/origin/targets";
import { title } from "../../model/graph/title";
import type { PlanChange } from "../../model/plan/plan";
import { causedRisk, changesOf, type Risk } from "./risk";
import type { OriginSides } from "./originSides";
import { isOverloadedBy } from "./scaled";
import { errorOf, names, say } from "../words/words";

/** Finds Auto Scaling groups, node groups and services that keep running, with less than serves today, or replace nothing that falls. */
export function capacityRisks(sides: OriginSides): Risk[] {
  return [...fewerRisks(sides), ...fewerTargetRisks(sides), ...suspendedRisks(sides)];
}

/** Target groups of which single targets go, or are given to others, and some stay. */
function fewerTargetRisks(sides: OriginSides): Risk[] {
  const { before, after, context } = sides;
  if (changesOf(context, "targetGroupAttachment", leaving).length === 0) {
    return [];
  }
  return after.distinctUses.flatMap((use): Risk[] => {
    const old = sides.earlier(use.group);
    const had = old === undefined ? [] : before.sources(old);
    const [was, is] = [countOf(had), countOf(after.sources(use.group))];
    const attached = had.filter(({ resource }) => {
      const change = context.changes.get(resource.key);
      return change !== undefined && leaving.includes(change.operation);
    });
    return attached.length === 0 || is === 0 || is >= was
      ? []
      : causedRisk(use.group, sides.causes(attached.map(({ resource }) => resource)), () => ({
          ...{ id: "capacity-lowered", severity: "medium" },
          consequence: say`From this change on ${title(use.group)} has ${is} of the ${was} targets that serve today: what remains carries all requests, and where it cannot, ${sides.visitors(use)} meet slow answers, ${errorOf(loadBalancerErrors.overloadedTargets)}.`,
          hint: say`See in the load of the last weeks that ${is} can carry the peak, or register others first.`,
        }));
  });
}

const leaving: readonly PlanChange["operation"][] = ["delete", "replace"];

/** How many targets are registered; none where that is not known. */
function countOf(sources: readonly TargetSource[]): number {
  const counts = sources.map(({ count }) => count);
  const known = counts.filter((count) => count !== unknownValue);
  return known.length < counts.length ? 0 : known.reduce((sum, count) => sum + count, 0);
}

function suspendedRisks(sides: OriginSides): Risk[] {
  return changesOf(sides.context, "scalingGroup", ["update"]).flatMap(
    ({ key, before, after }): Risk[] => {
      const use = sides.useOf(key);
      const was = before === undefined ? [] : suspendedProcesses(before);
      const is = after === undefined ? [] : suspendedProcesses(after);
      const coming = is.filter((name) => !was.includes(name));
      const isReplaced = !coming.some((name) => replacingProcesses.includes(name));
      const missing = isReplaced
        ? say`what more requests need`
        : say`what takes the place of what falls, or what more requests need,`;
      return use === undefined || after === undefined || coming.length === 0
        ? []
        : [
            {
              ...{ id: "capacity-lowered", severity: "medium", subject: key, title: title(after) },
              consequence: say`From this change on ${title(after)} no longer does ${names(coming)}: ${missing} is not added, and where the rest cannot carry all requests, ${sides.visitors(use)} meet slow answers, ${errorOf(loadBalancerErrors.overloadedTargets)} until it does again.`,
              cause: sides.causes([after]),
              hint: say`Suspend processes by hand for as long as the work takes, and leave the list empty in the program.`,
            },
          ];
    },
  );
}

function fewerRisks(sides: OriginSides): Risk[] {
  const changes = changesOf(
    sides.context,
    ["scalingGroup", "nodeGroup", "ecsService"],
    ["update", "replace"],
  );
  return changes.flatMap(({ key, before, after }): Risk[] => {
    const [was, is] = [capacityOf(before), capacityOf(after)].map((count) =>
      count === unknownValue ? 0 : count,
    ) as [number, number];
    const use = sides.useOf(key);
    if (use === undefined || before === undefined || after === undefined || is === 0 || is >= was) {
      return [];
    }
    const isShort = isOverloadedBy(sides, before, is);
    return [
      {
        ...{ id: "capacity-lowered", severity: isShort ? sides.severity(use) : "medium" },
        ...{ subject: key, title: title(after) },
        consequence: isShort
          ? say`From this change on ${title(after)} keeps ${is} running instead of the ${was} that its scaling has come to by their load: ${is} cannot carry that, and ${sides.visitors(use)} meet slow answers, ${errorOf(loadBalancerErrors.overloadedTargets)} until there are more.`
          : say`From this change on ${title(after)} keeps ${is} running instead of the ${was} that serve today: until there are more, what remains carries all requests, and where it cannot, ${sides.visitors(use)} meet slow answers, ${errorOf(loadBalancerErrors.overloadedTargets)}.`,
        cause: sides.causes([after]),
        hint: say`See in the load of the last weeks that ${is} can carry the peak, or let scaling on load take them away.`,
      },
    ];
  });
}
