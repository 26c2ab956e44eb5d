import type { UnjudgedChange } from "../../model/judged/unjudged";
import { changesOf, isDeleted, touches, type RiskContext } from "../risks/risk";

const deciding = ["accountId", "network", "tunnelId", "virtualNetworkId"];

/**
 * Lists the changes of routes through tunnels to private addresses: of pools and records of the plan that lead there risks tell, and who else comes
 * there no plan says.
 * @returns The changes.
 */
export function unseenRoutes(context: RiskContext): UnjudgedChange[] {
  return changesOf(context, "tunnelRoute", ["update", "replace", "delete"])
    .filter((change) => change.operation === "update" || isDeleted(change))
    .filter((change) => change.operation !== "update" || touches(change, deciding))
    .map((change) => ({ change, properties: [] }));
}
