import { isInZone } from "../core/hostnames";
import { allOf, certain, negated, type Certainty } from "../core/certainty";
import { unknownValue, type Known } from "../core/known";
import { apiErrors } from "../facts/cloudflare/apiErrors";
import type { CloudflarePlan } from "../facts/cloudflare/plans";
import { waitingRoomName, waitingRoomsByPlan } from "../facts/cloudflare/waitingRooms";
import { whenKnown, type Constraint } from "./constraint";

/** What the API looks at in a waiting room. */
export interface WaitingRoomFields {
  /** Its name. */
  readonly name: Known<string>;
  /** The hostname before which it stands. */
  readonly host: Known<string>;
  /** The path below which it stands. */
  readonly path: Known<string>;
  /** How many visitors may be behind it. */
  readonly totalActiveUsers: Known<number>;
  /** How many visitors it lets in per minute. */
  readonly newUsersPerMinute: Known<number>;
  /** What the name of its cookie ends with; "" where it is left out. */
  readonly cookieSuffix: Known<string>;
  /** How many more routes it has. */
  readonly additionalRoutes: Known<number>;
}

/** The zone around a waiting room. */
export interface WaitingRoomView {
  /** Its name. */
  readonly zoneName: Known<string>;
  /** Its plan. */
  readonly plan: Known<CloudflarePlan>;
  /** How many other waiting rooms it has. */
  readonly others: Known<number>;
  /** Whether one of them has the name. */
  readonly isNameTaken: Certainty;
  /** Whether one of them stands before the same hostname and path. */
  readonly isRouteTaken: Certainty;
}

type WaitingRoomConstraint = Constraint<WaitingRoomFields, WaitingRoomView>;

/** The plan has waiting rooms. */
export const waitingRoomsEntitled: WaitingRoomConstraint = {
  id: "waiting-room/entitled",
  property: "host",
  must: (_fields, { plan }) =>
    `be without a waiting room: the plan ${String(plan)} gives ${plan === unknownValue ? "" : waitingRoomsByPlan[plan]}`,
  error: apiErrors.waitingRoomNotEntitled,
  answer: "zone is not entitled to this many waiting rooms",
  holds: (_fields, { plan, others }) =>
    plan === unknownValue
      ? "unknown"
      : whenKnown(others, (count) => count < waitingRoomsByPlan[plan]),
};

/** The hostname is one of the zone's, without a wildcard. Source: Cloudflare API reference, waiting_rooms; what it says then is not published. */
export const waitingRoomHost: WaitingRoomConstraint = {
  id: "waiting-room/host",
  property: "host",
  must: (_fields, { zoneName }) => `be a hostname of the zone ${String(zoneName)}`,
  error: apiErrors.invalidRequest,
  answer: ({ host }) => `host ${String(host)} is not a hostname of the zone`,
  holds: ({ host }, { zoneName }) =>
    typeof zoneName === "string"
      ? whenKnown(host, (one) => isIn(one.toLowerCase(), zoneName))
      : "unknown",
};

function isIn(host: string, zoneName: string): boolean {
  return isInZone(host, zoneName) && /^[^*/:]+$/.test(host);
}

/** Two rooms do not share a hostname and path. Source: that of `waitingRoomHost`. */
export const waitingRoomRouteFree: WaitingRoomConstraint = {
  id: "waiting-room/route-free",
  property: "path",
  must: "be with its host no other waiting room's",
  error: apiErrors.invalidRequest,
  answer: "host and path must be unique",
  holds: (_fields, { isRouteTaken }) => negated(isRouteTaken),
};

/** A room has a name of its own, of letters, digits, hyphens and underscores. Source: that of `waitingRoomHost`. */
export const waitingRoomNamed: WaitingRoomConstraint = {
  id: "waiting-room/name",
  property: "name",
  must: "be no other waiting room's, of letters, digits, hyphens and underscores",
  error: apiErrors.invalidRequest,
  answer: ({ name }) => `name ${JSON.stringify(name)} is taken or not valid`,
  holds: ({ name }, { isNameTaken }) =>
    allOf([whenKnown(name, (one) => waitingRoomName.test(one)), negated(isNameTaken)]),
};

/** Not more come per minute than may be behind the room. Source: Cloudflare docs, waiting-room/reference/configuration-settings. */
export const newUsersWithinTotal: WaitingRoomConstraint = {
  id: "waiting-room/new-users-within-total",
  property: "newUsersPerMinute",
  must: ({ totalActiveUsers }) =>
    `be at most the total of active users, ${String(totalActiveUsers)}`,
  error: apiErrors.invalidRequest,
  answer: "new_users_per_minute must be at most total_active_users",
  holds: ({ newUsersPerMinute, totalActiveUsers }) =>
    totalActiveUsers === unknownValue
      ? "unknown"
      : whenKnown(newUsersPerMinute, (users) => users <= totalActiveUsers),
};

/** More routes need a cookie of their own name. Source: that of `newUsersWithinTotal`. */
export const routesHaveCookie: WaitingRoomConstraint = {
  id: "waiting-room/routes-have-cookie",
  property: "cookieSuffix",
  must: "be given for additional routes",
  error: apiErrors.invalidRequest,
  answer: "cookie_suffix is required for additional_routes",
  holds: ({ cookieSuffix, additionalRoutes }) =>
    additionalRoutes === unknownValue
      ? "unknown"
      : additionalRoutes === 0
        ? certain(true)
        : whenKnown(cookieSuffix, (suffix) => suffix !== ""),
};

/** What the API refuses of a waiting room, in the order in which it is looked at. */
export const waitingRoomConstraints: readonly WaitingRoomConstraint[] = [
  waitingRoomsEntitled,
  waitingRoomHost,
  waitingRoomRouteFree,
  waitingRoomNamed,
  newUsersWithinTotal,
  routesHaveCookie,
];
