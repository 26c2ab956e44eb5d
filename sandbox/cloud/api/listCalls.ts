import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { allZones } from "../cloudflare/zones";
import { heldObject } from "../resources/store";
import { text, type Properties } from "../values";
import type { ApiParts, Operation } from "./incoming";
import { listAnswer } from "./lists";
import { ResourceCall } from "./resourceCall";
import type { ServedResource } from "./servedResources";
import { admitAccount, zoneOf } from "../cloudflare/rest";

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
      admitScope(call.scope, parts);
      const answers = objectsOf(served, call.scope, parts).map((object) =>
        call.written(object, list.leavesOut),
      );
      return listAnswer(answers, list, incoming.query);
    };
    return { request: call.request("GET"), effect };
  };
}

/** Refuses a list of a zone or an account that is not there. */
function admitScope(scope: Properties, { place }: ApiParts): void {
  if (scope.zoneId !== undefined) {
    zoneOf(scope, place);
  }
  if (scope.accountId !== undefined) {
    admitAccount(text(scope.accountId), place);
  }
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
