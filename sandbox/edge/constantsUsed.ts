import { edgeFailures } from "../../facts/cloudflare/edgeFailures";
import { SessionAffinity, SteeringPolicy } from "../../facts/cloudflare/loadBalancing";
import { replacedErrorCodes } from "../../facts/cloudflare/originAnswers";
import { rehearsalConstants, type RehearsalConstantId } from "../../facts/rehearsalConstants";
import type { DeclaredSite } from "../../model/serving/declaredSite";
import type { EdgeAnswered } from "./edge";
import { poolsOf } from "./monitors";

/**
 * Lists the constants that what was seen of a site rests on.
 * @param site - The site.
 * @param answered - The answers of its rehearsal.
 * @returns Rows of `rehearsalConstants`, in their order.
 */
export function constantsUsed(
  site: DeclaredSite,
  answered: readonly Pick<EdgeAnswered, "cause" | "status" | "wasRetried">[],
): RehearsalConstantId[] {
  const used = new Set<string>([
    ...ofMonitors(site),
    ...ofBalancer(site),
    ...ofServers(site),
    ...ofRules(site),
  ]);
  const causes = new Set(answered.map(({ cause }) => cause));
  for (const { cause, basedOn } of Object.values(edgeFailures)) {
    if (causes.has(cause)) {
      basedOn.forEach((id) => used.add(id));
    }
  }
  if (answered.some(({ wasRetried }) => wasRetried)) {
    used.add("retriedCodes").add("retries");
  }
  if (answered.some(({ status }) => replacedErrorCodes.includes(status))) {
    used.add("originErrorBodies");
  }
  return Object.keys(rehearsalConstants).filter((id): id is RehearsalConstantId => used.has(id));
}

function ofMonitors(site: DeclaredSite): string[] {
  return poolsOf(site).flatMap(({ monitor, monitorGroup, checkRegions }) =>
    monitor === undefined
      ? []
      : [
          ...["dataCenters", "majority", "unknownHealth", "firstProbe", "probeRetries"],
          ...(monitorGroup === undefined ? [] : ["groupQuorum"]),
          ...(checkRegions.length % 2 === 0 ? ["tie"] : []),
          ...(Math.max(monitor.consecutiveDown, monitor.consecutiveUp) > 1 ? ["consecutive"] : []),
          ...(monitor.expectedBody === "" ? [] : ["expectedBody"]),
          ...(monitor.followRedirects ? ["probeRedirects"] : []),
        ],
  );
}

function ofBalancer({ loadBalancer }: DeclaredSite): string[] {
  if (loadBalancer === undefined) {
    return [];
  }
  const { sessionAffinity, sessionSeconds, steeringPolicy } = loadBalancer;
  const isUsual = sessionAffinity !== SessionAffinity.None && sessionSeconds === undefined;
  const isByLatency = steeringPolicy === SteeringPolicy.DynamicLatency;
  return [
    ...["resolvedPoolCache", ...(isUsual ? ["affinityTtl"] : [])],
    ...(isByLatency ? ["latencyWeight"] : []),
  ];
}

function ofRules({ rules }: DeclaredSite): string[] {
  return [
    ...(rules?.limits === undefined ? [] : ["rateLimitPeriod"]),
    ...(rules?.waitingRoom === undefined ? [] : ["waitingRoomCookie", "waitingRoomRefresh"]),
  ];
}

function ofServers(site: DeclaredSite): string[] {
  const origins = [...site.addresses, ...poolsOf(site).flatMap((pool) => pool.origins)];
  return origins.flatMap(({ server: { loadBalancer: alb } }) =>
    alb === undefined ? [] : ["albConnect", ...(alb.targets === undefined ? ["albTargets"] : [])],
  );
}
