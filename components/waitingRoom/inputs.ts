import type * as pulumi from "@pulumi/pulumi";
import type { WaitingRoomArgs as RoomInputs } from "@pulumi/cloudflare/waitingRoom";
import type { WaitingRoomRulesArgs } from "@pulumi/cloudflare/waitingRoomRules";
import { bypassAction, notInWaitingRoomNames } from "../../facts/cloudflare/waitingRooms";
import { objectName } from "../internal/names";
import { or, pathIs, pathStartsWith } from "../edgeRules/expression";
import type { ResolvedWaitingRoom } from "./resolve";

/**
 * The room.
 * @param name - The component's name, from which the room has its own.
 * @param room - What it is.
 */
export function roomInputs(name: string, room: ResolvedWaitingRoom): RoomInputs {
  const { zoneId, path, newUsersPerMinute, totalActiveUsers, queueingMethod } = room;
  const { queueingStatusCode, customPageHtml, jsonResponseEnabled, queueAll, suspended } = room;
  return {
    ...{
      zoneId,
      name: objectName(name, name.replace(notInWaitingRoomNames, "-")),
      host: room.hostname,
      path,
    },
    ...{ newUsersPerMinute, totalActiveUsers, sessionDuration: room.sessionDurationMinutes },
    ...{ queueingMethod, queueingStatusCode, jsonResponseEnabled, queueAll, suspended },
    ...(customPageHtml === "" ? {} : { customPageHtml }),
  };
}

/**
 * Whom nobody keeps waiting.
 * @param waitingRoomId - The room.
 * @param room - What it is.
 */
export function rulesInputs(
  waitingRoomId: pulumi.Input<string>,
  { zoneId, bypassPaths }: ResolvedWaitingRoom,
): WaitingRoomRulesArgs {
  const expression = or(...bypassPaths.map(isAtOrBelow));
  const description = "Never queued";
  return {
    zoneId,
    waitingRoomId,
    rules: [{ action: bypassAction, description, enabled: true, expression }],
  };
}

function isAtOrBelow(path: string): string {
  return path.endsWith("/") ? pathStartsWith(path) : or(pathIs(path), pathStartsWith(`${path}/`));
}
