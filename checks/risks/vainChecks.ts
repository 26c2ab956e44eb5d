import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { trafficPort } from "../../facts/aws/loadBalancing";
import type { ModelResource } from "../../model/graph/resources";
import { modelType } from "../../model/graph/resourceTypes";
import { title } from "../../model/graph/title";
import type { GroupUse } from "../../model/origin/forwards";
import { endsUnwell } from "../../model/origin/machineHealth";
import type { OriginPaths } from "../../model/origin/originPaths";
import { readTargetGroup } from "../../model/origin/targetGroups";
import { isEmpty, targetPorts, type TargetSource } from "../../model/origin/targets";
import { errorOf, listed, say, type Phrase } from "../words/words";
import type { OriginSides } from "./originSides";
import type { Told } from "./risk";

/**
 * Whether targets are asked by HTTPS whether they are well, at the very port at which they get requests by HTTP: no handshake succeeds.
 * Source: Elastic Load Balancing user guide, target-group-health-checks (HealthCheckProtocol, HealthCheckPort).
 * @param paths - What stands behind load balancers.
 * @param group - A `TargetGroup`.
 */
export function isInVain(paths: OriginPaths, group: ModelResource): boolean {
  const node = readTargetGroup(group);
  const { port, protocol } = node.check;
  const sources = paths.sources(group);
  const areSame = sources.every((source) => {
    const { traffic, check } = targetPorts(source, node);
    return typeof traffic === "number" && traffic === check;
  });
  return (
    node.protocol === "HTTP" &&
    protocol === "HTTPS" &&
    (port === undefined || port === trafficPort || (sources.length > 0 && areSame))
  );
}

/**
 * Tells of such a check. The load balancer sends requests on to targets all of which are unhealthy; what ends those is what visitors meet.
 * Source: Elastic Load Balancing user guide, target-group-health-checks (fails open); Amazon EC2 Auto Scaling user guide,
 * health-checks-overview; Amazon ECS developer guide, ecs_services (tasks that a load balancer finds unhealthy are replaced).
 */
export function vainCheck(sides: OriginSides, use: GroupUse): Omit<Told, "title"> {
  const { group } = use;
  const sources = sides.after.sources(group);
  const ending = sources.filter(({ resource, serves }) => endsUnwell(serves ?? resource));
  const isEnded = ending.length > 0 && ending.length === sources.length && !isEmpty(sources);
  const asked = say`From this change on the targets of ${title(group)} are asked by HTTPS whether they are well, at the port at which they are sent requests by HTTP: no TLS handshake succeeds, and all of them are unhealthy as soon as the threshold is reached`;
  const met = say`${sides.visitors(use)} get ${errorOf(loadBalancerErrors.unhealthyTargets)}`;
  return {
    id: "target-check-changed",
    severity: isEnded ? sides.severity(use) : "medium",
    consequence:
      ending.length > 0
        ? say`${asked}. ${listed(ending.map(endedWords))}, and what comes in their place as well, again and again, until they are asked by HTTP: ${met} meanwhile.`
        : say`${asked}. The load balancer then sends requests to all of them, also to those that do not serve, and what replaces unhealthy ones does so: ${met} where that is so, until they are asked by HTTP.`,
    hint: say`Leave the check at HTTP. Where it must be encrypted, let the targets speak TLS at a port first, then lead the group and its check there together.`,
  };
}

function endedWords({ resource, serves }: TargetSource): Phrase {
  const own = serves ?? resource;
  const kind = modelType(own.type) === "ecsService" ? "tasks" : "machines";
  return say`${title(own)} ends and replaces all of its ${[kind]} for that`;
}
