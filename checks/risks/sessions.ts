import { takingOrigins } from "../../model/traffic/pools";
import { SessionAffinity } from "../../facts/cloudflare/loadBalancing";
import { unknownValue } from "../../core/known";
import { takesInOrder } from "../../model/traffic/loadBalancers";
import { readSessions } from "../../model/traffic/sessions";
import { say } from "../words/words";
import type { BalancerPair } from "./balancers";
import { causeOf, type Risk } from "./risk";

/**
 * Finds load balancers that no longer keep visitors on the origin that has their session, while there is another one to go to.
 * Source: Cloudflare docs, load-balancing/understand-basics/session-affinity.
 */
export function sessionsRisk({
  context,
  hostname,
  old,
  now,
  newPools,
}: BalancerPair): Risk | undefined {
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
