import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import type { StoredObject } from "../account/account";
import { ApiError } from "../calls/apiError";
import type { ApiRequest } from "../calls/apiRequest";
import { text, type Properties } from "../values";
import type { Flow, ResourceHandler } from "../resources/handler";
import { innerSecrets } from "../resources/innerSecrets";
import { withDefaults } from "../resources/paths";
import {
  foundObject,
  heldObject,
  notFound,
  removeObject,
  storeChanged,
  storeNew,
} from "../resources/store";

/**
 * Creates a resource through the API.
 * @param handler - Its type.
 * @param inputs - What the program gives.
 * @param flow - Where, and through which client.
 * @returns The object, as the account holds it from now on.
 * @throws {ApiError} Where the API refuses.
 */
export function createObject(
  handler: ResourceHandler,
  inputs: Properties,
  flow: Flow,
): Promise<StoredObject> {
  const wanted = withDefaults(inputs, handler.rules.defaults);
  if (handler.makesInState !== undefined) {
    const properties = { ...wanted, ...handler.makesInState(wanted) };
    return Promise.resolve(inState(handler, text(properties.id), properties));
  }
  if (handler.create !== undefined) {
    return handler.create(wanted, flow);
  }
  return flow.client.send(
    {
      ...handler.route("create", wanted, flow.place),
      service: apiOf(handler),
      type: handler.type,
      body: wanted,
      secrets: [...flow.secrets, ...innerSecrets(handler.rules, wanted)],
    },
    () => storeNew(handler, wanted, flow),
  );
}

/**
 * Updates a resource through the API.
 * @param handler - Its type.
 * @param inputs - What the program gives now.
 * @param state - Its last known properties, for what is sent.
 * @param key - Key of the object.
 * @param flow - Where, and through which client.
 * @returns The object as it stands now.
 * @throws {ApiError} Where the API refuses, or there is no such object any more.
 */
export async function updateObject(
  handler: ResourceHandler,
  inputs: Properties,
  state: Properties,
  key: string,
  flow: Flow,
): Promise<StoredObject> {
  const wanted = withDefaults(inputs, handler.rules.defaults);
  if (handler.makesInState !== undefined) {
    return inState(handler, key, { ...state, ...wanted });
  }
  const sent = handler.sent?.(wanted, state) ?? wanted;
  const object = heldObject(handler, key, flow.place);
  if (handler.update !== undefined && object !== undefined) {
    return handler.update(wanted, object, flow);
  }
  const id = object?.id ?? key;
  return flow.client.send(
    {
      ...handler.route("update", wanted, flow.place, id),
      service: apiOf(handler),
      type: handler.type,
      id,
      body: sent,
      secrets: [...flow.secrets, ...innerSecrets(handler.rules, sent)],
    },
    () => {
      if (object === undefined) {
        throw notFound(handler);
      }
      return storeChanged(handler, wanted, flow, object, sent);
    },
  );
}

/**
 * Reads an object through the API.
 * @param handler - Its type.
 * @param key - Key of the object.
 * @param state - Its last known properties, for the path.
 * @param flow - Where, and through which client.
 * @returns The object, or undefined where the API says that there is none.
 */
export async function readObject(
  handler: ResourceHandler,
  key: string,
  state: Properties,
  flow: Flow,
): Promise<StoredObject | undefined> {
  if (handler.makesInState !== undefined) {
    return inState(handler, key, state);
  }
  const id = heldObject(handler, key, flow.place)?.id ?? key;
  const route = handler.route("read", state, flow.place, id);
  try {
    return await flow.client.send(
      { ...route, service: apiOf(handler), type: handler.type, id },
      () => foundObject(handler, key, flow.place),
    );
  } catch (error) {
    if (error instanceof ApiError && error.status === apiErrors.notFound.status) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Deletes a resource through the API, or does nothing where its provider does nothing.
 * @param handler - Its type.
 * @param key - Key of the object.
 * @param state - Its last known properties, for the path.
 * @param flow - Where, and through which client.
 * @throws {ApiError} Where the API refuses. The AWS provider takes an object that is gone for deleted.
 */
export async function deleteObject(
  handler: ResourceHandler,
  key: string,
  state: Properties,
  flow: Flow,
): Promise<void> {
  if (handler.rules.deleteIsEmpty === true || handler.makesInState !== undefined) {
    return;
  }
  const id = heldObject(handler, key, flow.place)?.id ?? key;
  const route = handler.route("delete", state, flow.place, id);
  try {
    await flow.client.send({ ...route, service: apiOf(handler), type: handler.type, id }, () =>
      removeObject(handler, key, flow.place),
    );
  } catch (error) {
    const gone = error instanceof ApiError && error.status === apiErrors.notFound.status;
    if (!gone || handler.service !== "aws") {
      throw error;
    }
  }
}

/** What stands in no account. */
function inState({ type }: ResourceHandler, id: string, properties: Properties): StoredObject {
  return { type, key: id, id, properties, secrets: [] };
}

/** The API behind a provider. */
function apiOf({ service }: ResourceHandler): ApiRequest["service"] {
  return service === "aws" ? "aws" : "cloudflare";
}
