import { modelType } from "../../model/graph/resourceTypes";
import { isSuspended } from "../../model/rules/waitingRooms";
import type { PlanChange } from "../../model/plan/plan";

/**
 * Whether a change is of a waiting room that no visitor goes to, neither before nor after.
 * Source: Cloudflare API reference, waiting_rooms (`suspended`).
 * @param change - A change.
 */
export function isOfSuspendedRoom({ type, before, after }: PlanChange): boolean {
  const sides = [before, after].filter((side) => side !== undefined);
  return modelType(type) === "waitingRoom" && sides.every(isSuspended);
}
