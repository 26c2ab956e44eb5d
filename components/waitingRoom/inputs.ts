import { createHash } from "node:crypto";
import type * as pulumi from "@pulumi/pulumi";
import type { WaitingRoomArgs as RoomInputs } from "@pulumi/cloudflare/waitingRoom";
import type { WaitingRoomRulesArgs } from "@pulumi/cloudflare/waitingRoomRules";
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
    ...{ zoneId, name: roomNameOf(name), host: room.hostname, path },
    ...{ newUsersPerMinute, totalActiveUsers, sessionDuration: room.sessionDurationMinutes },
    ...{ queueingMethod, queueingStatusCode, jsonResponseEnabled, queueAll, suspended },
    ...(customPageHtml === "" ? {} : { customPageHtml }),
  };
}

/** Two names never meet: what a name loses comes back as its hash. */
function roomNameOf(name: string): string {
  const kept = name.replace(/[^A-Za-z0-9_-]/g, "-");
  const hash = createHash("sha256").update(name).digest("hex");
  return kept === name ? name : `${kept}-${hash.slice(0, 8)}`;
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
    rules: [{ action: "bypass_waiting_room", description, enabled: true, expression }],
  };
}

function isAtOrBelow(path: string): string {
  return path.endsWith("/") ? pathStartsWith(path) : or(pathIs(path), pathStartsWith(`${path}/`));
}
