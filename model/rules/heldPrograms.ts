import { negated } from "../../core/certainty";
import { evaluate } from "../../core/expressions/evaluator";
import { unknownValue } from "../../core/known";
import { isProgramsHostname, isProgramsPath } from "../traffic/hostnameLabels";
import type { Inventory } from "../graph/inventory";
import { readFlag } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { conditionOf } from "./edgeRules";
import { roomPlaces, type RoomPlace } from "./roomPlaces";
import { sampleRequests } from "./sampleRequests";
import { bypassOf } from "./waitingRooms";

/**
 * Lists the places at which a waiting room shows its page to programs, which cannot wait, while it queues.
 *
 * Source: Cloudflare docs, waiting-room/how-to/json-response (programs that understand it are told in JSON) and
 * additional-options/waiting-room-rules/bypass-rules.
 * @param inventory - The resources.
 * @param room - A `WaitingRoom`.
 * @returns The places that programs ask, by their hostnames and paths; none where the room is off, or lets them pass.
 */
export function heldPrograms(inventory: Inventory, room: ModelResource): readonly RoomPlace[] {
  const { suspended, jsonResponseEnabled } = room.properties;
  const isOn = negated(readFlag(suspended, "no")) === "yes";
  const isUnderstood = readFlag(jsonResponseEnabled, "no") !== "no";
  const { passing } = bypassOf(inventory, room);
  if (!isOn || isUnderstood || passing === unknownValue) {
    return [];
  }
  const conditions = passing.map(conditionOf);
  return roomPlaces(room)
    .filter((place) => place !== unknownValue)
    .filter(({ host, path }) => isProgramsHostname(host) || isProgramsPath(path))
    .filter(({ host, path }) => {
      const forms = sampleRequests(host).find(({ asker }) => asker === "API clients")?.forms ?? [];
      const calls = forms.map((form) => (isProgramsPath(path) ? { ...form, path } : form));
      return !conditions.some(
        (condition) =>
          condition === undefined || calls.every((call) => evaluate(condition, call) !== "no"),
      );
    });
}
