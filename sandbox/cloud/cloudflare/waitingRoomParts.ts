import { waitingRoomEventConstraints } from "../../../constraints/waitingRoomEvents";
import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { refuseBroken } from "../calls/refuse";
import type { Place, ResourceHandler } from "../resources/handler";
import { notFound } from "../resources/store";
import { cloudflareId } from "../resources/ids";
import { list, number, object, same, text, type Properties } from "../values";
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
  {
    newId: ({ waitingRoomId }) => text(waitingRoomId),
    ...{ validate: admitRoom, computeOutputs: answerRules, accountOnly: ["ruleVersions"] },
  },
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

/**
 * Gives each rule an id and a version, which the API has and a program does not. Of a whole list a rule is the same as before where it
 * says the same; whoever changes one rule says which it is.
 */
function answerRules(
  { rules, ruleVersions }: Properties,
  _place: Place,
  _id: string,
  current?: StoredObject,
): Properties {
  if (ruleVersions !== undefined) {
    return {};
  }
  const versions = list(current?.properties.ruleVersions).map(object);
  const before = list(current?.properties.rules).map((rule, index) => ({
    rule: object(rule),
    index,
  }));
  const found = list(rules)
    .map(object)
    .map((rule) => {
      const at = before.findIndex((former) => same(former.rule, rule));
      const [former] = at < 0 ? [] : before.splice(at, 1);
      return versions[former?.index ?? -1] ?? { id: cloudflareId(), version: "1" };
    });
  return { ruleVersions: found };
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
