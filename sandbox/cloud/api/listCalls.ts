import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { admitScope } from "../cloudflare/rest";
import { allZones } from "../cloudflare/zones";
import { heldObject } from "../resources/store";
import { text, type Properties } from "../values";
import type { ApiParts, Operation } from "./incoming";
import { listAnswer } from "./lists";
import { ResourceCall } from "./resourceCall";
import type { ServedResource } from "./servedResources";

/**
 * Lists a collection: `GET`.
 * @param served - The resource type.
 * @returns The operation.
 */
export function listOperation(served: ServedResource): Operation {
  const { list = { form: "whole" } } = served;
  return async (incoming, parts) => {
    const call = await ResourceCall.of(served, incoming, parts);
    const effect = () => {
      admitScope(call.scope, parts.place);
      const answers = objectsOf(served, call.scope, parts).map((object) =>
        call.written(object, list.leavesOut),
      );
      return listAnswer(answers, list, incoming.query);
    };
    return { request: call.request("GET"), effect };
  };
}

/** The objects of a zone, of an account, or all of them, in the order in which they came to be. */
function objectsOf(
  { handler }: ServedResource,
  scope: Properties,
  { place }: ApiParts,
): StoredObject[] {
  const { account } = place;
  if (handler.type === types.zone) {
    return allZones(place).flatMap(({ id }) => heldObject(handler, id, place) ?? []);
  }
  if (scope.zoneId !== undefined) {
    return [...account.find(`${handler.type} in-zone:${text(scope.zoneId)}`)];
  }
  const all = account.ofType(handler.type);
  return scope.accountId === undefined
    ? all
    : all.filter(({ properties }) => properties.accountId === scope.accountId);
}
