import { capacityRisks } from "./capacities";
import { clientCertificateRisks } from "./clientCertificates";
import { OriginSides } from "./originSides";
import type { Risk, RiskContext } from "./risk";
import { targetGroupRisks } from "./targetGroups";

const kinds = [targetGroupRisks, capacityRisks, clientCertificateRisks];

/** Finds what a change breaks behind the load balancers of AWS: listeners, target groups, and what serves there. */
export function originServiceRisks(context: RiskContext): Risk[] {
  const { inventory } = context.after;
  const some = inventory.has("listener") || inventory.has("listenerRule");
  if (!some || context.changes.size === 0) {
    return [];
  }
  const sides = new OriginSides(context);
  return kinds.flatMap((find) => find(sides));
}
