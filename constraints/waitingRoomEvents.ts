import { allOf, certain, negated, type Certainty } from "../core/certainty";
import { unknownValue, type Known } from "../core/known";
import { apiErrors } from "../facts/cloudflare/apiErrors";
import { eventLeadSeconds, waitingRoomName } from "../facts/cloudflare/waitingRooms";
import { whenKnown, type Constraint } from "./constraint";

/** What the API looks at in an event of a waiting room. */
export interface WaitingRoomEventFields {
  /** Its name. */
  readonly name: Known<string>;
  /** When it begins, in ISO 8601. */
  readonly eventStartTime: Known<string>;
  /** When it ends, in ISO 8601. */
  readonly eventEndTime: Known<string>;
  /** When everybody begins to wait for it, in ISO 8601; "" where nobody does. */
  readonly prequeueStartTime: Known<string>;
  /** How many visitors it lets in per minute; undefined where it leaves that to the room. */
  readonly newUsersPerMinute: Known<number> | undefined;
  /** How many visitors may be behind the room; undefined where it leaves that to the room. */
  readonly totalActiveUsers: Known<number> | undefined;
}

/** The waiting room around an event. */
export interface WaitingRoomEventView {
  /** Whether another event of the room has the name. */
  readonly isNameTaken: Certainty;
}

type EventConstraint = Constraint<WaitingRoomEventFields, WaitingRoomEventView>;

/**
 * An event has a name of its own, of letters, digits, hyphens and underscores. Source: Cloudflare API reference, waiting_rooms/events; with
 * which code and in which words the API refuses is not published, here and below.
 */
export const eventNamed: EventConstraint = {
  id: "waiting-room-event/name",
  property: "name",
  must: "be no other event's of the waiting room, of letters, digits, hyphens and underscores",
  error: apiErrors.invalidRequest,
  answer: ({ name }) => `name ${JSON.stringify(name)} is taken or not valid`,
  holds: ({ name }, { isNameTaken }) =>
    allOf([whenKnown(name, (one) => waitingRoomName.test(one)), negated(isNameTaken)]),
};

/** An event begins at least a minute before its end. Source: that of `eventNamed`. */
export const eventLasts: EventConstraint = {
  id: "waiting-room-event/lasts",
  property: "eventStartTime",
  must: `be at least ${eventLeadSeconds.end} seconds before eventEndTime`,
  error: apiErrors.invalidRequest,
  answer: "event_start_time must be at least one minute before event_end_time",
  holds: ({ eventStartTime, eventEndTime }) =>
    isBefore(eventStartTime, eventEndTime, eventLeadSeconds.end),
};

/** Who waits for an event does so at least five minutes before it. Source: that of `eventNamed`. */
export const prequeueBefore: EventConstraint = {
  id: "waiting-room-event/prequeue-before",
  property: "prequeueStartTime",
  must: `be at least ${eventLeadSeconds.prequeue} seconds before eventStartTime`,
  error: apiErrors.invalidRequest,
  answer: "prequeue_start_time must be at least five minutes before event_start_time",
  holds: ({ prequeueStartTime, eventStartTime }) =>
    prequeueStartTime === ""
      ? "yes"
      : isBefore(prequeueStartTime, eventStartTime, eventLeadSeconds.prequeue),
};

/** How many come per minute goes with how many may be behind the room. Source: that of `eventNamed`. */
export const newUsersWithTotal: EventConstraint = {
  id: "waiting-room-event/new-users-with-total",
  property: "newUsersPerMinute",
  must: "be given with totalActiveUsers",
  error: apiErrors.invalidRequest,
  answer: "new_users_per_minute can only be set with total_active_users",
  holds: ({ newUsersPerMinute, totalActiveUsers }) =>
    certain(newUsersPerMinute === undefined || totalActiveUsers !== undefined),
};

/** Everything that the API refuses of events of waiting rooms. */
export const waitingRoomEventConstraints: readonly EventConstraint[] = [
  eventNamed,
  eventLasts,
  prequeueBefore,
  newUsersWithTotal,
];

/** What is no time is before nothing. */
function isBefore(first: Known<string>, second: Known<string>, seconds: number): Certainty {
  return first === unknownValue || second === unknownValue
    ? "unknown"
    : certain(Date.parse(second) - Date.parse(first) >= seconds * 1000);
}
