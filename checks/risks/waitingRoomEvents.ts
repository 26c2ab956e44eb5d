import { isDeepStrictEqual } from "node:util";
import { waitingRoomEvent, type WaitingRoomEvent } from "../../model/rules/waitingRoomEvents";
import type { PlanChange } from "../../model/plan/plan";
import { say } from "../words/words";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** For how many minutes before a sale a queue is usual. From experience; Cloudflare's documents name no number but the least, 5. */
const usualMinutes = 60;

/** Finds events of waiting rooms that come to let nobody in as long as they last, or for long before they begin. */
export function waitingRoomEventRisks(context: RiskContext): Risk[] {
  const { before, after } = context;
  return changesOf(context, "waitingRoomEvent", ["create", "update", "replace"]).flatMap(
    (change) => {
      const old = change.before && waitingRoomEvent(before.inventory, change.before);
      const now = change.after && waitingRoomEvent(after.inventory, change.after);
      const told = now === undefined || isDeepStrictEqual(old, now) ? undefined : doesTo(now);
      const stood = now?.host !== undefined && before.pathOf(now.host).answeredAt !== undefined;
      const isShut = told === "rejects" && stood && old?.rejects !== "yes";
      return now === undefined || told === undefined
        ? []
        : [eventRisk(change, now, isShut ? "high" : "medium", told)];
    },
  );
}

/** What an event does to whoever comes. */
type EventEffect = "rejects" | "holds";

/** Whether an event lets nobody in, or holds whoever comes for long; undefined for neither. */
function doesTo({ rejects, holdsFrom, times }: WaitingRoomEvent): EventEffect | undefined {
  const [start] = times;
  const minutes =
    typeof holdsFrom === "string" && typeof start === "string"
      ? (Date.parse(start) - Date.parse(holdsFrom)) / 60_000
      : 0;
  return rejects === "yes" ? "rejects" : minutes > usualMinutes ? "holds" : undefined;
}

function eventRisk(
  change: PlanChange,
  { host, times, holdsFrom }: WaitingRoomEvent,
  severity: "high" | "medium",
  effect: EventEffect,
): Risk {
  const title = host ?? change.name;
  const [start, end] = times.map((time) => (typeof time === "string" ? time : "a time"));
  return {
    ...{ id: "waiting-room-holds", severity, subject: change.key, title },
    consequence:
      effect === "rejects"
        ? say`From ${start ?? ""} until ${end ?? ""} the event ${change.name} lets no new visitor of ${title} in, however few there are: its queueing method is reject.`
        : say`From ${String(holdsFrom)} until ${start ?? ""} the event ${change.name} lets no new visitor of ${title} in, whatever they come for, since its room stands before all of the hostname: they wait until it begins. API clients and webhooks get the page of the room instead of an answer.`,
    cause: [causeOf(change)],
    hint:
      effect === "rejects"
        ? say`Give the event the queueing method fifo or random, with the numbers that the origins can take.`
        : say`Let the queue begin shortly before the event, or give what is sold a path and a room of its own, and let a rule of the room bypass what programs ask.`,
  };
}
