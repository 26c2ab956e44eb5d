import type { WaitingRoomFields, WaitingRoomView } from "../../constraints/waitingRooms";
import { anyOf, certain, type Certainty } from "../../core/certainty";
import { unknownValue, type Known } from "../../core/known";
import type { CloudflarePlan } from "../../facts/cloudflare/plans";
import type { Inventory } from "../graph/inventory";
import { unknownLink, zoneOf } from "../graph/links";
import { readList, readNumber, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";

/**
 * Reads what the API looks at in a waiting room.
 * @param room - A `WaitingRoom`.
 * @returns The values, as far as they are known.
 */
export function waitingRoomFields({ properties }: ModelResource): WaitingRoomFields {
  const more = readList(properties.additionalRoutes);
  return {
    name: readText(properties.name) ?? "",
    host: readText(properties.host) ?? "",
    path: pathOf(properties.path),
    totalActiveUsers: readNumber(properties.totalActiveUsers) ?? unknownValue,
    newUsersPerMinute: readNumber(properties.newUsersPerMinute) ?? unknownValue,
    cookieSuffix: readText(properties.cookieSuffix) ?? "",
    additionalRoutes: more === unknownValue ? unknownValue : more.length,
  };
}

/**
 * Reads what the API finds around a waiting room when rooms are made one after the other.
 * @param inventory - The resources.
 * @param room - The room.
 * @param before - The rooms that are made before it, of any zone.
 * @param plan - The plan of its zone.
 */
export function waitingRoomView(
  inventory: Inventory,
  room: ModelResource,
  before: readonly ModelResource[],
  plan: CloudflarePlan,
): WaitingRoomView {
  const zone = zoneOf(room);
  const others = before.filter((other) => zoneOf(other) === zone);
  const isZoneKnown = zone !== unknownLink;
  const mine = waitingRoomFields(room);
  const fields = isZoneKnown ? others.map(waitingRoomFields) : [];
  return {
    zoneName: inventory.zones.nameOf(room) ?? unknownValue,
    plan,
    others: isZoneKnown ? others.length : unknownValue,
    isNameTaken: anyOf(fields.map(({ name }) => isSame(name, mine.name))),
    isRouteTaken: anyOf(fields.map((other) => isSame(routeOf(other), routeOf(mine)))),
  };
}

function pathOf(path: ModelResource["properties"][string] | undefined): Known<string> {
  const read = readText(path) ?? "";
  return read === "" ? "/" : read;
}

function routeOf({ host, path }: WaitingRoomFields): Known<string> {
  return host === unknownValue || path === unknownValue
    ? unknownValue
    : `${host.toLowerCase()}${path}`;
}

function isSame(one: Known<string>, other: Known<string>): Certainty {
  return one === unknownValue || other === unknownValue ? "unknown" : certain(one === other);
}
