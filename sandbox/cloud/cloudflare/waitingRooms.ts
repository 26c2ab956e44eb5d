import { waitingRoomConstraints } from "../../../constraints/waitingRooms";
import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { refuseBroken } from "../calls/refuse";
import type { Place, ResourceHandler } from "../resources/handler";
import { list, number, text, type Properties } from "../values";
import { restHandler, zoneOf, zonePath } from "./rest";

/** Waiting rooms: `/zones/<zone>/waiting_rooms`. */
export const waitingRoomHandler: ResourceHandler = restHandler(
  types.waitingRoom,
  { collection: (room) => `${zonePath(room)}/waiting_rooms` },
  { validate: admitWaitingRoom },
);

function admitWaitingRoom(room: Properties, place: Place, current?: StoredObject): void {
  const { id, name, plan } = zoneOf(room, place);
  const others = [...place.account.find(`${types.waitingRoom} in-zone:${id}`)]
    .filter(({ key }) => key !== current?.key)
    .map(({ properties }) => properties);
  const isRouteTaken = others.some((other) => routeOf(other) === routeOf(room));
  refuseBroken(
    waitingRoomConstraints,
    {
      ...{ name: text(room.name), host: text(room.host), path: text(room.path) },
      totalActiveUsers: number(room.totalActiveUsers) ?? 0,
      newUsersPerMinute: number(room.newUsersPerMinute) ?? 0,
      cookieSuffix: text(room.cookieSuffix),
      additionalRoutes: list(room.additionalRoutes).length,
    },
    {
      ...{ zoneName: name, plan, others: current === undefined ? others.length : 0 },
      isNameTaken: others.some((other) => other.name === room.name) ? "yes" : "no",
      isRouteTaken: isRouteTaken ? "yes" : "no",
    },
  );
}

function routeOf(room: Properties): string {
  return `${text(room.host).toLowerCase()}${text(room.path) || "/"}`;
}
