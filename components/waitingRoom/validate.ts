import { brokenRules } from "../../constraints/constraint";
import {
  newUsersWithinTotal,
  waitingRoomHost,
  waitingRoomsEntitled,
  type WaitingRoomFields,
  type WaitingRoomView,
} from "../../constraints/waitingRooms";
import { fullHostname } from "../../core/hostnameRules";
import { unknownValue } from "../../core/known";
import { describeValue, type Problem } from "../../core/problem";
import { repeated } from "../../core/rules";
import { CloudflarePlan, planOrder } from "../../facts/cloudflare/plans";
import { QueueingMethod } from "../../facts/cloudflare/waitingRooms";
import { checkedIds, cloudflareIdProblem } from "../internal/ids";
import { secondOwnerProblem, waitingRoomAt, waitingRoomOfZone } from "../internal/singletons";
import { validateArgs, type Validated } from "../internal/validation";
import type { WaitingRoomArgs } from "./args";
import { resolveWaitingRoom, type ResolvedWaitingRoom } from "./resolve";
import { waitingRoomSchema } from "./schema";

/**
 * Validates the arguments of a `WaitingRoom`.
 * @param args - The arguments.
 * @param path - Where they stand; empty for a component's own.
 * @returns All problems at once, or the room, with a late zone behind its check.
 */
export function validateWaitingRoom(
  args: WaitingRoomArgs,
  path: string,
): Validated<ResolvedWaitingRoom> {
  return validateArgs(waitingRoomSchema, args, path, (problems) => {
    const zoneId = checkedIds(problems, args.zoneId, (id) => cloudflareIdProblem("zoneId", id));
    const room = resolveWaitingRoom(args, zoneId);
    problems.add(
      ...refusedByApi(room),
      ...advancedProblems(room),
      ...repeated(room.bypassPaths).map(({ entry, index }) => ({
        path: `bypassPaths[${index}]`,
        rule: "not repeat a path",
        actual: describeValue(entry),
      })),
      secondOwnerProblem(waitingRoomAt(args.zoneId, room.hostname, room.path)),
      room.hasWaitingRoomAdvanced ? undefined : secondOwnerProblem(waitingRoomOfZone(args.zoneId)),
    );
    return () => room;
  });
}

const needingAdvanced: readonly string[] = Object.values(QueueingMethod).filter(
  (method) => method !== QueueingMethod.Fifo,
);

/** What the API refuses of it, each under the argument that says it. */
function refusedByApi(room: ResolvedWaitingRoom): Problem[] {
  const fields: WaitingRoomFields = {
    ...{ name: "room", host: fullHostname(room.hostname) ?? unknownValue, path: room.path },
    newUsersPerMinute: room.newUsersPerMinute,
    // What is no number, hostname or plan is refused by the schema.
    totalActiveUsers: Number.isInteger(room.totalActiveUsers)
      ? room.totalActiveUsers
      : unknownValue,
    ...{ cookieSuffix: "", additionalRoutes: 0 },
  };
  const view: WaitingRoomView = {
    ...{
      zoneName: fullHostname(room.zoneName) ?? room.zoneName,
      plan: planOrder.includes(room.plan) ? room.plan : unknownValue,
      others: 0,
    },
    ...{ isNameTaken: "no", isRouteTaken: "no" },
  };
  const rules = [waitingRoomsEntitled, waitingRoomHost, newUsersWithinTotal];
  return brokenRules(rules, fields, view).map(({ rule, must, actual }) => ({
    path: rule.property === "host" ? "hostname" : rule.property,
    rule: must,
    actual,
    ...(rule === waitingRoomsEntitled ? { hint: "Waiting rooms need the Business plan" } : {}),
  }));
}

/** Source: Cloudflare docs, plans (traffic.waiting_room); schema of the Cloudflare provider, waiting_room. */
function advancedProblems(room: ResolvedWaitingRoom): (Problem | undefined)[] {
  const { hasWaitingRoomAdvanced, plan, queueingMethod } = room;
  if (hasWaitingRoomAdvanced) {
    const rule = `be false on the plan ${plan}: Waiting Room Advanced is an add-on of enterprise`;
    return plan === CloudflarePlan.Enterprise || !planOrder.includes(plan)
      ? []
      : [{ path: "hasWaitingRoomAdvanced", rule, actual: "true" }];
  }
  const asked: readonly [string, unknown, boolean][] = [
    ["queueingMethod", queueingMethod, needingAdvanced.includes(queueingMethod)],
    ["customPageHtml", room.customPageHtml, room.customPageHtml !== ""],
    ["jsonResponseEnabled", room.jsonResponseEnabled, room.jsonResponseEnabled],
    ["bypassPaths", room.bypassPaths, room.bypassPaths.length > 0],
  ];
  return asked.map(([path, value, needsIt]) =>
    needsIt
      ? {
          path,
          rule: `be left out without Waiting Room Advanced${path === "queueingMethod" ? ", or be fifo" : ""}`,
          actual: describeValue(value),
          hint: "An Enterprise zone that has bought it says hasWaitingRoomAdvanced: true",
        }
      : undefined,
  );
}
