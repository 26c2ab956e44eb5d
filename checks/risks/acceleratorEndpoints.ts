import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import type { Inventory } from "../../model/graph/inventory";
import { knownList } from "../../model/graph/reading";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import { endpointGroupsOf, endpointsOfGroup } from "../../model/origin/acceleratorEndpoints";
import { hostnamesAtGateway } from "../../model/origin/gatewayLeads";
import { errorOf, names, say } from "../words/words";
import { causesAmong } from "./publicOrigins";
import { changesAnyOf, type Risk, type RiskContext } from "./risk";

/** Finds accelerators of Global Accelerator that keep endpoints, and fewer of them; that none is left is told of the accelerator itself. */
export function acceleratorEndpointRisks(context: RiskContext): Risk[] {
  const { before, after, renamed } = context;
  if (!changesAnyOf(context, new Set(["acceleratorGroup", "acceleratorListener"]))) {
    return [];
  }
  return before.inventory.ofType("accelerator").flatMap((old): Risk[] => {
    const now = after.inventory.byKey(renamed.get(old.key) ?? old.key);
    const [had, has] = [endpointsOf(before.inventory, old), endpointsOf(after.inventory, now)];
    if (now === undefined || has === 0 || has >= had) {
      return [];
    }
    const hostnames = hostnamesAtGateway(after, now);
    const cause = causesAmong(context, [
      ...groupsOf(before.inventory, old),
      ...groupsOf(after.inventory, now),
    ]);
    return hostnames.length === 0 || cause.length === 0
      ? []
      : [
          {
            ...{ id: "capacity-lowered", severity: "medium", subject: now.key, cause },
            ...{ title: title(now), about: hostnames },
            consequence: say`From this change on ${title(now)} passes connections on to ${has} of the ${had} endpoints that serve today: what remains carries all visitors of ${names(hostnames)}, also those near the others, and where it cannot they meet slow answers, ${errorOf(loadBalancerErrors.overloadedTargets)}.`,
            hint: say`See in the load of the last weeks that what remains can carry the peak, or let its weight or the dial of its region sink first.`,
          },
        ];
  });
}

function groupsOf(inventory: Inventory, accelerator: ModelResource | undefined): ModelResource[] {
  return accelerator === undefined ? [] : endpointGroupsOf(inventory, accelerator);
}

/** How many endpoints there are that are not turned off by their weight. */
function endpointsOf(inventory: Inventory, accelerator: ModelResource | undefined): number {
  return groupsOf(inventory, accelerator)
    .flatMap((group) => knownList(endpointsOfGroup(inventory, group)) ?? [])
    .filter(({ isIdle }) => !isIdle).length;
}
