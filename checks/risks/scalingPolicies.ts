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
import { fewerRisk, isLess, scaledOf, shown, type Scaled } from "./scaled";
import type { PlanChange } from "../../model/plan/plan";
import type { Severity } from "../findings/severity";
import { say, type Phrase } from "../words/words";

/** Finds policies of scaling that come to leave less running than serves today, or add nothing any more. */
export function scalingPolicyRisks(sides: OriginSides): Risk[] {
  return [...effectRisks(sides), ...lastPolicyRisks(sides)];
}

const policyTypes = ["applicationScalingPolicy", "scalingPolicy"] as const;

/** As many run as before where the last policy goes, and no more when the load rises. */
function lastPolicyRisks(sides: OriginSides): Risk[] {
  const { inventory } = sides.after.model;
  const scaled = new Set(
    policyTypes
      .flatMap((type) => inventory.ofType(type))
      .map((policy) => scaledBy(inventory, policy)?.key),
  );
  return changesOf(sides.context, policyTypes, ["delete"]).flatMap(({ before }): Risk[] => {
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

/** What a policy comes to do that may leave fewer running, in words. */
interface Effect {
  readonly severity?: Severity;
  /** What becomes of something that it scales; undefined where no fewer of it run. */
  readonly words: (change: PlanChange, scaled: Scaled) => Phrase | undefined;
}

const effects: readonly Effect[] = [
  {
    // The more each target may have before another is added, the fewer run.
    words: ({ before, after }, { thing }) => {
      const [was, is] = [before, after].map((policy) => policy && trackedValue(policy));
      return isLess(was, is)
        ? say`lets each that ${title(thing)} runs have ${shown(is)} instead of ${shown(was)} before one is added, so that fewer run: where they cannot carry all requests`
        : undefined;
    },
  },
  {
    // Whether another metric asks for as many nobody can tell from a plan.
    severity: "low",
    words: ({ before, after }, { thing }) => {
      const [was, is] = [before, after].map((policy) => policy && trackedMetric(policy));
      return was && is && was !== is
        ? say`counts ${is} instead of ${was} to say how many ${title(thing)} runs: where that asks for fewer than the requests need`
        : undefined;
    },
  },
  {
    // Steps may take all away where the bounds let them.
    words: ({ before, after }, { sides, thing }) =>
      after !== undefined &&
      takesAll(after) &&
      !(before && takesAll(before)) &&
      fewestOf(sides.after.model.inventory, thing) === 0
        ? say`lets its steps take away all that ${title(thing)} runs: when one does`
        : undefined,
  },
];

function effectRisks(sides: OriginSides): Risk[] {
  return changesOf(sides.context, policyTypes, ["create", "update", "replace"]).flatMap(
    (change) => {
      const scaled = scaledOf(sides, change);
      return effects.flatMap(({ severity = "medium", words }): Risk[] => {
        const what = scaled && words(change, scaled);
        return scaled === undefined || what === undefined || change.after === undefined
          ? []
          : [{ ...fewerRisk(scaled, [change.after], what), severity }];
      });
    },
  );
}
