import { policiesOf } from "../../model/origin/scalingPolicies";
import { capacityOf } from "../../model/origin/capacity";
import { runningUnder, scaledBy, scalingAim } from "../../model/origin/scaling";
import type { Known } from "../../core/known";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import type { OriginSides } from "./originSides";
import { changesOf, type Risk } from "./risk";
import { fewerRisk, isLess, isOverloadedBy, scaledOf, shown, type Scaled } from "./scaled";
import { groupBoundRisks, reachRisks } from "./scalingReach";
import { scalingPolicyRisks } from "./scalingPolicies";
import { noTargetError } from "./targetGaps";
import { names, say, type Phrase } from "../words/words";

/** Finds bounds, schedules and policies of scaling that come to leave less running than serves today, or nothing. */
export function scalingRisks(sides: OriginSides): Risk[] {
  return [
    ...[...boundRisks(sides), ...groupBoundRisks(sides)],
    ...[...scheduleRisks(sides), ...scalingPolicyRisks(sides)],
  ];
}

/** What is set of bounds holds at once. */
function boundRisks(sides: OriginSides): Risk[] {
  return changesOf(sides.context, "scalableTarget", ["create", "update", "replace"]).flatMap(
    ({ before, after, ...change }): Risk[] => {
      const scaled = scaledOf(sides, { ...change, before, after });
      if (scaled === undefined || after === undefined || scaled.running === 0) {
        return [];
      }
      const { running, thing } = scaled;
      const [was, is] = [before && scalingAim(before), scalingAim(after)];
      const left = runningUnder(is, thing, running);
      const isMoved = was?.maximum !== is.maximum || was?.minimum !== is.minimum;
      if (isMoved && left === 0) {
        return [noneRisk(scaled, [after], say`keeps ${title(thing)} at none at most`)];
      }
      const isFewer = isMoved && isLess(left, running);
      const earlier = sides.earlier(thing);
      const isShort =
        isFewer && earlier !== undefined && isOverloadedBy(sides, earlier, Number(left));
      if (isShort) {
        return [overloadRisk(scaled, after, { running, left })];
      }
      const own = say`takes ${title(thing)} from ${shown(running)} down to ${shown(left)}: where they cannot carry all requests`;
      return isFewer && (is.minimum !== 0 || was?.minimum === 0)
        ? [fewerRisk(scaled, [after], own)]
        : reachRisks(scaled, after, { was, is });
    },
  );
}

function overloadRisk(
  scaled: Scaled,
  by: ModelResource,
  { running, left }: { readonly running: Known<number>; readonly left: Known<number> },
): Risk {
  const { sides, thing, use } = scaled;
  return {
    ...fewerRisk(
      scaled,
      [by],
      say`takes ${title(thing)} from ${shown(running)}, to which its scaling has come by their load, down to ${shown(left)}: they cannot carry that, and so`,
    ),
    severity: sides.severity(use),
  };
}

/** What a schedule sets holds at its times. */
function scheduleRisks(sides: OriginSides): Risk[] {
  const changes = changesOf(
    sides.context,
    ["scheduledAction", "scalingSchedule"],
    ["create", "update", "replace", "delete"],
  );
  const things = new Map(
    changes.flatMap(({ before, after }) => {
      const own = after ?? before;
      const thing = own && scaledBy(sides.after.model.inventory, own);
      return thing === undefined ? [] : [[thing.key, thing] as const];
    }),
  );
  return [...things.values()].flatMap((thing): Risk[] => {
    const use = sides.useOf(thing.key);
    const running = capacityOf(thing);
    return use === undefined || running === 0 ? [] : scheduledRisks({ sides, thing, use, running });
  });
}

function scheduledRisks(scaled: Scaled): Risk[] {
  const { sides, thing, running } = scaled;
  const aims = schedulesOf(scaled, "after");
  const earlier = schedulesOf(scaled, "before");
  const was = new Map(earlier.map(({ schedule, left }) => [sides.nameAfter(schedule), left]));
  const stopping = aims.filter(({ left }) => left === 0);
  const coming = stopping.filter(({ schedule }) => was.get(schedule.key) !== 0);
  const restoring = earlier.filter(({ left }) => left !== 0).map(({ schedule }) => schedule);
  const isLeft = aims.length === stopping.length && restoring.length > 0;
  const all = stopping.map(({ schedule }) => schedule);
  const none =
    coming.length > 0 || (isLeft && all.length > 0)
      ? [
          noneRisk(
            scaled,
            all,
            say`sets ${title(thing)} to none at its times`,
            isLeft ? restoring : [],
          ),
        ]
      : [];
  const fewer = aims
    .filter(({ left }) => left !== 0 && isLess(left, running))
    .filter(({ schedule, left }) => was.get(schedule.key) !== left)
    .map(({ schedule, left }) =>
      fewerRisk(
        scaled,
        [schedule],
        say`takes ${title(thing)} from ${shown(running)} down to ${shown(left)} at its times: where they cannot carry all requests`,
      ),
    );
  return [...none, ...fewer, ...unreturnedRisk(scaled, aims, earlier)];
}

/** A schedule stays that takes some away, and the one goes that brought them back. */
function unreturnedRisk(
  scaled: Scaled,
  aims: readonly Scheduled[],
  earlier: readonly Scheduled[],
): Risk[] {
  const { sides, thing, use } = scaled;
  const kept = new Set(aims.map(({ schedule }) => schedule.key));
  const lowering = aims.filter(({ left }) => left !== 0).sort((a, b) => count(a) - count(b))[0];
  const gone = earlier.filter(({ schedule }) => !kept.has(sides.nameAfter(schedule)));
  const bringing = gone.filter(({ left }) => lowering !== undefined && isLess(lowering.left, left));
  const isBrought = aims.some(({ left }) => bringing.every((each) => !isLess(left, each.left)));
  if (lowering === undefined || bringing.length === 0 || isBrought) {
    return [];
  }
  const isScaled = policiesOf(sides.after.model.inventory, thing).length > 0;
  const most = bringing.reduce((one, each) => (count(each) > count(one) ? each : one));
  const what = say`goes, which brought ${title(thing)} back to ${shown(most.left)}, and ${lowering.schedule.name} goes on taking it down to ${shown(lowering.left)}: from then on that is all that runs${isScaled ? [" until its scaling adds more, and where it cannot carry all requests"] : [" by day too, and so"]}`;
  const risk = fewerRisk(
    scaled,
    bringing.map(({ schedule }) => schedule),
    what,
  );
  return [{ ...risk, severity: isScaled ? "medium" : sides.severity(use) }];
}

function count({ left }: Scheduled): number {
  return typeof left === "number" ? left : 0;
}

/** A schedule, and how many run after it. */
interface Scheduled {
  readonly schedule: ModelResource;
  readonly left: Known<number>;
}

/** The schedules of something on one side. */
function schedulesOf({ sides, thing, running }: Scaled, side: "before" | "after"): Scheduled[] {
  const { inventory } = sides[side].model;
  return (["scheduledAction", "scalingSchedule"] as const)
    .flatMap((type) => inventory.ofType(type))
    .filter((schedule) => {
      const scaled = scaledBy(inventory, schedule);
      return scaled !== undefined && sides.nameAfter(scaled) === thing.key;
    })
    .map((schedule) => ({ schedule, left: runningUnder(scalingAim(schedule), thing, running) }));
}

function noneRisk(
  { sides, thing, use }: Scaled,
  by: readonly ModelResource[],
  what: Phrase,
  gone: readonly ModelResource[] = [],
): Risk {
  return {
    ...{ id: "capacity-none", severity: sides.severity(use), subject: thing.key },
    title: title(thing),
    consequence: say`From this change on ${names(by.map((each) => each.name))} ${what}${gone.length === 0 ? [] : say`, and ${names(gone.map(({ name }) => name))}, which brought it back, goes`}: from then on ${sides.visitors(use)} get ${noTargetError(use.machine)} until something lets it run again.`,
    cause: sides.causes([...by, ...gone]),
    hint: say`Let at least one run at all times, two in two availability zones where the hostname matters, or lead the requests elsewhere first.`,
  };
}
