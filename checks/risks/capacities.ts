import { replacingProcesses } from "../../facts/aws/scalingProcesses";
import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { unknownValue } from "../../core/known";
import { capacityOf, suspendedProcesses } from "../../model/origin/capacity";
import { title } from "../../model/graph/title";
import { changesOf, type Risk } from "./risk";
import type { OriginSides } from "./originSides";
import { errorOf, names, say } from "../words/words";

/** Finds Auto Scaling groups, node groups and services that keep running, with less than serves today, or replace nothing that falls. */
export function capacityRisks(sides: OriginSides): Risk[] {
  return [...fewerRisks(sides), ...suspendedRisks(sides)];
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
    return use === undefined || after === undefined || is === 0 || is >= was
      ? []
      : [
          {
            ...{ id: "capacity-lowered", severity: "medium", subject: key, title: title(after) },
            consequence: say`From this change on ${title(after)} keeps ${is} running instead of the ${was} that serve today: until there are more, what remains carries all requests, and where it cannot, ${sides.visitors(use)} meet slow answers, ${errorOf(loadBalancerErrors.overloadedTargets)}.`,
            cause: sides.causes([after]),
            hint: say`See in the load of the last weeks that ${is} can carry the peak, or let scaling on load take them away.`,
          },
        ];
  });
}
