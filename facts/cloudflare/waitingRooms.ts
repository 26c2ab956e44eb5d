import { CloudflarePlan } from "./plans";

/**
 * The plans that have waiting rooms; on Business it is one. On Enterprise more are bought.
 * Source: Cloudflare docs, waiting-room/plans.
 */
export const waitingRoomsByPlan: Readonly<Record<CloudflarePlan, number>> = {
  [CloudflarePlan.Free]: 0,
  [CloudflarePlan.Pro]: 0,
  [CloudflarePlan.Business]: 1,
  [CloudflarePlan.Enterprise]: Number.POSITIVE_INFINITY,
};

/** What the name of a waiting room is made of. Source: Cloudflare API reference, waiting_rooms. */
export const waitingRoomName = /^[A-Za-z0-9_-]+$/;

/** What the name of a waiting room is not made of. Source: that of `waitingRoomName`. */
export const notInWaitingRoomNames = /[^A-Za-z0-9_-]/g;

/** How a waiting room lets its queue in. Source: Cloudflare docs, waiting-room/reference/queueing-methods. */
export const QueueingMethod = {
  /** In the order in which visitors came. */
  Fifo: "fifo",
  /** By chance. */
  Random: "random",
  /** All at once: nobody is queued. */
  Passthrough: "passthrough",
  /** Nobody. */
  Reject: "reject",
} as const;

/** How a waiting room lets its queue in. */
export type QueueingMethod = (typeof QueueingMethod)[keyof typeof QueueingMethod];

/**
 * How many visitors a waiting room may let in: 200 at the least, by the schema of the provider and the API. Cloudflare's docs say "greater than 200"
 * (waiting-room/reference/configuration-settings); what the API takes was not tried.
 */
export const waitingRoomUsers = { minimum: 200, maximum: 2_147_483_647 };

/** How long a session may last in minutes. Source: Cloudflare docs, waiting-room/reference/configuration-settings. */
export const waitingRoomSessionMinutes = { minimum: 1, maximum: 30, default: 5 };

/** What a rule of a waiting room does. Source: schema of the Cloudflare provider, waiting_room_rules. */
export const bypassAction = "bypass_waiting_room";

/** What queued visitors may be answered with. Source: schema of the Cloudflare provider, waiting_room. */
export const queueingStatusCodes: readonly number[] = [200, 202, 429];

/** What they are answered with where a room says nothing. Source: that of `queueingStatusCodes`. */
export const usualQueueingStatusCode = 200;

/** What those get who wait. Source: Cloudflare docs, waiting-room/reference/waiting-room-cookie. */
export const waitingRoomPage = {
  /** The usual name of the cookie by which a room knows visitors; rooms can have a suffix of their own. */
  cookie: "__cfwaitingroom",
  /** Seconds for which the cookie of somebody who waits is kept. */
  queuedSeconds: 300,
  /** Seconds after which the page asks again. */
  refreshSeconds: 20,
} as const;

/** How many seconds an event of a waiting room begins before its end, and people wait before it, at least. Source: that of `waitingRoomName`, events. */
export const eventLeadSeconds = { end: 60, prequeue: 300 } as const;
