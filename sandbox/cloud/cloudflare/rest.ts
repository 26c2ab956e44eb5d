import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { cloudflareResourceRules } from "../../../facts/cloudflare/resourceRules";
import { ownEntry } from "../../../core/ownEntry";
import { types } from "../account/indexes";
import { refuse } from "../calls/refuse";
import type { Zone } from "../accountSeed";
import { cloudflareId } from "../resources/ids";
import type { Operation, Place, ResourceHandler, Route } from "../resources/handler";
import { isAbsent, text, type Properties } from "../values";
import { findZone } from "./zones";

/** How a type of the v4 API is reached. */
interface RestPaths {
  /** Path of the collection, from the resource's properties. */
  collection(properties: Properties): string;
  /** Method of an update. Defaults to PUT. */
  readonly update?: "PUT" | "PATCH";
  /** Where the path names no single object: method of a create, the same for an update. */
  readonly single?: "PUT" | "PATCH";
}

/**
 * Makes a handler whose objects stand in a collection of the v4 API, or alone under a path.
 * @param type - Pulumi type token.
 * @param paths - How it is reached.
 * @param more - What else the API knows about it.
 * @returns The handler.
 */
export function restHandler(
  type: string,
  paths: RestPaths,
  more: Partial<ResourceHandler> = {},
): ResourceHandler {
  const methods: Readonly<Record<Operation, Route["method"]>> = {
    ...{ create: "POST", read: "GET", update: paths.update ?? "PUT", delete: "DELETE" },
  };
  return {
    type,
    service: "cloudflare",
    rules: ownEntry(cloudflareResourceRules, type) ?? {
      source: "the installed SDK's types",
      replaces: [],
    },
    route: (operation, properties, _place, id) => {
      const collection = paths.collection(properties);
      if (paths.single !== undefined) {
        const writes = operation === "create" || operation === "update";
        return { method: writes ? paths.single : methods[operation], path: collection };
      }
      return {
        method: methods[operation],
        path: id === undefined ? collection : `${collection}/${id}`,
      };
    },
    newId: cloudflareId,
    ...more,
    validate: (wanted, place, object) => {
      admitScope(wanted, place);
      more.validate?.(wanted, place, object);
    },
  };
}

/**
 * Path of an account.
 * @param properties - Properties with `accountId`.
 * @returns The path.
 */
export function accountPath(properties: Properties): string {
  return `/accounts/${text(properties.accountId)}`;
}

/**
 * Path of a zone.
 * @param properties - Properties with `zoneId`.
 * @returns The path.
 */
export function zonePath(properties: Properties): string {
  return `/zones/${text(properties.zoneId)}`;
}

/**
 * Finds the zone of a resource.
 * @param properties - Properties with `zoneId`.
 * @param place - Where.
 * @returns The zone.
 * @throws {ApiError} Where the account has no such zone.
 */
export function zoneOf(properties: Properties, place: Place): Zone {
  const id = text(properties.zoneId);
  return findZone(id, place) ?? refuseRoute(`/zones/${id}`);
}

/**
 * Refuses accounts and zones that cannot be, or are not this account's.
 * @param wanted - Properties with `zoneId`, `accountId`, both or neither.
 * @param place - Where.
 * @throws {ApiError} 7003.
 */
export function admitScope(wanted: Properties, place: Place): void {
  if (!isAbsent(wanted.zoneId)) {
    zoneOf(wanted, place);
  }
  if (!isAbsent(wanted.accountId)) {
    admitAccount(text(wanted.accountId), place);
  }
}

/**
 * Refuses an account that cannot be, or is not this one nor one that a program made.
 * @param id - Its id.
 * @param place - Where.
 * @throws {ApiError} 7003.
 */
export function admitAccount(id: string, { account, seed }: Place): void {
  if (id !== seed.accountId && account.get(types.account, id) === undefined) {
    refuseRoute(`/accounts/${id}`);
  }
}

/**
 * Refuses a path to what is not there, or not of this account.
 * @param path - The path.
 * @throws {ApiError} 7003.
 */
export function refuseRoute(path: string): never {
  return refuse(
    apiErrors.noSuchRoute,
    `Could not route to ${path}, perhaps your object identifier is invalid?`,
  );
}
