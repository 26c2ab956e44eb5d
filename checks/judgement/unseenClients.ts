import { groupsOn } from "../../model/firewall/protectedEndpoints";
import { unknownValue } from "../../core/known";
import type { UnjudgedChange } from "../../model/judged/unjudged";
import { endpointsOfGroup } from "../../model/origin/acceleratorEndpoints";
import type { PlanChange } from "../../model/plan/plan";
import { changesOf, type RiskContext } from "../risks/risk";

/**
 * Lists the changes by which load balancers behind Global Accelerator see other addresses, where the plan does not hold the security groups of
 * each, so that nobody judged who gets in.
 * @returns The changes, sorted by key.
 */
export function unseenClients(context: RiskContext): UnjudgedChange[] {
  return changesOf(context, "acceleratorGroup", ["update"]).flatMap((change) => {
    const properties = change.properties
      .map(({ path }) => path)
      .filter((path) => path.endsWith("clientIpPreservationEnabled"));
    return properties.length === 0 || isSeen(context, change) ? [] : [{ change, properties }];
  });
}

function isSeen({ after: { inventory } }: RiskContext, { key }: PlanChange): boolean {
  const group = inventory.byKey(key);
  const endpoints = group === undefined ? unknownValue : endpointsOfGroup(inventory, group);
  return (
    endpoints !== unknownValue &&
    endpoints.every(
      ({ balancer }) => balancer !== undefined && groupsOn(inventory, balancer).length > 0,
    )
  );
}
