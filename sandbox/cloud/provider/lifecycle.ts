import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import type { StoredObject } from "../account/account";
import { ApiError } from "../api/apiError";
import type { Properties } from "../values";
import type { Flow, ResourceKind } from "./kind";
import { withDefaults } from "./paths";
import { heldObject, notFound, storeChanged, storeNew } from "./store";

/**
 * Creates a resource through the API.
 * @param kind - Its type.
 * @param inputs - What the program gives.
 * @param flow - Where, and through which client.
 * @returns The object, as the account holds it from now on.
 * @throws {ApiError} Where the API refuses.
 */
export function createObject(
  kind: ResourceKind,
  inputs: Properties,
  flow: Flow,
): Promise<StoredObject> {
  const wanted = withDefaults(inputs, kind.rules.defaults);
  if (kind.create !== undefined) {
    return kind.create(wanted, flow);
  }
  return flow.client.send(
    {
      ...kind.route("create", wanted, flow.place),
      service: kind.service,
      type: kind.type,
      body: wanted,
      secrets: flow.secrets,
    },
    () => storeNew(kind, wanted, flow),
  );
}

/**
 * Updates a resource through the API.
 * @param kind - Its type.
 * @param inputs - What the program gives now.
 * @param state - Its last known properties, for what is sent.
 * @param key - Key of the object.
 * @param flow - Where, and through which client.
 * @returns The object as it stands now.
 * @throws {ApiError} Where the API refuses, or there is no such object any more.
 */
export async function updateObject(
  kind: ResourceKind,
  inputs: Properties,
  state: Properties,
  key: string,
  flow: Flow,
): Promise<StoredObject> {
  const wanted = withDefaults(inputs, kind.rules.defaults);
  const sent = kind.sent?.(wanted, state) ?? wanted;
  const object = heldObject(kind, key, flow.place);
  if (kind.update !== undefined && object !== undefined) {
    return kind.update(wanted, object, flow);
  }
  const id = object?.id ?? key;
  return flow.client.send(
    {
      ...kind.route("update", wanted, flow.place, id),
      service: kind.service,
      type: kind.type,
      id,
      body: sent,
      secrets: flow.secrets,
    },
    () => {
      if (object === undefined) {
        throw notFound(kind);
      }
      return storeChanged(kind, wanted, flow, object, sent);
    },
  );
}

/**
 * Reads an object through the API.
 * @param kind - Its type.
 * @param key - Key of the object.
 * @param state - Its last known properties, for the path.
 * @param flow - Where, and through which client.
 * @returns The object, or undefined where the API says that there is none.
 */
export async function readObject(
  kind: ResourceKind,
  key: string,
  state: Properties,
  flow: Flow,
): Promise<StoredObject | undefined> {
  const id = heldObject(kind, key, flow.place)?.id ?? key;
  const route = kind.route("read", state, flow.place, id);
  try {
    return await flow.client.send({ ...route, service: kind.service, type: kind.type, id }, () => {
      const object = heldObject(kind, key, flow.place);
      if (object === undefined) {
        throw notFound(kind);
      }
      return object;
    });
  } catch (error) {
    if (error instanceof ApiError && error.status === apiErrors.notFound.status) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Deletes a resource through the API, or does nothing where its provider does nothing.
 * @param kind - Its type.
 * @param key - Key of the object.
 * @param state - Its last known properties, for the path.
 * @param flow - Where, and through which client.
 * @throws {ApiError} Where the API refuses. The AWS provider takes an object that is gone for deleted.
 */
export async function deleteObject(
  kind: ResourceKind,
  key: string,
  state: Properties,
  flow: Flow,
): Promise<void> {
  if (kind.rules.deleteIsEmpty === true) {
    return;
  }
  const id = heldObject(kind, key, flow.place)?.id ?? key;
  const route = kind.route("delete", state, flow.place, id);
  try {
    await flow.client.send({ ...route, service: kind.service, type: kind.type, id }, () => {
      const object = heldObject(kind, key, flow.place);
      if (object === undefined) {
        throw notFound(kind);
      }
      kind.release?.(object, flow.place);
      flow.place.account.remove(kind.type, key);
    });
  } catch (error) {
    const gone = error instanceof ApiError && error.status === apiErrors.notFound.status;
    if (!gone || kind.service !== "aws") {
      throw error;
    }
  }
}
