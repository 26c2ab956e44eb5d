import { types } from "../../../sandbox/cloud/account/indexes";
import {
  defaultAccountId as accountId,
  defaultZoneId as zoneId,
} from "../../../sandbox/cloud/accountSeed";
import type { Properties } from "../../../sandbox/cloud/values";

/** Where an object of a test stands, and what else the test made. */
export interface Spot {
  /** The how many-th object of its type: 0, 1 or 2. */
  readonly slot: number;
  /** Id of the object of a type and a slot; one that nothing has where it is not there. */
  readonly idOf: (type: string, slot: number) => string;
}

/** One call of the API. */
export interface Wire {
  /** Its method. */
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Its path. */
  readonly path: string;
  /** What is sent, by the API's names. Absent with a delete. */
  readonly body?: Properties;
}

/** Makes a call, and gives its result. It throws an `ApiError` where it is refused. */
export type Caller = (
  wire: Omit<Wire, "body"> & { readonly body?: unknown },
) => Promise<Properties>;

/** A type of the account, and how it is reached over HTTP. */
export interface DoorKind {
  /** Its collection, or what stands alone under its path. */
  readonly path: (spot: Spot) => string;
  /** How it is set, where it stands alone. */
  readonly single?: "PUT" | "PATCH";
  /** Its id, where it stands alone. */
  readonly id?: (spot: Spot) => string;
  /** Its key in the account, where that is not its id. */
  readonly key?: (spot: Spot) => string;
  /** Whether there is one of it in a zone, whatever the slot. */
  readonly isOne?: true;
  /** What a provider does not do with it. */
  readonly never?: "update" | "delete";
  /** How it is sent, where that is more than one call with what is given. */
  readonly send?: (wire: Wire, call: Caller) => Promise<Properties>;
  /** What comes of its shapes that are no good: status and code. Absent where all are good. */
  readonly refusals?: readonly string[];
  /** What a program gives, good and bad. */
  readonly shapes: readonly ((spot: Spot) => Properties)[];
}

/** Path of the zone in which everything is made. */
export const zone = `/zones/${zoneId}`;

/** Path of the account. */
export const account = `/accounts/${accountId}`;

/**
 * A collection that is no other for another object.
 * @param path - Its path.
 * @returns What says so.
 */
export function at(path: string): Pick<DoorKind, "path"> {
  return { path: () => path };
}

/**
 * Shapes that have most in common.
 * @param variants - What each has of its own.
 * @param rest - What they share, which their own goes before.
 * @returns The shapes.
 */
export function shapesOf(
  variants: readonly Properties[],
  rest: (spot: Spot) => Properties,
): DoorKind["shapes"] {
  return variants.map((own) => (spot) => ({ ...rest(spot), ...own }));
}

export { accountId, types, zoneId };
