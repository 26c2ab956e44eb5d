import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import { Applications, type Application } from "../../model/origin/applications";
import { capacityOf } from "../../model/origin/capacity";
import { discoveredNames, servicesDiscovered } from "../../model/origin/discovery";
import { OriginPaths } from "../../model/origin/originPaths";
import type { PlanChange } from "../../model/plan/plan";
import { errorOf, names, say, titleOf } from "../words/words";
import { causeOf, changesOf, isDeleted, type Risk, type RiskContext } from "./risk";

/** Finds services of ECS that applications behind hostnames ask by a name of service discovery, and that go, stop, or are no longer found there. */
export function discoveredServiceRisks(context: RiskContext): Risk[] {
  const changes = changesOf(context, "ecsService", ["delete", "update", "replace"]);
  return changes.filter(isDeleted).flatMap((change) => {
    const { before, after } = change;
    const was = before && context.before.inventory.byKey(before.key);
    const is = after && context.after.inventory.byKey(after.key);
    return was === undefined || capacityOf(was) === 0 ? [] : lostRisk(context, change, was, is);
  });
}

function lostRisk(
  context: RiskContext,
  change: PlanChange,
  was: ModelResource,
  is: ModelResource | undefined,
): Risk[] {
  const stops = is === undefined || capacityOf(is) === 0;
  const left = stops ? [] : discoveredNames(context.after.inventory, is);
  const all = discoveredNames(context.before.inventory, was);
  const lost = all.filter((name) => !left.includes(name) && !isServedElsewhere(context, name, was));
  const askers = lost.length === 0 ? [] : stillAsking(context, lost);
  if (askers.length === 0) {
    return [];
  }
  const hostnames = [...new Set(askers.flatMap((each) => each.hostnames))].sort();
  const isTold = hostnames.length > 0;
  const who = isTold ? say`visitors of ${names(hostnames)}` : say`visitors`;
  const serving = names(askers.map(({ serves }) => title(serves)));
  const what = is === undefined ? "goes" : stops ? "runs nothing from this change on" : "leaves";
  return [
    {
      ...{ id: "dependency-lost", severity: isTold ? "high" : "medium", subject: change.key },
      title: isTold ? titleOf(hostnames) : change.name,
      about: [...hostnames, change.key, change.name],
      consequence: say`The service ${change.name} ${what}${stops ? [] : say` ${names(lost)}`}, which ${serving} ${[askers.length === 1 ? "asks" : "ask"]} at ${names(lost)}: ${who} get ${errorOf(loadBalancerErrors.lostDependency)} where it is asked for what they want, until something answers there.`,
      cause: [causeOf(change)],
      hint: say`Have ${serving} ask another service in an update before this one, and see that nothing connects any more.`,
    },
  ];
}

/** Whether another service answers at a name afterwards. */
function isServedElsewhere({ after }: RiskContext, name: string, was: ModelResource): boolean {
  return servicesDiscovered(after.inventory, name).some(
    (other) => other.key !== was.key && capacityOf(other) !== 0,
  );
}

function stillAsking(
  { before, after, renamed }: RiskContext,
  asked: readonly string[],
): Application[] {
  const was = Applications.of(OriginPaths.of(before)).naming(asked);
  const keys = new Set(was.map(({ serves: { key } }) => renamed.get(key) ?? key));
  return was.length === 0
    ? []
    : Applications.of(OriginPaths.of(after))
        .naming(asked)
        .filter(({ serves }) => keys.has(serves.key));
}
