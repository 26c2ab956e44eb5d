import { apiErrors as awsErrors } from "../../../facts/aws/apiErrors";
import { apiErrors as cloudflareErrors } from "../../../facts/cloudflare/apiErrors";
import { ownEntry, setEntry } from "../../../core/ownEntry";
import type { StoredObject } from "../account/account";
import { isSecretMark, secretMark } from "../account/sealing";
import { ApiError } from "../calls/apiError";
import { text, type Properties } from "../values";
import { madeUp } from "./computed";
import { refuseInUse } from "./inUse";
import { innerSecrets } from "./innerSecrets";
import type { Missing, Place, ResourceHandler, Setting } from "./handler";
import { laidOver } from "./merged";
import { withPrefixedName } from "./prefixedName";

/** Names under which an API says when something was made and last changed. */
const createdNames = ["createdOn", "createdAt", "created"];
const modifiedNames = ["modifiedOn", "updatedAt", "modified"];

/**
 * Finds an object of the account: one that a program made, or one that stood there before.
 * @param handler - Its type.
 * @param key - Its key.
 * @param place - Where.
 * @returns The object, or undefined where there is none.
 */
export function heldObject(
  handler: ResourceHandler,
  key: string,
  place: Place,
): StoredObject | undefined {
  const { type } = handler;
  const made = place.account.get(type, key);
  const properties = made === undefined ? handler.standing?.(key, place) : undefined;
  const id = text(properties?.id) || key;
  return properties === undefined ? made : { type, key, id, properties, secrets: [] };
}

/**
 * Finds an object of the account that must be there.
 * @param handler - Its type.
 * @param key - Its key.
 * @param place - Where.
 * @returns The object.
 * @throws {ApiError} Where there is none.
 */
export function foundObject(handler: ResourceHandler, key: string, place: Place): StoredObject {
  const object = heldObject(handler, key, place);
  if (object === undefined) {
    throw notFound(handler);
  }
  return object;
}

/**
 * What the API does to delete an object: refuse, or take it out of the account.
 * @param handler - Its type.
 * @param key - Its key.
 * @param place - Where.
 * @throws {ApiError} Where there is none, or it is in use.
 */
export function removeObject(handler: ResourceHandler, key: string, place: Place): void {
  const object = foundObject(handler, key, place);
  refuseInUse(object, place);
  handler.beforeDelete?.(object, place);
  place.account.remove(handler.type, key);
}

/**
 * What the API does to create an object: refuse, or put it into the account.
 * @param handler - Its type.
 * @param wanted - What was sent.
 * @param setting - Where.
 * @returns The new object.
 */
export function storeNew(
  handler: ResourceHandler,
  wanted: Properties,
  setting: Setting,
): StoredObject {
  const named = withPrefixedName(handler, wanted);
  handler.validate?.(named, setting.place);
  const id = handler.newId(named, setting.place);
  return store(handler, named, setting, id, undefined);
}

/**
 * What the API does to change an object: refuse, or put the new form into the account.
 * @param handler - Its type.
 * @param wanted - What the object is to be.
 * @param setting - Where.
 * @param object - The object as it stood when the provider read it; it must still be there.
 * @param sent - What of it was sent. Defaults to all.
 * @returns The object as it stands now.
 */
export function storeChanged(
  handler: ResourceHandler,
  wanted: Properties,
  setting: Setting,
  object: StoredObject,
  sent = wanted,
): StoredObject {
  const current = foundObject(handler, object.key, setting.place);
  handler.validate?.(sent, setting.place, current);
  return store(handler, withPrefixedName(handler, wanted, current), setting, current.id, current);
}

function store(
  handler: ResourceHandler,
  wanted: Properties,
  setting: Setting,
  id: string,
  object: StoredObject | undefined,
): StoredObject {
  const stamped = timestamps(setting.shape.outputs, object);
  const answered = laidOver({ ...handler.rules.answers } as Properties, wanted);
  const own = handler.computeOutputs?.({ ...answered }, setting.place, id, object) ?? {};
  const properties: Properties = { ...answered, ...stamped, ...own, id };
  if (handler.hasNoRules === true) {
    Object.assign(properties, madeUp(handler, setting.shape, properties, setting.place));
  }
  for (const name of handler.rules.writeOnly ?? []) {
    const value = ownEntry(properties, name);
    if (value !== undefined && !isSecretMark(value)) {
      setEntry(properties, name, secretMark(value, id));
    }
  }
  const key = handler.key?.(properties, id) ?? id;
  const secrets = [...setting.secrets, ...innerSecrets(handler.rules, properties)];
  const stored = { type: handler.type, key, id, properties, secrets };
  setting.place.account.put(stored);
  return stored;
}

function timestamps(
  outputs: Readonly<Record<string, boolean>>,
  object: StoredObject | undefined,
): Properties {
  const now = new Date().toISOString();
  const stamped: Properties = {};
  for (const name of createdNames.filter((one) => Object.hasOwn(outputs, one))) {
    setEntry(stamped, name, ownEntry(object?.properties ?? {}, name) ?? now);
  }
  for (const name of modifiedNames.filter((one) => Object.hasOwn(outputs, one))) {
    setEntry(stamped, name, now);
  }
  return stamped;
}

/**
 * The refusal of a call about what does not exist.
 * @param handler - The resource type.
 * @returns The refusal.
 */
export function notFound(handler: ResourceHandler): ApiError {
  const { status } = handler.service === "aws" ? awsErrors.notFound : cloudflareErrors.notFound;
  const missing: Missing = handler.missing ?? { status, words: "not found" };
  const { means } = missing;
  const more = means === undefined ? {} : { means };
  return new ApiError(missing.status, missing.code, missing.words, more);
}
