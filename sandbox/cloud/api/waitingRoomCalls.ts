import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { admitRoom } from "../cloudflare/waitingRoomParts";
import { cloudflareId } from "../resources/ids";
import { heldObject, notFound, storeChanged, storeNew } from "../resources/store";
import { list, object, text, type Properties } from "../values";
import type { Answer, Operation } from "./incoming";
import { objectsOf } from "./listCalls";
import { listAnswer } from "./lists";
import {
  change,
  createOperation,
  deleteOperation,
  operationOn,
  readOperation,
  updateOperation,
} from "./operations";
import { placed, ruleAmong, type PlacedRule } from "./rulePositions";
import type { ResourceCall } from "./resourceCall";
import type { Method, Route } from "./route";
import { served } from "./servedResource";

const events = served(types.waitingRoomEvent, {
  scopes: ["zoneId"],
  updates: ["PUT", "PATCH"],
  deleted: "id",
  finish: ({ waiting_room_id: _room, ...answer }) => answer,
});

const rules = served(types.waitingRoomRules, { scopes: ["zoneId"], isSingle: true, updates: [] });

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
  return answerOf(call, heldRules(call));
}

function heldRules(call: ResourceCall): StoredObject | undefined {
  return heldObject(rules.handler, roomOf(call), call.parts.place);
}

/** Sets all rules of a room at once. */
function writeRules(call: ResourceCall): Answer {
  const held = heldRules(call);
  const sent = call.at(roomOf(call), { rules: list(call.incoming.body.items) });
  const written =
    held === undefined
      ? storeNew(rules.handler, sent.admitted(sent.sent), call.setting)
      : change(sent, "PUT");
  return answerOf(call, written);
}

/** Sets rules of which each says which it is. */
function withRules(call: ResourceCall, wanted: readonly Properties[]): Answer {
  const ruleVersions = wanted.map(({ id = null, version = null }): Properties => ({ id, version }));
  const bare = wanted.map(({ id: _id, version: _version, ...rule }) => rule);
  const sent = call.at(roomOf(call), { rules: bare });
  const held = heldRules(call);
  const admitted = { ...sent.admitted(sent.sent), ruleVersions };
  const written =
    held === undefined
      ? storeNew(rules.handler, admitted, call.setting)
      : storeChanged(rules.handler, admitted, call.setting, held);
  return answerOf(call, written);
}

/** Puts a new rule behind all others. */
function addRule(call: ResourceCall): Answer {
  const { id: _id, version: _version, ...rule } = call.incoming.body;
  const known = { id: cloudflareId(), version: "1" };
  return withRules(call, [...rulesOf(call, heldRules(call)), { ...rule, ...known }]);
}

/** Changes what is sent of a rule, and moves it where a `position` is. */
function changeRule(call: ResourceCall): Answer {
  const { rule, others, at } = ruleAndOthers(call);
  const { position, ...sent } = call.incoming.body;
  const { id = null, version } = rule;
  const wanted: Properties = { ...rule, ...sent, id, version: `${Number(version) + 1}` };
  const there = position === undefined ? { index: at + 1 } : object(position);
  return withRules(call, placed(others, wanted, there));
}

function ruleAndOthers(call: ResourceCall): PlacedRule {
  const found = ruleAmong(rulesOf(call, heldRules(call)), call.incoming.params.ruleId);
  if (found === undefined) {
    throw notFound(rules.handler);
  }
  return found;
}

function roomOf({ scope, parts }: ResourceCall): string {
  admitRoom(scope, parts.place);
  return text(scope.waitingRoomId);
}

/** The rules of a room as the API writes them, with ids and versions. */
function rulesOf(call: ResourceCall, held: StoredObject | undefined): readonly Properties[] {
  const all = held === undefined ? [] : list(call.written(held).rules).map(object);
  const versions = list(held?.properties.ruleVersions).map(object);
  return all.map((rule, index) => ({ ...versions[index], ...rule }));
}

function answerOf(call: ResourceCall, held: StoredObject | undefined): Answer {
  return listAnswer(rulesOf(call, held), { form: "whole" }, call.incoming.query);
}

const room = "/zones/:zoneId/waiting_rooms/:waitingRoomId";

const changing = Object.fromEntries(
  events.updates.map((method) => [method, updateOperation(events, method)]),
) as Partial<Record<Method, Operation>>;

/**
 * Events of waiting rooms, and who passes them. Rules are set as one list or one by one, and every answer has all of them.
 * Source: the npm package `cloudflare` 7.3, resources/waiting-rooms.
 */
export const waitingRoomRoutes: readonly Route[] = [
  {
    path: `${room}/events`,
    methods: { GET: operationOn(events, "GET", readEvents), POST: createOperation(events) },
  },
  {
    path: `${room}/events/:id`,
    methods: { GET: readOperation(events), ...changing, DELETE: deleteOperation(events) },
  },
  {
    path: `${room}/rules`,
    takesLists: true,
    methods: {
      GET: operationOn(rules, "GET", readRules),
      POST: operationOn(rules, "POST", addRule),
      PUT: operationOn(rules, "PUT", writeRules),
    },
  },
  {
    path: `${room}/rules/:ruleId`,
    methods: {
      PATCH: operationOn(rules, "PATCH", changeRule),
      DELETE: operationOn(rules, "DELETE", (call) => withRules(call, ruleAndOthers(call).others)),
    },
  },
];
