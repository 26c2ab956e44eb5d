import { takingOrigins } from "../../model/traffic/pools";
import { SessionAffinity, ZeroDowntimeFailover } from "../../facts/cloudflare/loadBalancing";
import { unknownValue } from "../../core/known";
import { takesInOrder } from "../../model/traffic/loadBalancers";
import { readSessions, type Sessions } from "../../model/traffic/sessions";
import { say } from "../words/words";
import type { BalancerPair } from "./balancerPairs";
import { causeOf, type Risk } from "./risk";

/**
 * Finds load balancers that no longer keep visitors on the origin that has their session, while there is another one to go to.
 * Source: Cloudflare docs, load-balancing/understand-basics/session-affinity.
 */
export function sessionsRisk(pair: BalancerPair): Risk | undefined {
  return unpinnedRisk(pair) ?? stuckRisk(pair);
}

/**
 * Visitors who are kept on an origin that fails, and no longer go to another one before the monitor has found it.
 * Source: Cloudflare docs, load-balancing/understand-basics/session-affinity ("zero-downtime failover").
 */
function stuckRisk({ context, hostname, old, now, newPools }: BalancerPair): Risk | undefined {
  const [was, is] = [old, now].map(({ resource }) => readSessions(resource)) as [
    Sessions,
    Sessions,
  ];
  const change = context.changes.get(now.resource.key);
  const isPinned = [was, is].every(
    ({ affinity }) => typeof affinity === "string" && affinity !== SessionAffinity.None,
  );
  const wentOn =
    typeof was.zeroDowntimeFailover === "string" &&
    !["", ZeroDowntimeFailover.None].includes(was.zeroDowntimeFailover);
  const isOff = ["", ZeroDowntimeFailover.None].some((each) => each === is.zeroDowntimeFailover);
  const isAlone = newPools.every(
    ({ node }) => node !== undefined && takingOrigins(node).length < 2,
  );
  return change === undefined || !isPinned || !wentOn || !isOff || isAlone
    ? undefined
    : {
        ...{ id: "steering-changed", severity: "medium" },
        ...{ subject: now.resource.key, title: hostname },
        consequence: say`From this change on visitors of ${hostname} who are kept on an origin that fails meet its errors until the monitor has found it down: until now they went to another one at once.`,
        cause: [causeOf(change, ["sessionAffinityAttributes"])],
        hint: say`Keep zeroDowntimeFailover at temporary or sticky.`,
      };
}

function unpinnedRisk({ context, hostname, old, now, newPools }: BalancerPair): Risk | undefined {
  const [was, is] = [old, now].map(({ resource }) => readSessions(resource).affinity);
  const wasPinned = typeof was === "string" && was !== SessionAffinity.None;
  const change = context.changes.get(now.resource.key);
  const asked = newPools.filter(({ onlyFallback }) => !onlyFallback);
  const origins = asked.map(({ node }) =>
    node === undefined || node.origins === unknownValue ? 1 : takingOrigins(node).length,
  );
  const isShared = origins.some((count) => count > 1) || (asked.length > 1 && !takesInOrder(now));
  if (!wasPinned || is !== SessionAffinity.None || !isShared || change === undefined) {
    return undefined;
  }
  return {
    ...{ id: "sessions-unpinned", severity: "medium" },
    ...{ subject: now.resource.key, title: hostname },
    consequence: say`From this change on no visitor of ${hostname} is kept on one origin: each request may go to another, and where origins hold sessions, carts or uploads themselves, visitors are signed out and forms fail, now and then.`,
    cause: [causeOf(change, ["sessionAffinity", "sessionAffinityAttributes"])],
    hint: say`See first that sessions stand in what all origins share, such as a database or Redis.`,
  };
}
