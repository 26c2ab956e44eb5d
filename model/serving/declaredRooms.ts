import {
  usualQueueingStatusCode,
  waitingRoomPage,
  waitingRoomSessionMinutes,
} from "../../facts/cloudflare/waitingRooms";
import type { ExpressionRequest } from "../../core/expressions/requests";
import { waitingRooms, type WaitingRoom } from "./waitingRooms";
import type { RoomPlace } from "../rules/roomPlaces";
import type { TrafficModel } from "../traffic/path";
import type { Assumed } from "./assumed";
import type { RuledRoom } from "./ruled";

/** More than any room lets in: the limit that is left out of one that does not say. */
const unlimited = Number.POSITIVE_INFINITY;

/**
 * Reads which waiting room a request passes: of several the one with the longest path.
 * @param model - The paths of hostnames.
 * @param zone - The zone as `zoneOf` calls it.
 * @param assumed - Takes what is assumed.
 * @returns What finds the room; undefined where no room of the zone counts visitors.
 */
export function declaredRooms(
  model: TrafficModel,
  zone: string,
  assumed: Assumed,
): ((request: ExpressionRequest) => RuledRoom | undefined) | undefined {
  const rooms = waitingRooms(model.inventory, zone).filter(({ counts }) => counts !== "no");
  const places = rooms
    .flatMap((room) => placed(room, assumed))
    .sort((one, other) => other.path.length - one.path.length);
  return places.length === 0
    ? undefined
    : ({ host, path }) =>
        places.find((place) => place.host === host && isAtOrBelow(path, place.path));
}

function placed(room: WaitingRoom, assumed: Assumed): (RoomPlace & RuledRoom)[] {
  if (room.places === undefined) {
    assumed.note(
      `the waiting room ${room.name} is not rehearsed: where it stands is not known yet`,
    );
    return [];
  }
  const own = ruled(room, assumed);
  return room.places.map((place) => ({ ...place, ...own }));
}

function ruled(room: WaitingRoom, assumed: Assumed): RuledRoom {
  const title = `the waiting room ${room.name}`;
  const { newUsersPerMinute, totalActiveUsers } = room;
  return {
    title,
    cookie: `${waitingRoomPage.cookie}${assumed.value(room.cookieSuffix, "", `the cookie of ${title}`)}`,
    newUsersPerMinute: assumed.value(
      newUsersPerMinute ?? unlimited,
      unlimited,
      `how many visitors a minute ${title} lets in`,
    ),
    totalActiveUsers: assumed.value(
      totalActiveUsers ?? unlimited,
      unlimited,
      `how many visitors ${title} lets in`,
    ),
    sessionSeconds:
      60 *
      assumed.value(
        room.sessionMinutes,
        waitingRoomSessionMinutes.default,
        `the time of sessions of ${title}`,
      ),
    status: assumed.value(room.status, usualQueueingStatusCode, `the status of ${title}`),
  };
}

function isAtOrBelow(path: string, place: string): boolean {
  const above = place.endsWith("/") ? place : `${place}/`;
  return path === place || path.startsWith(above);
}
