import { capacityOf } from "../../model/origin/capacity";
import {
  fewestOf,
  scaledBy,
  takesAll,
  trackedMetric,
  trackedValue,
} from "../../model/origin/scaling";
import { title } from "../../model/graph/title";
import type { OriginSides } from "./originSides";
import { changesOf, type Risk } from "./risk";
import { fewerRisk, isLess, scaledOf, shown } from "./scaled";
import { say } from "../words/words";

/** Finds policies of scaling that come to leave less running than serves today, or add nothing any more. */
export function scalingPolicyRisks(sides: OriginSides): Risk[] {
  return [
    ...[...trackingRisks(sides), ...metricRisks(sides)],
    ...[...lastPolicyRisks(sides), ...stepRisks(sides)],
  ];
}

const policyTypes = ["applicationScalingPolicy", "scalingPolicy"] as const;

/** As many run as before where the last policy goes, and no more when the load rises. */
function lastPolicyRisks(sides: OriginSides): Risk[] {
  const { inventory } = sides.after.model;
  const going = policyTypes.flatMap((type) => changesOf(sides.context, type, ["delete"]));
  const left = going.length === 0 ? [] : policyTypes.flatMap((type) => inventory.ofType(type));
  const scaled = new Set(left.map((policy) => scaledBy(inventory, policy)?.key));
  return going.flatMap(({ before }): Risk[] => {
    const old = before && scaledBy(sides.before.model.inventory, before);
    const thing = old && inventory.byKey(sides.nameAfter(old));
    if (before === undefined || thing === undefined || scaled.has(thing.key)) {
      return [];
    }
    const use = sides.useOf(thing.key);
    const running = capacityOf(thing);
    return use === undefined || running === 0
      ? []
      : [
          fewerRisk(
            { sides, thing, use, running },
            [before],
            say`goes, and nothing else adds to ${title(thing)} when the load rises: where those that run cannot carry the peak`,
          ),
        ];
  });
}

/** The more each target may have before another is added, the fewer run. */
function trackingRisks(sides: OriginSides): Risk[] {
  return policyTypes
    .flatMap((type) => changesOf(sides.context, type, ["update", "replace"]))
    .flatMap((change): Risk[] => {
      const { before, after } = change;
      const scaled = scaledOf(sides, change);
      const [was, is] = [before, after].map((policy) => policy && trackedValue(policy));
      return scaled === undefined || after === undefined || !isLess(was, is)
        ? []
        : [
            fewerRisk(
              scaled,
              [after],
              say`lets each that ${title(scaled.thing)} runs have ${shown(is)} instead of ${shown(was)} before one is added, so that fewer run: where they cannot carry all requests`,
            ),
          ];
    });
}

/** Whether another metric asks for as many nobody can tell from a plan. */
function metricRisks(sides: OriginSides): Risk[] {
  return policyTypes
    .flatMap((type) => changesOf(sides.context, type, ["update", "replace"]))
    .flatMap((change): Risk[] => {
      const { before, after } = change;
      const scaled = scaledOf(sides, change);
      const [was, is] = [before, after].map((policy) => policy && trackedMetric(policy));
      return scaled === undefined || after === undefined || !was || !is || was === is
        ? []
        : [
            {
              ...fewerRisk(
                scaled,
                [after],
                say`counts ${is} instead of ${was} to say how many ${title(scaled.thing)} runs: where that asks for fewer than the requests need`,
              ),
              severity: "low",
            },
          ];
    });
}

/** Steps that come to take all away, where the bounds let them. */
function stepRisks(sides: OriginSides): Risk[] {
  return policyTypes
    .flatMap((type) => changesOf(sides.context, type, ["create", "update", "replace"]))
    .flatMap((change): Risk[] => {
      const { before, after } = change;
      const scaled = scaledOf(sides, change);
      const comes = after !== undefined && takesAll(after) && !(before && takesAll(before));
      return scaled === undefined ||
        !comes ||
        fewestOf(sides.after.model.inventory, scaled.thing) !== 0
        ? []
        : [
            fewerRisk(
              scaled,
              [after],
              say`lets its steps take away all that ${title(scaled.thing)} runs: when one does`,
            ),
          ];
    });
}
