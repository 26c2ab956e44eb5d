import { fewestOf, scaledBy } from "../../model/origin/scaling";
import {
  policiesOf,
  policyTypes,
  takesAll,
  trackedMetric,
  trackedValue,
} from "../../model/origin/scalingPolicies";
import type { ModelResource } from "../../model/graph/resources";
import { modelType } from "../../model/graph/resourceTypes";
import { title } from "../../model/graph/title";
import type { OriginSides } from "./originSides";
import { changesOf, type Risk } from "./risk";
import { fewerRisk, isLess, runningAs, scaledOf, shown, type Scaled } from "./scaled";
import type { PlanChange } from "../../model/plan/plan";
import type { Severity } from "../findings/severity";
import { say, type Phrase } from "../words/words";

/** Finds policies of scaling that come to leave less running than serves today, or add nothing any more. */
export function scalingPolicyRisks(sides: OriginSides): Risk[] {
  return [...effectRisks(sides), ...lastPolicyRisks(sides)];
}

/** What scales something ends with what says between which bounds it does. Source: Application Auto Scaling API reference, DeregisterScalableTarget. */
const scalingTypes = [...policyTypes, "scalableTarget"] as const;

/** As many run as before where the last policy goes, or comes to scale another thing, and no more when the load rises. */
function lastPolicyRisks(sides: OriginSides): Risk[] {
  const going = changesOf(sides.context, scalingTypes, ["delete", "update", "replace"]);
  const left = new Map<ModelResource, ModelResource[]>();
  for (const { before, after } of going) {
    const old = leftBy(sides, before, after);
    if (before !== undefined && old !== undefined) {
      left.set(old, [...(left.get(old) ?? []), before]);
    }
  }
  return [...left].flatMap(([thing, by]) => {
    const scaled = runningAs(sides, thing);
    const goes = by.every(({ key }) => sides.context.changes.get(key)?.after === undefined);
    return scaled === undefined || scaled.running === 0
      ? []
      : [
          fewerRisk(
            scaled,
            by,
            say`${[goes ? (by.length === 1 ? "goes" : "go") : "no longer scales it"]}, and nothing else adds to ${title(thing)} when the load rises: where those that run cannot carry the peak`,
          ),
        ];
  });
}

/** What policies scaled before, and none does afterwards, as far as the plan says what they scale instead. */
function leftBy(
  sides: OriginSides,
  before: ModelResource | undefined,
  after: ModelResource | undefined,
): ModelResource | undefined {
  const [was, is] = [sides.before.model.inventory, sides.after.model.inventory];
  const old = before && scaledBy(was, before);
  const thing = old && is.byKey(sides.nameAfter(old));
  const now = after && scaledBy(is, after);
  if (old === undefined || thing === undefined || policiesOf(was, old).length === 0) {
    return undefined;
  }
  const isMoved = after === undefined || (now !== undefined && now.key !== thing.key);
  const isHeld = policiesOf(is, thing).length > 0 && !isUnbound(sides, before, thing);
  return isMoved && !isHeld ? thing : undefined;
}

/** Whether policies are left whose bounds go, with which the API deletes them. */
function isUnbound(
  { after }: OriginSides,
  before: ModelResource | undefined,
  thing: ModelResource,
): boolean {
  const { inventory } = after.model;
  return (
    modelType(before?.type ?? "") === "scalableTarget" &&
    inventory
      .ofType("scalableTarget")
      .every((target) => scaledBy(inventory, target)?.key !== thing.key)
  );
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
    // Where nobody asks, the metric is none, and as many are left as the lower bound says.
    words: ({ before, after }, { sides, thing }) => {
      const old = sides.earlier(thing);
      return after !== undefined &&
        trackedValue(after) !== undefined &&
        before === undefined &&
        old !== undefined &&
        fewestOf(sides.before.model.inventory, old) === 0 &&
        fewestOf(sides.after.model.inventory, thing) === 0
        ? say`may take away all that ${title(thing)} runs, whose lower bound is 0: when it has`
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
