import { capacityOf, scalingBounds } from "../../model/origin/capacity";
import { type ScalingAim } from "../../model/origin/scaling";
import { policiesOf } from "../../model/origin/scalingPolicies";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import type { Severity } from "../findings/severity";
import { say, type Phrase } from "../words/words";
import { changesOf, type Risk } from "./risk";
import { fewerRisk, isLess, runningAs, shown, type Scaled } from "./scaled";
import type { OriginSides } from "./originSides";

/** The bounds within which something is scaled, before and after a change; those before are undefined where there were none. */
interface Bounds {
  readonly was: Pick<ScalingAim, "minimum" | "maximum"> | undefined;
  readonly is: Pick<ScalingAim, "minimum" | "maximum">;
}

/** How far scaling may come to go, in words. */
interface Reach {
  readonly severity: Severity;
  readonly words: Phrase;
}

/**
 * Finds Auto Scaling groups whose bounds come to leave less room for what scales them. That as many as are desired come to run is read as
 * that.
 */
export function groupBoundRisks(sides: OriginSides): Risk[] {
  return changesOf(sides.context, "scalingGroup", ["update"]).flatMap(({ before, after }) => {
    const scaled = runningAs(sides, after);
    if (scaled === undefined || before === undefined || after === undefined) {
      return [];
    }
    const [was, is] = [before, after].map(scalingBounds).map(({ minSize, maxSize }) => ({
      ...{ minimum: minSize, maximum: maxSize },
    })) as [Required<Bounds>["is"], Bounds["is"]];
    const ran = capacityOf(before);
    return is.maximum === 0 || isLess(scaled.running, ran)
      ? []
      : isLess(is.maximum, was.minimum) && typeof ran !== "number"
        ? [fewerRisk(scaled, [after], fewerThanLeast(scaled, { was, is }))]
        : reachRisks(scaled, after, { was, is });
  });
}

function fewerThanLeast({ thing }: Scaled, { was, is }: Bounds): Phrase {
  return say`takes ${title(thing)} from ${shown(was?.minimum)} at least down to ${shown(is.maximum)} at most: where they cannot carry all requests`;
}

/**
 * Tells of something whose bounds come to leave less room to what scales it.
 * @param scaled - What is scaled.
 * @param by - What sets the bounds.
 * @param bounds - The bounds.
 * @returns The risk; none where as much room is left.
 */
export function reachRisks(scaled: Scaled, by: ModelResource, bounds: Bounds): Risk[] {
  const reach = reachOf(scaled, by, bounds);
  return reach === undefined
    ? []
    : [{ ...fewerRisk(scaled, [by], reach.words), severity: reach.severity }];
}

/** Source: Amazon EC2 Auto Scaling user guide, asg-capacity-limits; Application Auto Scaling API reference, RegisterScalableTarget. */
function reachOf(
  { sides, thing, running }: Scaled,
  by: ModelResource,
  { was, is }: Bounds,
): Reach | undefined {
  const called = by === thing ? say`it` : title(thing);
  const isScaled = policiesOf(sides.after.model.inventory, thing).length > 0;
  // Without a policy a group keeps as many as are desired.
  if (is.minimum === 0 && was?.minimum !== 0 && (isScaled || by !== thing)) {
    const words = say`lets scaling take away all that ${called} runs: when it does`;
    return { severity: "medium", words };
  }
  if (!isScaled) {
    return undefined;
  }
  if (isLess(is.maximum, was?.maximum)) {
    const isFull = typeof running === "number" && !isLess(running, is.maximum);
    return isFull
      ? {
          severity: "medium",
          words: say`leaves no room above the ${shown(running)} that ${called} runs, so that nothing is added when the load rises: where those cannot carry the peak`,
        }
      : {
          severity: "low",
          words: say`lets ${called} grow to ${shown(is.maximum)} and no longer to ${shown(was?.maximum)}: where the peak needs more`,
        };
  }
  return is.minimum === 1 && isLess(1, was?.minimum)
    ? {
        severity: "low",
        words: say`lets scaling leave one alone of ${title(thing)}: when that one fails or is exchanged`,
      }
    : undefined;
}
