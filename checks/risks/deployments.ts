import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import type { ModelResource } from "../../model/graph/resources";
import { suspendedProcesses } from "../../model/origin/capacity";
import type { GroupUse } from "../../model/origin/forwards";
import { endsOnlyOne, fewKept, isStuck, readDeployment } from "../../model/origin/deployments";
import { modelType } from "../../model/graph/resourceTypes";
import { title } from "../../model/graph/title";
import type { PlanChange } from "../../model/plan/plan";
import type { OriginSides } from "./originSides";
import { changesOf, touches, type Risk } from "./risk";
import { errorOf, say } from "../words/words";

/** Finds services and Auto Scaling groups that may stop all that serves while they replace it. */
export function deploymentRisks(sides: OriginSides): Risk[] {
  const changes = changesOf(sides.context, ["scalingGroup", "ecsService"], ["update"]);
  return changes.flatMap((change): Risk[] => {
    const { key, before, after } = change;
    if (before === undefined || after === undefined) {
      return [];
    }
    const [was, is] = [readDeployment(before), readDeployment(after)];
    const starts = touches(change, is.startedBy);
    const use = sides.useOf(key);
    const endsOne = starts && endsOnlyOne(after);
    const comes = endsOne || (is.keptPercent === 0 && (starts || was.keptPercent !== 0));
    if (use !== undefined && starts && leavesOut(after)) {
      return [unregisteredRisk(sides, use, after)];
    }
    if (use !== undefined && modelType(after.type) === "ecsService" && isStuck(after)) {
      return isStuck(before) ? [] : [stuckRisk(sides, after)];
    }
    return use === undefined || !comes
      ? fewRisk(sides, change, starts)
      : [
          {
            ...{ id: "deployment-stops-all", severity: starts ? "high" : sides.severity(use) },
            ...{ subject: key, title: title(after) },
            consequence: say`${title(after)} ${[endsOne ? "ends the only machine that it has" : "is let stop everything at once"]} while it replaces what runs, ${[starts ? "which this update begins" : "from its next deployment on"]}: until the new ones are healthy, ${sides.visitors(use)} get ${errorOf(loadBalancerErrors.noTargets)} from the load balancer.`,
            cause: sides.causes([after]),
            hint: endsOne
              ? say`Let the new machine begin before the old one ends: a minimum of 100 percent, or two machines.`
              : say`Keep at least half running while the rest is replaced: a minimum of 50 percent or more, and room for more than 100.`,
          },
        ];
  });
}

/** A roll-out that leaves few, and that this update begins, or that was not let do so before. */
function fewRisk(sides: OriginSides, { key, before, after }: PlanChange, starts: boolean): Risk[] {
  const use = sides.useOf(key);
  const few = after && fewKept(after);
  if (use === undefined || few === undefined || after === undefined) {
    return [];
  }
  const comes = starts || (before !== undefined && fewKept(before) === undefined);
  return !comes
    ? []
    : [
        {
          ...{ id: "capacity-lowered", severity: starts ? "medium" : "low", subject: key },
          title: title(after),
          consequence: say`${title(after)} may come down to ${few.kept} of ${few.of} while it replaces what runs${starts ? [", which this update begins"] : []}: until the new ones are healthy, what remains carries all requests, and where it cannot, ${sides.visitors(use)} meet slow answers, ${errorOf(loadBalancerErrors.overloadedTargets)}.`,
          cause: sides.causes([after]),
          hint: say`Keep at least half running while the rest is replaced, more where half cannot carry the peak, and leave room for more than 100 percent.`,
        },
      ];
}

/** Whether new instances come to be registered nowhere. Source: Amazon EC2 Auto Scaling user guide, as-suspend-resume-processes (AddToLoadBalancer). */
function leavesOut(group: ModelResource): boolean {
  return suspendedProcesses(group).includes("AddToLoadBalancer");
}

function stuckRisk(sides: OriginSides, service: ModelResource): Risk {
  return {
    ...{ id: "object-refused", severity: "medium", subject: service.key, title: title(service) },
    consequence: say`From this change on ECS may neither end a task of ${title(service)} before another one is there, nor begin one more: no deployment of it ends, and an update that waits for one fails. What serves now serves on, without what is deployed.`,
    cause: sides.causes([service]),
    hint: say`Leave room for one task more in deploymentMaximumPercent, or let one go by deploymentMinimumHealthyPercent.`,
  };
}

function unregisteredRisk(sides: OriginSides, use: GroupUse, group: ModelResource): Risk {
  return {
    ...{ id: "deployment-stops-all", severity: sides.severity(use), subject: group.key },
    title: title(group),
    consequence: say`${title(group)} replaces its instances, which this update begins, while it leaves out AddToLoadBalancer: new ones are registered in no target group, and as the old ones go, ${sides.visitors(use)} get ${errorOf(loadBalancerErrors.noTargets)} from the load balancer, until somebody registers the new ones.`,
    cause: sides.causes([group]),
    hint: say`Take AddToLoadBalancer out of suspendedProcesses in an update before this one.`,
  };
}
