import type { GroupUse } from "../../model/origin/forwards";
import { actionOf } from "../../model/origin/forwards";
import { modelType } from "../../model/graph/resourceTypes";
import { title } from "../../model/graph/title";
import { waitsUntilHealthy } from "../../model/origin/deployments";
import { isEmpty, type TargetSource } from "../../model/origin/targets";
import type { PlanChange } from "../../model/plan/plan";
import { say } from "../words/words";
import type { OriginSides } from "./originSides";
import { causeOf, isMade, type Risk } from "./risk";
import { noTargetError } from "./targetGaps";
import { Waiting } from "./waiting";

/**
 * Finds listeners and rules that come to forward to a target group of the same update before what serves is healthy in it: a listener is
 * changed in one call, and targets take their health checks' time, those of a service that of a deployment.
 * Source: Elastic Load Balancing user guide, target-group-health-checks; Amazon ECS developer guide, update-service (load balancers).
 */
export function switchedGroupRisks(sides: OriginSides): Risk[] {
  const waiting = new Waiting(sides.context);
  return sides.after.distinctUses.flatMap((use): Risk[] => {
    const { group, forwarder, machine } = use;
    const made = sides.context.changes.get(group.key);
    const switched = sides.context.changes.get(forwarder.key);
    const now = sides.after.sources(group);
    if (!isMade(made) || switched?.operation !== "update" || isEmpty(now) || !served(sides, use)) {
      return [];
    }
    const isHasty = now.every((source) => !isReady(sides, source, switched, waiting));
    const isService = now.some(({ resource }) => modelType(resource.type) === "ecsService");
    return isHasty
      ? [
          {
            ...{ id: "targets-gap", severity: isService ? sides.severity(use) : "medium" },
            ...{ subject: group.key, title: title(group) },
            consequence: say`From this change on requests are forwarded to ${title(group)}, which this update makes, and nothing waits until what serves is healthy there: until it is, ${sides.visitors(use)} get ${noTargetError(machine)}.`,
            cause: [made, switched].map((change) => causeOf(change, change.replacedFor)),
            hint: say`Make the new group beside the old one, let what serves register in both and wait until it is healthy, and lead the requests there in a later update.`,
          },
        ]
      : [];
  });
}

/** Whether requests were answered before, and all go to groups of this update now. */
function served(sides: OriginSides, { forwarder }: GroupUse): boolean {
  const old = sides.earlier(forwarder);
  const was = old === undefined ? [] : sides.before.uses.filter((use) => use.forwarder === old);
  const action = actionOf(sides.after.model.inventory, forwarder);
  const held = action.kind === "forward" ? action.groups : [];
  return (
    was.some(({ group }) => !isEmpty(sides.before.sources(group))) &&
    held.every(
      ({ resources }) =>
        resources.length > 0 &&
        resources.every(({ key }) => isMade(sides.context.changes.get(key))),
    )
  );
}

/** Whether what registers targets is done, and waits until they are healthy, before the listener changes; also where the plan does not say. */
function isReady(
  { context }: OriginSides,
  { resource, serves }: TargetSource,
  switched: PlanChange,
  waiting: Waiting,
): boolean {
  const keeping = serves ?? resource;
  const isSingle = modelType(resource.type) === "targetGroupAttachment";
  const kept = isSingle ? undefined : context.changes.get(keeping.key);
  // What registers it waits for nothing by itself.
  return kept === undefined
    ? !context.changes.has(resource.key)
    : waiting.follows(switched, kept) && waitsUntilHealthy(keeping) !== "no";
}
