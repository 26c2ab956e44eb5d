import type { StoredObject } from "../account/account";
import { removeObject, storeChanged, storeNew } from "../resources/store";
import type { Properties } from "../values";
import type { ApiRequest } from "../calls/apiRequest";
import type { Answer, Operation } from "./incoming";
import { present, ResourceCall } from "./resourceCall";
import type { ServedResource } from "./servedResource";

/**
 * Does something with a resource type.
 * @param served - The resource type.
 * @param method - The method of the request.
 * @param answer - What the API does; throws `ApiError` to refuse.
 * @returns The operation.
 */
export function operationOn(
  served: ServedResource,
  method: ApiRequest["method"],
  answer: (call: ResourceCall) => Answer,
): Operation {
  return async (incoming, parts) => {
    const call = await ResourceCall.of(served, incoming, parts);
    return { request: call.request(method), effect: () => answer(call) };
  };
}

/**
 * Creates an object: `POST` to a collection.
 * @param served - The resource type.
 * @returns The operation.
 */
export function createOperation(served: ServedResource): Operation {
  return operationOn(served, "POST", (call) =>
    call.answer(storeNew(served.handler, call.admitted(call.sent), call.setting), served.written),
  );
}

/**
 * Reads an object: `GET`.
 * @param served - The resource type.
 * @returns The operation.
 */
export function readOperation(served: ServedResource): Operation {
  return operationOn(served, "GET", (call) => {
    const object = call.found();
    const observed = served.handler.observe?.(object, call.parts.place);
    return call.answer({ ...object, properties: { ...object.properties, ...observed } });
  });
}

/**
 * Changes an object, or sets what stands alone: `PUT` says all that it is to be, `PATCH` what is to be otherwise.
 * @param served - The resource type.
 * @param method - Which of the two.
 * @returns The operation.
 */
export function updateOperation(served: ServedResource, method: "PUT" | "PATCH"): Operation {
  return operationOn(served, method, (call) => call.answer(change(call, method), served.written));
}

/**
 * Changes the object that a call names.
 * @param call - The call.
 * @param method - How.
 * @returns The object as it stands now.
 */
export function change(call: ResourceCall, method: "PUT" | "PATCH"): StoredObject {
  const { handler, isSingle, isWhollyMutable } = call.served;
  const object = isSingle === true ? call.held() : call.found();
  const { sent } = call;
  if (object === undefined) {
    return storeNew(handler, call.admitted(sent), call.setting);
  }
  const now = argumentsNow(call, object);
  const fixed = Object.entries(now).filter(
    ([name]) => isWhollyMutable !== true && handler.rules.replaces.includes(name),
  );
  const asked = method === "PATCH" ? { ...now, ...sent } : sent;
  const wanted = call.admitted({ ...asked, ...Object.fromEntries(fixed) });
  return storeChanged(
    ...([handler, wanted, call.setting, object] as const),
    isSingle === true && method === "PATCH" ? present(sent) : wanted,
  );
}

/** What a program would give to make an object as it is. */
function argumentsNow(call: ResourceCall, { properties }: StoredObject): Properties {
  const { args } = call.setting.shape;
  return Object.fromEntries(
    Object.entries(properties).filter(([name]) => Object.hasOwn(args, name)),
  );
}

/**
 * Deletes an object: `DELETE`.
 * @param served - The resource type.
 * @returns The operation.
 */
export function deleteOperation(served: ServedResource): Operation {
  return operationOn(served, "DELETE", (call) => {
    const object = call.found();
    removeObject(served.handler, object.key, call.parts.place);
    return call.answer(object, served.deleted);
  });
}
