import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { carrierOf } from "../../model/origin/admission";
import { endsOnlyOne, readDeployment } from "../../model/origin/deployments";
import type { GroupUse } from "../../model/origin/forwards";
import { refreshes } from "../../model/origin/hostMemory";
import {
  fitsImage,
  machineKind,
  namesOwnTypes,
  type MachineKind,
} from "../../model/origin/machineTypes";
import { partsOfTarget } from "../../model/origin/targetParts";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import type { Inventory } from "../../model/graph/inventory";
import { modelType, type ModelTypeName } from "../../model/graph/resourceTypes";
import { withoutProperties, type UnjudgedChange } from "../../model/judged/unjudged";
import type { Cause } from "../findings/finding";
import type { OriginSides } from "./originSides";
import { causedRisk, changesAnyOf, type Risk, type RiskContext } from "./risk";
import { errorOf, listed, say } from "../words/words";

const parts = new Set<ModelTypeName>(["launchTemplate", "scalingGroup"]);

/** Finds Auto Scaling groups whose next machines are of another architecture than their image, or have less than those that serve. */
export function machineTypeRisks(sides: OriginSides): Risk[] {
  if (!changesAnyOf(sides.context, parts)) {
    return [];
  }
  const found = new Map<string, Risk>();
  for (const use of sides.after.distinctUses) {
    for (const { serves } of sides.after.sources(use.group)) {
      const [risk] = serves === undefined ? [] : typeRisk(sides, use, serves);
      if (risk !== undefined && !found.has(risk.subject)) {
        found.set(risk.subject, risk);
      }
    }
  }
  return [...found.values()];
}

function typeRisk(sides: OriginSides, use: GroupUse, serves: ModelResource): Risk[] {
  const old = sides.earlier(serves);
  const was = old && kindOf(sides.before.model.inventory, old);
  const is = kindOf(sides.after.model.inventory, serves);
  if (was === undefined || is === undefined || namesOwnTypes(serves)) {
    return [];
  }
  const changed = { sides, use, serves, was, is };
  const stands = fitsImage(was, is) === false && fitsImage(was, was) !== false;
  return stands ? unfitRisk(changed) : lessRisk(changed);
}

function kindOf(inventory: Inventory, serves: ModelResource): MachineKind | undefined {
  const carrier = carrierOf(inventory, serves);
  return carrier === undefined || carrier === serves ? undefined : machineKind(inventory, carrier);
}

/** What serves, and what machines were made for it and are from now on. */
interface Changed {
  readonly sides: OriginSides;
  readonly use: GroupUse;
  readonly serves: ModelResource;
  readonly was: MachineKind;
  readonly is: MachineKind;
}

function unfitRisk({ sides, use, serves, was, is }: Changed): Risk[] {
  const cause = causesOf(sides, serves);
  const isExchanged = refreshes(serves);
  const endsAll = isExchanged && (readDeployment(serves).keptPercent === 0 || endsOnlyOne(serves));
  return causedRisk(serves, cause, () => ({
    ...{ id: "capacity-none", severity: endsAll ? sides.severity(use) : "medium" },
    consequence: say`From this change on ${title(serves)} makes machines of the type ${is.instanceType}, whose processor is ${String(is.architecture)}, of an image for ${String(is.imageArchitecture ?? was.architecture)}: EC2 starts none of them, and ${[endsAll ? "as the refresh ends the earlier ones first, " : isExchanged ? "the refresh gets stuck; as the earlier ones go, by it, a fault or more load, " : "as the earlier ones go, by a fault or a smaller number, "]}${sides.visitors(use)} get ${errorOf(loadBalancerErrors.noTargets)} until type and image fit.`,
    hint: say`Take an image for ${String(is.architecture)} in the same update, with the program built for it, or a type of the earlier architecture.`,
  }));
}

/** What makes a group take up a change of its template, with the template. */
function causesOf(sides: OriginSides, serves: ModelResource): Cause[] {
  const { inventory } = sides.after.model;
  const own = partsOfTarget(inventory, serves);
  return sides.causes(own).length === 0 ? [] : sides.causes([...own, carrierOf(inventory, serves)]);
}

function lessRisk({ sides, use, serves, was, is }: Changed): Risk[] {
  const [had, has] = [was.size, is.size];
  if (had === undefined || has === undefined) {
    return [];
  }
  const less = [
    has.cpus < had.cpus ? [say`${has.cpus} virtual processors instead of ${had.cpus}`] : [],
    has.memoryMib < had.memoryMib
      ? [say`${has.memoryMib} MiB of memory instead of ${had.memoryMib}`]
      : [],
  ].flat();
  const cause = less.length === 0 ? [] : causesOf(sides, serves);
  return causedRisk(serves, cause, () => ({
    ...{ id: "capacity-lowered", severity: refreshes(serves) ? "medium" : "low" },
    consequence: say`From this change on each new machine of ${title(serves)} has ${listed(less)}: where it needs more at the peak, ${sides.visitors(use)} meet slow answers, ${errorOf(loadBalancerErrors.overloadedTargets)} until there are more or larger ones.`,
    hint: say`See in the load of the last weeks that a machine keeps within that, or let more of them run.`,
  }));
}

/** Leaves out the type of machines where the new one has no less and goes with the image, or where it is told that it does not. */
export function withoutSeenTypes(
  { before, after }: RiskContext,
  risks: readonly Risk[],
  each: UnjudgedChange,
): UnjudgedChange[] {
  const { change, properties } = each;
  if (modelType(change.type) !== "launchTemplate" || !properties.includes("instanceType")) {
    return [each];
  }
  const was = change.before && machineKind(before.inventory, change.before);
  const is = change.after && machineKind(after.inventory, change.after);
  const isQuiet =
    was !== undefined && is !== undefined && fitsImage(was, is) === true && hasNoLess(was, is);
  const isTold = risks.some(
    ({ id, subject, cause }) =>
      told.has(id) &&
      modelType(after.inventory.byKey(subject)?.type ?? "") === "scalingGroup" &&
      cause.some((one) => one.change === change),
  );
  return isQuiet || isTold ? withoutProperties(each, ["instanceType"]) : [each];
}

const told: ReadonlySet<Risk["id"]> = new Set<Risk["id"]>(["capacity-none", "capacity-lowered"]);

function hasNoLess({ size: had }: MachineKind, { size: has }: MachineKind): boolean {
  return (
    had !== undefined && has !== undefined && has.cpus >= had.cpus && has.memoryMib >= had.memoryMib
  );
}
