import { tokensAt } from "../../model/graph/links";
import type { ModelResource } from "../../model/graph/resources";
import type { PlanChange } from "../../model/plan/plan";
import { heldPrograms, passedPaths } from "../../model/rules/heldPrograms";
import { waitingRoomFields } from "../../model/rules/waitingRoomFields";
import { listed, names, say, titleOf } from "../words/words";
import { causeOf, changesAnyOf, changesOf, type Risk, type RiskContext } from "./risk";

/** Finds waiting rooms that come to let in half as many visitors, or fewer, than until now. */
export function waitingRoomLimitRisks(context: RiskContext): Risk[] {
  return changesOf(context, "waitingRoom", ["update", "replace"]).flatMap((change): Risk[] => {
    const [old, now] = [change.before, change.after].map((side) => side && waitingRoomFields(side));
    const lowered = (["totalActiveUsers", "newUsersPerMinute"] as const).flatMap((name) => {
      const [was, is] = [old?.[name], now?.[name]];
      const isMuch = typeof was === "number" && typeof is === "number" && is * 2 <= was;
      return isMuch ? [say`${[name]} is ${is} instead of ${was}`] : [];
    });
    const title = typeof now?.host === "string" ? now.host : change.name;
    return lowered.length === 0
      ? []
      : [
          {
            ...{ id: "waiting-room-holds", severity: "medium", subject: change.key, title },
            consequence: say`From this change on the waiting room ${change.name} before ${title} lets far fewer visitors in: ${listed(lowered)}. Whoever comes beyond that waits at a page of Cloudflare's, while the origins have room, until the limits are higher again.`,
            cause: [causeOf(change)],
            hint: say`See in the room's analytics how many visitors come in a busy minute, and stay above that.`,
          },
        ];
  });
}

/** Finds waiting rooms that come to stand before what programs ask, of which none can wait at a page. */
export function waitingRoomProgramRisks(context: RiskContext): Risk[] {
  const { before, after } = context;
  if (!changesAnyOf(context, new Set(["waitingRoom", "waitingRoomRules"]))) {
    return [];
  }
  return after.inventory.ofType("waitingRoom").flatMap((room) => {
    const placed = ({ host, path }: { host: string; path: string }): string =>
      path === "/" ? host : host + path;
    const own = context.changes.get(room.key);
    const former = before.inventory.byKey(own?.before?.key ?? room.key);
    const paths = former === undefined ? [] : passedPaths(before.inventory, former);
    const old = former === undefined ? [] : heldPrograms(before.inventory, former, paths);
    const held = heldPrograms(after.inventory, room, paths);
    const changes = [own, ...ruleChanges(context, room)].filter((each) => each !== undefined);
    // Programs call no hostname that this plan first answers for.
    const now = held.filter(
      ({ host }) =>
        before.pathOf(host).answeredAt !== undefined || after.pathOf(host).answeredAt === undefined,
    );
    const stood = new Set(old.map(placed));
    const places = [...new Set(now.map(placed))].filter((place) => !stood.has(place));
    return places.length === 0 || changes.length === 0
      ? []
      : [
          {
            ...{ id: "waiting-room-takes-programs", severity: "medium" },
            ...{
              subject: room.key,
              title: titleOf(places),
              about: now.map(({ host }) => host),
            },
            consequence: say`From this change on API clients, apps and webhooks of ${names(places)} are answered with the page of the waiting room ${room.name}, in HTML and with status 200, whenever it queues: who keeps no cookie is a new visitor with each call, never gets in, and fills the room for people.`,
            cause: changes.map((change) => causeOf(change)),
            hint: say`Leave such places out of the room, let a rule of it bypass them, or set jsonResponseEnabled with a queueing status code that clients understand.`,
          } satisfies Risk,
        ];
  });
}

function ruleChanges(context: RiskContext, { key, id }: ModelResource): PlanChange[] {
  return changesOf(context, "waitingRoomRules", ["create", "update", "replace", "delete"]).filter(
    ({ before, after }) =>
      [before, after].some(
        (side) =>
          side !== undefined &&
          tokensAt(side, "waitingRoomId").some((token) => token === key || token === id),
      ),
  );
}
