import { allOf, negated, type Certainty } from "../../core/certainty";
import type { Known } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { readFlag, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { targetOf } from "../graph/targets";
import { waitingRoomFields } from "./waitingRoomFields";
import { rejectsAll } from "./waitingRooms";

/** A time in which a waiting room does otherwise. */
export interface WaitingRoomEvent {
  /** Whether it lets nobody in as long as it lasts. */
  readonly rejects: Certainty;
  /** When it begins and ends, as written. */
  readonly times: readonly (Known<string> | undefined)[];
  /** The hostname of its room, as written. Undefined where the room is not among the resources. */
  readonly host: string | undefined;
  /** When it begins to hold whoever comes, until it begins itself, as written. Undefined where it does not, or stands before a path alone. */
  readonly holdsFrom: Known<string> | undefined;
}

/**
 * Reads an event of a waiting room.
 * Source: schema of the Cloudflare provider, waiting_room_event.
 * @param inventory - The resources.
 * @param event - A `WaitingRoomEvent`.
 */
export function waitingRoomEvent(inventory: Inventory, event: ModelResource): WaitingRoomEvent {
  const { queueingMethod, suspended, waitingRoomId, eventStartTime, eventEndTime } =
    event.properties;
  const isOn = negated(readFlag(suspended, "no"));
  const [room] = targetOf(inventory, waitingRoomId, "waitingRoom")?.resources ?? [];
  const host = readText(room?.properties.host);
  const isWhole = room !== undefined && waitingRoomFields(room).path === "/";
  return {
    rejects: allOf([rejectsAll(queueingMethod), isOn]),
    holdsFrom: isOn === "yes" && isWhole ? readText(event.properties.prequeueStartTime) : undefined,
    times: [readText(eventStartTime), readText(eventEndTime)],
    host: typeof host === "string" ? host : undefined,
  };
}
