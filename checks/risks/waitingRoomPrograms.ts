import { heldPrograms } from "../../model/rules/heldPrograms";
import { ofThisChange } from "../findings/finding";
import { names, say } from "../words/words";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** Finds waiting rooms that come to stand before what programs ask, of which none can wait at a page. */
export function waitingRoomProgramRisks(context: RiskContext): Risk[] {
  const { before, after } = context;
  return changesOf(context, "waitingRoom", ["create", "update", "replace"]).flatMap((change) => {
    const placed = ({ host, path }: { host: string; path: string }): string =>
      path === "/" ? host : host + path;
    const old = change.before === undefined ? [] : heldPrograms(before.inventory, change.before);
    const held = change.after === undefined ? [] : heldPrograms(after.inventory, change.after);
    // Programs call no hostname that this plan first answers for.
    const now = held.filter(
      ({ host }) =>
        before.pathOf(host).answeredAt !== undefined || after.pathOf(host).answeredAt === undefined,
    );
    const stood = new Set(old.map(placed));
    const places = [...new Set(now.map(placed))].filter((place) => !stood.has(place));
    return places.length === 0
      ? []
      : [
          {
            ...{ id: "waiting-room-takes-programs", severity: "medium" },
            ...{
              subject: change.key,
              title: places.join(", "),
              about: now.map(({ host }) => host),
            },
            consequence: say`From this change on API clients, apps and webhooks of ${names(places)} are answered with the page of the waiting room ${change.name}, in HTML and with status 200, whenever it queues: who keeps no cookie is a new visitor with each call, never gets in, and fills the room for people.`,
            cause: [causeOf(change)],
            hint: say`Leave such places out of the room, let a rule of it bypass them, or set jsonResponseEnabled with a queueing status code that clients understand.`,
            ...ofThisChange,
          } satisfies Risk,
        ];
  });
}
