import {
  QueueingMethod,
  usualQueueingStatusCode,
  waitingRoomSessionMinutes,
} from "../../facts/cloudflare/waitingRooms";
import { allOf, certain, negated, type Certainty } from "../../core/certainty";
import { unknownValue, type Known } from "../../core/known";
import { canonicalHostname } from "../graph/hostnames";
import type { Inventory } from "../graph/inventory";
import { zoneOf } from "../graph/links";
import { readFlag, readNumber, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { roomPlaces, type RoomPlace } from "../rules/roomPlaces";

/** A waiting room. */
export interface WaitingRoom {
  /** The resource it was read from. */
  readonly resource: ModelResource;
  /** What people call it. */
  readonly name: string;
  /** Where it stands, by canonical hostnames; undefined where that is not known. */
  readonly places: readonly RoomPlace[] | undefined;
  /** Whether it counts visitors, and lets those wait that are too many: nobody waits where it is suspended, or lets all pass. */
  readonly counts: Certainty;
  /** How many visitors it lets in within a minute. */
  readonly newUsersPerMinute: Known<number> | undefined;
  /** How many visitors may be in at the same time. */
  readonly totalActiveUsers: Known<number> | undefined;
  /** For how many minutes a visitor is in without asking for anything. */
  readonly sessionMinutes: Known<number>;
  /** The status that those get who wait. */
  readonly status: Known<number>;
  /** What stands after the usual name of its cookie. */
  readonly cookieSuffix: Known<string>;
}

/**
 * Reads the waiting rooms of a zone.
 * @param inventory - The resources.
 * @param zone - The zone as `zoneOf` calls it.
 * @returns The rooms, sorted by key.
 */
export function waitingRooms(inventory: Inventory, zone: string): WaitingRoom[] {
  return inventory
    .ofType("waitingRoom")
    .filter((each) => zoneOf(each) === zone)
    .map(readWaitingRoom);
}

/**
 * Reads a waiting room.
 * @param resource - A `WaitingRoom`.
 */
export function readWaitingRoom(resource: ModelResource): WaitingRoom {
  const { properties: own } = resource;
  const name = readText(own.name);
  const method = readText(own.queueingMethod) ?? QueueingMethod.Fifo;
  const passes =
    method === unknownValue ? "unknown" : certain(method === QueueingMethod.Passthrough);
  return {
    ...{
      resource,
      name: typeof name === "string" ? name : resource.name,
      places: placesOf(resource),
    },
    counts: allOf([negated(passes), negated(readFlag(own.suspended, "no"))]),
    newUsersPerMinute: readNumber(own.newUsersPerMinute),
    totalActiveUsers: readNumber(own.totalActiveUsers),
    sessionMinutes: readNumber(own.sessionDuration) ?? waitingRoomSessionMinutes.default,
    status: readNumber(own.queueingStatusCode) ?? usualQueueingStatusCode,
    cookieSuffix: readText(own.cookieSuffix) ?? "",
  };
}

function placesOf(resource: ModelResource): RoomPlace[] | undefined {
  const places = roomPlaces(resource);
  const known = places.filter((place) => place !== unknownValue);
  return known.length === places.length
    ? known.map(({ host, path }) => ({ host: canonicalHostname(host), path }))
    : undefined;
}
