import { apiErrors as awsErrors } from "../../../facts/aws/apiErrors";
import { apiErrors as cloudflareErrors } from "../../../facts/cloudflare/apiErrors";
import { ownEntry, setEntry } from "../../../core/ownEntry";
import type { StoredObject } from "../account/account";
import { secretMark } from "../account/sealing";
import { ApiError } from "../api/apiError";
import { isAbsent, type Properties } from "../values";
import { madeUp } from "./computed";
import type { Flow, Place, ResourceKind } from "./kind";
import { merged } from "./outputs";

/** Names under which an API says when something was made and last changed. */
const createdNames = ["createdOn", "createdAt", "created"];
const modifiedNames = ["modifiedOn", "updatedAt", "modified"];

/**
 * Finds an object of the account: one that a program made, or one that stood there before.
 * @param kind - Its type.
 * @param key - Its key.
 * @param place - Where.
 * @returns The object, or undefined where there is none.
 */
export function heldObject(
  kind: ResourceKind,
  key: string,
  place: Place,
): StoredObject | undefined {
  const { type } = kind;
  const made = place.account.get(type, key);
  const properties = made === undefined ? kind.standing?.(key, place) : undefined;
  return properties === undefined ? made : { type, key, id: key, properties, secrets: [] };
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
 * @param wanted - What the object is to be.
 * @param flow - Where.
 * @param object - The object as it stood when the provider read it; it must still be there.
 * @param sent - What of it was sent. Defaults to all.
 * @returns The object as it stands now.
 */
export function storeChanged(
  kind: ResourceKind,
  wanted: Properties,
  flow: Flow,
  object: StoredObject,
  sent = wanted,
): StoredObject {
  const current = heldObject(kind, object.key, flow.place);
  if (current === undefined) {
    throw notFound(kind);
  }
  kind.admit?.(sent, flow.place, current);
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
      setEntry(answered, name, merged(ownEntry(answered, name), value));
    }
  }
  const own = kind.answer?.({ ...answered }, flow.place, id, object) ?? {};
  const properties: Properties = { ...answered, ...stamped, ...own, id };
  if (kind.hasNoRules === true) {
    Object.assign(properties, madeUp(kind, flow.shape, properties, flow.place));
  }
  for (const name of kind.rules.writeOnly ?? []) {
    const value = ownEntry(properties, name);
    if (value !== undefined) {
      setEntry(properties, name, secretMark(value, id));
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
 * @param kind - The resource type.
 * @returns The refusal.
 */
export function notFound(kind: ResourceKind): ApiError {
  const { status } = kind.service === "aws" ? awsErrors.notFound : cloudflareErrors.notFound;
  return new ApiError(status, undefined, "not found");
}
