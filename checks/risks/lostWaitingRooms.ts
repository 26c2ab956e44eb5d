import { unknownValue } from "../../core/known";
import type { ModelResource } from "../../model/graph/resources";
import type { PlanChange } from "../../model/plan/plan";
import { roomPlaces, type RoomPlace } from "../../model/rules/roomPlaces";
import { holdsVisitors, letsInByLimits } from "../../model/rules/roomQueues";
import { waitingRoomFields } from "../../model/rules/waitingRoomFields";
import { names, say, titleOf } from "../words/words";
import { causeOf, changesOf, isDeleted, type Risk, type RiskContext } from "./risk";

/**
 * Finds places before which no waiting room holds any more whoever comes beyond its limits, and rooms that come to count the visitors of
 * more pages against the same ones.
 * Source: schema of the Cloudflare provider, waiting_room (a room stands before all subpaths).
 */
export function lostWaitingRoomRisks(context: RiskContext): Risk[] {
  const held = context.after.inventory
    .ofType("waitingRoom")
    .filter(holdsVisitors)
    .flatMap(placesOf);
  return changesOf(context, "waitingRoom", ["update", "replace", "delete"]).flatMap(
    (change): Risk[] => {
      const { before, after } = change;
      const isKept = after === undefined && !isDeleted(change);
      if (before === undefined || !letsInByLimits(before) || isKept) {
        return [];
      }
      const lost = placesOf(before).filter(
        (place) =>
          context.after.pathOf(place.host).answeredAt !== undefined &&
          !held.some((other) => covers(other, place)),
      );
      return lost.length > 0
        ? [lostRisk(change, before, lost)]
        : after === undefined
          ? []
          : widerRisk(change, before, after);
    },
  );
}

function lostRisk(change: PlanChange, before: ModelResource, lost: readonly RoomPlace[]): Risk {
  const { totalActiveUsers: most } = waitingRoomFields(before);
  const places = lost.map(titleOfPlace);
  const until =
    most === unknownValue ? [] : say`, of whom until now at most ${most} were let in at a time`;
  return {
    ...{ id: "waiting-room-lost", severity: "low", subject: change.key },
    ...{ title: titleOf(places), about: lost.map(({ host }) => host) },
    consequence: say`From this change on no waiting room stands before ${names(places)}: in a rush all visitors reach the origins at once${until}.`,
    cause: [causeOf(change)],
    hint: say`See first that the origins bear whoever waits today, or keep the room with limits that are never met.`,
  };
}

/** A room that stands before more pages of a hostname than until now, with the limits that it had. */
function widerRisk(change: PlanChange, before: ModelResource, after: ModelResource): Risk[] {
  const own = placesOf(before);
  const added = placesOf(after).filter((place) =>
    own.some((old) => covers(place, old) && !covers(old, place)),
  );
  const [old, now] = [before, after].map(waitingRoomFields);
  const most = old?.totalActiveUsers;
  const isSame =
    now?.totalActiveUsers === most && now?.newUsersPerMinute === old?.newUsersPerMinute;
  const places = added.map(titleOfPlace);
  return added.length === 0 || !isSame || typeof most !== "number" || !letsInByLimits(after)
    ? []
    : [
        {
          ...{ id: "waiting-room-holds", severity: "low", subject: change.key },
          ...{ title: titleOf(places), about: added.map(({ host }) => host) },
          consequence: say`From this change on the waiting room ${change.name} counts whoever comes to ${names(places)}, and not only to ${names(own.map(titleOfPlace))}, against the same limit of ${most} at a time: visitors wait who did not until now.`,
          cause: [causeOf(change)],
          hint: say`Set totalActiveUsers and newUsersPerMinute to what all of these pages are asked for in a busy minute.`,
        },
      ];
}

function placesOf(room: ModelResource): RoomPlace[] {
  return roomPlaces(room).filter((place) => place !== unknownValue);
}

/** Whether a place stands before another one too. */
function covers(wider: RoomPlace, narrower: RoomPlace): boolean {
  return wider.host === narrower.host && narrower.path.startsWith(wider.path);
}

function titleOfPlace({ host, path }: RoomPlace): string {
  return path === "/" ? host : host + path;
}
