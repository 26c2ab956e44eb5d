import { QueueingMethod } from "../../facts/cloudflare/waitingRooms";
import { readFlag, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";

/**
 * Whether a waiting room holds anybody.
 * Source: schema of the Cloudflare provider, waiting_room (suspended; passthrough respects no limits).
 * @param room - A `WaitingRoom`.
 * @returns False where it certainly does not.
 */
export function holdsVisitors({ properties: own }: ModelResource): boolean {
  const isSuspended = readFlag(own.suspended, "no") === "yes";
  return !isSuspended && readText(own.queueingMethod) !== QueueingMethod.Passthrough;
}

/**
 * Whether a waiting room lets in as many as its limits say.
 * Source: that of `holdsVisitors` (queueAll and reject let nobody in).
 * @param room - A `WaitingRoom`.
 */
export function letsInByLimits(room: ModelResource): boolean {
  const { queueAll, queueingMethod } = room.properties;
  const isShut =
    readFlag(queueAll, "no") === "yes" || readText(queueingMethod) === QueueingMethod.Reject;
  return holdsVisitors(room) && !isShut;
}
