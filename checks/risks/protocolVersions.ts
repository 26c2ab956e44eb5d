import { getOrCreate } from "../../core/getOrCreate";
import { OriginHttpVersion } from "../../facts/cloudflare/zoneSettings";
import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import { readAwsLoadBalancer } from "../../model/origin/loadBalancers";
import { readListener } from "../../model/origin/listeners";
import type { HostOutcome } from "../../model/origin/listenerRules";
import type { OriginPaths } from "../../model/origin/originPaths";
import { readTargetGroup } from "../../model/origin/targetGroups";
import { zoneOfPath } from "../../model/traffic/answering";
import { turnsOf } from "./listenerTurns";
import type { OriginSides } from "./originSides";
import { causedRisk, type Risk } from "./risk";
import { errorOf, names, say } from "../words/words";

/**
 * Finds hostnames whose requests come to be forwarded to targets of HTTP/2 alone, while Cloudflare asks the load balancer by HTTP/1.1.
 * Source: that of `loadBalancerErrors.otherProtocolVersion`.
 */
export function protocolVersionRisks(sides: OriginSides): Risk[] {
  const { inventory } = sides.after.model;
  const isPossible = inventory
    .ofType("targetGroup")
    .some((group) => wantsHttp2(readTargetGroup(group).protocolVersion));
  const found = new Map<string, Refusal>();
  for (const turn of isPossible ? turnsOf(sides) : []) {
    const { machine, listener, hostname } = turn;
    const [old, oldMachine] = [sides.earlier(listener), sides.earlier(machine)];
    const was =
      old === undefined || oldMachine === undefined
        ? []
        : refusing(sides.before, oldMachine, old, hostname, turn.was);
    const groups = refusing(sides.after, machine, listener, hostname, turn.is);
    if (was.length === 0 && groups.length > 0) {
      const known = getOrCreate(found, listener.key, () => ({
        ...{ machine, listener, hostnames: [], takers: [] },
        groups: new Set<ModelResource>(),
      }));
      known.hostnames.push(hostname);
      known.takers.push(turn.was.rest?.resource, turn.is.rest?.resource);
      groups.forEach((group) => known.groups.add(group));
    }
  }
  return [...found.values()].flatMap((refusal) => refusedRisk(sides, refusal));
}

/** A listener that forwards requests for hostnames to target groups of HTTP/2 alone. */
interface Refusal {
  readonly machine: ModelResource;
  readonly listener: ModelResource;
  readonly hostnames: string[];
  readonly groups: Set<ModelResource>;
  /** What took the requests before, and what takes them. */
  readonly takers: (ModelResource | undefined)[];
}

function wantsHttp2(version: unknown): boolean {
  return version === "HTTP2" || version === "GRPC";
}

/** The target groups that take only HTTP/2, where that is not what a hostname is asked by. */
function refusing(
  { model }: OriginPaths,
  machine: ModelResource,
  listener: ModelResource,
  hostname: string,
  { rest }: HostOutcome,
): ModelResource[] {
  const groups = rest?.action.kind === "forward" ? rest.action.groups : [];
  const zone = zoneOfPath(model.pathOf(hostname));
  const version = model.tls.find((each) => each.zone === zone)?.originHttpVersion;
  const isOlder =
    version === OriginHttpVersion.Http1 ||
    readAwsLoadBalancer(machine).speaksHttp2 === "no" ||
    readListener(listener).protocol === "HTTP";
  return isOlder
    ? groups
        .flatMap(({ resources }) => resources)
        .filter((group) => wantsHttp2(readTargetGroup(group).protocolVersion))
    : [];
}

function refusedRisk(
  sides: OriginSides,
  { machine, listener, hostnames, groups, takers }: Refusal,
): Risk[] {
  const settings = sides.after.model.tls.flatMap(({ resources }) => resources);
  const own = sides.causes([listener, machine, ...takers, ...groups]);
  const cause = own.length > 0 ? own : sides.causes(settings);
  return causedRisk(listener, cause, () => ({
    ...{ id: "listener-http2", severity: "high", title: title(machine), about: hostnames },
    consequence: say`From this change on ${title(machine)} forwards requests for ${names(hostnames)} to ${names([...new Set([...groups].map(title))])}, which takes HTTP/2 alone, and Cloudflare asks it by HTTP/1.1: visitors of ${names(hostnames)} get ${errorOf(loadBalancerErrors.otherProtocolVersion)} until both are the same.`,
    hint: say`Let Cloudflare speak HTTP/2 to origins (origin_max_http_version) at a listener of HTTPS that offers it, or keep a target group of HTTP/1.1.`,
  }));
}
