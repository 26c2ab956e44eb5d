import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { unknownValue } from "../../core/known";
import { capacityOf } from "../../model/origin/capacity";
import { title } from "../../model/graph/title";
import { ofThisChange } from "../findings/finding";
import { changesOf, type Risk } from "./risk";
import type { OriginSides } from "./originSides";
import { errorOf, say } from "../words/words";

/** Finds Auto Scaling groups, node groups and services that keep running, with less than serves today. */
export function capacityRisks(sides: OriginSides): Risk[] {
  const changes = (["scalingGroup", "nodeGroup", "ecsService"] as const).flatMap((type) =>
    changesOf(sides.context, type, ["update", "replace"]),
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
            ...ofThisChange,
          },
        ];
  });
}
