import { createHash } from "node:crypto";
import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { admitRoom } from "../cloudflare/waitingRoomParts";
import { heldObject, storeNew } from "../resources/store";
import { list, object, text, type Properties } from "../values";
import type { ApiRequest } from "../calls/apiRequest";
import type { Answer, Operation } from "./incoming";
import { objectsOf } from "./listCalls";
import { listAnswer } from "./lists";
import {
  change,
  createOperation,
  deleteOperation,
  readOperation,
  updateOperation,
} from "./operations";
import { ResourceCall } from "./resourceCall";
import type { Method, Route } from "./routes";
import { served, type ServedResource } from "./servedResource";

const events = served(types.waitingRoomEvent, {
  scopes: ["zoneId"],
  updates: ["PUT", "PATCH"],
  deleted: "id",
  finish: ({ waiting_room_id: _room, ...answer }) => answer,
});

const rules = served(types.waitingRoomRules, { scopes: ["zoneId"], isSingle: true, updates: [] });

function operation(
  resource: ServedResource,
  method: ApiRequest["method"],
  answer: (call: ResourceCall) => Answer,
): Operation {
  return async (incoming, parts) => {
    const call = await ResourceCall.of(resource, incoming, parts);
    return { request: call.request(method), effect: () => answer(call) };
  };
}

/** The events of one room, as they were made. */
function readEvents(call: ResourceCall): Answer {
  const id = roomOf(call);
  const found = objectsOf(events, call.scope, call.parts)
    .filter(({ properties }) => properties.waitingRoomId === id)
    .map((event) => call.written(event));
  return listAnswer(found, { form: "pages", perPage: 25 }, call.incoming.query);
}

/** All rules of a room; none where nobody has set any. */
function readRules(call: ResourceCall): Answer {
  const id = roomOf(call);
  const held = heldObject(rules.handler, id, call.parts.place);
  return answerOf(call, held);
}

/** Sets all rules of a room at once. */
function writeRules(call: ResourceCall): Answer {
  const id = roomOf(call);
  const sent = call.at(id, { rules: list(call.incoming.body.items) });
  const held = heldObject(rules.handler, id, call.parts.place);
  const written =
    held === undefined
      ? storeNew(rules.handler, sent.admitted(sent.sent), call.setting)
      : change(sent, "PUT");
  return answerOf(call, written);
}

function roomOf({ scope, parts }: ResourceCall): string {
  admitRoom(scope, parts.place);
  return text(scope.waitingRoomId);
}

/** The ids of rules are made of the room and the place: the program's door has none. */
function answerOf(call: ResourceCall, held: StoredObject | undefined): Answer {
  const all = held === undefined ? [] : list(call.written(held).rules).map(object);
  const answers = all.map((rule, index): Properties => {
    const id = createHash("md5").update(`${held?.id} ${index}`).digest("hex");
    return { id, version: "1", ...rule };
  });
  return listAnswer(answers, { form: "whole" }, call.incoming.query);
}

const room = "/zones/:zoneId/waiting_rooms/:waitingRoomId";

const changing = Object.fromEntries(
  events.updates.map((method) => [method, updateOperation(events, method)]),
) as Partial<Record<Method, Operation>>;

/**
 * Events of waiting rooms, and who passes them. Rules are read and set as one list; single ones are not served, since through the program's
 * door they have no ids. Source: the npm package `cloudflare` 7.3, resources/waiting-rooms.
 */
export const waitingRoomRoutes: readonly Route[] = [
  {
    path: `${room}/events`,
    methods: { GET: operation(events, "GET", readEvents), POST: createOperation(events) },
  },
  {
    path: `${room}/events/:id`,
    methods: { GET: readOperation(events), ...changing, DELETE: deleteOperation(events) },
  },
  {
    path: `${room}/rules`,
    takesLists: true,
    methods: { GET: operation(rules, "GET", readRules), PUT: operation(rules, "PUT", writeRules) },
  },
];
