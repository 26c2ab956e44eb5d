import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { unknownValue, type Known } from "../../core/known";
import { capacityOf } from "../../model/origin/capacity";
import { fewestOf, scaledBy } from "../../model/origin/scaling";
import { policiesOf, trackedMetric, trackedValue } from "../../model/origin/scalingPolicies";
import type { GroupUse } from "../../model/origin/forwards";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import type { PlanChange } from "../../model/plan/plan";
import type { OriginSides } from "./originSides";
import type { Risk } from "./risk";
import { errorOf, names, say, type Phrase } from "../words/words";

/** What something that serves comes to by what scales it. */
export interface Scaled {
  /** Both sides of the change. */
  readonly sides: OriginSides;
  /** What is scaled. */
  readonly thing: ModelResource;
  /** How many of it run. */
  readonly running: Known<number>;
  /** How it gets requests. */
  readonly use: GroupUse;
}

/**
 * Finds what a scalable target, a schedule or a policy scales after a change.
 * @param sides - Both sides of the change.
 * @param change - The change of it.
 * @returns What it scales; undefined where no listener leads there, or the plan does not hold it.
 */
export function scaledOf(sides: OriginSides, { after }: PlanChange): Scaled | undefined {
  return runningAs(sides, after && scaledBy(sides.after.model.inventory, after));
}

/**
 * Says how something that is scaled gets requests.
 * @param sides - Both sides of the change.
 * @param thing - A service or an Auto Scaling group, after the change.
 * @returns The same, with what leads there; undefined where no listener does.
 */
export function runningAs(
  sides: OriginSides,
  thing: ModelResource | undefined,
): Scaled | undefined {
  const use = thing && sides.useOf(thing.key);
  return use && { sides, thing, use, running: capacityOf(thing) };
}

/**
 * Tells of something that comes to run fewer than serve today, or may.
 * @param scaled - What is scaled.
 * @param by - What scales it.
 * @param what - What that does, in the middle of a sentence.
 */
export function fewerRisk(
  { sides, thing, use }: Scaled,
  by: readonly ModelResource[],
  what: Phrase,
): Risk {
  return {
    ...{ id: "capacity-lowered", severity: "medium", subject: thing.key, title: title(thing) },
    consequence: say`From this change on ${names(by.map((each) => each.name))} ${what}, ${sides.visitors(use)} meet slow answers, ${errorOf(loadBalancerErrors.overloadedTargets)} until there are more.`,
    cause: sides.causes(by),
    hint: say`See in the load of the last weeks that what stays can carry the peak.`,
  };
}

/**
 * Whether fewer are left than what runs keeps busy, as the policy says that scales it by its CPU: above the fewest as many run as are busy to about
 * the value that it tracks. Source: Amazon EC2 Auto Scaling user guide, as-scaling-target-tracking (it takes away only well below the value).
 * @param sides - Both sides of the change.
 * @param thing - What is scaled, before the change.
 * @param left - How many are left.
 */
export function isOverloadedBy(sides: OriginSides, thing: ModelResource, left: number): boolean {
  const { inventory } = sides.before.model;
  const running = capacityOf(thing);
  const fewest = fewestOf(inventory, thing);
  const values = policiesOf(inventory, thing)
    .filter((policy) => /AverageCPUUtilization$/.test(trackedMetric(policy) ?? ""))
    .map(trackedValue);
  return (
    isLess(fewest, running) &&
    typeof running === "number" &&
    values.some(
      (value) => typeof value === "number" && left * 100 < (running - 1) * value * leastShare,
    )
  );
}

/** The share of its value below which a policy takes away. Source: that of `isOverloadedBy`, and what alarms it makes. */
const leastShare = 0.9;

/** Whether one number is less than another one, for certain. */
export function isLess(left: Known<number> | undefined, right: Known<number> | undefined): boolean {
  return typeof left === "number" && typeof right === "number" && left < right;
}

/** Shows a number in a sentence. */
export function shown(value: Known<number> | undefined): string {
  return typeof value === "number" ? `${value}` : value === unknownValue ? "as many as run" : "any";
}
