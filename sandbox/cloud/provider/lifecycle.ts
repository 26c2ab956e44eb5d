import { apiErrors as awsErrors } from "../../../facts/aws/apiErrors";
import { apiErrors as cloudflareErrors } from "../../../facts/cloudflare/apiErrors";
import type { StoredObject } from "../account/account";
import { secretMark } from "../account/sealing";
import { ApiError } from "../api/apiError";
import { isAbsent, isObject, list, type Properties, type PropertyValue } from "../values";
import type { Flow, ResourceKind } from "./kind";
import { withDefaults } from "./paths";

/** Names under which an API says when something was made and last changed. */
const createdNames = ["createdOn", "createdAt", "created"];
const modifiedNames = ["modifiedOn", "updatedAt", "modified"];

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
 * What the API does to create an object: refuse, or put it into the account.
 * @param kind - Its type.
 * @param wanted - What was sent.
 * @param flow - Where.
 * @returns The new object.
 */
export function storeNew(kind: ResourceKind, wanted: Properties, flow: Flow): StoredObject {
  kind.admit?.(wanted, flow.place);
  const id = kind.newId(wanted, flow.place);
  return store(kind, wanted, flow, id, undefined);
}

/**
 * What the API does to change an object: refuse, or put the new form into the account.
 * @param kind - Its type.
 * @param wanted - What was sent.
 * @param flow - Where.
 * @param object - The object as it stood when the provider read it; it must still be there.
 * @returns The object as it stands now.
 */
export function storeChanged(
  kind: ResourceKind,
  wanted: Properties,
  flow: Flow,
  object: StoredObject,
): StoredObject {
  const current = flow.place.account.get(kind.type, object.key);
  if (current === undefined) {
    throw notFound(kind);
  }
  kind.admit?.(wanted, flow.place, current);
  return store(kind, wanted, flow, current.id, current);
}

function store(
  kind: ResourceKind,
  wanted: Properties,
  flow: Flow,
  id: string,
  object: StoredObject | undefined,
): StoredObject {
  const stamped = timestamps(flow.shape.outputs, object);
  const answered: Properties = { ...kind.rules.answers } as Properties;
  for (const [name, value] of Object.entries(wanted)) {
    if (!isAbsent(value)) {
      answered[name] = merged(answered[name], value);
    }
  }
  const own = kind.answer?.({ ...answered }, flow.place, id, object) ?? {};
  const properties: Properties = { ...answered, ...stamped, ...own, id };
  for (const name of kind.rules.writeOnly ?? []) {
    const value = properties[name];
    if (value !== undefined) {
      properties[name] = secretMark(value, id);
    }
  }
  const key = kind.key?.(properties, id) ?? id;
  const stored = { type: kind.type, key, id, properties, secrets: [...flow.secrets] };
  flow.place.account.put(stored);
  return stored;
}

function timestamps(
  outputs: Readonly<Record<string, boolean>>,
  object: StoredObject | undefined,
): Properties {
  const now = new Date().toISOString();
  const stamped: Properties = {};
  for (const name of createdNames.filter((one) => one in outputs)) {
    stamped[name] = object?.properties[name] ?? now;
  }
  for (const name of modifiedNames.filter((one) => one in outputs)) {
    stamped[name] = now;
  }
  return stamped;
}

/** What was sent, with what the API adds inside objects. */
function merged(base: PropertyValue | undefined, value: PropertyValue): PropertyValue {
  if (!isObject(base) || !isObject(value)) {
    return value;
  }
  const result: Properties = { ...base };
  for (const [name, inner] of Object.entries(value)) {
    result[name] = merged(result[name], inner);
  }
  return result;
}

/**
 * Updates a resource through the API.
 * @param kind - Its type.
 * @param inputs - What the program gives now.
 * @param key - Key of the object.
 * @param flow - Where, and through which client.
 * @returns The object as it stands now.
 * @throws {ApiError} Where the API refuses, or there is no such object any more.
 */
export async function updateObject(
  kind: ResourceKind,
  inputs: Properties,
  key: string,
  flow: Flow,
): Promise<StoredObject> {
  const wanted = withDefaults(inputs, kind.rules.defaults);
  const object = flow.place.account.get(kind.type, key);
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
      body: wanted,
      secrets: flow.secrets,
    },
    () => {
      if (object === undefined) {
        throw notFound(kind);
      }
      return storeChanged(kind, wanted, flow, object);
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
  const id = flow.place.account.get(kind.type, key)?.id ?? key;
  const route = kind.route("read", state, flow.place, id);
  try {
    return await flow.client.send({ ...route, service: kind.service, type: kind.type, id }, () => {
      const object = flow.place.account.get(kind.type, key);
      if (object === undefined) {
        throw notFound(kind);
      }
      return object;
    });
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) {
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
  const id = flow.place.account.get(kind.type, key)?.id ?? key;
  const route = kind.route("delete", state, flow.place, id);
  try {
    await flow.client.send({ ...route, service: kind.service, type: kind.type, id }, () => {
      const object = flow.place.account.get(kind.type, key);
      if (object === undefined) {
        throw notFound(kind);
      }
      kind.release?.(object, flow.place);
      flow.place.account.remove(kind.type, key);
    });
  } catch (error) {
    const gone = error instanceof ApiError && error.status === 404;
    if (!gone || kind.service !== "aws") {
      throw error;
    }
  }
}

/**
 * The properties that a provider writes into the state after a create or an update: what the API answered, but in
 * the form and the order in which the program gave it.
 * @param inputs - What the program gives.
 * @param kind - The resource type.
 * @param object - The object as the account holds it.
 * @returns Outputs for the state.
 */
export function stateAfterWrite(
  inputs: Properties,
  kind: ResourceKind,
  object: StoredObject,
): Properties {
  const wanted = withDefaults(inputs, kind.rules.defaults);
  const outputs: Properties = { ...object.properties };
  for (const [name, value] of Object.entries(wanted)) {
    if (!isAbsent(value)) {
      outputs[name] = merged(outputs[name], value);
    }
  }
  return outputs;
}

/**
 * The inputs that a refresh writes into the state: what the program had given, with what the API says now.
 * @param oldInputs - What the program had given.
 * @param live - What the API says now.
 * @returns The inputs, with drift in them.
 */
export function refreshedInputs(oldInputs: Properties, live: Properties): Properties {
  const inputs: Properties = {};
  for (const [name, old] of Object.entries(oldInputs)) {
    const value = live[name];
    if (!isAbsent(value)) {
      inputs[name] = refreshedValue(old, value);
    }
  }
  return inputs;
}

function refreshedValue(old: PropertyValue, live: PropertyValue): PropertyValue {
  if (isObject(old) && isObject(live)) {
    return refreshedInputs(old, live);
  }
  if (Array.isArray(live)) {
    const template = list(old)[0];
    return live.map((item, index) => refreshedValue(list(old)[index] ?? template ?? item, item));
  }
  return live;
}

function notFound(kind: ResourceKind): ApiError {
  const { status } = kind.service === "aws" ? awsErrors.notFound : cloudflareErrors.notFound;
  return new ApiError(status, undefined, "not found");
}
