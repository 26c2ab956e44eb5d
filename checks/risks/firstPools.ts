import type { Target } from "../../model/graph/targets";
import { poolError } from "../../model/origin/answeredErrors";
import { poolTitle } from "../../model/traffic/balancedPools";
import { takesInOrder } from "../../model/traffic/loadBalancers";
import { say } from "../words/words";
import { causesAmong, leadsToSame, type BalancerPair } from "./balancerPairs";
import { touches, type Risk } from "./risk";

/** Finds load balancers of which another pool comes to be the first. */
export function firstPoolRisk(pair: BalancerPair): Risk | undefined {
  const { hostname, old, now } = pair;
  const [was, is] = [old, now].map(({ groups }) => groups[0]?.pools.all[0]);
  const change = pair.context.changes.get(now.resource.key);
  const same = was && is && leadsToSame(pair, was, is);
  if (!was || !is || same || !change || !touches(change, ["defaultPools"])) {
    return undefined;
  }
  const isAwaited = isProbedFirst(pair, is, was);
  const code = errorOf(pair, is);
  return {
    id: "first-pool-changed",
    severity: code !== undefined ? "high" : isAwaited ? "low" : "medium",
    subject: now.resource.key,
    title: hostname,
    consequence:
      code !== undefined
        ? say`The first pool of ${hostname} is now ${poolTitle(is)} instead of ${poolTitle(was)}, which answers everybody with Error ${code}, and no monitor takes it out: its visitors get that from this change on, until another pool is the first.`
        : isAwaited
          ? say`The first pool of ${hostname} is now ${poolTitle(is)} instead of ${poolTitle(was)}: it is new, and its monitor has to find it healthy before traffic moves there; until then ${poolTitle(was)} goes on.`
          : say`The first pool of ${hostname} is now ${poolTitle(is)} instead of ${poolTitle(was)}: its traffic moves there at once.`,
    cause: causesAmong(pair, [now.resource.key], ["defaultPools"]),
    hint: say`See that ${poolTitle(is)} is healthy and can carry the whole load first.`,
  };
}

/** The error with which a pool answers everybody, where visitors come to it first and no monitor finds it down. */
function errorOf({ context, hostname, now }: BalancerPair, { resources }: Target) {
  const [resource] = resources;
  return resource === undefined ||
    !takesInOrder(now) ||
    context.after.pool(resource).monitor !== undefined
    ? undefined
    : poolError(context.after, resource, hostname);
}

/**
 * Whether a first pool is new and has a monitor, and the old one stays behind it.
 *
 * Source: Cloudflare docs, load-balancing/understand-basics/health-details (what is not probed yet counts as down).
 */
function isProbedFirst(pair: BalancerPair, is: Target, was: Target): boolean {
  const { context, now } = pair;
  const [resource] = is.resources;
  const isNew = resource && context.changes.get(resource.key)?.operation === "create";
  const others = now.groups[0]?.pools.all.slice(1) ?? [];
  return (
    isNew === true &&
    context.after.pool(resource).monitor !== undefined &&
    others.some((other) => leadsToSame(pair, was, other))
  );
}
