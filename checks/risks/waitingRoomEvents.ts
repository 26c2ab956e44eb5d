import { isDeepStrictEqual } from "node:util";
import { waitingRoomEvent } from "../../model/rules/waitingRoomEvents";
import { say } from "../words/words";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** Finds events of waiting rooms that come to let nobody in as long as they last. */
export function waitingRoomEventRisks(context: RiskContext): Risk[] {
  const { before, after } = context;
  return changesOf(context, "waitingRoomEvent", ["create", "update", "replace"]).flatMap(
    (change) => {
      const old = change.before && waitingRoomEvent(before.inventory, change.before);
      const now = change.after && waitingRoomEvent(after.inventory, change.after);
      if (now?.rejects !== "yes" || isDeepStrictEqual(old, now)) {
        return [];
      }
      const [from, until] = now.times.map((time) => (typeof time === "string" ? time : "a time"));
      const title = now.host ?? change.name;
      return [
        {
          ...{ id: "waiting-room-holds", severity: "medium", subject: change.key, title },
          consequence: say`From ${from ?? ""} until ${until ?? ""} the event ${change.name} lets no new visitor of ${title} in, however few there are: its queueing method is reject.`,
          cause: [causeOf(change)],
          hint: say`Give the event the queueing method fifo or random, with the numbers that the origins can take.`,
        } satisfies Risk,
      ];
    },
  );
}
