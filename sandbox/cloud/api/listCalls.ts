import type { StoredObject } from "../account/account";
import { admitScope } from "../cloudflare/rest";
import type { Place } from "../resources/handler";
import { heldObject } from "../resources/store";
import { text, type Properties } from "../values";
import type { ApiParts, Operation } from "./incoming";
import { listAnswer } from "./lists";
import { operationOn } from "./operations";
import type { ServedResource } from "./servedResource";

/**
 * Lists a collection: `GET`.
 * @param served - The resource type.
 * @returns The operation.
 */
export function listOperation(served: ServedResource): Operation {
  const { list = { form: "whole" } } = served;
  return operationOn(served, "GET", (call) => {
    admitScope(call.scope, call.parts.place);
    const answers = objectsOf(served, call.scope, call.parts).map((object) =>
      call.written(object, list.leavesOut),
    );
    return listAnswer(answers, list, call.incoming.query);
  });
}

/**
 * Finds the objects of a zone, of an account, or all of them.
 * @param served - Their resource type.
 * @param scope - The zone or account, by Pulumi's names.
 * @param parts - What the API works on.
 * @returns What was made, in the order in which it was, then what stood before.
 */
export function objectsOf(
  { handler }: ServedResource,
  scope: Properties,
  { place }: ApiParts,
): StoredObject[] {
  const made = madeIn(handler.type, scope, place);
  const keys = new Set(made.map(({ key }) => key));
  const standing = (handler.standingKeys?.(scope, place) ?? []).filter((key) => !keys.has(key));
  return [...made, ...standing.flatMap((key) => heldObject(handler, key, place) ?? [])];
}

function madeIn(type: string, scope: Properties, { account }: Place): StoredObject[] {
  if (scope.zoneId !== undefined) {
    return [...account.find(`${type} in-zone:${text(scope.zoneId)}`)];
  }
  const all = account.ofType(type);
  return scope.accountId === undefined
    ? [...all]
    : all.filter(({ properties }) => properties.accountId === scope.accountId);
}
