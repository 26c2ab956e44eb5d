import { unknownValue } from "../../core/known";
import { albDefaults } from "../../facts/aws/albBehaviour";
import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { readGrace } from "../../model/origin/machineHealth";
import { readTargetGroup } from "../../model/origin/targetGroups";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import type { OriginSides } from "./originSides";
import { changesOf, type Risk } from "./risk";
import { errorOf, say } from "../words/words";

/**
 * Finds Auto Scaling groups and services that come to replace what its load balancer finds unwell sooner: what needs longer to begin never
 * serves.
 */
export function machineHealthRisks(sides: OriginSides): Risk[] {
  const changes = changesOf(sides.context, ["scalingGroup", "ecsService"], ["update"]);
  return changes.flatMap(({ key, before, after }): Risk[] => {
    const use = sides.useOf(key);
    if (use === undefined || before === undefined || after === undefined) {
      return [];
    }
    const [was, is] = [readGrace(before), readGrace(after)];
    const isHurried =
      is.asksBalancer === true &&
      is.seconds !== unknownValue &&
      (was.asksBalancer === false
        ? is.seconds < secondsUntilUnwell(use.group)
        : was.seconds !== unknownValue && is.seconds < was.seconds);
    return isHurried
      ? [
          {
            ...{ id: "machine-replaced-early", severity: "medium", subject: key },
            title: title(after),
            consequence: say`From this change on ${title(after)} replaces what its load balancer finds unwell ${String(is.seconds)} seconds after it began: what needs longer to begin is ended before it serves, again and again, and where that was to take over, ${sides.visitors(use)} meet ${errorOf(loadBalancerErrors.unhealthyTargets)} until it is left alone for longer.`,
            cause: sides.causes([after]),
            hint: say`Leave new ones alone for longer than the slowest takes to answer its health check.`,
          },
        ]
      : [];
  });
}

/** Seconds until a load balancer finds unwell what never answered. */
function secondsUntilUnwell(group: ModelResource): number {
  const { intervalSeconds: interval, unhealthyThreshold: threshold } = readTargetGroup(group).check;
  return (
    (typeof interval === "number" ? interval : albDefaults.healthCheckIntervalSeconds) *
    (typeof threshold === "number" ? threshold : albDefaults.unhealthyThreshold)
  );
}
