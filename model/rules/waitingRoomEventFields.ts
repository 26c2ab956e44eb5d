import type {
  WaitingRoomEventFields,
  WaitingRoomEventView,
} from "../../constraints/waitingRoomEvents";
import { anyOf, certain } from "../../core/certainty";
import { unknownValue } from "../../core/known";
import { linkTokens, unknownLink } from "../graph/links";
import { readNumber, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";

/**
 * Reads what the API looks at in an event of a waiting room.
 * @param event - A `WaitingRoomEvent`.
 * @returns The values, as far as they are known.
 */
export function waitingRoomEventFields({ properties }: ModelResource): WaitingRoomEventFields {
  return {
    name: readText(properties.name) ?? "",
    eventStartTime: readText(properties.eventStartTime) ?? "",
    eventEndTime: readText(properties.eventEndTime) ?? "",
    prequeueStartTime: readText(properties.prequeueStartTime) ?? "",
    newUsersPerMinute: readNumber(properties.newUsersPerMinute),
    totalActiveUsers: readNumber(properties.totalActiveUsers),
  };
}

/**
 * Reads what the API finds around an event when events are made one after the other.
 * @param event - The event.
 * @param before - The events that are made before it, of any room.
 */
export function waitingRoomEventView(
  event: ModelResource,
  before: readonly ModelResource[],
): WaitingRoomEventView {
  const room = roomOf(event);
  const mine = readText(event.properties.name);
  const isNameTaken = before
    .filter((other) => room !== unknownLink && roomOf(other) === room)
    .map((other) => readText(other.properties.name))
    .map((name) =>
      name === unknownValue || mine === unknownValue ? "unknown" : certain(name === mine),
    );
  return { isNameTaken: anyOf(isNameTaken) };
}

function roomOf({ properties }: ModelResource): string {
  return linkTokens(properties.waitingRoomId).sort().join(" or ");
}
