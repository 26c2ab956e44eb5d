import { unknownValue } from "../../core/known";
import type { ModelResource } from "../graph/resources";
import type { GroupUse } from "./forwards";
import type { Lead } from "./lead";
import { outcomeFor } from "./listenerRules";
import type { OriginPaths } from "./originPaths";

/**
 * Lists the hostnames whose requests go to a target group: those that the rules of listeners lead there by their host.
 * @param paths - What stands behind load balancers.
 * @param group - The group.
 * @returns The hostnames, each once, sorted; none where the resources lead none there.
 */
export function hostnamesOfGroup(paths: OriginPaths, group: ModelResource): string[] {
  const uses = paths.uses.filter((use) => use.group.key === group.key && paths.isAsked(use));
  const taken = uses.flatMap((use) =>
    paths.leads.to(use.machine).filter((lead) => mayTake(paths, use, lead)),
  );
  return [...new Set(taken.map(({ hostname }) => hostname))].sort();
}

/** Whether what forwards to a group takes some of the requests of a hostname, or may. */
function mayTake(
  { model }: OriginPaths,
  { forwarder, listener }: GroupUse,
  { hostname, hosts }: Lead,
): boolean {
  if (listener === undefined || hosts === unknownValue) {
    return true;
  }
  return (hosts.length === 0 ? [hostname] : hosts).some((host) => {
    const { some, rest } = outcomeFor(model.inventory, listener, host);
    return rest === undefined || [...some, rest].some(({ resource }) => resource === forwarder);
  });
}
