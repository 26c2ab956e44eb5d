import { negated } from "../../core/certainty";
import { fromBytes } from "../../core/expressions/bytes";
import { partsOf } from "../../core/expressions/parts";
import { evaluate } from "../../core/expressions/evaluator";
import { unknownValue } from "../../core/known";
import { isProgramsHostname, isProgramsPath } from "../traffic/hostnameLabels";
import type { Inventory } from "../graph/inventory";
import { readFlag } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { conditionOf } from "./edgeRules";
import { roomPlaces, type RoomPlace } from "./roomPlaces";
import { sampleRequests } from "./sampleRequests";
import { bypassOf, rejectsAll } from "./waitingRooms";

/**
 * Lists the places at which a waiting room shows its page to programs, which cannot wait, while it queues.
 *
 * Source: Cloudflare docs, waiting-room/how-to/json-response (programs that understand it are told in JSON) and
 * additional-options/waiting-room-rules/bypass-rules.
 * @param inventory - The resources.
 * @param room - A `WaitingRoom`.
 * @param asked - Paths that programs are known to ask for beneath its own. Defaults to none.
 * @returns The places that programs ask, by their hostnames and paths; none where the room is off, or lets them pass.
 */
export function heldPrograms(
  inventory: Inventory,
  room: ModelResource,
  asked: readonly string[] = [],
): readonly RoomPlace[] {
  const { suspended, jsonResponseEnabled, queueAll, queueingMethod } = room.properties;
  // Of a room that holds everybody another risk tells.
  const holdsAll = readFlag(queueAll, "no") !== "no" || rejectsAll(queueingMethod) !== "no";
  const isOn = negated(readFlag(suspended, "no")) === "yes";
  const isUnderstood = readFlag(jsonResponseEnabled, "no") !== "no";
  const { passing } = bypassOf(inventory, room);
  if (!isOn || isUnderstood || passing === unknownValue) {
    return [];
  }
  const conditions = passing.map(conditionOf);
  return roomPlaces(room)
    .filter((place) => place !== unknownValue)
    .flatMap((place) => [
      place,
      ...(holdsAll ? [] : asked)
        .filter((path) => path.startsWith(place.path))
        .map((path) => ({ ...place, path })),
    ])
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

/**
 * Lists the paths of programs that the rules of a waiting room let pass.
 * @param inventory - The resources.
 * @param room - A `WaitingRoom`.
 */
export function passedPaths(inventory: Inventory, room: ModelResource): readonly string[] {
  const { passing } = bypassOf(inventory, room);
  return (passing === unknownValue ? [] : passing)
    .map(conditionOf)
    .flatMap((condition) => (condition === undefined ? [] : partsOf(condition).texts))
    .map(fromBytes)
    .filter((text) => text !== undefined)
    .filter((text) => text.startsWith("/") && isProgramsPath(text));
}
