import { waitingRoomEventConstraints } from "../../../constraints/waitingRoomEvents";
import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { refuseBroken } from "../calls/refuse";
import type { Place, ResourceHandler } from "../resources/handler";
import { notFound } from "../resources/store";
import { number, text, type Properties } from "../values";
import { restHandler, zonePath } from "./rest";
import { waitingRoomHandler } from "./waitingRooms";

/** Events of a waiting room: `/zones/<zone>/waiting_rooms/<room>/events`. */
export const waitingRoomEventHandler: ResourceHandler = restHandler(
  types.waitingRoomEvent,
  { collection: (event) => `${roomPath(event)}/events` },
  { validate: admitEvent },
);

/** Who passes a waiting room, all rules of it at once: `/zones/<zone>/waiting_rooms/<room>/rules`. */
export const waitingRoomRulesHandler: ResourceHandler = restHandler(
  types.waitingRoomRules,
  { collection: (rules) => `${roomPath(rules)}/rules`, single: "PUT" },
  { newId: ({ waitingRoomId }) => text(waitingRoomId), validate: admitRoom },
);

/**
 * Path of a waiting room.
 * @param properties - Properties with `zoneId` and `waitingRoomId`.
 */
function roomPath(properties: Properties): string {
  return `${zonePath(properties)}/waiting_rooms/${text(properties.waitingRoomId)}`;
}

/**
 * Refuses what is of a waiting room that the zone does not have.
 * @param properties - Properties with `zoneId` and `waitingRoomId`.
 * @param place - Where.
 * @throws {ApiError} Where there is no such room.
 */
export function admitRoom({ zoneId, waitingRoomId }: Properties, { account }: Place): void {
  const room = account.get(types.waitingRoom, text(waitingRoomId));
  if (room === undefined || room.properties.zoneId !== zoneId) {
    throw notFound(waitingRoomHandler);
  }
}

function admitEvent(event: Properties, place: Place, current?: StoredObject): void {
  admitRoom(event, place);
  const isNameTaken = place.account
    .ofType(types.waitingRoomEvent)
    .some(
      ({ key, properties }) =>
        key !== current?.key &&
        properties.waitingRoomId === event.waitingRoomId &&
        properties.name === event.name,
    );
  refuseBroken(
    waitingRoomEventConstraints,
    {
      ...{ name: text(event.name), eventStartTime: text(event.eventStartTime) },
      ...{ eventEndTime: text(event.eventEndTime) },
      prequeueStartTime: text(event.prequeueStartTime),
      newUsersPerMinute: number(event.newUsersPerMinute),
      totalActiveUsers: number(event.totalActiveUsers),
    },
    { isNameTaken: isNameTaken ? "yes" : "no" },
  );
}
