import { allOf, certain, negated, type Certainty } from "../../core/certainty";
import { unknownValue, type Known } from "../../core/known";
import { QueueingMethod } from "../../facts/cloudflare/waitingRooms";
import type { Inventory } from "../graph/inventory";
import { readFlag, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { targetOf } from "../graph/targets";

/** A time in which a waiting room does otherwise. */
export interface WaitingRoomEvent {
  /** Whether it lets nobody in as long as it lasts. */
  readonly rejects: Certainty;
  /** When it begins and ends, as written. */
  readonly times: readonly (Known<string> | undefined)[];
  /** The hostname of its room, as written. Undefined where the room is not among the resources. */
  readonly host: string | undefined;
}

/**
 * Reads an event of a waiting room.
 * Source: schema of the Cloudflare provider, waiting_room_event; Cloudflare docs, waiting-room/reference/queueing-methods (reject).
 * @param inventory - The resources.
 * @param event - A `WaitingRoomEvent`.
 */
export function waitingRoomEvent(inventory: Inventory, event: ModelResource): WaitingRoomEvent {
  const { queueingMethod, suspended, waitingRoomId } = event.properties;
  const { eventStartTime, eventEndTime } = event.properties;
  const method = readText(queueingMethod);
  const rejects = method === unknownValue ? "unknown" : certain(method === QueueingMethod.Reject);
  const [room] = targetOf(inventory, waitingRoomId, "waitingRoom")?.resources ?? [];
  const host = readText(room?.properties.host);
  return {
    rejects: allOf([rejects, negated(readFlag(suspended, "no"))]),
    times: [readText(eventStartTime), readText(eventEndTime)],
    host: typeof host === "string" ? host : undefined,
  };
}
